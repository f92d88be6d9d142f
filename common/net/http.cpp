#include "common/net/http.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace tacit::net {
namespace {

constexpr std::array<const char*, 7> kWeekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::size_t kDateLength = 29;

std::optional<std::string_view> find(const std::vector<Header>& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const Header& h) { return h.name == name; });
  if (found == headers.end()) return std::nullopt;
  return found->value;
}

void set(std::vector<Header>& headers, std::string_view name, std::string value) {
  std::erase_if(headers, [&](const Header& h) { return h.name == name; });
  headers.push_back({std::string(name), std::move(value)});
}

// -1 unless all are digits.
int number(std::string_view digits) {
  int out = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return -1;
    out = out * 10 + (c - '0');
  }
  return out;
}

}  // namespace

std::optional<std::string_view> HttpRequest::header(std::string_view name) const { return find(headers, name); }
void HttpRequest::set_header(std::string_view name, std::string value) { set(headers, name, std::move(value)); }
std::optional<std::string_view> HttpResponse::header(std::string_view name) const { return find(headers, name); }
void HttpResponse::set_header(std::string_view name, std::string value) { set(headers, name, std::move(value)); }

std::string http_date(std::chrono::sys_seconds time) {
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss clock(time - midnight);
  std::array<char, 64> text{};
  const int size = std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                                 kWeekdays[std::chrono::weekday(midnight).c_encoding()],
                                 static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                                 static_cast<int>(date.year()), static_cast<int>(clock.hours().count()),
                                 static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  ASSERT_INVARIANT(size > 0);
  return text.data();
}

Result<std::chrono::sys_seconds> parse_http_date(std::string_view text) {
  const auto bad = [] { return fail(Code::malformed, "not an HTTP date"); };
  if (text.size() != kDateLength) return bad();
  const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(8, 3));
  const int day = number(text.substr(5, 2)), year = number(text.substr(12, 4));
  const int hour = number(text.substr(17, 2)), minute = number(text.substr(20, 2)), second = number(text.substr(23, 2));
  if (month == kMonths.end() || day < 1 || year < 1970 || hour < 0 || minute < 0 || second < 0) return bad();
  if (hour > 23 || minute > 59 || second > 59) return bad();
  const std::chrono::year_month_day date(std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month - kMonths.begin()) + 1),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return bad();
  const auto time = std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
                    std::chrono::seconds(second);
  // Weekday, separators and anything else: exactly what we would have written.
  if (http_date(time) != text) return bad();
  return time;
}

}  // namespace tacit::net

#include "common/base/day.hpp"

#include <cstdio>

namespace tacit {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr Literal kBadDay = "a day is written like 2021-03-09";
constexpr Literal kBadPeriod = "a period is written like 2021, 2021Q1, 2021-03, 2021-W09 or 2021-03-09..2021-04-01";

// Digits only: no sign, no space.
bool digits(std::string_view text, int& out) {
  out = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return false;
    out = out * 10 + (c - '0');
  }
  return !text.empty();
}

// 2021, "-W", 9, 2 makes "2021-W09".
std::string labelled(int y, const char* label, int number, int width) {
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, "%04d%s%0*d", y, label, width, number);
  return buffer;
}

Period months_from(int y, unsigned first, int count) {
  const year_month_day from{year(y), std::chrono::month(first), std::chrono::day(1)};
  return {Day::of(from), Day::of(from + months(count))};
}

bool plausible(int y) { return y >= 1900 && y <= 2199; }

Result<Period> parse_range(std::string_view text, std::size_t dots) {
  TRY(const Day first, parse_day(text.substr(0, dots)));
  TRY(const Day last, parse_day(text.substr(dots + 2)));
  if (last < first) return fail(Code::malformed, "the period ends before it begins");
  return Period{first, Day{last.since_epoch + 1}};
}

int weekday_of(Day day) {  // Monday is 0; 1970-01-01 was a Thursday
  return ((day.since_epoch + 3) % 7 + 7) % 7;
}

Result<Period> week_from(int y, int week) {
  const Day fourth = Day::of({year(y), std::chrono::January, std::chrono::day(4)});
  const Day monday{fourth.since_epoch - weekday_of(fourth) + 7 * (week - 1)};
  if (iso_week_of(monday) != labelled(y, "-W", week, 2)) return fail(Code::malformed, "the year has no such week");
  return Period{monday, Day{monday.since_epoch + 7}};
}

}  // namespace

Result<Day> parse_day(std::string_view text) {
  int y = 0, m = 0, d = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !digits(text.substr(0, 4), y) ||
      !digits(text.substr(5, 2), m) || !digits(text.substr(8, 2), d) || !plausible(y))
    return fail(Code::malformed, kBadDay);
  const year_month_day date{year(y), std::chrono::month(static_cast<unsigned>(m)),
                            std::chrono::day(static_cast<unsigned>(d))};
  if (!date.ok()) return fail(Code::malformed, "there is no such day in the calendar");
  return Day::of(date);
}

std::string to_text(Day day) {
  const auto date = day.date();
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer;
}

int year_of(Day day) { return static_cast<int>(day.date().year()); }

std::string month_of(Day day) { return to_text(day).substr(0, 7); }

std::string quarter_of(Day day) {
  const auto month = static_cast<int>(static_cast<unsigned>(day.date().month()));
  return labelled(year_of(day), "Q", (month + 2) / 3, 1);
}

std::string iso_week_of(Day day) {
  // The ISO week's year is the year of its Thursday.
  const Day thursday{day.since_epoch - weekday_of(day) + 3};
  const int y = year_of(thursday);
  const int start = Day::of({year(y), std::chrono::January, std::chrono::day(1)}).since_epoch;
  return labelled(y, "-W", (thursday.since_epoch - start) / 7 + 1, 2);
}

Result<Period> parse_period(std::string_view text) {
  if (const auto dots = text.find(".."); dots != std::string_view::npos) return parse_range(text, dots);
  int y = 0, part = 0;
  if (text.size() < 4 || !digits(text.substr(0, 4), y) || !plausible(y)) return fail(Code::malformed, kBadPeriod);
  if (text.size() == 4) return months_from(y, 1, 12);
  if (text.size() == 6 && text[4] == 'Q' && digits(text.substr(5), part) && part >= 1 && part <= 4)
    return months_from(y, static_cast<unsigned>(part * 3 - 2), 3);
  if (text.size() == 7 && text[4] == '-' && digits(text.substr(5), part) && part >= 1 && part <= 12)
    return months_from(y, static_cast<unsigned>(part), 1);
  if (text.size() == 8 && text[4] == '-' && text[5] == 'W' && digits(text.substr(6), part)) return week_from(y, part);
  return fail(Code::malformed, kBadPeriod);
}

}  // namespace tacit

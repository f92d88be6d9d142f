#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/result.hpp"

namespace tacit {

// A calendar day in the proleptic Gregorian calendar, as days since 1970-01-01. Records know nothing finer.
struct Day {
  std::int32_t since_epoch = 0;
  auto operator<=>(const Day&) const = default;

  static Day of(std::chrono::year_month_day date) {
    return {static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count())};
  }
  std::chrono::year_month_day date() const { return std::chrono::sys_days(std::chrono::days(since_epoch)); }
};

// "2021-03-09". Years 1900 to 2199; anything else, or a day that does not exist, is malformed.
Result<Day> parse_day(std::string_view text);
std::string to_text(Day day);

int year_of(Day day);
std::string month_of(Day day);     // "2021-03"
std::string quarter_of(Day day);   // "2021Q1"
std::string iso_week_of(Day day);  // "2021-W09" (ISO 8601: weeks start on Monday, week 1 holds 4 January)

// Half-open [from, until).
struct Period {
  Day from, until;
  auto operator<=>(const Period&) const = default;
  bool contains(Day day) const { return from <= day && day < until; }
};

// "2021", "2021Q1", "2021-03", "2021-W09", or "2021-03-09..2021-04-01" (both days included).
Result<Period> parse_period(std::string_view text);

}  // namespace tacit

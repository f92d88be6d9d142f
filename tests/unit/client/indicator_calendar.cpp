#include "tests/unit/client/indicator_calendar.hpp"

#include <array>
#include <stdexcept>

namespace tacit::model {
namespace {

constexpr int kFirstYear = 2023, kLastYear = 2025;
constexpr int kSunday = 6;

int length(int year, int month) {
  constexpr std::array kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return year == 2024 && month == 2 ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

std::string padded(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

Calendar::Calendar() {
  int weekday = kSunday;  // the first of January 2023 was one
  for (int year = kFirstYear; year <= kLastYear; ++year)
    for (int month = 1; month <= 12; ++month)
      for (int day = 1; day <= length(year, month); ++day) {
        days_.push_back({.year = year, .month = month, .day = day, .weekday = weekday, .week_year = 0, .week = 0});
        weekday = weekday == kSunday ? 0 : weekday + 1;
      }
  count_weeks();
}

// A week is one of the year in which its Thursday lies; its first in a year is number 1.
void Calendar::count_weeks() {
  int year = 0, week = 0;
  for (int monday = 1; monday + 6 < size(); monday += 7) {
    const int thursdays = date(monday + 3).year;
    week = thursdays == year ? week + 1 : 1;
    year = thursdays;
    for (int day = monday; day < monday + 7; ++day) {
      days_[static_cast<std::size_t>(day)].week_year = year;
      days_[static_cast<std::size_t>(day)].week = week;
    }
  }
}

int Calendar::number(int year, int month, int day) const {
  for (int at = 0; at < size(); ++at)
    if (date(at).year == year && date(at).month == month && date(at).day == day) return at;
  throw std::out_of_range("no such day in this calendar");
}

int Calendar::number(const std::string& wanted) const {
  for (int at = 0; at < size(); ++at)
    if (text(at) == wanted) return at;
  throw std::out_of_range("no such day in this calendar: " + wanted);
}

std::string Calendar::text(int day) const { return month(day) + "-" + padded(date(day).day); }

std::string Calendar::month(int day) const { return std::to_string(date(day).year) + "-" + padded(date(day).month); }

std::string Calendar::quarter(int day) const {
  const int month = date(day).month;
  return std::to_string(date(day).year) + "Q" + std::to_string(month <= 3 ? 1 : month <= 6 ? 2 : month <= 9 ? 3 : 4);
}

std::string Calendar::week(int day) const {
  return std::to_string(date(day).week_year) + "-W" + padded(date(day).week);
}

int Calendar::months_before(int day, int months) const {
  const int wanted = date(day).day;
  int begin = day;
  for (; months > 0; --months) {
    while (!begins_month(begin)) --begin;
    --begin;
  }
  while (!begins_month(begin)) --begin;
  int found = begin;
  while (date(found).day < wanted && !ends_month(found)) ++found;
  return found;
}

const Calendar& calendar() {
  static const Calendar one;
  return one;
}

}  // namespace tacit::model

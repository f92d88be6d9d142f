#pragma once
#include <string>
#include <vector>

// A calendar that was counted day by day, so that it shares no arithmetic with the one under test.
namespace tacit::model {

// Days are numbers, 0 is the first of January 2023. `until` is out.
struct Days {
  int from = 0, until = 0;
  bool hold(int day) const { return from <= day && day < until; }
};

struct Date {
  int year, month, day;
  int weekday;              // Monday is 0
  int week_year, week = 0;  // ISO 8601; none of the one day before the first Monday
};

// All days of 2023, 2024 and 2025.
class Calendar {
 public:
  Calendar();

  int size() const { return static_cast<int>(days_.size()); }
  const Date& date(int day) const { return days_.at(static_cast<std::size_t>(day)); }
  int number(int year, int month, int day) const;
  int number(const std::string& text) const;  // "2024-02-29"
  std::string text(int day) const;
  std::string month(int day) const;    // "2024-02"
  std::string quarter(int day) const;  // "2024Q1"
  std::string week(int day) const;     // "2024-W09"
  bool begins_month(int day) const { return date(day).day == 1; }
  bool ends_month(int day) const { return begins_month(day + 1); }
  // The same day so many months earlier, or the last one of that month if it is shorter.
  int months_before(int day, int months) const;

 private:
  void count_weeks();

  std::vector<Date> days_;
};
const Calendar& calendar();

}  // namespace tacit::model

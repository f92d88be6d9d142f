#include "common/base/day.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <iomanip>
#include <sstream>
#include <string>

namespace tacit {
namespace {

constexpr int kSecondsADay = 86'400;

// The C library's own calendar: an implementation that shares nothing with ours.
std::string by_c_library(Day day, const char* pattern) {
  const std::time_t seconds = static_cast<std::time_t>(day.since_epoch) * kSecondsADay;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::ostringstream text;
  text << std::put_time(&parts, pattern);
  return text.str();
}

Day first_day() { return parse_day("1900-01-01").value(); }
Day last_day() { return parse_day("2199-12-31").value(); }

Day day(std::string_view text) { return parse_day(text).value(); }

std::string by_c_library_quarter(Day d) {
  const int month = std::stoi(by_c_library(d, "%m"));
  const char* const quarters = "111222333444";
  return by_c_library(d, "%Y") + "Q" + quarters[month - 1];
}

TEST(Day, EveryDayOfThreeCenturies_AgreesWithTheCLibrary) {
  for (Day d = first_day(); d <= last_day(); ++d.since_epoch) {
    const std::string text = by_c_library(d, "%Y-%m-%d");
    ASSERT_EQ(to_text(d), text);
    const auto parsed = parse_day(text);
    ASSERT_TRUE(parsed) << text;
    ASSERT_EQ(parsed->since_epoch, d.since_epoch);
    ASSERT_EQ(iso_week_of(d), by_c_library(d, "%G-W%V"));
    ASSERT_EQ(month_of(d), by_c_library(d, "%Y-%m"));
    ASSERT_EQ(quarter_of(d), by_c_library_quarter(d));
    ASSERT_EQ(std::to_string(year_of(d)), by_c_library(d, "%Y"));
  }
}

TEST(Day, ThreeCenturies_HaveTheGregorianNumberOfDays) {
  // 300 years, leap days in 1904…2196 without 2100.
  EXPECT_EQ(last_day().since_epoch - first_day().since_epoch + 1, 300 * 365 + 74 - 1);
}

TEST(Day, IsoWeekAtTheTurnOfAYear_BelongsToTheYearOfItsThursday) {
  EXPECT_EQ(iso_week_of(day("2021-01-03")), "2020-W53");
  EXPECT_EQ(iso_week_of(day("2021-01-04")), "2021-W01");
  EXPECT_EQ(iso_week_of(day("2018-12-31")), "2019-W01");
  EXPECT_EQ(iso_week_of(day("2024-12-29")), "2024-W52");
  EXPECT_EQ(iso_week_of(day("1969-12-31")), "1970-W01");
}

TEST(Day, EdgesOfQuarters_FallOnTheRightSide) {
  EXPECT_EQ(quarter_of(day("2021-03-31")), "2021Q1");
  EXPECT_EQ(quarter_of(day("2021-04-01")), "2021Q2");
  EXPECT_EQ(quarter_of(day("2021-09-30")), "2021Q3");
  EXPECT_EQ(quarter_of(day("2021-12-31")), "2021Q4");
}

class BadDay : public ::testing::TestWithParam<const char*> {};

TEST_P(BadDay, IsMalformed) {
  const auto parsed = parse_day(GetParam());
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, Code::malformed);
}

INSTANTIATE_TEST_SUITE_P(All, BadDay,
                         ::testing::Values("", "2021", "2021-3-09", "2021-03-9", "2021-03-009", "2021-03-09 ",
                                           " 2021-03-09", "2021/03/09", "2021-02-29", "1900-02-29", "2100-02-29",
                                           "2021-04-31", "2021-00-10", "2021-13-10", "2021-01-00", "2021-01-32",
                                           "1899-12-31", "2200-01-01", "+021-01-01", "-021-01-01", "2021-+1-01",
                                           "2021-01-0a", "2021-01-01T", "２021-01-01", "20210101"));

TEST(Day, LeapDays_ExistExactlyInLeapYears) {
  EXPECT_TRUE(parse_day("2000-02-29"));
  EXPECT_TRUE(parse_day("2024-02-29"));
  EXPECT_FALSE(parse_day("2023-02-29"));
  EXPECT_FALSE(parse_day("2100-02-29"));
}

void expect_period(std::string_view text, std::string_view first, std::string_view last) {
  const auto period = parse_period(text);
  ASSERT_TRUE(period) << text;
  EXPECT_EQ(to_text(period->from), first);
  EXPECT_EQ(period->until.since_epoch, day(last).since_epoch + 1) << text;
}

TEST(Period, EveryForm_CoversItsFirstAndLastDay) {
  expect_period("2021", "2021-01-01", "2021-12-31");
  expect_period("2021Q1", "2021-01-01", "2021-03-31");
  expect_period("2021Q4", "2021-10-01", "2021-12-31");
  expect_period("2021-02", "2021-02-01", "2021-02-28");
  expect_period("2024-02", "2024-02-01", "2024-02-29");
  expect_period("2021-12", "2021-12-01", "2021-12-31");
  expect_period("2021-03-09..2021-04-01", "2021-03-09", "2021-04-01");
  expect_period("2021-03-09..2021-03-09", "2021-03-09", "2021-03-09");
  expect_period("2021-W09", "2021-03-01", "2021-03-07");
  expect_period("2020-W53", "2020-12-28", "2021-01-03");
  expect_period("2019-W01", "2018-12-31", "2019-01-06");
  expect_period("2199", "2199-01-01", "2199-12-31");
}

TEST(Period, FourQuarters_MakeTheYearWithoutGapOrOverlap) {
  for (const std::string year : {"1900", "2021", "2024", "2199"}) {
    Day next = parse_period(year)->from;
    for (const char* const quarter : {"Q1", "Q2", "Q3", "Q4"}) {
      const auto part = parse_period(year + quarter);
      ASSERT_TRUE(part);
      EXPECT_EQ(part->from, next);
      next = part->until;
    }
    EXPECT_EQ(next, parse_period(year)->until);
  }
}

TEST(Period, Contains_IsHalfOpen) {
  const auto march = parse_period("2021-03").value();
  EXPECT_FALSE(march.contains(day("2021-02-28")));
  EXPECT_TRUE(march.contains(day("2021-03-01")));
  EXPECT_TRUE(march.contains(day("2021-03-31")));
  EXPECT_FALSE(march.contains(day("2021-04-01")));
}

TEST(Period, EachDayOfAYear_LiesInTheQuarterItNames) {
  for (Day d = day("2024-01-01"); d <= day("2024-12-31"); ++d.since_epoch) {
    EXPECT_TRUE(parse_period(quarter_of(d))->contains(d));
    EXPECT_TRUE(parse_period(month_of(d))->contains(d));
    EXPECT_TRUE(parse_period(iso_week_of(d))->contains(d));
  }
}

class BadPeriod : public ::testing::TestWithParam<const char*> {};

TEST_P(BadPeriod, IsMalformed) {
  const auto parsed = parse_period(GetParam());
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, Code::malformed);
}

INSTANTIATE_TEST_SUITE_P(All, BadPeriod,
                         ::testing::Values("", "202", "1899", "2200", "2021Q0", "2021Q5", "2021q1", "2021Q", "2021Q11",
                                           "2021-00", "2021-13", "2021-1", "2021-03-09", "2021 ", "2021Q1 ",
                                           "2021-03-09..", "..2021-03-09", "2021-03-09...2021-03-10", "2021-W53",
                                           "2021-W00", "2021-W1", "2021W09", "2021-w09", "2021-03-10..2021-03-09",
                                           "2021-03-09..2021-02-30", "2021..2022", "2021Q1..2021Q2",
                                           "2021-03-09..2021-03-10..2021-03-11"));

}  // namespace
}  // namespace tacit

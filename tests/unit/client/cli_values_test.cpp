#include <gtest/gtest.h>

#include "client/cli/values.hpp"

// What a person writes as the value of a flag.
namespace tacit::cli {
namespace {

template <class T>
void expect_refused(const Result<T>& result) {
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::invalid_argument);
}

std::string said(const record::Counted& counted) { return counted.code + ' ' + std::to_string(counted.count); }

std::string said(const record::Test& test) {
  const std::string result = test.result == record::TestResult::reactive       ? " reactive"
                             : test.result == record::TestResult::non_reactive ? " non-reactive"
                                                                               : " invalid";
  return test.test + result + (test.told ? " told" : "") + (test.counselled_before ? " before" : "") +
         (test.counselled_after ? " after" : "");
}

TEST(CliValues, EmptyFlags_WereNotGiven) {
  EXPECT_FALSE(optional_text("")->has_value());
  EXPECT_FALSE(optional_day("")->has_value());
  EXPECT_EQ(*optional_text("north"), "north");
  EXPECT_EQ(to_text(**optional_day("2021-03-09")), "2021-03-09");
}

TEST(CliValues, DayOfNoCalendar_IsRefused) {
  for (const char* text : {"2021-02-29", "2021-3-9", "today", "2021-03-09 "}) expect_refused(optional_day(text));
}

TEST(CliValues, Counts_AreOneUnlessWritten) {
  EXPECT_EQ(said(*parse_counted("kit")), "kit 1");
  EXPECT_EQ(said(*parse_counted("kit:12")), "kit 12");
  EXPECT_EQ(parse_counts({"kit:2", "soap"})->size(), 2u);
}

TEST(CliValues, CountThatIsNoPositiveNumber_IsRefused) {
  for (const char* text :
       {"kit:", "kit:0", "kit:-1", "kit:+1", "kit:1x", "kit: 1", "kit:1:2", "kit:9223372036854775808"}) {
    expect_refused(parse_counted(text));
    expect_refused(parse_counts({"soap", text}));
  }
}

TEST(CliValues, Time_IsDayOrNight) {
  EXPECT_EQ(*parse_time("day"), record::TimeOfDay::day);
  EXPECT_EQ(*parse_time("night"), record::TimeOfDay::night);
  for (const char* text : {"", "Day", "evening"}) expect_refused(parse_time(text));
}

TEST(CliValues, Test_HasAResultAndWhatWasSaid) {
  EXPECT_EQ(said(*parse_test("rapid-hiv=reactive")), "rapid-hiv reactive");
  EXPECT_EQ(said(*parse_test("a=invalid,after")), "a invalid after");
  EXPECT_EQ(said(*parse_test("a=non-reactive,before,told,after")), "a non-reactive told before after");
}

TEST(CliValues, TestOfAnotherForm_IsRefused) {
  for (const char* text : {"a", "a=", "a=told", "a=positive", "a=reactive,", "a=reactive,,told", "a=reactive,told,told",
                           "a=told,reactive", "a=reactive, told", "a=reactive=invalid"})
    expect_refused(parse_test(text));
}

TEST(CliValues, AttributeGivenTwice_IsRefusedAndNeitherIsLost) {
  EXPECT_EQ(*parse_attributes({"sex=f", "age-band=45-59"}), (record::Attributes{{"sex", "f"}, {"age-band", "45-59"}}));
  EXPECT_EQ(parse_attributes({"a=b=c"})->at("a"), "b=c");
  expect_refused(parse_attributes({"sex=f", "sex=m"}));
  expect_refused(parse_attributes({"sex"}));
}

}  // namespace
}  // namespace tacit::cli

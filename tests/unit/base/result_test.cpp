#include "common/base/result.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace tacit {
namespace {

Result<int> half_of(int number) {
  if (number % 2 != 0) return fail(Code::invalid_argument, "odd");
  return number / 2;
}

Result<int> quarter_of_number(int number) {
  TRY(const int half, half_of(number));
  TRY(const int quarter, half_of(half));
  return quarter;
}

Result<void> demand_even(int number) {
  CHECK(half_of(number));
  return {};
}

TEST(Result, Try_HandsOnTheValueOrTheFirstError) {
  EXPECT_EQ(quarter_of_number(12).value(), 3);
  ASSERT_FALSE(quarter_of_number(6));
  EXPECT_EQ(quarter_of_number(6).error().code, Code::invalid_argument);
  EXPECT_EQ(quarter_of_number(6).error().text.view(), "odd");
}

TEST(Result, Check_HandsOnTheError) {
  EXPECT_TRUE(demand_even(2));
  EXPECT_FALSE(demand_even(3));
}

TEST(Code, Names_AreDistinctAndStable) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Code::alarm_entry_invalid); ++i) {
    const std::string_view name = name_of(static_cast<Code>(i)).view();
    EXPECT_NE(name, "unknown") << i;
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_EQ(name.substr(0, 6) == "alarm-", is_alarm(static_cast<Code>(i))) << name;
  }
}

TEST(ResultDeathTest, ErrorOfAValue_Aborts) {
  EXPECT_DEATH(static_cast<void>(Result<int>(0).error()), "error of a value");
  EXPECT_DEATH(static_cast<void>(Result<void>().error()), "error of a value");
}

TEST(InvariantDeathTest, BrokenInvariant_AbortsAndNamesIt) {
  EXPECT_DEATH(ASSERT_INVARIANT(1 == 2), "internal error: 1 == 2");
}

}  // namespace
}  // namespace tacit

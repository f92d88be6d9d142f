#include "common/base/log.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <regex>
#include <string>
#include <type_traits>

namespace tacit {
namespace {

std::string line_of(LogLevel level, Literal event, std::initializer_list<LogField> fields = {}) {
  ::testing::internal::CaptureStderr();
  log_event(level, event, fields);
  return ::testing::internal::GetCapturedStderr();
}

TEST(Log, Line_HoldsDayLevelEventAndFieldsAndNothingElse) {
  const std::string line = line_of(LogLevel::info, "entries-appended", {{"count", 3}, {"code", Code::conflict}});
  EXPECT_TRUE(std::regex_match(line, std::regex(R"(\d{4}-\d{2}-\d{2} info entries-appended count=3 code=conflict\n)")))
      << line;
}

TEST(Log, Line_TellsNoTimeOfDay) {
  EXPECT_FALSE(std::regex_search(line_of(LogLevel::error, "x"), std::regex(R"(\d\d:\d\d)")));
}

TEST(Log, Fields_KeepTheirOrderAndValue) {
  const std::string line = line_of(LogLevel::warning, "e",
                                   {{"low", std::numeric_limits<std::int64_t>::min()},
                                    {"text", Literal("fixed")},
                                    {"day", parse_day("2021-03-09").value()}});
  EXPECT_NE(line.find(" e low=-9223372036854775808 text=fixed day=2021-03-09\n"), std::string::npos) << line;
}

TEST(Log, EventsBelowTheLevel_AreNotWritten) {
  EXPECT_EQ(line_of(LogLevel::debug, "quiet"), "");
  set_log_level(LogLevel::error);
  EXPECT_EQ(line_of(LogLevel::warning, "quiet"), "");
  EXPECT_NE(line_of(LogLevel::error, "loud"), "");
  set_log_level(LogLevel::info);
  EXPECT_NE(line_of(LogLevel::info, "loud"), "");
}

// What the type keeps out: anything that could carry what a person or a peer sent.
static_assert(!std::is_constructible_v<LogSafe, std::string>);
static_assert(!std::is_constructible_v<LogSafe, std::string_view>);
static_assert(!std::is_constructible_v<LogSafe, char>);
static_assert(!std::is_constructible_v<LogSafe, double>);
static_assert(!std::is_constructible_v<Literal, std::string>);
static_assert(std::is_constructible_v<LogSafe, int> && std::is_constructible_v<LogSafe, Day>);

}  // namespace
}  // namespace tacit

#include "common/net/problem.hpp"

#include <gtest/gtest.h>

#include "common/base/json.hpp"

namespace tacit::net {
namespace {

TEST(Problem, Answer_HasTheMembersOfTheStandard) {
  const HttpResponse answer = problem({Code::conflict, "somebody was first"});
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.content_type, "application/problem+json");
  const auto body = json::parse(answer.body, 1000).value().as_object();
  EXPECT_EQ(body.at("type").as_string(), "/problems/conflict");
  EXPECT_EQ(body.at("status").as_int64(), 409);
  EXPECT_EQ(body.at("detail").as_string(), "somebody was first");
  EXPECT_FALSE(body.at("title").as_string().empty());
}

TEST(Problem, EveryCode_ComesBackAsItselfAndAlarmsAsUnavailable) {
  for (int i = 0; i <= static_cast<int>(Code::alarm_entry_invalid); ++i) {
    const Code code = static_cast<Code>(i);
    const HttpResponse answer = problem({code, "text"});
    EXPECT_GE(answer.status, 400);
    EXPECT_EQ(answer.status, status_of(code));
    EXPECT_EQ(error_of(answer).code, is_alarm(code) ? Code::unavailable : code);
  }
}

TEST(Problem, Unavailability_SaysWhenToComeBack) {
  EXPECT_EQ(problem({Code::busy, "full"}).header("retry-after"), "2");
  EXPECT_EQ(problem({Code::conflict, "no"}).header("retry-after"), std::nullopt);
}

TEST(ErrorOf, AnswersWithoutAUsableProblem_GoByTheirStatus) {
  const auto code = [](int status, std::string type, std::string body) {
    return error_of({.status = status, .content_type = std::move(type), .body = std::move(body)}).code;
  };
  const std::string kind = "application/problem+json";
  EXPECT_EQ(code(404, "", ""), Code::not_found);
  EXPECT_EQ(code(404, kind, "{"), Code::not_found);
  EXPECT_EQ(code(404, kind, "[]"), Code::not_found);
  EXPECT_EQ(code(404, kind, R"({"type":7})"), Code::not_found);
  EXPECT_EQ(code(404, kind, R"({"type":"about:blank"})"), Code::not_found);
  EXPECT_EQ(code(404, kind, R"({"type":"/problems/nonsense"})"), Code::not_found);
  EXPECT_EQ(code(404, kind, R"({"type":"/problems/alarm-fork"})"), Code::not_found);
  EXPECT_EQ(code(503, "text/html", "<html>"), Code::busy);
  EXPECT_EQ(code(418, "", ""), Code::malformed);
  EXPECT_EQ(code(500, "", ""), Code::unavailable);
}

}  // namespace
}  // namespace tacit::net

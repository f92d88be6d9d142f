#include "client/usecases/report.hpp"
#include "tests/unit/client/indicator_fixture.hpp"

// What staff may state of people by conditions, and what an auditor's device says of figures that rest on other ones.
namespace tacit::usecases {
namespace {

const std::string kYear = "2021";

class Statements : public IndicatorExamples {
 protected:
  Session desk() { return {*desk_, clock_}; }
  bool stated(const std::string& id, const std::string& period = kYear) {
    Session session = desk();
    const auto made = state_figures(session, period, {id});
    if (!made) code_ = made.error().code;
    return made.has_value();
  }
  // So many people with such a result, of whom the first so many were linked to care.
  void people(int count, TestResult result, int linked = 0) {
    for (int i = 0; i < count; ++i) {
      const ClientId client = person();
      test_hiv(client, "2021-03-01", result);
      if (i >= linked) continue;
      auto visit = contact(client, "2021-03-20");
      visit.services = {{"first-visit-made", 1}};
      save(visit);
    }
  }

  test::TestClock clock_;
  std::optional<Code> code_;
};

TEST_F(Statements, PeopleByConditions_AreNotStatedWhereFewAreMeant) {
  people(9, TestResult::reactive, 9);
  EXPECT_FALSE(stated("linked-to-care")) << "nine";
  EXPECT_EQ(code_, Code::not_allowed);
  EXPECT_FALSE(stated("tested-for-hiv"));
  people(3, TestResult::reactive, 3);
  EXPECT_TRUE(stated("linked-to-care")) << "twelve of twelve";
  EXPECT_TRUE(stated("tested-for-hiv"));
  EXPECT_TRUE(stated("hiv-positivity")) << "all are, and nobody is left out";
  people(1, TestResult::reactive);
  EXPECT_FALSE(stated("linked-to-care")) << "one was not";
  people(1, TestResult::non_reactive);
  EXPECT_FALSE(stated("hiv-positivity")) << "one is left out";
  EXPECT_TRUE(stated("hiv-results-told")) << "no outcome is in it";
}

TEST_F(Statements, WhatAConditionLeavesOut_IsNotToBeSubtracted) {
  people(12, TestResult::non_reactive);
  EXPECT_TRUE(stated("reached-new"));
  // Known before the year: left out by `none` alone.
  for (int i = 0; i < 3; ++i) {
    const ClientId client = person();
    test_hiv(client, "2020-11-01", TestResult::reactive);
    test_hiv(client, "2021-03-01", TestResult::non_reactive);
  }
  EXPECT_FALSE(stated("reached-new")) << "with and without them it says how many they are";
  EXPECT_FALSE(stated("reached-positive"));
}

TEST_F(Statements, NeedOverPartsOfMonths_IsNotStated) {
  for (int i = 0; i < 12; ++i) give(person({{"monthly-condoms", "10"}}), "2021-03-03", 30);
  EXPECT_TRUE(stated("need-met", "2021-03"));
  EXPECT_FALSE(stated("need-met", "2021-W09"));
  EXPECT_EQ(code_, Code::invalid_argument);
}

TEST_F(Statements, AttributeThatAuditorsDoNotSee_IsNotStatedOfFew) {
  for (int i = 0; i < 12; ++i) save(contact(person({{"key-population", "msm"}}), "2021-03-01"));
  EXPECT_TRUE(stated("msm-reached"));
  save(contact(person(), "2021-03-01"));
  EXPECT_FALSE(stated("msm-reached")) << "one is none";
}

TEST_F(Statements, AuditFaces_SayNothingThatTheyDoNotHold) {
  for (int i = 0; i < 3; ++i) test::save(*desk_, contact(person(), "2021-03-01"));
  const auto line = [&](const std::string& id, const std::string& by) {
    return make_report(desk(), kYear, "en", domain::Face::audit, by, {id}).value().lines.front();
  };
  send();
  EXPECT_EQ(line("contacts", "").value, 3);
  EXPECT_EQ(line("contacts", "kind").parts.size(), 1U);
  EXPECT_TRUE(line("contacts", "gender").parts.empty()) << "not everybody under (not said)";
  EXPECT_TRUE(line("contacts", "outcome").parts.empty());
  for (const char* id : {"positivity", "need-met", "condoms-for-injecting", "coverage"}) {
    EXPECT_FALSE(line(id, "").value) << id;
    EXPECT_FALSE(line(id, "").of) << id;
    EXPECT_EQ(line(id, "").checked_by, domain::CheckedBy::staff) << id;
  }
  const auto why = explain(desk(), "contacts", kYear, "gender", "m", "en");
  ASSERT_FALSE(why);
  EXPECT_EQ(why.error().code, Code::not_found) << "of team faces, which this device has";
}

TEST_F(Statements, FirstRegistration_StaysTheFirstWhenItIsCorrected) {
  const auto client = random_id<ClientId>();
  const RecordId first = registered(client, {{"gender", "m"}});
  send();
  registered(client, {{"gender", "f"}});
  send();
  save(contact(client, "2021-03-01"));
  EXPECT_EQ(figure("clients-reached", kYear, "gender"), "m=1");
  const auto known = desk_->history(first).value();
  auto said = std::get<record::ClientRegister>(*known.versions.front().team);
  said.attributes["age-band"] = "25-34";
  save(record::Correct{first, *known.versions.front().entry, said});
  EXPECT_EQ(figure("clients-reached", kYear, "gender"), "m=1");
  EXPECT_EQ(figure("clients-reached", kYear, "age-band"), "25-34=1");
}

}  // namespace
}  // namespace tacit::usecases

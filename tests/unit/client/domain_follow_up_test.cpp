#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "client/domain/follow_up.hpp"
#include "tests/support/cases.hpp"

namespace tacit::domain {
namespace {

using On = Pack::FollowUp::On;
using What = Deed::What;
using record::TestResult;

constexpr Day day(int number) { return Day{18'690 + number}; }

Deed service(std::string code, int at, std::int64_t count = 1) {
  return {What::service, std::move(code), {}, day(at), count};
}
Deed test(std::string code, TestResult result, int at) { return {What::test, std::move(code), result, day(at)}; }
Deed referral(std::string code, int at) { return {What::referral, std::move(code), {}, day(at)}; }
Deed contact(int at) { return {What::contact, "street", {}, day(at)}; }

Pack::FollowUp rule(std::string code, On on, std::int64_t days) {
  return {.code = std::move(code),
          .labels = {},
          .on = on,
          .codes = {},
          .result = {},
          .days = days,
          .services = {},
          .tests = {},
          .referrals = {},
          .tracing = {}};
}

// Confirm a reactive HIV test, link the referred, call after a missed appointment, see everybody again.
Pack follow_up_pack() {
  Pack out;
  auto confirm = rule("confirm", On::test, 7);
  confirm.codes = {"hiv"};
  confirm.result = TestResult::reactive;
  confirm.services = {"confirmed"};
  confirm.tracing = {"call", "visit"};
  confirm.attempts = 3;
  auto again = rule("again", On::test, 0);
  again.result = TestResult::invalid;
  again.tests = {"hiv", "hcv"};
  auto linkage = rule("linkage", On::referral, 14);
  linkage.services = {"first-visit"};
  auto missed = rule("missed", On::service, 2);
  missed.codes = {"appointment-missed"};
  missed.services = {"reached"};
  const auto seen = rule("seen", On::contact, 30);
  out.follow_ups = {confirm, again, linkage, missed, seen};
  out.tests = {{.code = "hiv", .labels = {}, .refer_to = "aids-centre", .retest_days = 90, .audit = true},
               {.code = "hcv", .labels = {}, .refer_to = {}, .audit = true}};
  return out;
}

// "key@due" of each, days counted from day(0).
std::vector<std::string> open(const std::vector<Deed>& deeds, const Pack& rules = follow_up_pack()) {
  std::vector<std::string> out;
  for (const auto& one : open_follow_ups(deeds, rules))
    out.push_back(one.key + "@" + std::to_string(one.due.since_epoch - day(0).since_epoch));
  return out;
}
using Open = std::vector<std::string>;

TEST(FollowUps, NothingRecorded_NothingIsDue) { EXPECT_EQ(open({}), Open{}); }

TEST(FollowUps, ReactiveTest_NeedsReferralAndConfirmation) {
  std::vector<Deed> deeds{test("hiv", TestResult::reactive, 0)};
  EXPECT_EQ(open(deeds), (Open{"refer/hiv@0", "confirm@7"}));
  deeds.push_back(referral("dermatologist", 0));
  EXPECT_EQ(open(deeds), (Open{"refer/hiv@0", "confirm@7", "linkage@14"})) << "somewhere else";
  deeds.push_back(referral("aids-centre", 1));
  EXPECT_EQ(open(deeds), (Open{"confirm@7", "linkage@15"}));
  deeds.push_back(service("confirmed", 3));
  EXPECT_EQ(open(deeds), Open{"linkage@15"});
  deeds.push_back(service("first-visit", 20));
  EXPECT_EQ(open(deeds), Open{});
}

TEST(FollowUps, NonReactiveTest_IsRepeatedAfterTheTestsOwnTime) {
  EXPECT_EQ(open({test("hiv", TestResult::non_reactive, 0)}), Open{"retest/hiv@90"});
  EXPECT_EQ(open({test("hiv", TestResult::non_reactive, 5), test("hiv", TestResult::non_reactive, 0)}),
            Open{"retest/hiv@95"});
  EXPECT_EQ(open({test("hcv", TestResult::non_reactive, 0)}), Open{}) << "no rule for this one";
  EXPECT_EQ(open({test("hiv", TestResult::non_reactive, 0), test("hiv", TestResult::reactive, 1),
                  referral("aids-centre", 1), service("confirmed", 2), service("first-visit", 2)}),
            Open{});
}

TEST(FollowUps, ReactiveTest_StaysToBeReferredWhateverALaterOneSays) {
  for (const auto later : {TestResult::non_reactive, TestResult::invalid}) {
    const auto due = open({test("hiv", TestResult::reactive, 0), service("confirmed", 1), test("hiv", later, 3)});
    ASSERT_FALSE(due.empty());
    EXPECT_EQ(due[0], "refer/hiv@0");
  }
}

TEST(FollowUps, RepeatAfterAnInvalidTestOfTheSameVisit_IsDueForRetest) {
  EXPECT_EQ(open({test("hiv", TestResult::invalid, 0), test("hiv", TestResult::non_reactive, 0)}),
            Open{"retest/hiv@90"});
  EXPECT_EQ(open({test("hiv", TestResult::non_reactive, 0), test("hiv", TestResult::invalid, 1)}), Open{"again@1"});
}

TEST(FollowUps, InvalidTest_IsDoneByAnotherOneAndNotByItself) {
  EXPECT_EQ(open({test("hcv", TestResult::invalid, 0)}), Open{"again@0"});
  EXPECT_EQ(open({test("hcv", TestResult::invalid, 0), test("hcv", TestResult::invalid, 3)}), Open{"again@3"});
  EXPECT_EQ(open({test("hcv", TestResult::invalid, 0), test("hcv", TestResult::non_reactive, 0)}), Open{});
}

TEST(FollowUps, DeedBeforeTheStart_EndsNothing) {
  EXPECT_EQ(open({service("reached", 0), service("appointment-missed", 1)}), Open{"missed@3"});
  EXPECT_EQ(open({service("appointment-missed", 1), service("reached", 1)}), Open{});
}

TEST(FollowUps, LaterStart_TakesThePlaceOfTheEarlier) {
  EXPECT_EQ(open({service("appointment-missed", 0), service("reached", 2), service("appointment-missed", 5)}),
            Open{"missed@7"});
  EXPECT_EQ(open({contact(0), contact(12)}), Open{"seen@42"});
}

TEST(FollowUps, Attempts_CountOnceItIsDueAndGiveItUp) {
  std::vector<Deed> deeds{test("hiv", TestResult::reactive, 0), referral("aids-centre", 0), service("first-visit", 0),
                          service("call", 6)};
  EXPECT_EQ(open_follow_ups(deeds, follow_up_pack()).at(0).attempts, 0) << "not due yet";
  deeds.push_back(service("call", 7));
  deeds.push_back(service("visit", 9));
  ASSERT_EQ(open(deeds), Open{"confirm@7"});
  EXPECT_EQ(open_follow_ups(deeds, follow_up_pack()).at(0).attempts, 2);
  EXPECT_EQ(open_follow_ups(deeds, follow_up_pack()).at(0).attempts_allowed, 3);
  deeds.push_back(service("call", 30));
  EXPECT_EQ(open(deeds), Open{});
}

TEST(FollowUps, RetiredRow_StartsNothing) {
  Pack rules = follow_up_pack();
  rules.follow_ups[3].retired = true;
  rules.tests[0].retired = true;
  EXPECT_EQ(open({service("appointment-missed", 0), test("hiv", TestResult::non_reactive, 0)}, rules), Open{});
  EXPECT_EQ(open({test("hiv", TestResult::reactive, 0), service("confirmed", 1)}, rules), Open{"refer/hiv@0"})
      << "what was found stays to be seen to";
}

What started_by(On on) {
  static const std::map<On, What> kStarts{{On::contact, What::contact},
                                          {On::service, What::service},
                                          {On::test, What::test},
                                          {On::referral, What::referral}};
  return kStarts.at(on);
}

RecordId record_number(int number) {
  RecordId out;
  out.bytes[0] = static_cast<std::uint8_t>(number);
  return out;
}
Deed deed(What what, std::string code, int at, int number) {
  return {.what = what, .code = std::move(code), .result = {}, .day = day(at), .record = record_number(number)};
}
Deed outcome(const char* what, int at, int about) {
  Deed out = deed(What::outcome, what, at, 100 + at);
  out.about = record_number(about);
  return out;
}

TEST(FollowUps, OutcomeOfThatReferral_EndsItsFollowUp) {
  Pack rules = follow_up_pack();
  rules.follow_ups[2].outcomes = {record::Outcome::What::linked, record::Outcome::What::declined};
  const Deed sent = deed(What::referral, "lawyer", 0, 1);
  EXPECT_EQ(open({sent, outcome("seen", 2, 1)}, rules), Open{"linkage@14"}) << "seen is not linked";
  EXPECT_EQ(open({sent, outcome("linked", 2, 9)}, rules), Open{"linkage@14"}) << "another referral's";
  EXPECT_EQ(open({sent, outcome("linked", 2, 1)}, rules), Open{});
  EXPECT_EQ(open({sent, outcome("declined", 2, 1)}, rules), Open{});
  const Deed other = deed(What::referral, "aids-centre", 0, 2), later = deed(What::referral, "aids-centre", 4, 3);
  EXPECT_EQ(open({sent, other, outcome("linked", 2, 1)}, rules), Open{"linkage@14"}) << "the other one is open";
  EXPECT_EQ(open({other, sent, outcome("linked", 2, 2)}, rules), Open{"linkage@14"});
  EXPECT_EQ(open({sent, later, outcome("declined", 5, 3)}, rules), Open{"linkage@14"}) << "the earlier one still is";
  EXPECT_EQ(open({sent, other, outcome("linked", 2, 1), outcome("linked", 2, 2)}, rules), Open{});
}

TEST(FollowUps, NoShow_StartsARule) {
  Pack rules;
  rules.follow_ups = {rule("call-them", On::outcome, 2)};
  rules.follow_ups[0].codes = {"no-show"};
  rules.follow_ups[0].services = {"reached"};
  EXPECT_EQ(open({outcome("no-show", 5, 1)}, rules), Open{"call-them@7"});
  EXPECT_EQ(open({outcome("seen", 5, 1)}, rules), Open{});
  EXPECT_EQ(open({outcome("no-show", 5, 1), service("reached", 6)}, rules), Open{});
}

TEST(FollowUps, Appointment_IsDueUntilTheServiceOrAnOutcome) {
  const Pack none;
  const Deed made = deed(What::appointment, "psychologist", 10, 1);
  EXPECT_EQ(open({made}, none), Open{"appointment/psychologist@10"});
  EXPECT_EQ(open({made, service("psychologist", 9)}, none), Open{"appointment/psychologist@10"}) << "before it";
  EXPECT_EQ(open({made, service("lawyer", 10)}, none), Open{"appointment/psychologist@10"});
  EXPECT_EQ(open({made, service("psychologist", 12)}, none), Open{});
  EXPECT_EQ(open({made, outcome("no-show", 10, 1)}, none), Open{});
  EXPECT_EQ(open({made, outcome("no-show", 10, 2)}, none), Open{"appointment/psychologist@10"});
  EXPECT_EQ(open({deed(What::appointment, "psychologist", 30, 2), made}, none),
            (Open{"appointment/psychologist@10", "appointment/psychologist@30"}));
}

TEST(FollowUps, Agreement_IsDueWhenItEnds) {
  const Pack none;
  Deed agreed = deed(What::agreement, "support", 0, 1);
  EXPECT_EQ(open({agreed}, none), Open{}) << "it has no end";
  agreed.until = day(180);
  EXPECT_EQ(open({agreed}, none), Open{"agreement/support@180"});
  EXPECT_EQ(open({agreed, deed(What::case_closed, "support", 90, 2)}, none), Open{});
  EXPECT_EQ(open({agreed, deed(What::case_closed, "other", 90, 2)}, none), Open{"agreement/support@180"});
  Deed renewed = deed(What::agreement, "support", 100, 3);
  renewed.until = day(150);
  EXPECT_EQ(open({renewed, agreed}, none), Open{"agreement/support@150"}) << "the later one says when";
  EXPECT_EQ(open({deed(What::case_closed, "support", 50, 2), renewed}, none), Open{"agreement/support@150"})
      << "begun again after it was closed";
}

TEST(FollowUps, PlannedStay_IsDueWhenItEnds) {
  const Pack none;
  Deed planned = deed(What::stay, "shelter", 0, 1);
  planned.until = day(30);
  EXPECT_EQ(open({planned}, none), Open{"stay/shelter@30"});
  EXPECT_EQ(open({deed(What::stay, "shelter", 0, 1)}, none), Open{}) << "they have left";
  EXPECT_EQ(open({planned, deed(What::stay, "shelter", 20, 2)}, none), Open{"stay/shelter@30"})
      << "another one does not end it";
}

// The same by walking through the days, one rule at a time.
std::optional<int> due_by_walking(const Pack::FollowUp& rule, const std::vector<Deed>& deeds) {
  std::optional<int> start;
  std::int64_t tried = 0;
  bool done = false;
  for (int today = 0; today < 60; ++today) {
    std::vector<const Deed*> of_today;
    for (const auto& deed : deeds)
      if (deed.day == day(today)) of_today.push_back(&deed);
    const auto any = [&](auto condition) { return std::any_of(of_today.begin(), of_today.end(), condition); };
    const auto has = [](const std::vector<std::string>& list, const std::string& code) {
      return std::find(list.begin(), list.end(), code) != list.end();
    };
    const auto begins = [&](const Deed* deed) {
      return deed->what == started_by(rule.on) && deed->result == rule.result &&
             (rule.codes.empty() || has(rule.codes, deed->code));
    };
    if (any(begins)) {
      start = today;
      tried = 0;
      done = false;
    }
    if (!start) continue;
    if (any([&](const Deed* deed) {
          const auto& list = deed->what == What::service ? rule.services
                             : deed->what == What::test  ? rule.tests
                                                         : rule.referrals;
          return deed->what != What::contact && has(list, deed->code) && !begins(deed);
        }))
      done = true;
    for (const Deed* deed : of_today)
      if (today >= *start + rule.days && deed->what == What::service && has(rule.tracing, deed->code))
        tried += deed->count;
  }
  if (!start || done || (rule.attempts > 0 && tried >= rule.attempts)) return std::nullopt;
  return *start + static_cast<int>(rule.days);
}

// Retest and referral of a test, by the sentence in docs/packs.md, from the newest deed back.
std::map<std::string, int> due_of_tests(const Pack& rules, std::vector<Deed> deeds) {
  std::stable_sort(deeds.begin(), deeds.end(), [](const Deed& a, const Deed& b) { return b.day < a.day; });
  std::map<std::string, int> out;
  for (const auto& kind : rules.tests) {
    int found = -1, referred = -1;
    bool reactive = false, later_invalid = false;
    std::optional<int> negative, positive;
    for (const Deed& deed : deeds) {
      found = deed.day.since_epoch - day(0).since_epoch;
      if (deed.what == What::referral && deed.code == kind.refer_to) referred = std::max(referred, found);
      if (deed.what != What::test || deed.code != kind.code) continue;
      if (deed.result == TestResult::reactive) positive = std::max(positive.value_or(-1), found);
      if (deed.result == TestResult::non_reactive) negative = std::max(negative.value_or(-1), found);
    }
    for (const Deed& deed : deeds) {
      const int at = deed.day.since_epoch - day(0).since_epoch;
      if (deed.what != What::test || deed.code != kind.code || !negative) continue;
      reactive = reactive || (deed.result == TestResult::reactive && at >= *negative);
      later_invalid = later_invalid || (deed.result == TestResult::invalid && at > *negative);
    }
    if (negative && kind.retest_days > 0 && !reactive && !later_invalid)
      out["retest/" + kind.code] = *negative + static_cast<int>(kind.retest_days);
    if (positive && !kind.refer_to.empty() && referred < *positive) out["refer/" + kind.code] = *positive;
  }
  return out;
}

TEST(FollowUps, RandomLives_EndAsWalkingThroughTheDaysSays) {
  std::mt19937 dice(7);
  const auto below = [&](unsigned limit) { return static_cast<int>(dice() % limit); };
  const std::vector<std::string> services{"confirmed", "first-visit", "appointment-missed", "reached", "call", "visit"};
  const Pack rules = follow_up_pack();
  test::Cases cases("random lives");
  for (int life = 0; life < 3'000; ++life, ++cases) {
    std::vector<Deed> deeds;
    for (int i = below(14); i > 0; --i) {
      const int kind = below(8), at = below(45);
      if (kind < 4) deeds.push_back(service(services[static_cast<std::size_t>(below(6))], at, 1 + below(2)));
      if (kind == 4 || kind == 5)
        deeds.push_back(test(below(2) == 0 ? "hiv" : "hcv", static_cast<TestResult>(below(3)), at));
      if (kind == 6) deeds.push_back(referral(below(2) == 0 ? "aids-centre" : "lawyer", at));
      if (kind == 7) deeds.push_back(contact(at));
    }
    std::map<std::string, int> expected = due_of_tests(rules, deeds), found;
    for (const auto& one : rules.follow_ups)
      if (const auto due = due_by_walking(one, deeds)) expected[one.code] = *due;
    for (const auto& one : open_follow_ups(deeds, rules)) found[one.key] = one.due.since_epoch - day(0).since_epoch;
    ASSERT_EQ(found, expected);
  }
}

}  // namespace
}  // namespace tacit::domain

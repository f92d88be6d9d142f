#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "record_samples.hpp"
#include "small_pack.hpp"

// Follow-ups, retired rows, names elsewhere, and what an indicator can be narrowed to.
namespace tacit {
namespace {

using namespace tacit::testing;
using ::testing::HasSubstr;
using On = Pack::FollowUp::On;

// The small pack with a follow-up of these members after its code.
std::string with_follow_up(const std::string& members) {
  return with(R"("sites": [)", R"("follow_ups": [{"code": "next", "labels": {"en": "Next", "uk": "Далі"}, )" + members +
                                   R"(}], "sites": [)");
}

TEST(PackFollowUp, EachStart_IsReadWhole) {
  const auto pack = read_pack(with_follow_up(
      R"("on": "test", "codes": ["hiv"], "result": "reactive", "days": 7,
         "done_by": {"services": ["escort"], "tests": ["hiv"], "referrals": ["aids"]}, "tracing": ["escort"], "attempts": 3)"));
  ASSERT_TRUE(pack);
  ASSERT_EQ(pack->follow_ups.size(), 1U);
  const auto& rule = pack->follow_ups.front();
  EXPECT_EQ(rule.code, "next");
  EXPECT_EQ(label_in(rule.labels, "uk"), "Далі");
  EXPECT_EQ(rule.on, On::test);
  EXPECT_EQ(rule.codes, std::vector<std::string>{"hiv"});
  EXPECT_EQ(rule.result, record::TestResult::reactive);
  EXPECT_EQ(rule.days, 7);
  EXPECT_EQ(rule.services, std::vector<std::string>{"escort"});
  EXPECT_EQ(rule.tests, std::vector<std::string>{"hiv"});
  EXPECT_EQ(rule.referrals, std::vector<std::string>{"aids"});
  EXPECT_EQ(rule.tracing, std::vector<std::string>{"escort"});
  EXPECT_EQ(rule.attempts, 3);
  const auto start_of = [](const std::string& members) {
    std::string problem;
    const auto read = read_pack(with_follow_up(members), &problem);
    EXPECT_TRUE(read) << problem;
    return read ? read->follow_ups.front().on : On::test;
  };
  EXPECT_EQ(start_of(R"("on": "contact", "days": 30)"), On::contact);
  EXPECT_EQ(start_of(R"("on": "service", "codes": ["escort"], "days": 0, "done_by": {"services": ["talk"]})"),
            On::service);
  EXPECT_EQ(start_of(R"("on": "referral", "days": 14, "done_by": {"services": ["escort"]})"), On::referral);
}

TEST(PackFollowUp, Mistake_IsNamedWithItsPlace) {
  const std::pair<const char*, const char*> mistakes[] = {
      {R"("on": "birthday", "days": 1)", "follow_ups[0] (next).on: must be contact, service, test or referral"},
      {R"("on": "contact")", "follow_ups[0] (next).days: is missing"},
      {R"("on": "contact", "days": 3651)", "follow_ups[0] (next).days: must be a whole number from 0 to 3650"},
      {R"("on": "contact", "days": 1, "codes": ["talk"])",
       "follow_ups[0] (next).codes: any contact starts this one; leave it out"},
      {R"("on": "contact", "days": 1, "done_by": {"services": ["talk"]})",
       "follow_ups[0] (next).done_by: the next contact ends this one; leave it out"},
      {R"("on": "service", "days": 1)",
       "follow_ups[0] (next).done_by: must name services, tests or referrals that end this one"},
      {R"("on": "service", "days": 1, "done_by": {})",
       "follow_ups[0] (next).done_by: must be an object with members; leave it out if there are none"},
      {R"("on": "service", "days": 1, "done_by": 7)", "follow_ups[0] (next).done_by: must be an object"},
      {R"("on": "service", "days": 1, "done_by": {"services": ["aids"]})",
       "follow_ups[0] (next).done_by.services: the pack has no \"aids\" there"},
      {R"("on": "service", "days": 1, "done_by": {"visits": ["talk"]})",
       "follow_ups[0] (next).done_by: has an unknown member \"visits\""},
      {R"("on": "service", "codes": ["hiv"], "days": 1, "done_by": {"services": ["talk"]})",
       "follow_ups[0] (next).codes: the pack has no \"hiv\" there"},
      {R"("on": "service", "codes": ["talk"], "days": 1, "done_by": {"services": ["talk"]})",
       "follow_ups[0] (next).done_by: \"talk\" starts this one and cannot end it"},
      {R"("on": "test", "days": 1, "done_by": {"tests": ["hiv"]})",
       "follow_ups[0] (next).result: a test's follow-up needs its result, and no other has one"},
      {R"("on": "service", "result": "reactive", "days": 1, "done_by": {"tests": ["hiv"]})",
       "follow_ups[0] (next).result: a test's follow-up needs its result, and no other has one"},
      {R"("on": "test", "result": "positive", "days": 1, "done_by": {"tests": ["hiv"]})",
       "follow_ups[0] (next).result: must be non-reactive, reactive or invalid"},
      {R"("on": "contact", "days": 1, "attempts": 3)",
       "follow_ups[0] (next).attempts: \"tracing\" and \"attempts\" stand together or not at all"},
      {R"("on": "contact", "days": 1, "tracing": ["talk"])",
       "follow_ups[0] (next).attempts: \"tracing\" and \"attempts\" stand together or not at all"},
      {R"("on": "contact", "days": 1, "tracing": ["talk"], "attempts": 11)",
       "follow_ups[0] (next).attempts: must be a whole number from 1 to 10"},
  };
  for (const auto& [members, problem] : mistakes) EXPECT_EQ(problem_of(with_follow_up(members)), problem);
}

// What ends a follow-up of a result happens only to those who had it.
TEST(PackFollowUp, AuditOfWhatEndsAResult_IsRefused) {
  const std::string open = R"(, "days": 7, "done_by": {"services": ["talk"]})";
  const std::string refused =
      "follow_ups[0] (next).done_by: \"talk\" must not be marked \"audit\": auditors would see who had a result";
  EXPECT_EQ(problem_of(with_follow_up(R"("on": "test", "result": "reactive")" + open)), refused);
  EXPECT_EQ(problem_of(with_follow_up(R"("on": "test", "result": "invalid")" + open)), refused);
  EXPECT_EQ(problem_of(with_follow_up(R"("on": "referral")" + open)), refused);
  EXPECT_EQ(problem_of(with_follow_up(R"("on": "test", "result": "non-reactive")" + open)), "accepted");
  EXPECT_EQ(
      problem_of(with_follow_up(
          R"("on": "referral", "days": 7, "done_by": {"services": ["escort"]}, "tracing": ["talk"], "attempts": 3)")),
      "follow_ups[0] (next).tracing: \"talk\" must not be marked \"audit\": auditors would see who had a result");
}

TEST(PackFollowUp, AnotherTestThatEndsAResult_IsNotForAuditors) {
  const auto ended_by = [](const std::string& test, const std::string& codes, bool audit) {
    std::string text = with_follow_up(R"("on": "test", "result": "reactive", "days": 7, "codes": )" + codes +
                                      R"(, "done_by": {"tests": [")" + test + R"("]})");
    const std::string tests = R"("tests": [{)";
    const std::string second = R"("tests": [{"code": "second", "labels": {"en": "Second", "uk": "Другий"}, "audit": )";
    return problem_of(text.replace(text.find(tests), tests.size(), second + (audit ? "true" : "false") + "}, {"));
  };
  EXPECT_EQ(
      ended_by("second", R"(["hiv"])", true),
      "follow_ups[0] (next).done_by: \"second\" must not be marked \"audit\": auditors would see who had a result");
  EXPECT_EQ(ended_by("second", R"(["hiv"])", false), "accepted");
  EXPECT_EQ(ended_by("hiv", R"(["hiv"])", true), "accepted") << "a repeated test looks like any other";
  EXPECT_EQ(problem_of(with_follow_up(R"("on": "referral", "days": 7, "done_by": {"tests": ["hiv"]})")),
            "follow_ups[0] (next).done_by: \"hiv\" must not be marked \"audit\": auditors would see who had a result");
}

TEST(PackForeign, Names_AreReadAndChecked) {
  const auto named = [](const std::string& members) {
    return with(R"("code": "talk",)", R"("code": "talk", "foreign": )" + members + ",");
  };
  const auto pack = read_pack(named(R"({"dhis2": "fbfJHSPpUQD", "adx": "TALKS"})"));
  ASSERT_TRUE(pack);
  EXPECT_EQ(pack->service("talk")->foreign, (Pack::Foreign{{"adx", "TALKS"}, {"dhis2", "fbfJHSPpUQD"}}));
  EXPECT_EQ(read_pack(with(R"("code": "soap",)", R"("code": "soap", "foreign": {"dhis2": "x"},)"))
                ->commodity("soap")
                ->foreign.at("dhis2"),
            "x");
  EXPECT_EQ(
      read_pack(with(R"("target": 5,)", R"("foreign": {"dhis2": "y"},)"))->indicator("talks")->foreign.at("dhis2"),
      "y");
  EXPECT_EQ(problem_of(named("{}")),
            "services[0] (talk).foreign: must be an object with members; leave it out if there are none");
  EXPECT_THAT(problem_of(named(R"({"DHIS 2": "x"})")), HasSubstr("the system \"DHIS 2\" must be a code"));
  for (const char* wrong : {R"({"dhis2": ""})", R"({"dhis2": 7})", R"({"dhis2": "a\nb"})", R"({"dhis2": "\u001b"})"})
    EXPECT_THAT(problem_of(named(wrong)), HasSubstr("must be a text of 1 to 200 bytes on one line"));
}

TEST(PackIndicator, TargetOfAPeriod_GoesBeforeThatOfTheWhole) {
  const Pack pack = read_pack(with(R"("target": 5,)", R"("target": 5, "targets": {"2021": 3, "2021Q1": 1},)")).value();
  const auto& indicator = *pack.indicator("talks");
  EXPECT_EQ(indicator.target_in("2021"), 3);
  EXPECT_EQ(indicator.target_in("2021Q1"), 1);
  EXPECT_EQ(indicator.target_in("2022"), 5);
  EXPECT_EQ(problem_of(with(R"("target": 5,)", R"("targets": {"2021Q5": 3},)")),
            "indicators[0] (talks).targets: \"2021Q5\" is no period, such as 2021, 2021Q1 or 2021-03");
  EXPECT_THAT(problem_of(with(R"("target": 5,)", R"("targets": {"2021": 0},)")),
              HasSubstr("indicators[0] (talks).targets.2021: must be a whole number from 1 to "));
}

TEST(PackIndicator, WhereNamesAttributesAndValues) {
  const auto where = [](const std::string& members) { return with(R"("target": 5,)", R"("where": )" + members + ","); };
  EXPECT_EQ(read_pack(where(R"({"sex": ["f"]})"))->indicator("talks")->where.at("sex"), std::vector<std::string>{"f"});
  EXPECT_EQ(problem_of(where(R"({"age": ["f"]})")), "indicators[0] (talks).where: no attribute has the code \"age\"");
  EXPECT_EQ(problem_of(where(R"({"sex": ["m"]})")),
            "indicators[0] (talks).where.sex: \"m\" is no value of this attribute");
  EXPECT_EQ(problem_of(where(R"({"sex": []})")),
            "indicators[0] (talks).where.sex: must be a list of codes; leave it out for any");
  EXPECT_EQ(problem_of(with(R"("count": "services", "codes": ["talk"], "kinds": ["street"], "target": 5)",
                            R"("count": "outings", "where": {"sex": ["f"]})")),
            "indicators[0] (talks).where: this count knows no clients");
}

// Retires the first row of the table whose code this is.
Pack retiring(const std::string& row) {
  std::string problem;
  auto pack = read_pack(with(row, row + R"(, "retired": true)"), &problem);
  if (!pack) throw std::runtime_error(problem);
  return std::move(*pack);
}

record::Contact small_contact() {
  record::Contact r;
  r.day = parse_day("2021-03-09").value();
  r.anonymous = 1;
  r.kind = "street";
  r.site = "square";
  return r;
}

TEST(PackRetired, NewRecord_MayNotNameItAndACorrectionMay) {
  auto talked = small_contact();
  talked.services = {{"talk", 1}};
  auto tested = small_contact();
  tested.tests = {{"hiv", record::TestResult::non_reactive, true, true, true}};
  const Day day = talked.day;
  const std::pair<const char*, record::Body> cases[] = {
      {R"("code": "talk")", talked},
      {R"("code": "hiv")", tested},
      {R"("code": "street")", small_contact()},
      {R"("code": "street")", record::Outing{day, "street", record::TimeOfDay::day, "square", {}, {}}},
      {R"("code": "square")", small_contact()},
      {R"("code": "course")", record::GroupSession{day, "course", {}, "square", 5, {}}},
      {R"("code": "soap")", record::StockReceive{day, "soap", id_of<LotId>(1), {}, 5, {}}},
      {R"("code": "sex")", record::ClientRegister{id_of<ClientId>(1), ClientCode{1}, {{"sex", "f"}}, day}},
      {R"("code": "f")", record::ClientRegister{id_of<ClientId>(1), ClientCode{1}, {{"sex", "f"}}, day}},
      {R"("id": "talks")", record::Statement{"2021", {{"talks", 1}}}},
  };
  for (const auto& [row, body] : cases) {
    EXPECT_TRUE(check_offered(body, read_pack(kSmall).value())) << row;
    const Pack pack = retiring(row);
    EXPECT_TRUE(check(body, pack)) << row;
    const auto offered = check_offered(body, pack);
    ASSERT_FALSE(offered) << row;
    EXPECT_EQ(offered.error().code, Code::invalid_argument);
  }
}

TEST(PackRetired, GoodsThatAreLeft_MayStillBeGiven) {
  const Pack pack = retiring(R"("code": "soap")");
  auto contact = small_contact();
  contact.given = {{"soap", 1}};
  EXPECT_TRUE(check_offered(contact, pack));
  EXPECT_TRUE(check_offered(record::StockIssue{contact.day, "soap", id_of<LotId>(1), 5, id_of<DeviceId>(1)}, pack));
}

TEST(PackRetired, Destination_IsNotReferredTo) {
  const std::string aids = R"("code": "aids")";
  EXPECT_EQ(problem_of(with(aids, aids + R"(, "retired": true)")), "tests[0] (hiv).refer_to: \"aids\" is retired");
  std::string text = with(aids, aids + R"(, "retired": true)");
  text.replace(text.find(R"("refer_to": "aids", )"), 20, "");
  const Pack pack = read_pack(text).value();
  const record::Referral referral{id_of<ClientId>(1), "aids", {}, ClientCode{1}, parse_day("2021-03-09").value()};
  EXPECT_TRUE(check(referral, pack));
  EXPECT_FALSE(check_offered(referral, pack));
}

}  // namespace
}  // namespace tacit

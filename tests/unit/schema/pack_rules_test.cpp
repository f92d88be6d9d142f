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

// The small pack with tables of what has an end of its own.
std::string with_episodes(const std::string& cases = R"("audit": true)") {
  return with(R"("sites": [)",
              R"("intakes": [{"code": "request", "labels": {"en": "Request", "uk": "Запит"}, "audit": true}],
  "cases": [{"code": "support", "labels": {"en": "Support", "uk": "Супровід"},
             "outcomes": [{"code": "kept", "labels": {"en": "Kept", "uk": "Разом"}}], )" +
                  cases + R"(}],
  "stays": [{"code": "shelter", "labels": {"en": "Shelter", "uk": "Притулок"}}],
  "incidents": [{"code": "violence", "labels": {"en": "Violence", "uk": "Насильство"}}],
  "members": [{"code": "boy", "labels": {"en": "Boy", "uk": "Хлопчик"}}],
  "guardian_consent": {"sex": ["f"]},
  "sites": [)");
}
std::string with_counted(const std::string& members) {
  std::string text = with_episodes();
  const std::string old = R"("count": "services", "codes": ["talk"], "kinds": ["street"])";
  return text.replace(text.find(old), old.size(), members);
}

TEST(PackEpisodes, EachTable_IsReadWhole) {
  const auto pack = read_pack(with_episodes());
  ASSERT_TRUE(pack);
  ASSERT_NE(pack->intake("request"), nullptr);
  EXPECT_TRUE(pack->intake("request")->audit);
  ASSERT_NE(pack->support_case("support"), nullptr);
  EXPECT_NE(pack->support_case("support")->outcome("kept"), nullptr);
  EXPECT_EQ(pack->support_case("support")->outcome("lost"), nullptr);
  ASSERT_NE(pack->stay("shelter"), nullptr);
  EXPECT_FALSE(pack->stay("shelter")->audit);
  EXPECT_NE(pack->incident("violence"), nullptr);
  EXPECT_NE(pack->member("boy"), nullptr);
  EXPECT_TRUE(pack->needs_guardian({{"sex", "f"}}));
  EXPECT_FALSE(pack->needs_guardian({{"other", "f"}}));
}

// What is begun only after a reactive result tells of it, and so does any incident.
TEST(PackEpisodes, AuditOfWhatTellsTooMuch_IsRefused) {
  EXPECT_EQ(problem_of(with_episodes(R"("after": "reactive", "audit": true)")),
            "cases[0] (support).audit: must not be true here: auditors would see who had a reactive result");
  EXPECT_EQ(problem_of(with_episodes(R"("after": "reactive")")), "accepted");
  std::string text = with_episodes();
  const std::string old = R"("uk": "Насильство"}})";
  text.replace(text.find(old), old.size(), R"("uk": "Насильство"}, "audit": true})");
  EXPECT_EQ(problem_of(text), "incidents (violence).audit: auditors are told of no incident");
}

TEST(PackEpisodes, MistakeInAnIndicator_IsNamedWithItsPlace) {
  const std::pair<const char*, const char*> mistakes[] = {
      {R"("count": "cases", "codes": ["support"], "steps": ["closed"], "outcomes": ["kept"])", "accepted"},
      {R"("count": "members", "codes": ["boy"], "where": {"sex": ["f"]})", "accepted"},
      {R"("count": "outcomes", "codes": ["no-show"])", "accepted"},
      {R"("count": "tests", "outcomes": ["reactive"])", "accepted"},
      {R"("count": "cases", "steps": ["begun"])",
       "indicators[0] (talks).steps: \"begun\" is no step: application, agreement, plan or closed"},
      {R"("count": "stays", "steps": ["closed"])", "indicators[0] (talks).steps: only cases have steps"},
      {R"("count": "cases", "outcomes": ["lost"])",
       "indicators[0] (talks).outcomes: \"lost\" is no outcome of what is counted"},
      {R"("count": "intakes", "outcomes": ["kept"])",
       "indicators[0] (talks).outcomes: \"kept\" is no outcome of what is counted"},
      {R"("count": "intakes", "codes": ["support"])",
       "indicators[0] (talks).codes: \"support\" is nothing this count can count"},
      {R"("count": "households", "codes": ["boy"])", "indicators[0] (talks).codes: this count has no codes"},
      {R"("count": "nights", "kinds": ["street"])", "indicators[0] (talks).kinds: this count knows no outing kinds"},
      {R"("count": "intakes", "where": {"sex": ["f"]})", "indicators[0] (talks).where: this count knows no clients"},
  };
  for (const auto& [members, problem] : mistakes) EXPECT_EQ(problem_of(with_counted(members)), problem) << members;
}

TEST(PackEpisodes, Guardian_IsForAnAttributesValues) {
  std::string text = with_episodes();
  const std::string old = R"("guardian_consent": {"sex": ["f"]})";
  const auto problem = [&](const char* to) {
    std::string changed = text;
    return problem_of(changed.replace(changed.find(old), old.size(), to));
  };
  EXPECT_EQ(problem(R"("guardian_consent": {"age": ["f"]})"), "guardian_consent: no attribute has the code \"age\"");
  EXPECT_EQ(problem(R"("guardian_consent": {"sex": ["x"]})"),
            "guardian_consent.sex: \"x\" is no value of this attribute");
}

TEST(PackFollowUp, Outcomes_EndOnlyAReferralsAndTellNothing) {
  EXPECT_EQ(problem_of(with_follow_up(R"("on": "referral", "days": 14, "done_by": {"outcomes": ["linked"]})")),
            "accepted");
  EXPECT_EQ(problem_of(with_follow_up(R"("on": "service", "days": 14, "done_by": {"outcomes": ["linked"]})")),
            "follow_ups[0] (next).done_by: outcomes are those of a referral, so only its follow-up ends by one");
  EXPECT_EQ(problem_of(with_follow_up(R"("on": "referral", "days": 14, "done_by": {"outcomes": ["gone"]})")),
            "follow_ups[0] (next).done_by.outcomes: the pack has no \"gone\" there");
  EXPECT_EQ(problem_of(with_follow_up(
                R"("on": "outcome", "codes": ["no-show"], "days": 2, "done_by": {"services": ["talk"]})")),
            "follow_ups[0] (next).done_by: \"talk\" must not be marked \"audit\": auditors would see who had a result");
}

TEST(PackUpgrade, AuditAndOutcomesOfEpisodes_CannotChange) {
  const Pack present = read_pack(with_episodes()).value();
  Pack next = present;
  ++next.version;
  EXPECT_TRUE(obstacles_to_upgrade(present, next).empty());
  next.cases[0].audit = false;
  next.cases[0].outcomes.clear();
  next.intakes.clear();
  std::vector<std::string> places;
  for (const auto& remark : obstacles_to_upgrade(present, next)) places.push_back(remark.place);
  EXPECT_EQ(places, (std::vector<std::string>{"intakes", "cases (support).audit", "cases (support).outcomes"}));
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
      {R"("on": "birthday", "days": 1)",
       "follow_ups[0] (next).on: must be contact, service, test, referral or outcome"},
      {R"("on": "contact")", "follow_ups[0] (next).days: is missing"},
      {R"("on": "contact", "days": 3651)", "follow_ups[0] (next).days: must be a whole number from 0 to 3650"},
      {R"("on": "contact", "days": 1, "codes": ["talk"])",
       "follow_ups[0] (next).codes: any contact starts this one; leave it out"},
      {R"("on": "contact", "days": 1, "done_by": {"services": ["talk"]})",
       "follow_ups[0] (next).done_by: the next contact ends this one; leave it out"},
      {R"("on": "service", "days": 1)",
       "follow_ups[0] (next).done_by: must name services, tests, referrals or outcomes that end this one"},
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

#include <gtest/gtest.h>

#include <algorithm>

#include "client/domain/facts.hpp"
#include "client/domain/figures.hpp"

namespace tacit::domain {
namespace {

const Pack& pack() {
  static const Pack made = *read_pack(*built_in_pack("street-rounds"));
  return made;
}

template <class Id>
Id filled(std::uint8_t byte) {
  Id id;
  id.bytes.fill(byte);
  return id;
}

const DeviceId kDevice = filled<DeviceId>(7);
const ClientId kClient = filled<ClientId>(9);
constexpr Day kDay{18'690};  // 2021-03-04

History history_of(std::optional<record::Record> team, std::optional<audit::Record> audit,
                   std::vector<std::string> staff_of = {}) {
  Version version{.rid = filled<RecordId>(1),
                  .entry = filled<Hash>(2),
                  .index = 3,
                  .place = 3,
                  .dev = kDevice,
                  .team = std::move(team),
                  .audit = std::move(audit),
                  .scopes = {"team/a"},
                  .staff_of = std::move(staff_of)};
  return settle(version.rid, {version});
}
std::vector<Fact> team_facts(record::Record record) { return facts_of(history_of(std::move(record), {}), &pack()); }
std::vector<Fact> audit_facts(audit::Record record, std::vector<std::string> staff_of = {}) {
  return facts_of(history_of({}, std::move(record), std::move(staff_of)), &pack());
}

// "measure code quantity" of each fact, in order.
std::vector<std::string> short_form(const std::vector<Fact>& facts) {
  std::vector<std::string> out;
  for (const auto& fact : facts)
    out.push_back(std::to_string(static_cast<int>(fact.measure)) + " " + fact.code + " " +
                  std::to_string(fact.quantity));
  return out;
}
std::string form(Measure measure, const std::string& code, int quantity) {
  return std::to_string(static_cast<int>(measure)) + " " + code + " " + std::to_string(quantity);
}

record::Contact contact() {
  return {.day = kDay,
          .client = kClient,
          .anonymous = 0,
          .outing = {},
          .kind = "street-round",
          .time = record::TimeOfDay::night,
          .site = "spb-station",
          .services = {{"wound-care", 2}},
          .tests = {{.test = "rapid-hiv", .result = record::TestResult::reactive, .told = true}},
          .given = {{"hygiene-kit", 1}, {"antiseptic", 3}},
          .about = {},
          .note = {}};
}

TEST(TeamFacts, Contact_CountsEverythingItHolds) {
  const auto facts = team_facts(contact());
  EXPECT_EQ(short_form(facts),
            (std::vector{form(Measure::contact, "street-round", 1), form(Measure::service, "wound-care", 2),
                         form(Measure::test, "rapid-hiv", 1), form(Measure::given, "hygiene-kit", 1),
                         form(Measure::given, "antiseptic", 3)}));
  for (const auto& fact : facts) {
    EXPECT_EQ(fact.face, Face::team);
    EXPECT_EQ(fact.from, kDay);
    EXPECT_EQ(fact.until.since_epoch, kDay.since_epoch + 1);
    EXPECT_EQ(fact.quarter, "2021Q1");
    EXPECT_EQ(fact.kind, "street-round");
    EXPECT_EQ(fact.time, "night");
    EXPECT_EQ(fact.site_group, "saint-petersburg");
    EXPECT_EQ(fact.person, kClient.bytes);
    EXPECT_EQ(fact.dev, kDevice);
  }
  EXPECT_EQ(facts[2].outcome, "reactive");
  EXPECT_EQ(facts[0].outcome, "");
}

TEST(TeamFacts, AnonymousContact_CountsPeopleWithoutAPerson) {
  auto record = contact();
  record.client.reset();
  record.anonymous = 5;
  const auto facts = team_facts(record);
  EXPECT_EQ(facts.front().quantity, 5);
  EXPECT_FALSE(facts.front().person);
}

TEST(TeamFacts, OtherKinds_CountAsTheyShould) {
  EXPECT_EQ(
      short_form(team_facts(record::ClientRegister{.client = kClient, .code = {}, .attributes = {}, .day = kDay})),
      (std::vector{form(Measure::client, "", 1)}));
  EXPECT_EQ(short_form(team_facts(record::Outing{
                .day = kDay, .kind = "foot-round", .time = {}, .site = "spb-station", .route = {}, .crew = {}})),
            (std::vector{form(Measure::outing, "foot-round", 1)}));
  EXPECT_EQ(
      short_form(team_facts(record::GroupSession{.day = kDay,
                                                 .kind = "students-lecture",
                                                 .topic = {},
                                                 .site = "spb-university",
                                                 .participants = 40,
                                                 .known = {}})),
      (std::vector{form(Measure::group, "students-lecture", 1), form(Measure::participants, "students-lecture", 40)}));
  const auto referral = team_facts(
      record::Referral{.client = kClient, .destination = "polyclinic", .reason = {}, .voucher = {}, .day = kDay});
  EXPECT_EQ(short_form(referral), (std::vector{form(Measure::referral, "polyclinic", 1)}));
  EXPECT_EQ(referral[0].person, kClient.bytes);
  EXPECT_TRUE(team_facts(record::Consent{.client = kClient, .version = "1", .given = true, .day = kDay}).empty());
  EXPECT_TRUE(team_facts(record::ClientLink{.kept = kClient, .duplicate = {}, .day = kDay}).empty());
  EXPECT_TRUE(team_facts(record::Label{}).empty());
}

TEST(TeamFacts, Stock_KnowsLotAndHolder) {
  const auto lot = filled<LotId>(4);
  const auto holder = filled<DeviceId>(5);
  const auto received = team_facts(record::StockReceive{
      .day = kDay, .commodity = "antiseptic", .lot = lot, .expiry = {}, .quantity = 30, .grant = {}});
  EXPECT_EQ(short_form(received), (std::vector{form(Measure::received, "antiseptic", 30)}));
  EXPECT_EQ(received[0].lot, lot);
  EXPECT_FALSE(received[0].holder);
  const auto issued =
      team_facts(record::StockIssue{.day = kDay, .commodity = "antiseptic", .lot = lot, .quantity = 4, .to = holder});
  EXPECT_EQ(short_form(issued), (std::vector{form(Measure::issued, "antiseptic", 4)}));
  EXPECT_EQ(issued[0].holder, holder);
}

TEST(AuditFacts, Contact_CountsByClassUnderThePseudonym) {
  const auto pseudonym = filled<Pseudonym>(6);
  const auto facts = audit_facts(audit::Contact{.period = "2021-03",
                                                .quarter = "2021Q1",
                                                .client = pseudonym,
                                                .anonymous = 0,
                                                .kind = "street-round",
                                                .time = {},
                                                .site_group = "perm",
                                                .services = {{"wound-care", 2}},
                                                .tests = {"rapid-hiv"},
                                                .given = {{"kit", 1}, {"medicine", 3}},
                                                .about = {}});
  EXPECT_EQ(short_form(facts),
            (std::vector{form(Measure::contact, "street-round", 1), form(Measure::service, "wound-care", 2),
                         form(Measure::test, "rapid-hiv", 1), form(Measure::given, "kit", 1),
                         form(Measure::given, "medicine", 3)}));
  EXPECT_EQ(facts[0].face, Face::audit);
  EXPECT_EQ(to_text(facts[0].from), "2021-03-01");
  EXPECT_EQ(to_text(facts[0].until), "2021-04-01");
  EXPECT_EQ(facts[0].quarter, "2021Q1");
  EXPECT_EQ(facts[0].site_group, "perm");
  EXPECT_EQ(facts[0].person, pseudonym.bytes);
  EXPECT_EQ(facts[2].outcome, "");
}

TEST(AuditFacts, OtherKinds_CountAsTheyShould) {
  EXPECT_EQ(short_form(audit_facts(audit::Outing{"2021-03", "street-round", {}, "perm"})),
            (std::vector{form(Measure::outing, "street-round", 1)}));
  EXPECT_EQ(
      short_form(audit_facts(audit::Group{"2021-03", "students-lecture", "perm", 40})),
      (std::vector{form(Measure::group, "students-lecture", 1), form(Measure::participants, "students-lecture", 40)}));
  EXPECT_EQ(short_form(audit_facts(audit::Stock{audit::Stock::Op::receive, "2021-03", "antiseptic", 9, ""})),
            (std::vector{form(Measure::received, "antiseptic", 9)}));
  EXPECT_EQ(short_form(audit_facts(audit::Stock{audit::Stock::Op::issue, "2021-03", "antiseptic", 9, ""})),
            (std::vector{form(Measure::issued, "antiseptic", 9)}));
  EXPECT_TRUE(audit_facts(audit::Link{}).empty());
}

TEST(AuditFacts, WeekAndMonth_AreTheirDays) {
  const auto facts = audit_facts(audit::Outing{"2021-W09", "street-round", {}, "perm"});
  EXPECT_EQ(to_text(facts[0].from), "2021-03-01");
  EXPECT_EQ(to_text(facts[0].until), "2021-03-08");
}

TEST(AuditFacts, Statement_CountsOnlyFromStaff) {
  const audit::Statement statement{.period = "2021", .figures = {{"beneficiaries", 2207}}};
  const auto facts = audit_facts(statement, {"audit"});
  EXPECT_EQ(short_form(facts), (std::vector{form(Measure::statement, "beneficiaries", 2207)}));
  EXPECT_EQ(to_text(facts[0].from), "2021-01-01");
  EXPECT_EQ(to_text(facts[0].until), "2022-01-01");
  EXPECT_TRUE(audit_facts(statement, {}).empty());
}

TEST(Facts, BothFaces_AreToldApart) {
  const auto facts = facts_of(
      history_of(record::Record(record::Outing{
                     .day = kDay, .kind = "street-round", .time = {}, .site = "spb-station", .route = {}, .crew = {}}),
                 audit::Record(audit::Outing{"2021-03", "street-round", {}, "saint-petersburg"})),
      &pack());
  ASSERT_EQ(facts.size(), 2u);
  EXPECT_EQ(facts[0].face, Face::team);
  EXPECT_EQ(facts[1].face, Face::audit);
}

TEST(Facts, VoidedRecord_HasNone) {
  Version first{.rid = filled<RecordId>(1),
                .entry = filled<Hash>(2),
                .index = 3,
                .place = 3,
                .dev = kDevice,
                .team = contact(),
                .audit = {},
                .scopes = {},
                .staff_of = {}};
  Version second = first;
  second.rid = filled<RecordId>(8);
  second.place = 4;
  second.entry = filled<Hash>(8);
  second.team = record::Void{first.rid, *first.entry, ""};
  EXPECT_TRUE(facts_of(settle(first.rid, {first, second}), &pack()).empty());
  auto corrected = contact();
  corrected.services = {{"wound-care", 9}};
  second.team = record::Correct{first.rid, *first.entry, corrected};
  EXPECT_EQ(facts_of(settle(first.rid, {first, second}), &pack())[1].quantity, 9);
}

TEST(Facts, SiteWithoutAPack_IsOther) {
  EXPECT_EQ(facts_of(history_of(record::Record(contact()), {}), nullptr).front().site_group, "other");
}

// ---- figures
// ------------------------------------------------------------------------------------------------------------

using Count = Pack::Indicator::Count;

Pack::Indicator indicator(Count count, std::vector<std::string> codes = {}, std::vector<std::string> kinds = {}) {
  return {.id = "x", .labels = {}, .count = count, .codes = std::move(codes), .kinds = std::move(kinds), .target = {}};
}

TEST(Figures, EveryCount_AsksForItsMeasure) {
  const auto measure = [](Count count, std::vector<std::string> codes = {}) {
    return query_of(indicator(count, std::move(codes)), pack(), Face::team, {}, Breakdown::none).measure;
  };
  EXPECT_EQ(measure(Count::clients), Measure::contact);
  EXPECT_EQ(measure(Count::clients, {"wound-care"}), Measure::service);
  EXPECT_EQ(measure(Count::outings), Measure::outing);
  EXPECT_EQ(measure(Count::contacts), Measure::contact);
  EXPECT_EQ(measure(Count::services), Measure::service);
  EXPECT_EQ(measure(Count::tests), Measure::test);
  EXPECT_EQ(measure(Count::groups), Measure::group);
  EXPECT_EQ(measure(Count::participants), Measure::participants);
  EXPECT_EQ(measure(Count::given), Measure::given);
  EXPECT_EQ(measure(Count::referrals), Measure::referral);
}

TEST(Figures, OnlyClients_AreDistinct) {
  EXPECT_TRUE(query_of(indicator(Count::clients), pack(), Face::team, {}, Breakdown::none).distinct_people);
  EXPECT_FALSE(query_of(indicator(Count::contacts), pack(), Face::team, {}, Breakdown::none).distinct_people);
}

TEST(Figures, GoodsFromAuditFaces_AreAskedForByClass) {
  const auto kits = indicator(Count::given, {"hygiene-kit", "womens-hygiene-kit", "winter-kit"});
  EXPECT_EQ(query_of(kits, pack(), Face::audit, {}, Breakdown::none).codes, std::vector<std::string>{"kit"});
  EXPECT_EQ(query_of(kits, pack(), Face::team, {}, Breakdown::none).codes.size(), 3u);
}

TEST(Figures, PeriodKindsAndBreakdown_ArePassedOn) {
  const Period period{Day{1}, Day{9}};
  const auto query =
      query_of(indicator(Count::outings, {}, {"foot-round"}), pack(), Face::team, period, Breakdown::month);
  EXPECT_EQ(query.kinds, std::vector<std::string>{"foot-round"});
  EXPECT_EQ(query.period, period);
  EXPECT_EQ(query.by, Breakdown::month);
}

TEST(Figures, WhatAuditFacesLeaveOut_IsNotVerifiable) {
  EXPECT_TRUE(verifiable_from_audit(indicator(Count::outings), pack()));
  EXPECT_TRUE(verifiable_from_audit(indicator(Count::contacts), pack()));
  EXPECT_TRUE(verifiable_from_audit(indicator(Count::groups), pack()));
  EXPECT_TRUE(verifiable_from_audit(indicator(Count::participants), pack()));
  EXPECT_TRUE(verifiable_from_audit(indicator(Count::services, {"wound-care"}), pack()));
  EXPECT_TRUE(verifiable_from_audit(indicator(Count::given), pack()));
  EXPECT_TRUE(
      verifiable_from_audit(indicator(Count::given, {"hygiene-kit", "womens-hygiene-kit", "winter-kit"}), pack()));
  EXPECT_FALSE(verifiable_from_audit(indicator(Count::clients), pack()));
  EXPECT_FALSE(verifiable_from_audit(indicator(Count::referrals), pack()));
  EXPECT_FALSE(verifiable_from_audit(indicator(Count::tests, {"rapid-hiv"}), pack()));  // a second one is left out
  EXPECT_FALSE(verifiable_from_audit(indicator(Count::services), pack()));
  EXPECT_FALSE(verifiable_from_audit(indicator(Count::services, {"reactive-counselling"}), pack()));
  EXPECT_FALSE(verifiable_from_audit(indicator(Count::services, {"no-such"}), pack()));
  EXPECT_FALSE(verifiable_from_audit(indicator(Count::given, {"hygiene-kit"}), pack()));
}

TEST(Figures, BoundsOfAYear_AreLargestQuarterAndSum) {
  const Bounds bounds = bounds_of({{"2021Q1", 10}, {"2021Q2", 30}, {"2021Q3", 20}});
  EXPECT_EQ(bounds.lowest, 30);
  EXPECT_EQ(bounds.highest, 60);
  EXPECT_FALSE(bounds.holds(29));
  EXPECT_TRUE(bounds.holds(30));
  EXPECT_TRUE(bounds.holds(60));
  EXPECT_FALSE(bounds.holds(61));
  EXPECT_TRUE(bounds_of({}).holds(0));
}

}  // namespace
}  // namespace tacit::domain

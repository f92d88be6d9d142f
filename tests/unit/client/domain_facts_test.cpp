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
                         form(Measure::test, "rapid-hiv", 1), form(Measure::told, "rapid-hiv", 1),
                         form(Measure::given, "hygiene-kit", 1), form(Measure::given, "antiseptic", 3)}));
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

TEST(TeamFacts, LongerSupport_CountsStepsNightsAndPeople) {
  using record::Case;
  const auto agreement = team_facts(Case{.client = kClient,
                                         .day = kDay,
                                         .kind = "family-support",
                                         .step = Case::Step::agreement,
                                         .until = Day{kDay.since_epoch + 180},
                                         .outcome = {},
                                         .note = {}});
  EXPECT_EQ(short_form(agreement), (std::vector{form(Measure::case_step, "family-support", 1)}));
  EXPECT_EQ(agreement[0].kind, "agreement");
  EXPECT_EQ(agreement[0].until.since_epoch, kDay.since_epoch + 180);
  const auto closed = team_facts(Case{.client = kClient,
                                      .day = kDay,
                                      .kind = "family-support",
                                      .step = Case::Step::closed,
                                      .until = {},
                                      .outcome = "child-kept",
                                      .note = {}});
  EXPECT_EQ(closed[0].kind, "closed");
  EXPECT_EQ(closed[0].outcome, "child-kept");
  const auto stay = team_facts(record::Stay{.client = kClient,
                                            .day = kDay,
                                            .until = Day{kDay.since_epoch + 31},
                                            .planned = true,
                                            .kind = "shelter",
                                            .site = "spb-station",
                                            .people = {{"woman", 1}, {"infant", 2}}});
  EXPECT_EQ(short_form(stay), (std::vector{form(Measure::stay, "shelter", 1), form(Measure::housed, "woman", 1),
                                           form(Measure::housed, "infant", 2)}))
      << "nobody has slept these nights yet";
  const auto over = team_facts(record::Stay{.client = kClient,
                                            .day = kDay,
                                            .until = Day{kDay.since_epoch + 31},
                                            .planned = false,
                                            .kind = "shelter",
                                            .site = "spb-station",
                                            .people = {}});
  EXPECT_EQ(short_form(over), (std::vector{form(Measure::stay, "shelter", 1), form(Measure::nights, "shelter", 31)}));
  EXPECT_EQ(stay[0].outcome, "planned");
  EXPECT_EQ(stay[0].until.since_epoch, kDay.since_epoch + 31);
  EXPECT_EQ(short_form(team_facts(record::Household{.client = kClient, .day = kDay, .members = {{"boy", 3}}})),
            (std::vector{form(Measure::household, "", 1), form(Measure::member, "boy", 3)}));
}

TEST(TeamFacts, ComingAndGoing_CountsWithItsOutcome) {
  const auto intake = team_facts(record::Intake{.day = kDay,
                                                .kind = "application",
                                                .site = "spb-station",
                                                .from = {},
                                                .outcome = "taken",
                                                .client = {},
                                                .note = {}});
  EXPECT_EQ(short_form(intake), (std::vector{form(Measure::intake, "application", 1)}));
  EXPECT_EQ(intake[0].outcome, "taken");
  EXPECT_FALSE(intake[0].person);
  const auto incident = team_facts(record::Incident{
      .day = kDay, .client = kClient, .kind = "violence", .outcome = {}, .site = "spb-station", .note = {}});
  EXPECT_EQ(short_form(incident), (std::vector{form(Measure::incident, "violence", 1)}));
  EXPECT_EQ(incident[0].person, kClient.bytes);
  const auto of = filled<RecordId>(3);
  const auto outcome = team_facts(
      record::Outcome{.client = kClient, .of = of, .what = record::Outcome::What::linked, .day = kDay, .note = {}});
  EXPECT_EQ(short_form(outcome), (std::vector{form(Measure::outcome, "linked", 1)}));
  EXPECT_EQ(outcome[0].about, of);
  const auto appointment = team_facts(record::Appointment{.client = kClient,
                                                          .day = kDay,
                                                          .on = Day{kDay.since_epoch + 40},
                                                          .at = {},
                                                          .service = "wound-care",
                                                          .site = "spb-station"});
  EXPECT_EQ(short_form(appointment), (std::vector{form(Measure::appointment, "wound-care", 1)}));
  EXPECT_EQ(appointment[0].from.since_epoch, kDay.since_epoch + 40) << "it takes place then";
  EXPECT_EQ(appointment[0].quarter, "2021Q2");
  EXPECT_EQ(short_form(team_facts(
                record::StockHandOut{.day = kDay, .commodity = "antiseptic", .quantity = 50, .to = "spb-station"})),
            (std::vector{form(Measure::given, "antiseptic", 50)}));
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
  EXPECT_TRUE(audit_facts(audit::Link{}).empty());
  EXPECT_EQ(short_form(audit_facts(audit::HandOut{"2021-03", "perm", "hygiene", 50})),
            (std::vector{form(Measure::given, "hygiene", 50)}));
  EXPECT_EQ(short_form(audit_facts(audit::Intake{"2021-03", "application", "perm"})),
            (std::vector{form(Measure::intake, "application", 1)}));
  const auto step = audit_facts(
      audit::Case{"2021-03", "2021Q1", filled<Pseudonym>(6), "family-support", record::Case::Step::agreement});
  EXPECT_EQ(short_form(step), (std::vector{form(Measure::case_step, "family-support", 1)}));
  EXPECT_EQ(step[0].kind, "agreement");
  EXPECT_EQ(step[0].person, filled<Pseudonym>(6).bytes);
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
  second.dev = filled<DeviceId>(8);
  second.staff_of = {"team/a"};
  first.scopes = second.scopes = {"team/a"};
  const auto facts = facts_of(settle(first.rid, {first, second}), &pack());
  ASSERT_FALSE(facts.empty());
  EXPECT_EQ(facts[1].quantity, 9);
  EXPECT_EQ(facts[1].dev, kDevice) << "who corrects it did not do it";
}

TEST(Facts, SiteWithoutAPack_IsOther) {
  EXPECT_EQ(facts_of(history_of(record::Record(contact()), {}), nullptr).front().site_group, "other");
}

}  // namespace
}  // namespace tacit::domain

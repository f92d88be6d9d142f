#include <gtest/gtest.h>

#include "client/usecases/change.hpp"
#include "client/usecases/due.hpp"
#include "client/usecases/person.hpp"
#include "client/usecases/referral.hpp"
#include "client/usecases/report.hpp"
#include "client/usecases/stock.hpp"
#include "client/usecases/support.hpp"
#include "crypto/encoding.hpp"
#include "tests/support/client_records.hpp"

// Longer support and referrals over real vaults and the family-centre pack: what is recorded, refused, due and counted.
namespace tacit::usecases {
namespace {

using namespace test;
using Step = record::Case::Step;
using What = record::Outcome::What;
using Keys = std::vector<std::string>;

Personal<std::string> said(std::string text) { return Personal(std::move(text)); }

class Support : public ::testing::Test {
 protected:
  Support() : world_(2, "family-centre"), other_number_(world_.add(Role::staff, {team_number(2)})) {
    world_.start();
    desk_.emplace(world_.join(0, directory_.at("desk")));
    other_.emplace(world_.join(other_number_, directory_.at("other")));
    team_ = id_text(team_number(1));
  }
  Session desk() { return {*desk_, clock_}; }
  Day ago(int days) const { return Day{clock_.today().since_epoch - days}; }
  Day ahead(int days) const { return ago(-days); }

  std::string person(const std::string& nickname, record::Attributes attributes = {{"role", "parent"}}) {
    Session here = desk();
    const auto added = add_person(here, {.name = {},
                                         .nickname = said(nickname),
                                         .phone = {},
                                         .note = {},
                                         .attributes = std::move(attributes),
                                         .team = team_,
                                         .day = {}});
    EXPECT_TRUE(added);
    return added->code.to_text();
  }
  RecordId step(const std::string& client, Step step, Day day, std::optional<Day> until = {},
                std::string outcome = {}) {
    Session here = desk();
    return done(add_case_step(here, {.client = said(client),
                                     .kind = "family-support",
                                     .step = step,
                                     .until = until,
                                     .outcome = std::move(outcome),
                                     .note = {},
                                     .day = day,
                                     .team = team_}))
        .rid;
  }
  RecordId household(const std::string& client, std::vector<record::Counted> members, Day day) {
    Session here = desk();
    return done(
        add_household(here, {.client = said(client), .members = std::move(members), .day = day, .team = team_}));
  }
  NewStay stay(const std::string& client, Day from, Day until) const {
    return {.client = said(client),
            .until = until,
            .kind = "mother-and-child",
            .site = "spb-centre",
            .people = {{"woman", 1}, {"infant", 1}},
            .day = from,
            .team = team_};
  }
  std::int64_t figure(const std::string& id) {
    const auto report = make_report(desk(), to_text(ago(400)) + ".." + to_text(ahead(1)), "en");
    EXPECT_TRUE(report) << (report ? "" : report.error().text.c_str());
    for (const auto& line : report->lines)
      if (line.id == id) return line.value.value_or(-1);
    return -2;
  }
  Keys due_keys(std::int64_t days_ahead = 0) {
    Keys out;
    const auto list = due_list(desk(), {.days_ahead = days_ahead}, "en");
    EXPECT_TRUE(list);
    for (const auto& one : *list)
      if (one.what.key != "long-silence") out.push_back(one.what.key);
    return out;
  }
  template <class T>
  static T done(Result<T> result) {
    EXPECT_TRUE(result) << (result ? "" : result.error().text.c_str());
    return result ? std::move(*result) : T{};
  }
  template <class T>
  static Code refused(const Result<T>& result) {
    EXPECT_FALSE(result.has_value());
    return result ? Code::already_done : result.error().code;
  }

  FastDirectory directory_;
  ClientWorld world_;
  std::size_t other_number_;
  TestClock clock_;
  std::optional<Vault> desk_, other_;
  std::string team_;
};

TEST_F(Support, Agreement_IsCountedAndDueWhenItEnds) {
  const std::string anna = person("Anna");
  step(anna, Step::application, ago(30));
  step(anna, Step::agreement, ago(20), ahead(5));
  EXPECT_EQ(figure("agreements"), 1);
  EXPECT_EQ(due_keys(), Keys{});
  EXPECT_EQ(due_keys(7), Keys{"agreement/family-support"});
  step(anna, Step::closed, ago(1), {}, "child-kept");
  EXPECT_EQ(due_keys(7), Keys{});
  EXPECT_EQ(figure("cases-closed"), 1);
  EXPECT_EQ(figure("children-kept"), 1);
  EXPECT_EQ(figure("abandonments"), 0);
}

TEST_F(Support, NewHousehold_TakesThePlaceOfTheOneBefore) {
  const std::string anna = person("Anna"), boris = person("Boris");
  household(anna, {{"woman", 1}, {"boy", 2}}, ago(90));
  household(anna, {{"woman", 1}, {"boy", 2}, {"girl", 1}}, ago(10));
  household(boris, {{"man", 1}, {"girl", 1}}, ago(50));
  EXPECT_EQ(figure("families"), 2);
  EXPECT_EQ(figure("boys"), 2);
  EXPECT_EQ(figure("girls"), 2);
  EXPECT_EQ(figure("children"), 4);
  Session here = desk();
  ASSERT_TRUE(link_people(here, {.kept = said(anna), .duplicate = said(boris), .team = team_, .day = {}}));
  EXPECT_EQ(figure("families"), 1) << "they were one person";
  EXPECT_EQ(figure("children"), 3) << "whose newest household counts";
}

TEST_F(Support, PlannedStay_IsDueAndEndsByACorrection) {
  const std::string anna = person("Anna");
  Session here = desk();
  const RecordId rid = done(add_stay(here, stay(anna, ago(20), ahead(3))));
  EXPECT_EQ(due_keys(3), Keys{"stay/mother-and-child"});
  EXPECT_EQ(figure("nights-housed"), 23);
  world_.send(*desk_);
  EXPECT_EQ(refused(end_stay(here, rid, ahead(1))), Code::invalid_argument);
  EXPECT_EQ(refused(end_stay(here, rid, ago(20))), Code::invalid_argument) << "not one night";
  ASSERT_TRUE(end_stay(here, rid, ago(2)));
  EXPECT_EQ(due_keys(30), Keys{});
  EXPECT_EQ(figure("nights-housed"), 18);
  EXPECT_EQ(figure("mothers-housed"), 1);
  EXPECT_EQ(figure("infants-housed"), 1);
  ASSERT_TRUE(add_stay(here, stay(anna, ago(2), ago(1))));
  EXPECT_EQ(figure("mothers-housed"), 1) << "the same mother";
  EXPECT_EQ(figure("nights-housed"), 19);
  EXPECT_EQ(refused(end_stay(here, step(anna, Step::plan, ago(1)), ago(1))), Code::not_found) << "not a stay";
}

TEST_F(Support, Intake_NeedsNoClient) {
  Session here = desk();
  NewIntake intake{.day = {},
                   .kind = "risk-report",
                   .site = "spb-centre",
                   .from = {},
                   .outcome = "accepted",
                   .client = {},
                   .note = {},
                   .team = team_};
  ASSERT_TRUE(add_intake(here, intake));
  EXPECT_EQ(figure("risk-reports"), 1);
  EXPECT_EQ(figure("applications"), 0);
  intake.outcome = "child-kept";
  EXPECT_EQ(refused(add_intake(here, intake)), Code::invalid_argument) << "an outcome of cases";
  intake.outcome = {};
  intake.kind = "agreement";
  EXPECT_EQ(refused(add_intake(here, intake)), Code::invalid_argument);
  EXPECT_EQ(figure("risk-reports"), 1);
}

TEST_F(Support, ConsentForAChild_IsAGuardians) {
  const std::string child = person("Kid", {{"role", "child"}, {"age-band", "4-6"}});
  Session here = desk();
  NewConsent consent{.client = said(child), .day = {}, .team = team_};
  EXPECT_EQ(refused(add_consent(here, consent)), Code::not_allowed);
  consent.by = record::Consent::By::guardian;
  EXPECT_TRUE(add_consent(here, consent));
  consent.given = false;
  consent.by = record::Consent::By::self;
  EXPECT_TRUE(add_consent(here, consent)) << "anybody may withdraw";
  NewPerson another{.name = {},
                    .nickname = said("Kid 2"),
                    .phone = {},
                    .note = {},
                    .attributes = {{"age-band", "1-3"}},
                    .team = team_,
                    .day = {},
                    .consented = true};
  EXPECT_EQ(refused(add_person(here, another)), Code::not_allowed);
  another.consented_by = record::Consent::By::guardian;
  EXPECT_TRUE(add_person(here, another));
}

TEST_F(Support, ReferralToAnotherTeam_IsAnsweredThereByItsNumberAlone) {
  const std::string anna = person("Anna");
  Session here = desk(), there{*other_, clock_};
  const auto voucher = done(add_referral(here, {.client = said(anna),
                                                .destination = "crisis-centre",
                                                .reason = {},
                                                .to_team = id_text(team_number(2)),
                                                .day = ago(3),
                                                .team = team_}));
  NewOutcome outcome{.voucher = said(voucher.number.to_text()), .of = {}, .what = What::linked, .note = {}, .day = {}};
  EXPECT_EQ(refused(add_outcome(there, outcome)), Code::not_found) << "not here yet";
  world_.send(*desk_);
  world_.pull(*other_);
  outcome.day = ago(4);
  EXPECT_EQ(refused(add_outcome(there, outcome)), Code::invalid_argument) << "before the referral";
  outcome.day = {};
  ASSERT_TRUE(add_outcome(there, outcome));
  EXPECT_FALSE(other_->person_by_code(*ClientCode::parse(anna))) << "the other team is not told the code";
  EXPECT_EQ(due_keys(30), Keys{"first-visit"}) << "the sender does not know yet";
  world_.send(*other_);
  world_.pull(*desk_);
  EXPECT_EQ(due_keys(30), Keys{});
}

TEST_F(Support, VoucherNumber_ThatIsNone_IsToldFromAnUnknownOne) {
  Session here = desk();
  const std::string unknown = ClientCode::random().to_text();
  EXPECT_EQ(refused(add_outcome(here, {.voucher = said(unknown), .of = {}, .note = {}, .day = {}})), Code::not_found);
  std::string wrong = unknown;
  wrong[0] = wrong[0] == '2' ? '3' : '2';
  EXPECT_EQ(refused(add_outcome(here, {.voucher = said(wrong), .of = {}, .note = {}, .day = {}})),
            Code::invalid_argument);
  EXPECT_EQ(refused(add_outcome(here, {.voucher = {}, .of = {}, .note = {}, .day = {}})), Code::invalid_argument);
}

TEST_F(Support, VoidedReferral_HasNoOutcome) {
  const std::string anna = person("Anna");
  Session here = desk();
  const auto voucher = done(add_referral(
      here,
      {.client = said(anna), .destination = "crisis-centre", .reason = {}, .to_team = {}, .day = {}, .team = team_}));
  ASSERT_TRUE(void_record(here, voucher.rid, "another person"));
  EXPECT_EQ(refused(add_outcome(here, {.voucher = said(voucher.number.to_text()), .of = {}, .note = {}, .day = {}})),
            Code::not_found);
}

TEST_F(Support, MissedAppointment_IsSettledByItsOutcome) {
  const std::string anna = person("Anna");
  Session here = desk();
  const NewAppointment wanted{.client = said(anna),
                              .on = ago(2),
                              .at = "14:30",
                              .service = "psychologist-consultation",
                              .site = "spb-centre",
                              .day = ago(9),
                              .team = team_};
  const RecordId rid = done(add_appointment(here, wanted));
  EXPECT_EQ(due_keys(), Keys{"appointment/psychologist-consultation"});
  NewOutcome outcome{.voucher = {}, .of = rid, .what = What::no_show, .note = {}, .day = ago(5)};
  EXPECT_EQ(refused(add_outcome(here, outcome)), Code::invalid_argument) << "before the appointment";
  outcome.what = What::declined;
  EXPECT_TRUE(add_outcome(here, outcome)) << "called off before";
  EXPECT_EQ(due_keys(), Keys{});
  NewAppointment wrong = wanted;
  wrong.at = "25:00";
  EXPECT_EQ(refused(add_appointment(here, wrong)), Code::invalid_argument);
  wrong = wanted;
  wrong.on = ago(10);
  EXPECT_EQ(refused(add_appointment(here, wrong)), Code::invalid_argument);
}

// Mistakes people make: a day that has not come, in a new record and in a correction.
TEST_F(Support, DayAhead_IsRefused) {
  const std::string anna = person("Anna");
  Session here = desk();
  const NewCaseStep tomorrow{.client = said(anna),
                             .kind = "family-support",
                             .step = Step::plan,
                             .until = {},
                             .outcome = {},
                             .note = {},
                             .day = ahead(1),
                             .team = team_};
  EXPECT_EQ(refused(add_case_step(here, tomorrow)), Code::invalid_argument);
  const RecordId rid = step(anna, Step::plan, ago(1));
  auto body = std::get<record::Case>(*effective_body(*desk_, rid));
  body.day = ahead(1);
  EXPECT_EQ(refused(correct_record(here, rid, body)), Code::invalid_argument);
}

TEST_F(Support, NoteWithANameFromTheVault_IsWarnedAbout) {
  person("Марго");
  const std::string anna = person("Anna");
  Session here = desk();
  const auto warned = [&](const std::string& note) {
    return done(add_case_step(here, {.client = said(anna),
                                     .kind = "family-support",
                                     .step = Step::plan,
                                     .until = {},
                                     .outcome = {},
                                     .note = note,
                                     .day = {},
                                     .team = team_}))
        .note_looks_personal;
  };
  EXPECT_TRUE(warned("came with Margo, again"));
  EXPECT_TRUE(warned("пришла с МАРГО"));
  EXPECT_TRUE(warned("call 8 921 123-45-67"));
  EXPECT_FALSE(warned("came again after a year"));
  EXPECT_FALSE(warned("margarine and bread")) << "a part of a word is not a name";
}

// One kind is told to auditors and the other is not: a correction from one to the other would show them that it was.
TEST_F(Support, CorrectionIntoAKindAuditorsDoNotSee_IsRefused) {
  Session here = desk();
  const NewIntake intake{.day = {},
                         .kind = "application",
                         .site = "spb-centre",
                         .from = {},
                         .outcome = {},
                         .client = {},
                         .note = {},
                         .team = team_};
  const RecordId rid = done(add_intake(here, intake)).rid;
  auto body = std::get<record::Intake>(*effective_body(*desk_, rid));
  body.kind = "risk-report";
  EXPECT_EQ(refused(correct_record(here, rid, body)), Code::invalid_argument);
  body.kind = "application";
  body.outcome = "accepted";
  EXPECT_TRUE(correct_record(here, rid, body));
}

TEST_F(Support, CaseOfAnotherQuarter_CannotBeCorrectedInto) {
  const std::string anna = person("Anna");
  const RecordId rid = step(anna, Step::agreement, ago(120));
  world_.send(*desk_);
  auto body = std::get<record::Case>(*effective_body(*desk_, rid));
  body.day = ago(1);
  Session here = desk();
  EXPECT_EQ(refused(correct_record(here, rid, body)), Code::invalid_argument);
}

TEST_F(Support, HandOut_ComesOutOfTheBagAndCountsAsGiven) {
  Session here = desk();
  const auto delivered = done(receive_stock(
      here, {.day = ago(9), .expiry = {}, .commodity = "booklet", .grant = {}, .quantity = 500, .team = team_}));
  ASSERT_TRUE(issue_stock(here, {.day = ago(8),
                                 .commodity = "booklet",
                                 .lot = delivered.lot,
                                 .quantity = 300,
                                 .to = world_.member(0).id,
                                 .team = team_}));
  ASSERT_TRUE(hand_out_stock(
      here, {.day = ago(7), .commodity = "booklet", .to = "spb-centre", .quantity = 120, .team = team_}));
  EXPECT_EQ(figure("booklets-given"), 120);
  std::map<bool, std::int64_t> left;  // in the bag?
  for (const auto& line : done(show_stock(here))) left[line.holder.has_value()] = line.quantity;
  EXPECT_EQ(left, (std::map<bool, std::int64_t>{{false, 200}, {true, 180}}));
}

}  // namespace
}  // namespace tacit::usecases

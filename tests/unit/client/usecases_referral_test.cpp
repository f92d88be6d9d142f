#include "tests/unit/client/support_fixture.hpp"

// Referrals, between teams too, appointments, and what came of them.
namespace tacit::usecases {
namespace {

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

// A record belongs to the team that made it; the one it was sent to is told, and may say what came of it.
TEST_F(Support, StaffOfTheReceivingTeam_CannotVoidTheReferral) {
  const std::string anna = person("Anna");
  Session here = desk(), there{*other_, clock_};
  const auto voucher = done(add_referral(here, {.client = said(anna),
                                                .destination = "crisis-centre",
                                                .reason = {},
                                                .to_team = id_text(team_number(2)),
                                                .day = {},
                                                .team = team_}));
  world_.send(*desk_);
  world_.pull(*other_);
  EXPECT_EQ(refused(void_record(there, voucher.rid, "not ours")), Code::not_allowed);
  const NewOutcome seen{.voucher = {}, .of = voucher.rid, .what = What::seen, .note = {}, .day = {}};
  const RecordId outcome = done(add_outcome(there, seen)).rid;
  EXPECT_TRUE(void_record(there, outcome, "mistaken")) << "what they said is theirs";
}

TEST_F(Support, WhatCameOfAReferral_CountsOnceAndNotOfAVoidedOne) {
  const std::string anna = person("Anna");
  Session here = desk();
  const auto refer = [&] {
    return done(add_referral(here, {.client = said(anna),
                                    .destination = "crisis-centre",
                                    .reason = {},
                                    .to_team = {},
                                    .day = ago(5),
                                    .team = team_}));
  };
  const auto first = refer(), second = refer();
  const auto say = [&](const RecordId& of, What what, int days) {
    ASSERT_TRUE(add_outcome(here, {.voucher = {}, .of = of, .what = what, .note = {}, .day = ago(days)}));
  };
  say(first.rid, What::seen, 4);
  say(first.rid, What::linked, 3);
  say(first.rid, What::linked, 3);
  say(second.rid, What::linked, 3);
  const auto counted = [&](std::vector<std::string> codes) {
    const auto rows = desk_->run({.face = domain::Face::team,
                                  .measure = domain::Measure::outcome,
                                  .codes = std::move(codes),
                                  .kinds = {},
                                  .period = {},
                                  .newest = domain::Measure::outcome});
    return rows.empty() ? 0 : rows.front().value;
  };
  EXPECT_EQ(counted({"linked"}), 2);
  EXPECT_EQ(counted({"seen"}), 0) << "the newest one says more";
  ASSERT_TRUE(void_record(here, second.rid, "another person"));
  EXPECT_EQ(counted({"linked"}), 1);
}

}  // namespace
}  // namespace tacit::usecases

#include <gtest/gtest.h>

#include "client/usecases/change.hpp"
#include "client/usecases/contact.hpp"
#include "client/usecases/period.hpp"
#include "client/usecases/report.hpp"
#include "tests/support/client_records.hpp"
#include "tests/unit/client/tally.hpp"

// Figures that were told stay; what comes late counts in the next period, for everybody alike.
namespace tacit::usecases {
namespace {

using namespace test;

class Periods : public ::testing::Test {
 protected:
  Periods()
      : worker_(world_.add(Role::worker, {team_number(1)})),
        auditor_(world_.add(Role::auditor, {})),
        colleague_(world_.add(Role::staff, {})) {
    world_.start();
    desk_.emplace(world_.join(0, directory_.at("desk")));
    phone_.emplace(world_.join(worker_, directory_.at("phone")));
    audit_.emplace(world_.join(auditor_, directory_.at("audit")));
    office_.emplace(world_.join(colleague_, directory_.at("office")));
  }
  Day in(std::string_view text) const { return parse_day(text).value(); }
  RecordId meet(Vault& vault, Day day, std::int64_t people) {
    Session here{vault, clock_};
    NewContact contact;
    contact.anonymous = people;
    contact.kind = "street-round";
    contact.site = "spb-station";
    contact.services = {{"wound-care", people}};
    contact.day = day;
    const auto added = add_contact(here, contact);
    EXPECT_TRUE(added) << (added ? "" : added.error().text.c_str());
    return added->rid;
  }
  void everybody_syncs() {
    for (Vault* vault : {&*desk_, &*phone_}) world_.send(*vault);
    for (Vault* vault : {&*desk_, &*phone_, &*audit_, &*office_}) world_.pull(*vault);
    for (Vault* vault : {&*desk_, &*phone_, &*audit_, &*office_}) expect_tallies_fit(*vault);
  }
  // Acts of wound care, as each face tells them.
  static std::int64_t acts(const Vault& vault, domain::Face face, const std::string& period) {
    const auto rows = vault.run({.face = face,
                                 .measure = domain::Measure::service,
                                 .codes = {"wound-care"},
                                 .kinds = {},
                                 .period = parse_period(period).value(),
                                 .distinct_people = false,
                                 .by = domain::Breakdown::none});
    return rows.empty() ? 0 : rows.front().value;
  }
  void expect_acts(const std::string& period, std::int64_t expected) {
    EXPECT_EQ(acts(*desk_, domain::Face::team, period), expected) << period;
    EXPECT_EQ(acts(*desk_, domain::Face::audit, period), expected) << period;
    EXPECT_EQ(acts(*phone_, domain::Face::team, period), expected) << period;
    EXPECT_EQ(acts(*audit_, domain::Face::audit, period), expected) << period;
  }
  Result<Closed> close(Vault& vault, const std::string& period) {
    Session here{vault, clock_};
    return close_period(here, period);
  }
  template <class T>
  static void expect_refused(const Result<T>& result, Code code) {
    ASSERT_FALSE(result);
    EXPECT_EQ(name_of(result.error().code).view(), name_of(code).view()) << result.error().text.c_str();
  }

  FastDirectory directory_;
  TestClock clock_;
  ClientWorld world_;
  std::size_t worker_, auditor_, colleague_;
  std::optional<Vault> desk_, phone_, audit_, office_;
};

TEST_F(Periods, LateEntry_CountsInTheNextPeriodForEverybody) {
  meet(*phone_, in("2021-02-10"), 3);
  meet(*phone_, in("2021-03-02"), 1);
  everybody_syncs();
  ASSERT_TRUE(close(*desk_, "2021-02"));
  everybody_syncs();
  const RecordId late = meet(*phone_, in("2021-02-11"), 5);
  EXPECT_EQ(phone_->counted_later(late), in("2021-03-01")) << "already before it is sent";
  everybody_syncs();
  expect_acts("2021-02", 3);
  expect_acts("2021-03", 6);
  expect_acts("2021Q1", 9);
  const auto report = make_report(Session{*desk_, clock_}, "2021-03", "en");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->late, 1);
  EXPECT_EQ(report->closed_until, in("2021-02-28"));
  for (const Vault* vault : {&*desk_, &*phone_}) EXPECT_TRUE(vault->whose_faces(domain::FaceMatch::differs).empty());
}

// Written offline before the period was closed, and sent after it.
TEST_F(Periods, WhatWaitedUnsent_IsLateOnceTheClosingIsInTheLog) {
  const RecordId waits = meet(*phone_, in("2021-02-10"), 3);
  ASSERT_TRUE(close(*desk_, "2021-02"));
  world_.send(*desk_);
  EXPECT_FALSE(phone_->counted_later(waits)) << "it has not heard of it";
  everybody_syncs();
  EXPECT_EQ(phone_->counted_later(waits), in("2021-03-01"));
  expect_acts("2021-02", 0);
  expect_acts("2021-03", 3);
}

TEST_F(Periods, SeveralClosings_LeadToTheFirstOpenDay) {
  ASSERT_TRUE(close(*desk_, "2021-01"));
  everybody_syncs();
  meet(*phone_, in("2021-01-10"), 2);
  everybody_syncs();
  ASSERT_TRUE(close(*desk_, "2021-02"));
  everybody_syncs();
  meet(*phone_, in("2021-01-11"), 7);
  everybody_syncs();
  expect_acts("2021-01", 0);
  expect_acts("2021-02", 2);
  expect_acts("2021-03", 7);
}

TEST_F(Periods, CorrectionOfWhatIsClosed_IsSaidAndChangesIt) {
  const RecordId record = meet(*phone_, in("2021-02-10"), 3);
  everybody_syncs();
  ASSERT_TRUE(close(*desk_, "2021-02"));
  everybody_syncs();
  Session phone{*phone_, clock_};
  auto body = std::get<record::Contact>(*effective_body(*phone_, record));
  body.services = {{"wound-care", 2}};
  const auto corrected = correct_record(phone, record, body);
  ASSERT_TRUE(corrected);
  EXPECT_TRUE(corrected->in_closed_period);
  everybody_syncs();
  expect_acts("2021-02", 2);
  const RecordId late = meet(*phone_, in("2021-02-11"), 5);
  everybody_syncs();
  const auto voided = void_record(phone, late, "twice");
  ASSERT_TRUE(voided);
  EXPECT_FALSE(voided->in_closed_period) << "it counted in an open one";
}

TEST_F(Periods, Closing_IsForStaffAndForWhatIsOver) {
  expect_refused(close(*phone_, "2021-02"), Code::not_allowed);
  expect_refused(close(*audit_, "2021-02"), Code::not_allowed);
  expect_refused(close(*desk_, "2021-04"), Code::invalid_argument);
  expect_refused(close(*desk_, "2021-01-01..2021-02-10"), Code::invalid_argument);
  expect_refused(close(*desk_, "February"), Code::malformed);
  meet(*desk_, in("2021-02-10"), 1);
  expect_refused(close(*desk_, "2021-02"), Code::not_ready);
  everybody_syncs();
  ASSERT_TRUE(close(*desk_, "2021-02"));
  expect_refused(close(*desk_, "2021-02"), Code::already_done);
  expect_refused(close(*desk_, "2021-01"), Code::already_done);
}

TEST_F(Periods, WorkersClosing_CountsNowhere) {
  save(*phone_, record::Closing{in("2021-02-28")}, {Scope::org()});
  everybody_syncs();
  meet(*phone_, in("2021-02-10"), 3);
  everybody_syncs();
  expect_acts("2021-02", 3);
  for (const Vault* vault : {&*desk_, &*phone_, &*audit_}) EXPECT_FALSE(vault->closed_until());
}

TEST_F(Periods, VoidedClosing_OpensThePeriodAgain) {
  const auto closed = close(*desk_, "2021-02");
  ASSERT_TRUE(closed);
  everybody_syncs();
  meet(*phone_, in("2021-02-10"), 3);
  everybody_syncs();
  expect_acts("2021-02", 0);
  Session desk{*desk_, clock_};
  ASSERT_TRUE(void_record(desk, closed->records.front(), "too early"));
  everybody_syncs();
  expect_acts("2021-02", 3);
  expect_acts("2021-03", 0);
}

// Whoever made it may be gone.
TEST_F(Periods, ClosingOfAColleague_IsVoidedByStaffAlone) {
  const auto closed = close(*desk_, "2021-02");
  ASSERT_TRUE(closed);
  everybody_syncs();
  Session phone{*phone_, clock_}, office{*office_, clock_};
  expect_refused(void_record(phone, closed->records.front(), "no"), Code::not_allowed);
  expect_refused(correct_record(office, closed->records.front(), record::Closing{in("2021-01-31")}),
                 Code::invalid_argument);
  ASSERT_TRUE(void_record(office, closed->records.front(), "too early"));
  world_.send(*office_);
  everybody_syncs();
  for (const Vault* vault : {&*desk_, &*phone_, &*audit_}) EXPECT_FALSE(vault->closed_until());
}

// As a program of others might send it: it must not stand where its correction does.
TEST_F(Periods, CorrectedClosing_IsNone) {
  const auto closed = close(*desk_, "2021-01");
  ASSERT_TRUE(closed);
  everybody_syncs();
  meet(*phone_, in("2021-01-10"), 3);
  everybody_syncs();
  const auto entry = desk_->history(closed->records.front())->versions.front().entry;
  save(*desk_, record::Correct{closed->records.front(), *entry, record::Closing{in("2021-02-28")}}, {Scope::org()});
  everybody_syncs();
  for (const Vault* vault : {&*desk_, &*phone_, &*audit_}) EXPECT_FALSE(vault->closed_until());
  expect_acts("2021-01", 3);
}

TEST_F(Periods, CorrectionIntoWhatIsClosed_IsSaid) {
  const RecordId record = meet(*phone_, in("2021-03-02"), 3);
  everybody_syncs();
  ASSERT_TRUE(close(*desk_, "2021-02"));
  everybody_syncs();
  Session phone{*phone_, clock_};
  auto body = std::get<record::Contact>(*effective_body(*phone_, record));
  body.day = in("2021-02-27");
  const auto corrected = correct_record(phone, record, body);
  ASSERT_TRUE(corrected);
  EXPECT_TRUE(corrected->in_closed_period);
}

// Of this very device: what it recorded after closing is late, whatever order the entries are sealed in.
TEST_F(Periods, RecordMadeAfterTheClosing_IsLateThoughBothWait) {
  for (int round = 0; round < 6; ++round) {
    const std::string month = "2020-0" + std::to_string(round + 1);
    ASSERT_TRUE(close(*desk_, month));
    const RecordId late = meet(*desk_, in(month + "-10"), 1);
    const auto before = desk_->counted_later(late);
    everybody_syncs();
    EXPECT_TRUE(before);
    EXPECT_EQ(desk_->counted_later(late), before);
  }
}

}  // namespace
}  // namespace tacit::usecases

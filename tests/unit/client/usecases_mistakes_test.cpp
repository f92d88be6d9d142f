#include <gtest/gtest.h>

#include <set>

#include "client/usecases/change.hpp"
#include "client/usecases/contact.hpp"
#include "client/usecases/person.hpp"
#include "client/usecases/stock.hpp"
#include "tests/support/client_records.hpp"

// Mistakes people make: each is told kindly, and there is an honest way to put it right.
namespace tacit::usecases {
namespace {

using namespace test;

class Mistakes : public ::testing::Test {
 protected:
  Mistakes() : worker_(world_.add(Role::worker, {team_number(1)})), second_(world_.add(Role::staff, {team_number(1)})) {
    world_.start();
    desk_.emplace(world_.join(0, directory_.at("desk")));
    phone_.emplace(world_.join(worker_, directory_.at("phone")));
    tablet_.emplace(world_.join(second_, directory_.at("tablet")));
    anna_ = person("Anna");
  }
  Session desk() { return {*desk_, clock_}; }
  Session phone() { return {*phone_, clock_}; }
  Session tablet() { return {*tablet_, clock_}; }
  Day ago(int days) const { return Day{clock_.today().since_epoch - days}; }

  std::string person(const std::string& nickname) {
    Session here = phone();
    const auto added = add_person(
        here,
        {.name = {}, .nickname = said(nickname), .phone = {}, .note = {}, .attributes = {}, .team = {}, .day = {}});
    EXPECT_TRUE(added);
    return added->code.to_text();
  }
  NewContact contact() const {
    NewContact out;
    out.client = said(anna_);
    out.kind = "street-round";
    out.site = "spb-station";
    out.services = {{"wound-care", 1}};
    return out;
  }
  RecordId add(const NewContact& contact) {
    Session here = phone();
    const auto added = add_contact(here, contact);
    EXPECT_TRUE(added) << (added ? "" : added.error().text.c_str());
    return added ? added->rid : RecordId{};
  }
  std::optional<Code> refusal(const NewContact& contact) {
    Session here = phone();
    const auto added = add_contact(here, contact);
    return added ? std::nullopt : std::optional(added.error().code);
  }
  LotId deliver(const std::string& commodity, std::int64_t quantity, std::optional<Day> expiry = {}) {
    Session here = desk();
    const auto delivered = receive_stock(
        here,
        {.day = ago(30), .expiry = expiry, .commodity = commodity, .grant = {}, .quantity = quantity, .team = {}});
    EXPECT_TRUE(delivered);
    return delivered->lot;
  }
  Result<std::vector<RecordId>> issue(const std::string& commodity, LotId lot, std::int64_t quantity, Day day) {
    Session here = desk();
    return issue_stock(here, {.day = day,
                              .commodity = commodity,
                              .lot = lot,
                              .quantity = quantity,
                              .to = world_.member(worker_).id,
                              .team = {}});
  }

  FastDirectory directory_;
  ClientWorld world_;
  std::size_t worker_, second_;
  TestClock clock_;
  std::optional<Vault> desk_, phone_, tablet_;
  std::string anna_;
};

TEST_F(Mistakes, DoubleTap_IsAskedAbout) {
  add(contact());
  EXPECT_EQ(refusal(contact()), Code::already_done);
  NewContact twice = contact();
  twice.again = true;
  EXPECT_FALSE(refusal(twice)) << "it did happen twice";
  NewContact other = contact();
  other.services = {{"social-advice", 1}};
  EXPECT_FALSE(refusal(other)) << "not the same";
  other = contact();
  other.client.reset();
  other.anonymous = 3;
  EXPECT_FALSE(refusal(other));
  EXPECT_EQ(refusal(other), Code::already_done) << "without a code too";
}

TEST_F(Mistakes, DoubleTapAfterAVoid_IsRecorded) {
  Session here = phone();
  ASSERT_TRUE(void_record(here, add(contact()), "wrong team"));
  EXPECT_FALSE(refusal(contact()));
}

TEST_F(Mistakes, PieceTypedForAKit_ShowsInTheBag) {
  const LotId lot = deliver("hygiene-kit", 100);
  ASSERT_TRUE(issue("hygiene-kit", lot, 5, ago(3)));
  world_.send(*desk_);
  world_.pull(*phone_);
  Session here = phone();
  NewContact typed = contact();
  typed.given = {{"hygiene-kit", 4}};
  auto added = add_contact(here, typed);
  ASSERT_TRUE(added);
  EXPECT_TRUE(added->overdrawn.empty());
  typed.given = {{"hygiene-kit", 12}, {"soap", 3}};
  added = add_contact(here, typed);
  ASSERT_TRUE(added) << "what was given was given: it is recorded, and shown";
  EXPECT_EQ(added->overdrawn, std::vector<std::string>{"hygiene-kit"}) << "no soap was ever issued to this bag";
  auto body = std::get<record::Contact>(*effective_body(*phone_, added->rid));
  body.given = {{"hygiene-kit", 1}, {"soap", 3}};
  ASSERT_TRUE(correct_record(here, added->rid, body));
  EXPECT_EQ(left_in_bag(*phone_, world_.member(worker_).id, "hygiene-kit"), 0);
}

TEST_F(Mistakes, ExpiredLot_IsNotIssued) {
  const LotId lot = deliver("hygiene-kit", 100, ago(2));
  ASSERT_TRUE(issue("hygiene-kit", lot, 5, ago(3))) << "it was good that day";
  EXPECT_TRUE(issue("hygiene-kit", lot, 5, ago(2))) << "on its last day too";
  const auto refused = issue("hygiene-kit", lot, 5, ago(1));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::invalid_argument);
}

TEST_F(Mistakes, NegativeAndAbsurdNumbers_AreRefused) {
  for (const std::int64_t count : {std::int64_t{0}, std::int64_t{-3}, limits::kQuantity + 1}) {
    NewContact typed = contact();
    typed.services = {{"wound-care", count}};
    EXPECT_TRUE(refusal(typed)) << count;
    typed = contact();
    typed.given = {{"soap", count}};
    EXPECT_TRUE(refusal(typed)) << count;
    typed = contact();
    typed.client.reset();
    typed.anonymous = count;
    EXPECT_TRUE(refusal(typed)) << count;
  }
  EXPECT_EQ(phone_->unsent(), 1u) << "the registration alone";
}

TEST_F(Mistakes, WrongPerson_IsCorrectedAndMovesToTheOther) {
  const std::string boris = person("Boris");
  const RecordId rid = add(contact());
  world_.send(*phone_);
  Session here = phone();
  auto body = std::get<record::Contact>(*effective_body(*phone_, rid));
  body.client = phone_->person_by_code(*ClientCode::parse(boris))->client;
  ASSERT_TRUE(correct_record(here, rid, body));
  const domain::Query people{.face = domain::Face::team,
                             .measure = domain::Measure::contact,
                             .codes = {},
                             .kinds = {},
                             .period = {},
                             .distinct_people = true};
  EXPECT_EQ(phone_->run(people).front().value, 1) << "one of the two";
  EXPECT_EQ(phone_->history(rid)->versions.size(), 2u) << "both stay in the history";
}

TEST_F(Mistakes, WrongDay_IsCorrectedOrRefusedWithTheReason) {
  NewContact typed = contact();
  typed.day = Day{clock_.today().since_epoch + 1};
  EXPECT_EQ(refusal(typed), Code::invalid_argument) << "still ahead";
  typed.day = Day{clock_.today().since_epoch - 366 * 200};
  EXPECT_EQ(refusal(typed), Code::invalid_argument) << "another century";
  typed.day = ago(1);
  const RecordId rid = add(typed);
  Session here = phone();
  auto body = std::get<record::Contact>(*effective_body(*phone_, rid));
  body.day = ago(2);
  ASSERT_TRUE(correct_record(here, rid, body));
  EXPECT_EQ(std::get<record::Contact>(*effective_body(*phone_, rid)).day, ago(2));
}

// The one that the log has first counts on every device, both are shown, and either can be settled by another change.
TEST_F(Mistakes, TwoWorkersWhoCorrectTheSameRecord_SeeBoth) {
  const RecordId rid = add(contact());
  world_.send(*phone_);
  world_.pull(*tablet_);
  const auto change = [&](Session session, std::int64_t wounds) {
    auto body = std::get<record::Contact>(*effective_body(session.vault, rid));
    body.services = {{"wound-care", wounds}};
    EXPECT_TRUE(correct_record(session, rid, body));
  };
  change(tablet(), 5);
  change(phone(), 7);
  world_.send(*tablet_);
  world_.send(*phone_);
  for (Vault* vault : {&*phone_, &*tablet_, &*desk_}) world_.pull(*vault);
  for (Vault* vault : {&*phone_, &*tablet_, &*desk_}) {
    const auto history = vault->history(rid);
    ASSERT_TRUE(history);
    EXPECT_TRUE(history->competing);
    EXPECT_EQ(history->versions.size(), 3u);
    EXPECT_EQ(std::get<record::Contact>(*effective_body(*vault, rid)).services[0].count, 5);
  }
  change(desk(), 6);
  world_.send(*desk_);
  world_.pull(*phone_);
  EXPECT_EQ(std::get<record::Contact>(*effective_body(*phone_, rid)).services[0].count, 6);
}

}  // namespace
}  // namespace tacit::usecases

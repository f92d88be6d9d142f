#include <gtest/gtest.h>

#include "client/usecases/change.hpp"
#include "client/usecases/contact.hpp"
#include "client/usecases/evening.hpp"
#include "client/usecases/person.hpp"
#include "crypto/encoding.hpp"
#include "tests/support/client_records.hpp"

// Two codes of one person are one for auditors too, whichever of them was met first.
namespace tacit::usecases {
namespace {

using namespace test;

class Links : public ::testing::Test {
 protected:
  Links() : auditor_(world_.add(Role::auditor, {})) {
    world_.start();
    desk_.emplace(world_.join(0, directory_.at("desk")));
    audit_.emplace(world_.join(auditor_, directory_.at("audit")));
    one_ = person();
    other_ = person();
  }
  std::string person() {
    Session here{*desk_, clock_};
    const auto added = add_person(
        here, {.name = {}, .nickname = {}, .phone = {}, .note = {}, .attributes = {}, .team = {}, .day = {}});
    return added->code.to_text();
  }
  RecordId meet(const std::string& code, std::string_view day) {
    Session here{*desk_, clock_};
    NewContact contact;
    contact.client = Personal(code);
    contact.kind = "street-round";
    contact.site = "spb-station";
    contact.services = {{"wound-care", 1}};
    contact.day = parse_day(day).value();
    return add_contact(here, contact)->rid;
  }
  void link() {
    Session here{*desk_, clock_};
    ASSERT_TRUE(link_people(here, {.kept = Personal(one_), .duplicate = Personal(other_), .team = {}, .day = {}}));
  }
  std::int64_t told(const std::string& period) {
    world_.send(*desk_);
    world_.pull(*desk_);
    world_.pull(*audit_);
    std::int64_t sum = 0;
    for (const auto& row : audit_->run({.face = domain::Face::audit,
                           .measure = domain::Measure::contact,
                           .codes = {},
                           .kinds = {},
                           .period = parse_period(period).value(),
                           .distinct_people = true,
                           .by = domain::Breakdown::quarter}))
      sum += row.value;
    return sum;
  }
  std::size_t links() const {
    std::size_t count = 0;
    for (const auto& history : desk_->recent(100))
      if (history.effective && std::holds_alternative<record::ClientLink>(*history.versions[*history.effective].team))
        ++count;
    return count;
  }

  FastDirectory directory_;
  TestClock clock_;
  ClientWorld world_;
  std::size_t auditor_;
  std::optional<Vault> desk_, audit_;
  std::string one_, other_;
};

// Three codes: the middle one was met in another quarter.
TEST_F(Links, ChainOfLinks_IsToldAlongItsLinksAndTakenBackWhole) {
  const std::string third = person();
  meet(one_, "2021-02-01");
  meet(other_, "2020-11-01");
  meet(third, "2021-02-02");
  Session here{*desk_, clock_};
  const auto first = link_people(here, {.kept = Personal(one_), .duplicate = Personal(other_), .team = {}, .day = {}});
  ASSERT_TRUE(first);
  EXPECT_EQ(told("2021Q1"), 2);
  const auto second =
      link_people(here, {.kept = Personal(other_), .duplicate = Personal(third), .team = {}, .day = {}});
  ASSERT_TRUE(second);
  const auto said = std::get<record::ClientLink>(*effective_body(*desk_, *second));
  EXPECT_EQ(said.duplicate, desk_->person_by_code(*ClientCode::parse(third))->client) << "not a repeated other one";
  EXPECT_EQ(told("2021Q1"), 1);
  EXPECT_EQ(told("2020Q4"), 1);
  const auto ours = [&] { return people(*desk_); };
  EXPECT_EQ(ours(), 1);
  ASSERT_TRUE(void_record(here, *first, "two people"));
  EXPECT_EQ(told("2021Q1"), 2);
  EXPECT_EQ(ours(), 2) << "the other link still counts";
}

TEST_F(Links, KeptCodeMetOnlyAfterTheLink_IsToldOnce) {
  meet(other_, "2021-02-01");
  link();
  EXPECT_EQ(told("2021Q1"), 1);
  meet(one_, "2021-02-20");
  EXPECT_EQ(told("2021Q1"), 1);
  EXPECT_EQ(links(), 2U) << "the one that auditors are not told of, and that of the quarter";
  meet(one_, "2021-02-21");
  EXPECT_EQ(told("2021Q1"), 1);
  EXPECT_EQ(links(), 2U) << "they know by now";
}

TEST_F(Links, OtherQuarters_AreNotJoined) {
  meet(other_, "2020-11-01");
  link();
  meet(one_, "2021-02-20");
  EXPECT_EQ(told("2020Q4"), 1);
  EXPECT_EQ(told("2021Q1"), 1);
  EXPECT_EQ(links(), 1U);
}

TEST_F(Links, ContactThatBecomesTheirs_IsToldOnceToo) {
  meet(other_, "2021-02-01");
  link();
  const RecordId met = meet(one_, "2020-11-01");
  Session here{*desk_, clock_};
  auto body = std::get<record::Contact>(*effective_body(*desk_, met));
  body.day = parse_day("2021-02-20").value();
  ASSERT_TRUE(correct_record(here, met, body));
  EXPECT_EQ(told("2021Q1"), 1);
}

TEST_F(Links, OneEvening_RepeatsALinkOnce) {
  meet(other_, "2021-02-01");
  link();
  Session here{*desk_, clock_};
  NewEvening evening{.outing = {.day = parse_day("2021-02-20").value(),
                                .kind = "street-round",
                                .site = "spb-station",
                                .route = {},
                                .time = record::TimeOfDay::day,
                                .crew = {},
                                .team = {}},
                     .met = {}};
  for (int i = 0; i < 3; ++i) {
    MetPerson met;
    met.contact.client = Personal(one_);
    met.contact.services = {{"wound-care", i + 1}};
    evening.met.push_back(std::move(met));
  }
  ASSERT_TRUE(add_evening(here, evening));
  EXPECT_EQ(links(), 2U);
  EXPECT_EQ(told("2021Q1"), 1);
}

// What goes to a team without members is never sent.
TEST(LinksOfATeamThatClosed, AreRepeatedToTheTeamThatRecords) {
  FastDirectory directory;
  TestClock clock;
  ClientWorld world(2);
  world.start();
  Vault desk = world.join(0, directory.at("desk"));
  Session here{desk, clock};
  const auto person = [&](std::uint8_t team) {
    return add_person(here, {.name = {},
                             .nickname = {},
                             .phone = {},
                             .note = {},
                             .attributes = {},
                             .team = id_text(team_number(team)),
                             .day = {}})
        ->code.to_text();
  };
  const auto meet = [&](const std::string& code, std::uint8_t team) {
    NewContact contact;
    contact.client = Personal(code);
    contact.kind = "street-round";
    contact.site = "spb-station";
    contact.services = {{"wound-care", 1}};
    contact.team = id_text(team_number(team));
    ASSERT_TRUE(add_contact(here, contact));
  };
  const std::string one = person(1), other = person(1);
  meet(other, 1);
  ASSERT_TRUE(link_people(
      here, {.kept = Personal(one), .duplicate = Personal(other), .team = id_text(team_number(1)), .day = {}}));
  world.send(desk);
  world.pull(desk);
  world.change_role(0, Role::staff, {team_number(2)});
  world.pull(desk);
  meet(one, 2);
  std::size_t repeated = 0;
  for (const auto& draft : (*desk.memory())->drafts(0, 9)) {
    if (!std::holds_alternative<record::ClientLink>(draft.record)) continue;
    EXPECT_EQ(draft.team_scopes, std::vector<Scope>{team_scope(2)});
    ++repeated;
  }
  EXPECT_EQ(repeated, 1U);
}

TEST_F(Links, Correction_IsRefused) {
  link();
  for (const auto& history : desk_->recent(9)) {
    const auto body = effective_body(*desk_, history.root);
    if (!body || !std::holds_alternative<record::ClientLink>(*body)) continue;
    auto other = std::get<record::ClientLink>(*body);
    other.quarter = "2020Q4";
    Session here{*desk_, clock_};
    const auto done = correct_record(here, history.root, other);
    ASSERT_FALSE(done);
    EXPECT_EQ(name_of(done.error().code).view(), name_of(Code::invalid_argument).view());
    return;
  }
  FAIL() << "no link";
}

// Both records of the link are voided by one of them.
TEST_F(Links, VoidedLink_CountsTwoAgain) {
  meet(other_, "2021-02-01");
  link();
  meet(one_, "2021-02-20");
  EXPECT_EQ(told("2021Q1"), 1);
  Session here{*desk_, clock_};
  for (const auto& history : desk_->recent(100))
    if (history.effective && std::holds_alternative<record::ClientLink>(*history.versions[*history.effective].team)) {
      ASSERT_TRUE(void_record(here, history.root, "two people"));
      break;
    }
  EXPECT_EQ(told("2021Q1"), 2);
  EXPECT_EQ(links(), 0U);
}

}  // namespace
}  // namespace tacit::usecases

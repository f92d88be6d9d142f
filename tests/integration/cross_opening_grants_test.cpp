#include <gtest/gtest.h>

#include "client/usecases/activity.hpp"
#include "client/usecases/change.hpp"
#include "client/usecases/contact.hpp"
#include "client/usecases/grant.hpp"
#include "client/usecases/member.hpp"
#include "client/usecases/period.hpp"
#include "client/usecases/person.hpp"
#include "client/usecases/report.hpp"
#include "client/usecases/supply.hpp"
#include "schema/api.hpp"
#include "tests/support/world.hpp"

// Auditors of one grant read what it paid for, and nothing else.
namespace tacit::test {
namespace {

class CrossOpeningGrants : public testing::Test {
 protected:
  CrossOpeningGrants() {
    world_.add_team("North", true);
    world_.admit("north", Role::worker, {"North"});
    add_grant("gf-2021");
    add_grant("unaids");
    world_.admit("whole", Role::auditor, {});
    world_.admit("gf", Role::auditor, {}, {"gf-2021"});
    world_.admit("unaids", Role::auditor, {}, {"unaids"});
  }
  Vault& vault(const std::string& name) { return world_.vault(name); }
  usecases::Session session(const std::string& name) { return world_.session(vault(name)); }
  void add_grant(const std::string& code) {
    must(usecases::add_grant(world_.online(world_.founder()), {.code = code, .label = "Grant " + code}));
  }
  // Those who read may come before those who write.
  void everybody_syncs() {
    for (int round = 0; round < 2; ++round)
      for (const std::string& name : world_.names()) world_.sync(vault(name));
  }

  RecordId outing(const std::vector<std::string>& grants, std::optional<Day> day = {}) {
    usecases::Session north = session("north");
    return must(usecases::add_outing(north, {.day = day,
                                             .kind = "street-round",
                                             .site = "moscow-centre",
                                             .route = {},
                                             .time = record::TimeOfDay::day,
                                             .crew = {},
                                             .team = {},
                                             .grants = grants}));
  }
  RecordId contact(const std::optional<RecordId>& on, std::int64_t count) {
    usecases::Session north = session("north");
    usecases::NewContact contact;
    contact.anonymous = count;
    contact.outing = on;
    contact.kind = "street-round";
    contact.site = "moscow-centre";
    contact.services = {{"wound-care", count}};
    return must(usecases::add_contact(north, contact)).rid;
  }
  // Of wound care, as an auditor lists it.
  std::int64_t services(const std::string& name) {
    std::int64_t sum = 0;
    for (const auto& row : must(usecases::list_audit_rows(session(name), {})))
      if (row.what == "services" && row.code == "wound-care") sum += row.quantity;
    return sum;
  }
  std::int64_t of(const std::string& name, const std::string& what) {
    std::int64_t sum = 0;
    for (const auto& row : must(usecases::list_audit_rows(session(name), {})))
      if (row.what == what) sum += row.quantity;
    return sum;
  }

  World world_;
};

TEST_F(CrossOpeningGrants, Auditors_CountWhatTheirGrantPaidFor) {
  contact(outing({"gf-2021"}), 3);
  contact(outing({"unaids"}), 5);
  contact(outing({"gf-2021", "unaids"}), 11);
  contact(outing({}), 17);
  everybody_syncs();
  EXPECT_EQ(services("whole"), 36);
  EXPECT_EQ(services("gf"), 14);
  EXPECT_EQ(services("unaids"), 16);
  EXPECT_EQ(of("gf", "outings"), 2);
  EXPECT_EQ(of("whole", "outings"), 4);
  EXPECT_EQ(must(usecases::make_report(session("gf"), "2021", "en")).unopened, 0U);
}

TEST_F(CrossOpeningGrants, Rows_OfOthersAreNotEvenHandedOut) {
  const RecordId theirs = contact(outing({"unaids"}), 5);
  contact(outing({}), 17);
  everybody_syncs();
  EXPECT_FALSE(vault("gf").history(theirs));
  EXPECT_EQ(of("gf", "outings") + of("gf", "contacts") + services("gf"), 0);
  auto connection = must(usecases::Connection::open(world_.online(vault("gf"))));
  const TeamId other = must(usecases::find_grants(session("founder"), {"unaids"})).front();
  for (const Scope& scope : {Scope::audit(), Scope::grant(other), Scope::org(), Scope::team(world_.team("North"))}) {
    const auto answer = connection.exchange({"GET", api::kEntries, api::query_scope(scope, 0) + "&log=0", {}});
    ASSERT_FALSE(answer);
    EXPECT_EQ(name_of(answer.error().code).view(), name_of(Code::not_allowed).view());
  }
}

TEST_F(CrossOpeningGrants, CorrectionsAndVoids_ReachTheGrantsAuditors) {
  const RecordId out = outing({"gf-2021"});
  const RecordId kept = contact(out, 3), voided = contact(out, 4);
  everybody_syncs();
  usecases::Session north = session("north");
  record::Contact body = std::get<record::Contact>(*usecases::effective_body(vault("north"), kept));
  body.services = {{"wound-care", 2}};
  must(usecases::correct_record(north, kept, body));
  must(usecases::void_record(north, voided, "twice"));
  everybody_syncs();
  EXPECT_EQ(services("gf"), 2);
  EXPECT_EQ(services("whole"), 2);
  for (const char* name : {"founder", "whole", "gf"})
    EXPECT_TRUE(vault(name).whose_faces(domain::FaceMatch::differs).empty()) << name;
}

TEST_F(CrossOpeningGrants, GoodsThatAGrantPaidFor_AreFollowedFromDeliveryToBag) {
  usecases::Session store = session("founder");
  const auto receive = [&](const std::string& grant, std::int64_t quantity) {
    return must(usecases::receive_stock(
        store,
        {.day = {}, .expiry = {}, .commodity = "hygiene-kit", .grant = grant, .quantity = quantity, .team = {}}));
  };
  const auto paid = receive("gf-2021", 40);
  const auto other = receive("", 70);
  for (const auto& lot : {paid.lot, other.lot})
    must(usecases::issue_stock(
        store,
        {.day = {}, .commodity = "hygiene-kit", .lot = lot, .quantity = 10, .to = world_.device("north"), .team = {}}));
  const auto unknown = usecases::receive_stock(
      store,
      {.day = {}, .expiry = {}, .commodity = "hygiene-kit", .grant = "no-such-grant", .quantity = 1, .team = {}});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(name_of(unknown.error().code).view(), name_of(Code::not_found).view());
  everybody_syncs();
  EXPECT_EQ(of("gf", "received"), 40);
  EXPECT_EQ(of("gf", "issued"), 10);
  EXPECT_EQ(of("whole", "received"), 110);
  EXPECT_EQ(of("unaids", "received"), 0);

  const record::StockLine broken{.commodity = "hygiene-kit",
                                 .lot = paid.lot,
                                 .quantity = 3,
                                 .from = must(usecases::store_of(store, {})),
                                 .to = {record::StockPlace::Kind::waste, {}}};
  must(usecases::move_stock(store, {.day = {}, .lines = {broken}, .reason = record::StockReason::damaged}));
  everybody_syncs();
  const auto goods = must(usecases::follow_goods(session("whole"), std::nullopt));
  ASSERT_EQ(goods.size(), 2U) << "all, and the one grant that paid";
  EXPECT_EQ(goods[0].lines.front().received, 110);
  EXPECT_EQ(goods[1].grant, "gf-2021");
  EXPECT_EQ(goods[1].lines.front().received, 40);
  EXPECT_EQ(goods[1].lines.front().issued, 10);
  EXPECT_EQ(goods[1].lines.front().wasted, 3);
  EXPECT_EQ(must(usecases::follow_goods(session("gf"), std::nullopt))[0].lines.front().received, 40);
}

TEST_F(CrossOpeningGrants, LaterAuditor_IsGivenThePastOfItsGrantAlone) {
  contact(outing({"gf-2021"}), 3);
  contact(outing({}), 17);
  everybody_syncs();
  world_.admit("late", Role::auditor, {}, {"gf-2021"});
  EXPECT_EQ(services("late"), 3);
  const auto* device = vault("late").roster()->device(world_.device("late"));
  EXPECT_EQ(device->grants.size(), 1U);
}

TEST_F(CrossOpeningGrants, AuditorWhoIsRestricted_OpensNothingNewOfTheRest) {
  contact(outing({}), 17);
  everybody_syncs();
  must(usecases::change_member(world_.online(world_.founder()),
                               {.device = "whole", .role = Role::auditor, .teams = {}, .grants = {"gf-2021"}}));
  contact(outing({"gf-2021"}), 3);
  contact(outing({"unaids"}), 5);
  everybody_syncs();
  EXPECT_EQ(services("whole"), 20) << "it keeps what it had";
  must(usecases::change_member(world_.online(world_.founder()),
                               {.device = "gf", .role = Role::auditor, .teams = {}, .grants = {}, .all_grants = true}));
  everybody_syncs();
  everybody_syncs();
  EXPECT_EQ(services("gf"), 25);
}

TEST_F(CrossOpeningGrants, Link_TellsTheGrantsAuditorsWhereBothWereMet) {
  usecases::Session north = session("north");
  const auto person = [&](const std::string& name) {
    return must(usecases::add_person(north, {.name = Personal(name),
                                             .nickname = {},
                                             .phone = {},
                                             .note = {},
                                             .attributes = {{"sex", "f"}},
                                             .team = {},
                                             .day = {},
                                             .consented = true}));
  };
  const auto one = person("One Person"), again = person("Person One");
  const RecordId out = outing({"gf-2021"});
  for (const auto& met : {one, again}) {
    usecases::NewContact contact;
    contact.client = Personal(met.code.to_text());
    contact.outing = out;
    contact.services = {{"wound-care", 1}};
    must(usecases::add_contact(north, contact));
  }
  const auto people = [&](const std::string& name) {
    for (const auto& line : must(usecases::make_report(session(name), "2021", "en")).lines)
      if (!line.by_quarter.empty()) return line.by_quarter.front().value;
    return std::int64_t{-1};
  };
  everybody_syncs();
  EXPECT_EQ(people("gf"), 2);
  must(usecases::link_people(
      north,
      {.kept = Personal(one.code.to_text()), .duplicate = Personal(again.code.to_text()), .team = {}, .day = {}}));
  everybody_syncs();
  EXPECT_EQ(people("gf"), 1);
  EXPECT_EQ(people("whole"), 1);
}

TEST_F(CrossOpeningGrants, Closing_ReachesGrantsThatWereOpenedLaterToo) {
  usecases::Session desk = session("founder");
  const std::string last = month_of(Day{world_.clock().today().since_epoch - 31});
  const Day day = parse_period(last).value().from;
  const auto late_of = [&](const std::string& name) {
    return must(usecases::make_report(session(name), month_of(world_.clock().today()), "en")).late;
  };
  must(usecases::close_period(desk, last));
  everybody_syncs();
  add_grant("later");
  world_.admit("later", Role::auditor, {}, {"later"});
  everybody_syncs();
  for (const char* name : {"founder", "whole", "gf", "later"})
    EXPECT_EQ(vault(name).closed_until(), Day{parse_period(last).value().until.since_epoch - 1}) << name;
  for (const char* grant : {"gf-2021", "later"}) outing({grant}, day);
  everybody_syncs();
  EXPECT_EQ(late_of("whole"), 2);
  EXPECT_EQ(late_of("gf"), 1);
  EXPECT_EQ(late_of("later"), 1);
  const auto again = usecases::close_period(desk, last);
  ASSERT_FALSE(again);
  EXPECT_EQ(name_of(again.error().code).view(), name_of(Code::already_done).view()) << "everybody knows";
  // What was told in two records is taken back in both.
  EXPECT_EQ(must(usecases::void_record(desk, vault("founder").closings().front(), "too early")).also.size(), 1U);
  everybody_syncs();
  for (const char* name : {"founder", "whole", "gf", "later"}) EXPECT_FALSE(vault(name).closed_until()) << name;
}

TEST_F(CrossOpeningGrants, DraftThatIsEdited_GoesWhereItsServicesSay) {
  const RecordId out = outing({"gf-2021"}), other = outing({"unaids"});
  const RecordId record = contact(out, 3);
  usecases::Session north = session("north");
  auto body = std::get<record::Contact>(*usecases::effective_body(vault("north"), record));
  body.outing = other;
  must(usecases::correct_record(north, record, body));
  everybody_syncs();
  EXPECT_EQ(services("gf"), 0);
  EXPECT_EQ(services("unaids"), 3);
  // Once it is sent, who was told is told.
  body.outing = out;
  const auto moved = usecases::correct_record(north, record, body);
  ASSERT_FALSE(moved);
  EXPECT_EQ(name_of(moved.error().code).view(), name_of(Code::invalid_argument).view());
}

TEST_F(CrossOpeningGrants, WhatMakesNoSense_IsRefused) {
  const auto online = world_.online(world_.founder());
  const auto refused = [](const auto& result, Code code) {
    ASSERT_FALSE(result);
    EXPECT_EQ(name_of(result.error().code).view(), name_of(code).view());
  };
  refused(usecases::add_grant(online, {.code = "gf-2021", .label = "Again"}), Code::already_done);
  refused(usecases::add_grant(online, {.code = "Not A Code", .label = "x"}), Code::invalid_argument);
  refused(usecases::add_grant(online, {.code = "fine", .label = ""}), Code::invalid_argument);
  refused(usecases::add_grant(world_.online(vault("north")), {.code = "fine", .label = "x"}), Code::not_allowed);
  refused(usecases::change_member(online, {.device = "north", .role = Role::worker, .teams = {}, .grants = {"unaids"}}),
          Code::invalid_argument);
  refused(usecases::change_member(online, {.device = "gf", .role = Role::auditor, .teams = {}, .grants = {"none"}}),
          Code::not_found);
  refused(usecases::change_member(online, {.device = "gf", .role = Role::auditor, .teams = {}, .grants = {}}),
          Code::invalid_argument);
  usecases::Session north = session("north");
  refused(usecases::add_outing(north, {.day = {},
                                       .kind = "street-round",
                                       .site = "moscow-centre",
                                       .route = {},
                                       .time = record::TimeOfDay::day,
                                       .crew = {},
                                       .team = {},
                                       .grants = {"none"}}),
          Code::not_found);
  EXPECT_EQ(must(usecases::list_grants(session("north"), "en")).size(), 2U);
}

}  // namespace
}  // namespace tacit::test

#include <gtest/gtest.h>

#include <map>

#include "client/usecases/change.hpp"
#include "client/usecases/contact.hpp"
#include "client/usecases/report.hpp"
#include "stock_fixture.hpp"

namespace tacit::usecases {
namespace {

using namespace test;

class StockLedger : public StockFixture {};

TEST_F(StockLedger, Issue_TakesWhatExpiresFirst) {
  const Day today = clock_.today();
  const LotId late = deliver("soap", 10, Day{today.since_epoch + 90});
  const LotId soon = deliver("soap", 4, Day{today.since_epoch + 9});
  Session here = at(0);
  const auto issued = issue_stock(
      here, {.day = {}, .commodity = "soap", .lot = {}, .quantity = 6, .to = world_.member(anna_).id, .team = team(1)});
  ASSERT_TRUE(issued);
  EXPECT_EQ(issued->size(), 2u) << "a record a lot";
  std::map<LotId, std::int64_t> left;
  const auto shown = show_stock(here).value();
  for (const auto& line : shown)
    if (line.lot) left[line.lot->id] = line.quantity;
  EXPECT_EQ(left, (std::map<LotId, std::int64_t>{{late, 8}})) << "and nothing of the other is shown";
  EXPECT_NE(soon, late);
  EXPECT_EQ(held(0, bag(anna_)), 6);
}

TEST_F(StockLedger, ExpiredLot_IsIssuedOnlyKnowingly) {
  const Day today = clock_.today();
  Session here = at(0);
  const auto delivered = receive_stock(here, {.day = Day{today.since_epoch - 30},
                                              .expiry = Day{today.since_epoch - 1},
                                              .commodity = "soap",
                                              .grant = {},
                                              .quantity = 10,
                                              .team = team(1)});
  ASSERT_TRUE(delivered);
  NewIssue issue{
      .day = {}, .commodity = "soap", .lot = {}, .quantity = 1, .to = world_.member(anna_).id, .team = team(1)};
  EXPECT_EQ(code_of(issue_stock(here, issue)), Code::out_of_stock) << "nothing else is there";
  issue.lot = delivered->lot;
  EXPECT_EQ(code_of(issue_stock(here, issue)), Code::invalid_argument);
  issue.expired_anyway = true;
  const auto done = issue_stock(here, issue);
  ASSERT_TRUE(done);
  const auto body = effective_body(here.vault, done->front());
  EXPECT_EQ(std::get<record::StockMove>(*body).reason, Reason::expired_anyway) << "it is on record";
  EXPECT_EQ(held(0, bag(anna_)), 1);
  EXPECT_TRUE(show_stock(here)->front().expired);
}

TEST_F(StockLedger, Bags_GiveBackPassOnAndWriteOff) {
  const LotId lot = deliver("soap", 20);
  issue("soap", 10, anna_);
  everybody_syncs();
  Session anna = at(anna_);
  ASSERT_TRUE(move_stock(anna, move({}, 3, bag(anna_), bag(boris_))));
  ASSERT_TRUE(move_stock(anna, move({}, 1, bag(anna_), kAway, Reason::stolen)));
  ASSERT_TRUE(move_stock(anna, move({}, 2, kPeople, kWaste))) << "used ones, brought back";
  EXPECT_EQ(code_of(move_stock(anna, move({}, 1, bag(boris_), bag(anna_)))), Code::not_allowed);
  EXPECT_EQ(code_of(move_stock(anna, move({}, 1, bag(boris_), kWaste, Reason::damaged))), Code::not_allowed);
  EXPECT_EQ(code_of(move_stock(anna, move({}, 1, kAway, bag(boris_), Reason::found))), Code::not_allowed);
  EXPECT_EQ(code_of(move_stock(anna, move(lot, 1, bag(anna_), store(1)))), Code::not_allowed) << "staff take it back";
  everybody_syncs();
  Session desk = at(0);
  ASSERT_TRUE(move_stock(desk, move(lot, 2, bag(anna_), store(1))));
  everybody_syncs();
  for (const std::size_t who : {std::size_t{0}, anna_, boris_}) {
    EXPECT_EQ(held(who, bag(anna_)), 4) << who;
    EXPECT_EQ(held(who, bag(boris_)), 3) << who;
  }
  EXPECT_EQ(held(0, store(1)), 12);
  EXPECT_EQ(held(far_, store(1)), 0) << "another team is told nothing";
  EXPECT_EQ(show_stock(at(boris_))->size(), 1u) << "a worker sees the own bag";
}

TEST_F(StockLedger, Store_GivesNoMoreThanItHolds) {
  const LotId lot = deliver("soap", 5);
  Session desk = at(0);
  NewMove twice = move(lot, 3, store(1), kWaste, Reason::damaged);
  twice.lines.push_back(twice.lines.front());
  twice.lines.back().to = kAway;
  twice.reason = Reason::damaged;
  EXPECT_EQ(code_of(move_stock(desk, twice)), Code::invalid_argument) << "damaged goods are waste";
  EXPECT_EQ(code_of(move_stock(desk, move(lot, 6, store(1), kWaste, Reason::damaged))), Code::out_of_stock);
  EXPECT_EQ(code_of(move_stock(desk, move(random_id<LotId>(), 1, store(1), kWaste, Reason::damaged))), Code::not_found);
  EXPECT_EQ(code_of(move_stock(desk, move(lot, 1, store(2), kWaste, Reason::damaged))), Code::not_found);
  EXPECT_EQ(code_of(moved(far_, move(lot, 1, store(1), kWaste, Reason::damaged))), Code::not_allowed);
  EXPECT_EQ(code_of(moved(auditor_, move({}, 1, kPeople, kWaste))), Code::not_allowed);
  ASSERT_TRUE(move_stock(desk, move(lot, 5, store(1), kWaste, Reason::expired)));
  EXPECT_EQ(held(0, store(1)), 0);
}

TEST_F(StockLedger, Transfer_IsTwoRecordsWithADifference) {
  const Day expiry{clock_.today().since_epoch + 99};
  const LotId lot = deliver("soap", 50, expiry);
  Session desk = at(0);
  NewMove sending = move(lot, 20, store(1), kTransit);
  EXPECT_EQ(code_of(move_stock(desk, sending)), Code::invalid_argument) << "to whom?";
  sending.told = {team_number(1)};
  EXPECT_EQ(code_of(move_stock(desk, sending)), Code::invalid_argument) << "to itself";
  sending.told = {random_id<TeamId>()};
  EXPECT_EQ(code_of(move_stock(desk, sending)), Code::not_found);
  sending.told = {team_number(2)};
  const auto sent = move_stock(desk, sending);
  ASSERT_TRUE(sent);
  everybody_syncs();
  Session branch = at(far_);
  const auto coming = show_stock(branch);
  ASSERT_EQ(coming->size(), 1u);
  EXPECT_EQ(coming->front().sending, *sent);
  EXPECT_EQ(coming->front().lot->expiry, expiry) << "the other team knows the lot from the sending";

  Acceptance came{.of = *sent, .day = {}, .arrived = {{lot, 18}}};
  EXPECT_EQ(code_of(accept_stock(branch, came)), Code::invalid_argument) << "a difference has a reason";
  came.reason = Reason::lost;
  Session anna = at(anna_);
  EXPECT_EQ(code_of(accept_stock(anna, came)), Code::not_allowed);
  Acceptance strange = came;
  strange.arrived = {{random_id<LotId>(), 1}};
  EXPECT_EQ(code_of(accept_stock(branch, strange)), Code::not_found) << "not of this sending";
  ASSERT_TRUE(accept_stock(branch, came));
  EXPECT_EQ(code_of(accept_stock(branch, came)), Code::already_done);
  everybody_syncs();
  EXPECT_EQ(held(far_, store(2)), 18);
  for (const std::size_t who : {std::size_t{0}, far_}) EXPECT_EQ(held(who, kTransit), 0) << who;
  EXPECT_EQ(held(0, store(1)), 30);
  came.of = random_id<RecordId>();
  EXPECT_EQ(code_of(accept_stock(branch, came)), Code::not_found);
}

TEST_F(StockLedger, TransferVoidedAfterItCame_ShowsInTransit) {
  const LotId lot = deliver("soap", 50);
  NewMove sending = move(lot, 20, store(1), kTransit);
  sending.told = {team_number(2)};
  const auto sent = moved(0, sending);
  ASSERT_TRUE(sent);
  everybody_syncs();
  Session branch = at(far_), desk = at(0);
  ASSERT_TRUE(accept_stock(branch, {.of = *sent, .day = {}, .arrived = {}}));
  everybody_syncs();
  ASSERT_TRUE(void_record(desk, *sent, "sent by mistake"));
  everybody_syncs();
  for (const std::size_t who : {std::size_t{0}, far_}) EXPECT_EQ(held(who, kTransit), -20) << who;
  EXPECT_EQ(held(0, store(1)), 50);
  EXPECT_EQ(code_of(accept_stock(branch, {.of = *sent, .day = {}, .arrived = {}})), Code::not_found);
}

TEST_F(StockLedger, LossOfAWholeTransfer_IsRecordedByStaffOfBothTeams) {
  const LotId lot = deliver("soap", 50);
  NewMove sending = move(lot, 20, store(1), kTransit);
  sending.told = {team_number(2)};
  const auto sent = moved(0, sending);
  ASSERT_TRUE(sent);
  Session desk = at(0);  // in both teams
  Acceptance nothing{.of = *sent, .day = {}, .arrived = {{lot, 0}}, .reason = Reason::stolen, .team = team(2)};
  ASSERT_TRUE(accept_stock(desk, nothing));
  everybody_syncs();
  for (const std::size_t who : {std::size_t{0}, far_}) EXPECT_EQ(held(who, kTransit), 0) << who;
  EXPECT_EQ(held(0, store(1)), 30);
}

TEST_F(StockLedger, BagOfAnotherTeam_GivesBackToTheStoreItCameFrom) {
  Session branch = at(far_);
  const auto delivered = receive_stock(
      branch, {.day = {}, .expiry = {}, .commodity = "soap", .grant = {}, .quantity = 9, .team = team(2)});
  ASSERT_TRUE(delivered);
  ASSERT_TRUE(issue_stock(
      branch,
      {.day = {}, .commodity = "soap", .lot = {}, .quantity = 5, .to = world_.member(anna_).id, .team = team(2)}));
  ASSERT_TRUE(moved(far_, move(delivered->lot, 2, bag(anna_), store(2))));
  EXPECT_EQ(held(far_, store(2)), 6);
  EXPECT_EQ(code_of(moved(far_, move({}, 1, bag(anna_), kAway, Reason::lost))), Code::not_allowed)
      << "but does not settle what it sees a part of";
}

TEST_F(StockLedger, LotWhoseDeliveryWasVoided_CanBeSettled) {
  Session desk = at(0);
  const auto delivered = receive_stock(
      desk, {.day = {}, .expiry = {}, .commodity = "soap", .grant = {}, .quantity = 100, .team = team(1)});
  ASSERT_TRUE(delivered);
  issue("soap", 40, anna_);
  everybody_syncs();
  ASSERT_TRUE(void_record(desk, delivered->rid, "another grant"));
  EXPECT_EQ(held(0, store(1)), -40);
  const auto counted = count_stock(desk, {.day = {},
                                          .commodity = "soap",
                                          .at = store(1),
                                          .lot = delivered->lot,
                                          .quantity = 0,
                                          .settle = Reason::correction});
  ASSERT_TRUE(counted) << counted.error().text.view();
  EXPECT_EQ(held(0, store(1)), 0);
}

TEST_F(StockLedger, Acceptance_TakesWhatIsStillOnItsWay) {
  const LotId one = deliver("soap", 50), two = deliver("soap", 50);
  NewMove sending = move(one, 20, store(1), kTransit);
  sending.lines.push_back(sending.lines.front());
  sending.lines.back().lot = two;
  sending.told = {team_number(2)};
  const auto sent = moved(0, sending);
  ASSERT_TRUE(sent);
  everybody_syncs();
  // A colleague accepted one of the two lots already.
  NewMove part = move(one, 20, kTransit, store(2));
  part.of = *sent;
  ASSERT_TRUE(moved(far_, part));
  Session branch = at(far_);
  ASSERT_TRUE(accept_stock(branch, {.of = *sent, .day = {}, .arrived = {}}));
  EXPECT_EQ(held(far_, store(2)), 40);
  EXPECT_EQ(held(far_, kTransit), 0);
}

TEST_F(StockLedger, CountEnteredLater_IsSetAgainstTheBookOfItsDay) {
  const Day today = clock_.today(), yesterday{today.since_epoch - 1};
  Session desk = at(0);
  const auto delivered = receive_stock(
      desk, {.day = yesterday, .expiry = {}, .commodity = "soap", .grant = {}, .quantity = 100, .team = team(1)});
  ASSERT_TRUE(delivered);
  issue("soap", 20, anna_);
  const auto counted = count_stock(
      desk, {.day = yesterday, .commodity = "soap", .at = store(1), .lot = delivered->lot, .quantity = 100});
  ASSERT_TRUE(counted);
  EXPECT_EQ(counted->missing, 0);
}

TEST_F(StockLedger, BagOfARevokedDevice_CanBeSettled) {
  deliver("soap", 20);
  issue("soap", 10, anna_);
  everybody_syncs();
  world_.revoke(anna_);
  world_.pull(*vaults_[0]);
  ASSERT_TRUE(moved(0, move({}, 10, bag(anna_), kAway, Reason::stolen)));
  EXPECT_EQ(held(0, bag(anna_)), 0);
  Session desk = at(0);
  EXPECT_EQ(
      code_of(issue_stock(
          desk,
          {.day = {}, .commodity = "soap", .lot = {}, .quantity = 1, .to = world_.member(anna_).id, .team = team(1)})),
      Code::not_found);
}

TEST_F(StockLedger, StrangersAndUnknownLots_AreRefused) {
  const LotId lot = deliver("soap", 20);
  issue("soap", 10, anna_);
  everybody_syncs();
  EXPECT_EQ(code_of(moved(far_, move({}, 1, bag(anna_), kWaste, Reason::damaged))), Code::not_allowed)
      << "staff of a team that the carrier is not in";
  EXPECT_EQ(code_of(moved(0, move(random_id<LotId>(), 1, bag(anna_), store(1)))), Code::not_found);
  NewMove other = move(lot, 1, bag(anna_), store(1));
  other.lines[0].commodity = "razor";
  EXPECT_EQ(code_of(moved(0, other)), Code::not_found) << "a lot of something else";
  const auto passed = moved(anna_, move({}, 1, bag(anna_), bag(boris_)));
  ASSERT_TRUE(passed);
  Session anna = at(anna_);
  auto body = *effective_body(anna.vault, *passed);
  std::get<record::StockMove>(body).lines[0].quantity = 2;
  EXPECT_EQ(code_of(correct_record(anna, *passed, body)), Code::invalid_argument) << "it is voided and recorded anew";
}

TEST_F(StockLedger, Count_ShowsTheDifferenceAndSettlesIt) {
  const LotId lot = deliver("soap", 50);
  issue("soap", 10, anna_);
  everybody_syncs();
  Session desk = at(0);
  NewCount count{.day = {}, .commodity = "soap", .at = store(1), .lot = lot, .quantity = 38};
  const auto looked = count_stock(desk, count);
  ASSERT_TRUE(looked);
  EXPECT_EQ(looked->missing, 2);
  EXPECT_FALSE(looked->settled);
  EXPECT_EQ(held(0, store(1)), 40) << "looking moves nothing";
  NewCount strange = count;
  strange.lot = random_id<LotId>();
  EXPECT_EQ(code_of(count_stock(desk, strange)), Code::not_found) << "a lot that nobody knows";
  count.settle = Reason::stolen;
  const auto settled = count_stock(desk, count);
  ASSERT_TRUE(settled);
  ASSERT_TRUE(settled->settled);
  EXPECT_EQ(held(0, store(1)), 38);
  EXPECT_EQ(std::get<record::StockMove>(*effective_body(desk.vault, *settled->settled)).of, settled->rid);

  Session anna = at(anna_);
  NewCount bag_count{.day = {}, .commodity = "soap", .at = bag(anna_), .lot = {}, .quantity = 13};
  bag_count.settle = Reason::lost;
  EXPECT_EQ(code_of(count_stock(anna, bag_count)), Code::invalid_argument) << "a surplus was found, not lost";
  EXPECT_EQ(vaults_[anna_]->unsent(), 0u) << "and half of it is not saved";
  bag_count.settle = Reason::found;
  EXPECT_EQ(count_stock(anna, bag_count)->missing, -3);
  EXPECT_EQ(held(anna_, bag(anna_)), 13);
  bag_count.at = bag(boris_);
  EXPECT_EQ(code_of(count_stock(anna, bag_count)), Code::not_allowed);
  count.at = store(2);
  EXPECT_EQ(code_of(count_stock(anna, count)), Code::not_allowed);
}

TEST_F(StockLedger, Kits_AreMadeOfWhatExpiresFirstAndTakenApart) {
  Session desk = at(0);
  const auto& contents = world_.pack().commodity("hygiene-kit")->contents;
  const Day first{clock_.today().since_epoch + 20};
  for (const auto& [part, count] : contents) {
    deliver(part, count * 2, Day{first.since_epoch + 50});
    if (part == contents.begin()->first) deliver(part, count, first);
  }
  NewKits kits{.day = {}, .kit = "hygiene-kit", .quantity = 2, .team = team(1)};
  const auto made = make_kits(desk, kits);
  ASSERT_TRUE(made) << made.error().text.view();
  ASSERT_EQ(made->lots.size(), 1u);
  EXPECT_EQ(desk.vault.lot(made->lots[0].second)->expiry, first) << "a kit expires with the first of its parts";
  EXPECT_EQ(held(0, store(1), "hygiene-kit"), 2);
  EXPECT_EQ(held(0, store(1), contents.rbegin()->first), 0);
  kits.quantity = 1;
  EXPECT_EQ(code_of(make_kits(desk, kits)), Code::out_of_stock);
  kits.open = made->lots[0].second;
  const auto opened = make_kits(desk, kits);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->lots.size(), contents.size());
  EXPECT_EQ(held(0, store(1), "hygiene-kit"), 1);
  EXPECT_EQ(held(0, store(1), contents.rbegin()->first), contents.rbegin()->second);
  kits.kit = "soap";
  Session anna = at(anna_);
  EXPECT_EQ(code_of(make_kits(desk, kits)), Code::invalid_argument);
  EXPECT_EQ(code_of(make_kits(anna, kits)), Code::not_allowed);
}

TEST_F(StockLedger, Void_IsTheEntryThatReverses) {
  const LotId lot = deliver("soap", 50);
  Session desk = at(0);
  const auto gone = move_stock(desk, move(lot, 20, store(1), kWaste, Reason::damaged));
  ASSERT_TRUE(gone);
  everybody_syncs();
  EXPECT_EQ(held(0, store(1)), 30);
  ASSERT_TRUE(void_record(desk, *gone, "another lot"));
  EXPECT_EQ(held(0, store(1)), 50);
}

TEST_F(StockLedger, OfflineHistories_ConvergeInAnyOrder) {
  deliver("soap", 40);
  issue("soap", 20, anna_);
  everybody_syncs();
  // Each goes on alone; the books meet later.
  Session anna = at(anna_), boris = at(boris_);
  ASSERT_TRUE(move_stock(anna, move({}, 30, bag(anna_), bag(boris_)))) << "more than the bag holds: it is shown";
  ASSERT_TRUE(move_stock(boris, move({}, 5, bag(boris_), bag(anna_)))) << "before hearing of it";
  issue("soap", 10, boris_);
  EXPECT_EQ(held(anna_, bag(anna_)), -10);
  everybody_syncs();
  for (const std::size_t who : {std::size_t{0}, anna_, boris_}) {
    EXPECT_EQ(held(who, bag(anna_)), -5) << who;
    EXPECT_EQ(held(who, bag(boris_)), 35) << who;
  }
  ASSERT_TRUE(vaults_[boris_]->rebuild());
  EXPECT_EQ(held(boris_, bag(boris_)), 35);
}

TEST_F(StockLedger, Auditor_FollowsGoodsByKindOfPlace) {
  const LotId lot = deliver("soap", 50);
  issue("soap", 10, anna_);
  Session desk = at(0);
  ASSERT_TRUE(move_stock(desk, move(lot, 4, store(1), kWaste, Reason::damaged)));
  NewCount count{.day = {}, .commodity = "soap", .at = store(1), .lot = lot, .quantity = 36};
  ASSERT_TRUE(count_stock(desk, count));
  everybody_syncs();
  std::map<std::string, std::int64_t> seen;
  const auto rows = list_audit_rows(at(auditor_), std::nullopt);
  ASSERT_TRUE(rows);
  for (const auto& row : *rows) seen[row.what] += row.quantity;
  EXPECT_EQ(seen, (std::map<std::string, std::int64_t>{{"received", 50}, {"issued", 10}, {"store to waste", 4}}));
  EXPECT_TRUE(vaults_[auditor_]->holdings().empty());
}

}  // namespace
}  // namespace tacit::usecases

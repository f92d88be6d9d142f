#include <gtest/gtest.h>

#include "client/usecases/contact.hpp"
#include "client/usecases/supply.hpp"
#include "stock_fixture.hpp"

namespace tacit::usecases {
namespace {

using namespace test;

class Goods : public StockFixture {
 protected:
  Day ago(std::int32_t days) const { return Day{clock_.today().since_epoch - days}; }
  LotId delivered(const std::string& commodity, std::int64_t quantity, Day day, const std::string& batch = {}) {
    Session here = at(0);
    const auto done = receive_stock(here, {.day = day,
                                           .expiry = {},
                                           .commodity = commodity,
                                           .grant = {},
                                           .quantity = quantity,
                                           .team = team(1),
                                           .batch = batch,
                                           .value = record::Money{2'550, "EUR"}});
    EXPECT_TRUE(done) << done.error().text.view();
    return done->lot;
  }
  void give(std::size_t who, std::int64_t soap, Day day) {
    Session here = at(who);
    NewContact contact;
    contact.day = day;
    contact.anonymous = 1;
    contact.kind = "street-round";
    contact.site = "spb-station";
    contact.given = {{"soap", soap}};
    const auto added = add_contact(here, contact);
    EXPECT_TRUE(added) << added.error().text.view();
  }
  static SupplyLine line(const std::vector<SupplyLine>& lines, const std::string& commodity) {
    for (const auto& one : lines)
      if (one.commodity == commodity) return one;
    throw std::runtime_error("no such line");
  }
};

TEST_F(Goods, Figures_SeeStoreAndBags) {
  delivered("soap", 100, ago(200));
  issue("soap", 60, anna_);
  everybody_syncs();
  for (int month = 1; month <= 3; ++month) give(anna_, 10, Day{domain::window_before(clock_.today(), month).from});
  everybody_syncs();
  const auto staff = supply_figures(at(0), {}, "en");
  ASSERT_TRUE(staff);
  const auto soap = line(*staff, "soap");
  EXPECT_EQ(soap.figures.on_hand, 70);
  EXPECT_EQ(soap.in_store, 40);
  EXPECT_EQ(soap.figures.used, 30);
  EXPECT_EQ(soap.figures.monthly, 1'000);
  EXPECT_EQ(soap.figures.months, 700);
  EXPECT_TRUE(soap.high) << "seven months are more than six";
  EXPECT_FALSE(soap.low);
  EXPECT_EQ(soap.order, 0);
  const auto twelve = supply_figures(at(0), {.least = 8, .most = 12, .ordered = {{"soap", 20}}}, "en");
  EXPECT_TRUE(line(*twelve, "soap").low);
  EXPECT_EQ(line(*twelve, "soap").order, 30) << "120 less 70 there and 20 on the way";
  EXPECT_EQ(line(*supply_figures(at(anna_), {}, "en"), "soap").figures.on_hand, 30) << "a worker: the own bag";
  EXPECT_TRUE(supply_figures(at(boris_), {}, "en")->empty());
  EXPECT_EQ(code_of(supply_figures(at(auditor_), {}, "en")), Code::not_allowed);
  EXPECT_EQ(code_of(supply_figures(at(0), {.months = 0}, "en")), Code::invalid_argument);
}

TEST_F(Goods, Expiry_IsSeenBeforeItComes) {
  const Day today = clock_.today();
  deliver("soap", 5, Day{today.since_epoch + 10});
  deliver("soap", 7, Day{today.since_epoch + 89});
  deliver("soap", 9, Day{today.since_epoch + 90});
  const auto soap = line(*supply_figures(at(0), {}, "en"), "soap");
  EXPECT_EQ(soap.expiring, 12);
  EXPECT_EQ(soap.next_expiry, Day{today.since_epoch + 10});
  clock_.advance(std::chrono::hours(24 * 11));
  const auto later = line(*supply_figures(at(0), {}, "en"), "soap");
  EXPECT_EQ(later.expired, 5);
  EXPECT_EQ(later.expiring, 16);
  EXPECT_EQ(later.next_expiry, Day{today.since_epoch + 89});
}

TEST_F(Goods, PartsOfKits_AreUsedAndExpiredGoodsServeNobody) {
  const Day today = clock_.today();
  const auto& contents = world_.pack().commodity("hygiene-kit")->contents;
  const Day then{domain::window_before(today, 1).from};
  for (const auto& [part, count] : contents) delivered(part, count * 9, ago(300));
  Session desk = at(0);
  ASSERT_TRUE(make_kits(desk, {.day = then, .kit = "hygiene-kit", .quantity = 3, .team = team(1)}));
  const auto& [part, count] = *contents.begin();
  auto figures = line(*supply_figures(desk, {}, "en"), part);
  EXPECT_EQ(figures.figures.used, 3 * count);
  EXPECT_EQ(figures.figures.months, 600) << "two kits' worth for each of three months";
  const Day gone{today.since_epoch - 1};
  ASSERT_TRUE(receive_stock(
      desk, {.day = ago(20), .expiry = gone, .commodity = part, .grant = {}, .quantity = 500, .team = team(1)}));
  figures = line(*supply_figures(desk, {}, "en"), part);
  EXPECT_EQ(figures.expired, 500);
  EXPECT_EQ(figures.figures.months, 600) << "nothing of it may be issued";
}

TEST_F(Goods, Bags_AccountForWhatTheyGot) {
  const LotId lot = delivered("soap", 100, ago(9));
  issue("soap", 30, anna_);
  everybody_syncs();
  give(anna_, 8, clock_.today());
  ASSERT_TRUE(moved(anna_, move({}, 5, bag(anna_), bag(boris_))));
  ASSERT_TRUE(moved(anna_, move({}, 2, bag(anna_), kAway, Reason::lost)));
  ASSERT_TRUE(moved(anna_, move({}, 1, kAway, bag(anna_), Reason::found)));
  ASSERT_TRUE(moved(anna_, move({}, 3, bag(anna_), kWaste, Reason::damaged)));
  give(boris_, 6, clock_.today());
  everybody_syncs();
  ASSERT_TRUE(moved(0, move(lot, 4, bag(anna_), store(1))));
  const auto lines = reconcile_bags(at(0), std::to_string(year_of(clock_.today())));
  ASSERT_TRUE(lines);
  ASSERT_EQ(lines->size(), 2u);
  const auto& anna = (*lines)[0].bag == world_.member(anna_).id ? (*lines)[0] : (*lines)[1];
  const auto& boris = &anna == &(*lines)[0] ? (*lines)[1] : (*lines)[0];
  EXPECT_EQ(anna.before, 0);
  EXPECT_EQ(anna.issued, 30);
  EXPECT_EQ(anna.given, 8);
  EXPECT_EQ(anna.returned, 9) << "to the colleague and to the store";
  EXPECT_EQ(anna.wasted, 3);
  EXPECT_EQ(anna.unexplained, 1);
  EXPECT_EQ(anna.left, 9);
  EXPECT_EQ(boris.left, -1) << "gave more than the bag held";
  for (const auto& one : *lines)
    EXPECT_EQ(one.before + one.issued - one.given - one.returned - one.wasted - one.unexplained, one.left);
  EXPECT_EQ(reconcile_bags(at(boris_), std::to_string(year_of(clock_.today())))->size(), 1u) << "the own bag";
  const auto next = reconcile_bags(at(0), std::to_string(year_of(clock_.today()) + 1));
  EXPECT_EQ((*next)[0].before + (*next)[1].before, 8) << "what was left before";
  EXPECT_EQ((*next)[0].issued, 0);
}

TEST_F(Goods, Recall_FollowsALotIntoBagsKitsAndContacts) {
  const auto& contents = world_.pack().commodity("hygiene-kit")->contents;
  LotId bad{};
  std::string part;
  for (const auto& [code, count] : contents) {
    const LotId lot = delivered(code, count * 3, ago(30), code == contents.begin()->first ? "B-77" : "");
    if (code == contents.begin()->first) bad = lot, part = code;
  }
  Session desk = at(0);
  const auto made = make_kits(desk, {.day = {}, .kit = "hygiene-kit", .quantity = 2, .team = team(1)});
  ASSERT_TRUE(made) << made.error().text.view();
  ASSERT_TRUE(issue_stock(desk, {.day = {},
                                 .commodity = "hygiene-kit",
                                 .lot = {},
                                 .quantity = 1,
                                 .to = world_.member(anna_).id,
                                 .team = team(1)}));
  const auto found = recall_lot(desk, "B-77");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->lots.size(), 2u) << "the lot and the kits made of it";
  std::map<std::string, std::int64_t> held;
  for (const auto& one : found->held) held[one.commodity] += one.quantity();
  EXPECT_EQ(held, (std::map<std::string, std::int64_t>{{part, contents.begin()->second}, {"hygiene-kit", 1}}));
  EXPECT_TRUE(std::any_of(found->steps.begin(), found->steps.end(),
                          [&](const auto& step) { return step.movement.target == bag(anna_); }));
  EXPECT_EQ(recall_lot(desk, id_text(bad))->lots.size(), 2u) << "by its id too";
  EXPECT_EQ(code_of(recall_lot(desk, "B-78")), Code::not_found);
}

TEST_F(Goods, Recall_NamesContactsThatKeptTheLot) {
  Session anna = at(anna_);
  NewContact contact;
  contact.anonymous = 1;
  contact.kind = "street-round";
  contact.site = "spb-station";
  contact.given = {{"ointment", 2}};
  contact.lots = {{"ointment", "C-9"}};
  const auto added = add_contact(anna, contact);
  ASSERT_TRUE(added) << added.error().text.view();
  const auto found = recall_lot(anna, "C-9");
  ASSERT_TRUE(found);
  ASSERT_EQ(found->people.size(), 1u);
  EXPECT_EQ(found->people[0].rid, added->rid);
  EXPECT_FALSE(found->people[0].client);
}

TEST_F(Goods, Auditor_FollowsFromDeliveryToHandOut) {
  const LotId lot = delivered("soap", 100, clock_.today());
  issue("soap", 30, anna_);
  everybody_syncs();
  give(anna_, 8, clock_.today());
  ASSERT_TRUE(moved(anna_, move({}, 2, bag(anna_), kAway, Reason::lost)));
  ASSERT_TRUE(moved(anna_, move({}, 4, kPeople, kWaste)));
  ASSERT_TRUE(moved(0, move(lot, 5, store(1), kWaste, Reason::damaged)));
  everybody_syncs();
  const auto goods = follow_goods(at(auditor_), std::nullopt);
  ASSERT_TRUE(goods);
  ASSERT_EQ(goods->size(), 1u) << "no grant paid";
  ASSERT_EQ(goods->front().lines.size(), 1u);
  const auto& line = goods->front().lines.front();
  EXPECT_EQ(line.audit_class, world_.pack().commodity("soap")->audit_class);
  EXPECT_EQ(line.received, 100);
  EXPECT_EQ(line.issued, 30);
  EXPECT_EQ(line.given, 8);
  EXPECT_EQ(line.wasted, 5) << "what was collected used is told apart";
  EXPECT_EQ(line.collected, 4);
  EXPECT_EQ(line.unexplained, 2);
  EXPECT_EQ(line.left, 85);
  EXPECT_EQ(goods->front().value, (std::map<std::string, std::int64_t>{{"EUR", 2'550}}));
  EXPECT_EQ(code_of(follow_goods(at(anna_), std::nullopt)), Code::not_allowed);
}

}  // namespace
}  // namespace tacit::usecases

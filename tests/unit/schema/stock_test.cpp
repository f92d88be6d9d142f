#include "schema/stock.hpp"

#include <gtest/gtest.h>

#include <set>

#include "record_samples.hpp"

namespace tacit::record {
namespace {

using namespace tacit::testing;
using Kind = StockPlace::Kind;

const StockPlace kStore = StockPlace::store(id_of<TeamId>(1)), kBag = StockPlace::bag(id_of<DeviceId>(2)),
                 kOtherBag = StockPlace::bag(id_of<DeviceId>(3));

StockPlace at(Kind kind) { return {kind, {}}; }

StockMove move_of(const StockPlace& from, const StockPlace& to, StockReason reason = StockReason::none) {
  StockMove out{.day = {18'700}, .lines = {}, .reason = reason};
  out.lines.push_back({.commodity = "soap", .lot = {}, .quantity = 1, .from = from, .to = to});
  if (from.kind != Kind::bag && from.kind != Kind::people && to.kind != Kind::bag) out.lines[0].lot = id_of<LotId>(4);
  if (from.kind == Kind::bag && to.kind == Kind::store) out.lines[0].lot = id_of<LotId>(4);
  return out;
}

bool is_way(Kind from, Kind to) {
  for (int reason = 0; reason <= static_cast<int>(StockReason::expired_anyway); ++reason)
    if (fits({{from, to}}, static_cast<StockReason>(reason))) return true;
  return false;
}

TEST(StockPlaces, Text_IsReadAsWritten) {
  for (const StockPlace& place : {kStore, kBag, at(Kind::waste), at(Kind::transit), at(Kind::people)})
    EXPECT_EQ(stock_place(to_text(place)), place) << to_text(place);
  for (const char* bad : {"", "store", "store:", "waste:", "shop", "bag:123", "Store", "waste "})
    EXPECT_FALSE(stock_place(bad)) << bad;
  EXPECT_FALSE(stock_place("waste:" + id_text(id_of<DeviceId>(2))));
}

TEST(StockWays, GoodsGoOnlyWhereTheyCan) {
  using R = StockReason;
  std::set<std::pair<Kind, Kind>> allowed;
  for (int from = 0; from <= static_cast<int>(Kind::adjustment); ++from)
    for (int to = 0; to <= static_cast<int>(Kind::adjustment); ++to)
      if (is_way(static_cast<Kind>(from), static_cast<Kind>(to)))
        allowed.insert({static_cast<Kind>(from), static_cast<Kind>(to)});
  EXPECT_EQ(allowed.size(), 16u);
  EXPECT_FALSE(is_way(Kind::supplier, Kind::store)) << "that is a delivery";
  EXPECT_FALSE(is_way(Kind::bag, Kind::people)) << "that is a contact";
  EXPECT_FALSE(is_way(Kind::waste, Kind::store)) << "nothing comes back";
  EXPECT_FALSE(is_way(Kind::store, Kind::people));
  EXPECT_TRUE(check_ways(move_of(kBag, kStore)));
  EXPECT_TRUE(check_ways(move_of(kBag, kOtherBag)));
  EXPECT_FALSE(check_ways(move_of(kBag, kBag)));
  EXPECT_TRUE(check_ways(move_of(at(Kind::people), at(Kind::waste))));
  EXPECT_TRUE(check_ways(move_of(kBag, at(Kind::waste), R::damaged)));
  EXPECT_FALSE(check_ways({.day = {18'700}, .lines = {}})) << "nothing moves";
}

TEST(StockWays, Reason_IsThereExactlyWhereItIsNeeded) {
  using R = StockReason;
  EXPECT_FALSE(check_ways(move_of(kBag, at(Kind::waste))));
  EXPECT_FALSE(check_ways(move_of(kBag, at(Kind::waste), R::stolen)));
  EXPECT_FALSE(check_ways(move_of(kBag, kOtherBag, R::lost)));
  EXPECT_FALSE(check_ways(move_of(at(Kind::adjustment), kBag, R::lost))) << "what is lost is not gained";
  EXPECT_TRUE(check_ways(move_of(at(Kind::adjustment), kBag, R::found)));
  auto expired = move_of(kStore, kBag, R::expired_anyway);
  EXPECT_FALSE(check_ways(expired)) << "it has a lot";
  expired.lines[0].lot = id_of<LotId>(4);
  EXPECT_TRUE(check_ways(expired));
  expired.reason = R::none;
  EXPECT_FALSE(check_ways(expired)) << "that is an ordinary issue";
}

TEST(StockWays, Acceptance_NamesItsSending) {
  auto came = move_of(at(Kind::transit), kStore);
  EXPECT_FALSE(check_ways(came));
  came.of = id_of<RecordId>(5);
  EXPECT_TRUE(check_ways(came));
  came.lines.push_back(came.lines[0]);
  EXPECT_FALSE(check_ways(came)) << "the same goods twice";
  came.lines[1].to = at(Kind::adjustment);
  EXPECT_FALSE(check_ways(came)) << "a difference has a reason";
  came.reason = StockReason::lost;
  EXPECT_TRUE(check_ways(came));
  auto sent = move_of(kStore, at(Kind::transit));
  EXPECT_TRUE(check_ways(sent));
  sent.lines[0].batch = "B 7";
  EXPECT_TRUE(check_ways(sent));
  sent.of = id_of<RecordId>(5);
  EXPECT_FALSE(check_ways(sent));
  auto back = move_of(kBag, kStore);
  back.lines[0].expiry = Day{19'000};
  EXPECT_FALSE(check_ways(back)) << "the store knows its lots";
}

TEST(StockWays, OneRecord_IsAboutOneStoreAndOneThing) {
  auto move = move_of(kBag, kStore);
  move.lines.push_back(move.lines[0]);
  move.lines[1].lot = id_of<LotId>(5);
  EXPECT_TRUE(check_ways(move)) << "two lots";
  move.lines[1].to = StockPlace::store(id_of<TeamId>(9));
  EXPECT_FALSE(check_ways(move)) << "two stores";
  auto sent = move_of(kStore, at(Kind::transit));
  sent.lines.push_back(move_of(kBag, kOtherBag).lines[0]);
  EXPECT_FALSE(check_ways(sent)) << "what is sent goes by itself";
}

TEST(StockKits, HoldWhatThePackSays) {
  const Pack pack = pack_named("street-rounds");
  const StockMove good = sample_kits();
  ASSERT_GT(good.lines.size(), 2u);
  EXPECT_TRUE(check(good, pack));
  for (std::size_t i = 0; i < good.lines.size(); ++i) {
    StockMove bad = good;
    ++bad.lines[i].quantity;
    EXPECT_FALSE(check(bad, pack)) << i;
  }
  StockMove opened = good;
  for (auto& line : opened.lines) {
    std::swap(line.from, line.to);
    line.expiry.reset();
  }
  EXPECT_TRUE(check(opened, pack));
  StockMove relabelled{.day = good.day, .lines = {}};
  relabelled.lines = {good.lines.front(), good.lines.front()};
  std::swap(relabelled.lines[1].from, relabelled.lines[1].to);
  relabelled.lines[1].lot = id_of<LotId>(9);
  EXPECT_TRUE(check_ways(relabelled));
  EXPECT_FALSE(check(relabelled, pack)) << "no kit: only another lot, with another expiry";
}

TEST(StockCounts, AreOfStoresAndBags) {
  StockCount count{{18'700}, kStore, "soap", id_of<LotId>(4), 0, 0};
  EXPECT_TRUE(check_counted(count));
  count.lot.reset();
  EXPECT_FALSE(check_counted(count));
  count.at = kBag;
  EXPECT_TRUE(check_counted(count));
  count.quantity = -1;
  EXPECT_FALSE(check_counted(count));
  count.quantity = 1;
  count.at = at(Kind::waste);
  EXPECT_FALSE(check_counted(count));
}

TEST(StockCodec, Version3_RefusesWhatVersionsBeforeCanSay) {
  const StockReceive plain{{18'700}, "soap", id_of<LotId>(4), {}, 5, ""};
  EXPECT_EQ(version_of(plain), 1);
  EXPECT_FALSE(decode("stock", 3, encode(plain)));
  json::object sample = encode(sample_sending()).as_object();
  EXPECT_TRUE(decode("stock", 3, sample));
  EXPECT_FALSE(decode("stock", 1, sample));
  sample["reason"] = "lost";
  EXPECT_FALSE(decode("stock", 3, sample)) << "a sending has no reason";
  sample["reason"] = "because";
  EXPECT_FALSE(decode("stock", 3, sample));
  sample = encode(sample_sending()).as_object();
  sample["lines"].as_array()[0].as_object()["to"] = "waste";
  EXPECT_FALSE(decode("stock", 3, sample));
}

}  // namespace
}  // namespace tacit::record

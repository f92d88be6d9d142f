#include <gtest/gtest.h>

#include <map>
#include <random>

#include "client/domain/ledger.hpp"
#include "schema/scope.hpp"
#include "tests/unit/schema/record_samples.hpp"

// The ledger as a whole: whatever is recorded, in whatever order it arrives, the places together hold nothing, and each
// of them what a clerk with a sheet of paper would say.
namespace tacit::domain {
namespace {

using testing::id_of;
using Kind = Place::Kind;

const TeamId kTeams[] = {id_of<TeamId>(1), id_of<TeamId>(2)};
const DeviceId kDevices[] = {id_of<DeviceId>(31), id_of<DeviceId>(32), id_of<DeviceId>(33)};
const LotId kLots[] = {id_of<LotId>(61), id_of<LotId>(62)};
const Place kTransit{Kind::transit, {}}, kWaste{Kind::waste, {}}, kAway{Kind::adjustment, {}};

const std::vector<std::string> kStaffScopes{to_text(Scope::team(kTeams[0])), to_text(Scope::team(kTeams[1]))};

History history_of(const RecordId& root, const DeviceId& dev, const TeamId& team, record::Record record,
                   std::vector<std::string> staff_of = kStaffScopes) {
  Version version;
  version.rid = root;
  version.dev = dev;
  version.team = std::move(record);
  version.scopes = {to_text(Scope::team(team))};
  version.staff_of = std::move(staff_of);
  return settle(root, {version});
}

Supply supply(const History& history) { return supply_of(history, nullptr); }

record::StockLine line(const char* commodity, std::optional<LotId> lot, std::int64_t quantity, Place from, Place to) {
  return {.commodity = commodity, .lot = lot, .quantity = quantity, .from = from, .to = to};
}

// A random record about goods.
class Clerk {
 public:
  explicit Clerk(std::uint32_t seed) : random_(seed) {}

  record::Body body() {
    const Day day{18'700};
    const auto team = kTeams[below(2)];
    const auto device = kDevices[below(3)];
    const auto lot = kLots[below(2)];
    const char* goods = below(2) ? "soap" : "razor";
    const std::int64_t many = 1 + below(50);
    switch (below(9)) {
      case 0: return record::StockReceive{day, goods, lot, {}, many, ""};
      case 1: return record::StockIssue{day, goods, lot, many, device};
      case 2: return record::StockHandOut{day, goods, many, "perm-station"};
      case 3: {
        record::Contact contact = testing::anonymous_contact();
        contact.given = {{"soap", many}, {"razor", 2}};
        return contact;
      }
      case 4: return move({line(goods, lot, many, Place::bag(device), Place::store(team))});
      case 5: return move({line(goods, lot, many, Place::store(team), kTransit)});
      case 6:
        return move({line(goods, lot, many, kTransit, Place::store(team)), line(goods, lot, 3, kTransit, kAway)},
                    id_of<RecordId>(static_cast<std::uint8_t>(below(200))));
      case 7: return move({line(goods, {}, many, Place::bag(device), kWaste)});
      default: return move({line(goods, {}, many, Place::bag(device), Place::bag(kDevices[below(3)]))});
    }
  }
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_()) % bound; }

 private:
  static record::StockMove move(std::vector<record::StockLine> lines, std::optional<RecordId> of = {}) {
    record::StockMove out{.day = {18'700}, .lines = std::move(lines)};
    out.of = of;
    return out;
  }
  std::mt19937 random_;
};

// What a clerk would write on a sheet of paper, from the record alone: place and commodity to quantity.
using Sheet = std::map<std::pair<std::string, std::string>, std::int64_t>;

class ByHand {
 public:
  ByHand(Sheet& sheet, const DeviceId& signer, const TeamId& team) : sheet_(sheet), signer_(signer), team_(team) {}

  void operator()(const record::StockReceive& r) { write(r.commodity, r.quantity, "supplier", store()); }
  void operator()(const record::StockIssue& r) { write(r.commodity, r.quantity, store(), bag(r.to)); }
  void operator()(const record::StockHandOut& r) { write(r.commodity, r.quantity, bag(signer_), "partner"); }
  void operator()(const record::Contact& r) {
    for (const auto& item : r.given) write(item.code, item.count, bag(signer_), "people");
  }
  void operator()(const record::StockMove& r) {
    for (const auto& one : r.lines) write(one.commodity, one.quantity, to_text(one.from), to_text(one.to));
  }
  template <class Other>
  void operator()(const Other&) {}

 private:
  std::string store() const { return "store:" + id_text(team_); }
  static std::string bag(const DeviceId& device) { return "bag:" + id_text(device); }
  void write(const std::string& goods, std::int64_t many, const std::string& from, const std::string& to) {
    sheet_[{from, goods}] -= many;
    sheet_[{to, goods}] += many;
  }
  Sheet& sheet_;
  DeviceId signer_;
  TeamId team_;
};

TEST(LedgerProperty, EveryPlace_HoldsWhatAClerkWouldWrite) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    Clerk clerk(seed);
    Sheet sheet, by_hand;
    for (std::uint8_t i = 0; i < 60; ++i) {
      const auto body = clerk.body();
      const auto signer = kDevices[clerk.below(3)];
      const auto team = kTeams[clerk.below(2)];
      std::visit(ByHand(by_hand, signer, team), body);
      for (const auto& one : supply(history_of(id_of<RecordId>(i), signer, team, record::to_record(body))).movements) {
        EXPECT_GT(one.quantity, 0);
        sheet[{to_text(one.source), one.commodity}] -= one.quantity;
        sheet[{to_text(one.target), one.commodity}] += one.quantity;
      }
      ASSERT_EQ(sheet, by_hand) << "seed " << seed << " after " << int{i};
      std::map<std::string, std::int64_t> sums;
      for (const auto& [key, quantity] : sheet) sums[key.second] += quantity;
      for (const auto& [commodity, sum] : sums) ASSERT_EQ(sum, 0) << commodity << " seed " << seed;
    }
  }
}

// ---- whose goods ----------------------------------------------------------------------------------------------------

std::size_t counted(record::Record record, const DeviceId& signer, std::vector<std::string> staff_of) {
  return supply(history_of(id_of<RecordId>(1), signer, kTeams[0], std::move(record), std::move(staff_of)))
      .movements.size();
}
record::StockMove moving(Place from, Place to, std::optional<LotId> lot = {}) {
  return {.day = {18'700}, .lines = {line("soap", lot, 5, from, to)}};
}

TEST(LedgerRights, Store_IsMovedByItsTeamsStaff) {
  const std::vector<std::string> own{to_text(Scope::team(kTeams[0]))}, other{to_text(Scope::team(kTeams[1]))};
  const record::StockReceive receive{{18'700}, "soap", kLots[0], {}, 40, ""};
  const record::StockIssue issue{{18'700}, "soap", kLots[0], 4, kDevices[2]};
  const auto waste = moving(Place::store(kTeams[0]), kWaste, kLots[0]);
  for (const record::Record& record : {record::Record(receive), record::Record(issue), record::Record(waste)}) {
    EXPECT_EQ(counted(record, kDevices[0], own), 1u);
    EXPECT_EQ(counted(record, kDevices[0], other), 0u) << "another team's staff";
    EXPECT_EQ(counted(record, kDevices[0], {}), 0u) << "a worker";
  }
  EXPECT_TRUE(supply(history_of(id_of<RecordId>(1), kDevices[0], kTeams[0], receive, {})).lots.empty());
}

TEST(LedgerRights, Bag_IsMovedByItsCarrierAndStaff) {
  const Place mine = Place::bag(kDevices[0]), theirs = Place::bag(kDevices[1]);
  EXPECT_EQ(counted(moving(mine, theirs), kDevices[0], {}), 1u);
  EXPECT_EQ(counted(moving(theirs, mine), kDevices[0], {}), 0u);
  EXPECT_EQ(counted(moving(theirs, kWaste), kDevices[0], {}), 0u);
  EXPECT_EQ(counted(moving(kAway, theirs), kDevices[0], {}), 0u);
  EXPECT_EQ(counted(moving(kAway, mine), kDevices[0], {}), 1u);
  EXPECT_EQ(counted(moving(theirs, kWaste), kDevices[0], {to_text(Scope::team(kTeams[0]))}), 1u);
}

TEST(LedgerRights, Transfer_IsNotEndedByAWorker) {
  record::StockMove lost = moving(kTransit, kAway, kLots[0]);
  lost.of = id_of<RecordId>(7);
  lost.reason = record::StockReason::lost;
  EXPECT_EQ(counted(lost, kDevices[0], {}), 0u);
  EXPECT_EQ(counted(lost, kDevices[0], {to_text(Scope::team(kTeams[0]))}), 1u);
}

const RecordId kDelivery = id_of<RecordId>(9);

Version delivery() {
  Version out;
  out.rid = kDelivery;
  out.dev = kDevices[0];
  out.entry = id_of<Hash>(1);
  out.index = 1;
  out.place = 1;
  out.scopes = {to_text(Scope::team(kTeams[0]))};
  out.staff_of = kStaffScopes;
  out.team = record::StockReceive{{18'700}, "soap", kLots[0], {}, 40, ""};
  return out;
}
Version later(record::Record said) {
  Version out = delivery();
  out.rid = id_of<RecordId>(10);
  out.entry = id_of<Hash>(2);
  out.index = 2;
  out.place = 2;
  out.team = std::move(said);
  return out;
}

TEST(LedgerRights, CorrectionAfterAChangeOfRole_KeepsTheDelivery) {
  const record::StockReceive body{{18'700}, "soap", kLots[0], Day{19'000}, 40, ""};
  Version corrected = later(record::Correct{kDelivery, *delivery().entry, body});
  corrected.staff_of = {};  // a worker by then
  const auto after = supply(settle(kDelivery, {delivery(), corrected}));
  ASSERT_EQ(after.movements.size(), 1u);
  EXPECT_EQ(after.lots[0].expiry, Day{19'000});
}

// The staff device of another team, which opens both faces.
TEST(LedgerRights, BothFaces_CountForTheSameSigners) {
  Version both = delivery();
  both.audit = audit::Stock{audit::Stock::Op::receive, "2021-03", "soap", 40, ""};
  EXPECT_EQ(supply(settle(kDelivery, {both})).movements.size(), 2u);
  both.staff_of = {"org", to_text(Scope::team(kTeams[1]))};
  const auto forged = supply(settle(kDelivery, {both}));
  EXPECT_TRUE(forged.movements.empty());
  EXPECT_TRUE(forged.lots.empty()) << "nor does it describe a lot";
}

TEST(LedgerRights, KitsThatAreNot_DoNotCount) {
  const Pack pack = testing::pack_named("street-rounds");
  record::StockMove kits = testing::sample_kits();
  const auto movements = [&] {
    const History history =
        history_of(id_of<RecordId>(1), kDevices[0], id_of<TeamId>(21), kits, {to_text(Scope::team(id_of<TeamId>(21)))});
    return supply_of(history, &pack).movements.size();
  };
  EXPECT_EQ(movements(), kits.lines.size());
  ++kits.lines.front().quantity;
  EXPECT_EQ(movements(), 0u);
}

TEST(Ledger, Delivery_IssueAndGift_GoThroughTheStoreOfTheFirstTeam) {
  const auto root = id_of<RecordId>(9);
  const auto delivered = supply(history_of(
      root, kDevices[0], kTeams[1], record::StockReceive{{18'700}, "soap", kLots[0], Day{19'000}, 40, "", "B7"}));
  ASSERT_EQ(delivered.movements.size(), 1u);
  EXPECT_EQ(delivered.movements[0].source, (Place{Kind::supplier, {}}));
  EXPECT_EQ(delivered.movements[0].target, Place::store(kTeams[1]));
  EXPECT_EQ(delivered.movements[0].lot, kLots[0]);
  ASSERT_EQ(delivered.lots.size(), 1u);
  EXPECT_EQ(delivered.lots[0].batch, "B7");
  EXPECT_EQ(delivered.lots[0].expiry, Day{19'000});
  const auto issued =
      supply(history_of(root, kDevices[0], kTeams[1], record::StockIssue{{18'700}, "soap", kLots[0], 4, kDevices[2]}));
  EXPECT_EQ(issued.movements[0].source, Place::store(kTeams[1]));
  EXPECT_EQ(issued.movements[0].target, Place::bag(kDevices[2]));
  record::Contact contact = testing::anonymous_contact();
  contact.given = {{"soap", 2}};
  const auto given = supply(history_of(root, kDevices[2], kTeams[1], contact));
  EXPECT_EQ(given.movements[0].source, Place::bag(kDevices[2]));
  EXPECT_EQ(given.movements[0].target, (Place{Kind::people, {}}));
  EXPECT_FALSE(given.movements[0].lot);
}

TEST(Ledger, Sending_IsKeptApartByItsRecord) {
  const auto sending = id_of<RecordId>(9);
  const auto sent = supply(history_of(
      sending, kDevices[0], kTeams[0],
      record::StockMove{.day = {18'700}, .lines = {line("soap", kLots[0], 5, Place::store(kTeams[0]), kTransit)}}));
  EXPECT_EQ(sent.movements[0].sending, sending);
  record::StockMove accepted{.day = {18'701}, .lines = {line("soap", kLots[0], 5, kTransit, Place::store(kTeams[1]))}};
  accepted.of = sending;
  const auto came = supply(history_of(id_of<RecordId>(10), kDevices[1], kTeams[1], accepted));
  EXPECT_EQ(came.movements[0].sending, sending);
  EXPECT_EQ(came.movements[0].target, Place::store(kTeams[1]));
}

TEST(Ledger, AuditFace_KnowsKindsOfPlacesAlone) {
  Version version;
  version.rid = id_of<RecordId>(9);
  version.dev = kDevices[0];
  version.scopes = {to_text(Scope::team(kTeams[0]))};
  version.staff_of = kStaffScopes;
  version.audit = audit::Moved{"2021-03", record::StockReason::lost, {{"soap", Kind::store, Kind::adjustment, 7}}};
  const auto told = supply(settle(version.rid, {version}));
  ASSERT_EQ(told.movements.size(), 1u);
  EXPECT_EQ(told.movements[0].face, Face::audit);
  EXPECT_EQ(told.movements[0].source, (Place{Kind::store, {}}));
  EXPECT_EQ(told.movements[0].reason, record::StockReason::lost);
  EXPECT_EQ(to_text(told.movements[0].day), "2021-03-01");
  EXPECT_TRUE(told.lots.empty());
}

TEST(Ledger, Voided_MovesNothing) {
  EXPECT_EQ(supply(settle(kDelivery, {delivery()})).movements.size(), 1u);
  const auto after = supply(settle(kDelivery, {delivery(), later(record::Void{kDelivery, *delivery().entry, ""})}));
  EXPECT_TRUE(after.movements.empty());
  EXPECT_TRUE(after.lots.empty());
}

// ---- what to take ---------------------------------------------------------------------------------------------------

LotInStore lot(std::uint8_t number, std::int64_t quantity, std::optional<Day> expiry) {
  return {{id_of<LotId>(number), "soap", "", expiry}, quantity};
}
std::vector<std::pair<LotId, std::int64_t>> taken(const Result<std::vector<Picked>>& picked) {
  std::vector<std::pair<LotId, std::int64_t>> out;
  for (const auto& one : picked.value()) out.emplace_back(one.lot, one.quantity);
  return out;
}

TEST(FirstExpiredFirstOut, TakesWhatExpiresFirstAndNothingExpired) {
  const Day today{18'700};
  const std::vector<LotInStore> lots{lot(1, 10, Day{18'900}), lot(2, 5, std::nullopt), lot(3, 4, Day{18'800}),
                                     lot(4, 9, Day{18'699}),  lot(5, 0, Day{18'750}),  lot(6, 1, today)};
  using Taken = std::vector<std::pair<LotId, std::int64_t>>;
  EXPECT_EQ(taken(pick(lots, 1, today)), (Taken{{id_of<LotId>(6), 1}})) << "good on its last day";
  EXPECT_EQ(taken(pick(lots, 6, today)), (Taken{{id_of<LotId>(6), 1}, {id_of<LotId>(3), 4}, {id_of<LotId>(1), 1}}));
  EXPECT_EQ(taken(pick(lots, 20, today)).size(), 4u);
  EXPECT_EQ(pick(lots, 21, today).error().code, Code::out_of_stock) << "the expired lot does not count";
}

}  // namespace
}  // namespace tacit::domain

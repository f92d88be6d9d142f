#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/domain/versions.hpp"
#include "schema/pack.hpp"

// The ledger of goods (docs/supply.md): opened records turned into movements, each from one place to another. Pure.
// What a place holds is what came to it less what left it, so all places together hold nothing, whatever was recorded,
// in whatever order it arrives.
namespace tacit::domain {

using Place = record::StockPlace;

struct Movement {
  Face face;
  // Of people and partners in audit faces: the class of the goods, not the commodity.
  std::string commodity;
  std::optional<LotId> lot;  // team faces only
  Day day;                   // audit face: the first of its month or week
  std::int64_t quantity = 0;
  Place source, target;  // audit faces: the kinds alone
  record::StockReason reason = record::StockReason::none;
  std::optional<RecordId> sending;          // where goods are in transit: which sending
  std::optional<record::Money> value = {};  // of a delivery
};

// What is printed on a lot, from the record by which it became known. The same lot sent on says it again.
struct Lot {
  LotId id;
  std::string commodity, batch;
  std::optional<Day> expiry;
};

struct Supply {
  std::vector<Movement> movements;
  std::vector<Lot> lots;
};
// Of the version that counts; nothing of a voided record: a void is the entry that reverses it. A delivery and an issue
// concern the store of the team that the record names first; what is given leaves the bag of the device that signed
// first. Left out is what was not its signer's to move (a store is its team's staff's, a bag its carrier's and staff's;
// whoever recorded it may correct it after a change of role), and kits that are not what the pack says, if it is known.
Supply supply_of(const History& history, const Pack* pack);

// What came to a place and left it. Bags know no lots.
struct Holding {
  Place at;
  std::string commodity;
  std::optional<LotId> lot;         // of stores and transit
  std::optional<RecordId> sending;  // of transit
  std::int64_t came = 0, left = 0;
  std::int64_t quantity() const { return came - left; }  // less than nothing: a discrepancy to settle
  bool operator==(const Holding&) const = default;
};

struct LotInStore {
  Lot lot;
  std::int64_t quantity = 0;
};
struct Picked {
  LotId lot;
  std::int64_t quantity = 0;
};
// First expired, first out: what to take for so many units on that day. Lots that have expired by then are left out,
// and those without an expiry come last. out_of_stock.
Result<std::vector<Picked>> pick(std::vector<LotInStore> lots, std::int64_t quantity, Day day);
bool has_expired(const Lot& lot, Day on);

}  // namespace tacit::domain

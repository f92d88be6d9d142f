#pragma once
#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/day.hpp"
#include "common/base/ids.hpp"
#include "common/base/result.hpp"

// Goods on the move, version 3 of the kind `stock`. Double entry: every movement takes from one place and gives to
// another, so what all places hold of a commodity adds up to zero, always (docs/supply.md).
namespace tacit::record {

// Where goods are, or where they came from or went.
struct StockPlace {
  enum class Kind { supplier, store, bag, people, partner, transit, kits, waste, adjustment };
  Kind kind = Kind::store;
  ByteArray<16> holder = {};  // the team of a store, the device of a bag; of the others nothing

  static StockPlace store(const TeamId& team) { return {Kind::store, team.bytes}; }
  static StockPlace bag(const DeviceId& device) { return {Kind::bag, device.bytes}; }
  auto operator<=>(const StockPlace&) const = default;
};
std::string_view to_text(StockPlace::Kind kind);  // "store", …
std::optional<StockPlace::Kind> stock_kind(std::string_view text);
std::string to_text(const StockPlace& place);  // "store:<26 characters>", "waste"
std::optional<StockPlace> stock_place(std::string_view text);

// `none` for movements that need no reason.
enum class StockReason { none, damaged, expired, stolen, lost, found, correction, expired_anyway };
std::string_view to_text(StockReason reason);  // "expired-anyway"; empty for none
std::optional<StockReason> stock_reason(std::string_view text);

struct StockLine {
  std::string commodity;
  std::optional<LotId> lot;        // in stores and on their way, never in bags
  std::string batch = {};          // as printed on the package; of a lot that is sent or made, may be empty
  std::optional<Day> expiry = {};  // likewise
  std::int64_t quantity = 0;       // 1…kQuantity
  StockPlace from, to;
};
// Kind "stock", op "move".
struct StockMove {
  Day day;
  std::vector<StockLine> lines;
  StockReason reason = StockReason::none;
  std::optional<RecordId> of = {};  // the sending that is accepted, or the count that is settled
};
// Kind "stock", op "count": somebody looked. Moves nothing; what differs from the book is settled by a move.
struct StockCount {
  Day day;
  StockPlace at;  // a store or a bag
  std::string commodity;
  std::optional<LotId> lot;   // of a store, always
  std::int64_t quantity = 0;  // 0…kQuantity
  std::int64_t missing = 0;   // what the book of the device that signs had more; less than nothing: a surplus
};
struct Money {
  std::int64_t hundredths = 0;  // 1…kMostHundredths
  std::string currency;         // ISO 4217, "EUR"
  bool operator==(const Money&) const = default;
};
constexpr std::int64_t kMostHundredths = 1'000'000'000'000;
Result<void> check_money(const Money& value);

// A way of goods by kinds of places.
using StockWay = std::pair<StockPlace::Kind, StockPlace::Kind>;
// Whether goods go these ways by a move, for that reason or for none.
bool fits(const std::vector<StockWay>& ways, StockReason reason);
// Whether goods can go these ways, for that reason: one store at most, and what is sent, accepted or made into kits
// goes by itself. Which commodities there are is the pack's (schema/pack.hpp). The text of the error says what is
// wrong.
Result<void> check_ways(const StockMove& move);
// A lot of a store, or what is in a bag.
Result<void> check_counted(const StockCount& count);

}  // namespace tacit::record

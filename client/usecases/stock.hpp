#pragma once
#include <map>
#include <utility>

#include "client/usecases/recording.hpp"

// Supply (docs/supply.md): deliveries, issues and everything else that goods do. Each is a record; what is where
// follows from all of them.
namespace tacit::usecases {

struct NewDelivery {
  std::optional<Day> day, expiry;
  std::string commodity, grant;
  std::int64_t quantity = 0;
  std::optional<std::string> team;
  std::string batch = {};
  std::optional<record::Money> value = {};
  bool donated = false;
};
struct Delivered {
  RecordId rid;
  LotId lot;
};
Result<Delivered> receive_stock(Session& session, const NewDelivery& delivery);

struct NewIssue {
  std::optional<Day> day;
  std::string commodity;
  std::optional<LotId> lot;  // none: first expired, first out, from as many lots as it takes
  std::int64_t quantity = 0;
  DeviceId to;
  std::optional<std::string> team;  // whose store
  bool expired_anyway = false;      // with a lot: knowingly, and recorded as such
};
// A record for each lot. invalid_argument for a lot that has expired on that day; out_of_stock when the store does not
// hold so much in this device's view.
Result<std::vector<RecordId>> issue_stock(Session& session, const NewIssue& issue);

// In bulk to an institution, such as booklets for a clinic: from this device's bag, counted as given, to nobody by
// code.
struct NewHandOut {
  std::optional<Day> day;
  std::string commodity, to;  // a site
  std::int64_t quantity = 0;
  std::optional<std::string> team;
};
Result<RecordId> hand_out_stock(Session& session, const NewHandOut& given);

// Any other way of goods.
struct NewMove {
  std::optional<Day> day;
  std::vector<record::StockLine> lines;
  record::StockReason reason = record::StockReason::none;
  std::optional<RecordId> of = {};
  std::vector<TeamId> told = {};         // besides those whose stores and bags these are
  std::optional<std::string> team = {};  // where no store says it
};
// Staff move what is in their teams' stores, take bags back into them, and settle the bags of those all of whose teams
// they are in; workers move what is in their own bag. A store gives no more than it holds in this device's view; a bag
// does, and shows it. Lots that are sent are described here. not_allowed | not_found | out_of_stock | invalid_argument
// | too_large.
Result<RecordId> move_stock(Session& session, const NewMove& move);

// A team's store, or a bag.
Result<record::StockPlace> store_of(const Session& session, const std::optional<std::string>& team);

// What was sent to one of this device's teams came, perhaps not all of it. Of each lot no more is accepted than is
// still on its way: when two accept it, or the sending is changed afterwards, the books of transit show it.
struct Acceptance {
  RecordId of;
  std::optional<Day> day;
  std::map<LotId, std::int64_t> arrived;                   // of lots that came otherwise than they were sent
  record::StockReason reason = record::StockReason::none;  // of the difference
  std::optional<std::string> team = {};
};
// already_done if nothing of it is on its way any more.
Result<RecordId> accept_stock(Session& session, const Acceptance& acceptance);

// Somebody looked.
struct NewCount {
  std::optional<Day> day;
  std::string commodity;
  record::StockPlace at;
  std::optional<LotId> lot;                                // of a store
  std::int64_t quantity = 0;                               // 0…
  record::StockReason settle = record::StockReason::none;  // of the difference, which is then settled with it
  std::optional<std::string> team = {};                    // of a bag, if its carrier belongs to several
};
struct CountedStock {
  RecordId rid;
  std::int64_t missing = 0;  // less than nothing: a surplus
  std::optional<RecordId> settled;
};
Result<CountedStock> count_stock(Session& session, const NewCount& count);

// The line by which the book loses so many units, or gains them if less than nothing.
record::StockLine settling_line(const std::string& commodity, const std::optional<LotId>& lot,
                                const record::StockPlace& at, std::int64_t missing, record::StockReason reason);

// Kits from the store's parts, first expired first out; they expire with the first of their parts. Or their parts back
// from kits of one lot.
struct NewKits {
  std::optional<Day> day;
  std::string kit;
  std::int64_t quantity = 0;
  std::optional<LotId> open = {};  // the lot that is opened
  std::optional<std::string> team = {};
};
struct MadeKits {
  RecordId rid;
  std::vector<std::pair<std::string, LotId>> lots;  // what came into the store
};
Result<MadeKits> make_kits(Session& session, const NewKits& kits);

// What was ever put into the bag less what left it; negative: a discrepancy to settle. None if nothing of it was ever
// issued there.
std::optional<std::int64_t> left_in_bag(const Vault& vault, const DeviceId& device, const std::string& commodity);

struct StockLine {
  std::string commodity;
  std::int64_t quantity = 0;            // bags may be negative: a discrepancy to settle
  record::StockPlace at;                // a store, a bag or transit
  std::optional<domain::Lot> lot = {};  // of stores and transit
  std::optional<RecordId> sending = {};
  bool expired = false;
};
// Staff see their stores, every bag they issued to and what is on its way; a worker sees the own bag. `empty`: lots of
// which nothing is left, too.
Result<std::vector<StockLine>> show_stock(const Session& session, bool empty = false);

}  // namespace tacit::usecases

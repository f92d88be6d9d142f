#pragma once
#include <map>

#include "client/domain/supply.hpp"
#include "client/usecases/stock.hpp"

// Figures about goods (docs/supply.md, "Figures"): how long they last, what to order, what each bag has to account for,
// where a lot went, what a grant paid for.
namespace tacit::usecases {

struct SupplyQuestion {
  int months = 3;                                    // of use to look back on, 1…120
  std::int64_t least = 3, most = 6;                  // months of stock
  std::int64_t soon = 90;                            // days until a lot expires
  std::map<std::string, std::int64_t> ordered = {};  // by commodity
};
struct SupplyLine {
  std::string commodity, label;
  domain::StockFigures figures;
  std::int64_t in_store = 0, expired = 0, expiring = 0;  // of that: expired already, or soon
  std::optional<Day> next_expiry;                        // of what has not expired
  std::int64_t order = 0;                                // up to `most` months
  bool low = false, high = false;                        // alerts
};
// Of all commodities that this device keeps or kept: staff of their stores and all bags, a worker of the own bag.
Result<std::vector<SupplyLine>> supply_figures(const Session& session, const SupplyQuestion& question,
                                               std::string_view language);

// What a bag has to account for, in units.
struct BagLine {
  DeviceId bag;
  std::string commodity;
  std::int64_t before = 0;       // in the bag when the period began
  std::int64_t issued = 0;       // from stores, and from colleagues
  std::int64_t given = 0;        // to people and partners
  std::int64_t returned = 0;     // to stores, and to colleagues
  std::int64_t wasted = 0;       // damaged, expired
  std::int64_t unexplained = 0;  // lost, stolen and corrected less what was found
  std::int64_t left = 0;         // when the period ended; less than nothing: it gave what it never got
};
Result<std::vector<BagLine>> reconcile_bags(const Session& session, const std::string& period);

// Where a batch went, with contacts that kept its number. By what is printed on it, whatever it is; or by the id of a
// lot: then all of its commodity and batch.
struct Recalled {
  std::vector<domain::Lot> lots;  // and kits made of it
  std::vector<domain::Holding> held;
  struct Step {
    LotId lot;
    Vault::LotMovement movement;
  };
  std::vector<Step> steps;
  struct Met {
    RecordId rid;
    Day day;
    std::optional<ClientId> client;  // none: without a code
  };
  std::vector<Met> people;
};
// not_found if nothing here has that lot or batch.
Result<Recalled> recall_lot(const Session& session, const std::string& lot_or_batch);

// What an auditor can follow: by class of goods, since more is not told of what people were given.
struct GoodsLine {
  std::string audit_class;
  std::int64_t received = 0, issued = 0, returned = 0, given = 0, wasted = 0;
  std::int64_t collected = 0;    // used, brought back by people: in no other column
  std::int64_t unexplained = 0;  // lost, stolen and corrected less what was found
  std::int64_t kits = 0;         // into kits less out of them, as classes differ
  // In stores, bags and transit, of what moved in the period. Not of one grant: it pays for lots, and for the outings
  // on which goods are given, and the two need not be the same.
  std::int64_t left = 0;
};
struct GoodsOfGrant {
  std::string grant;   // code; empty: everything that this device opened
  bool whole = false;  // of all grants, so that what is left can be told
  std::vector<GoodsLine> lines;
  std::map<std::string, std::int64_t> value;  // received, by currency, in hundredths
};
// All first, then each grant of the pack that paid for something. not_allowed for workers.
Result<std::vector<GoodsOfGrant>> follow_goods(const Session& session, const std::optional<std::string>& period);

}  // namespace tacit::usecases

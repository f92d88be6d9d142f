#pragma once
#include "client/usecases/recording.hpp"

// Supply, first part: deliveries into a team's store, issues from it to workers' bags, and what is left where.
namespace tacit::usecases {

struct NewDelivery {
  std::optional<Day> day, expiry;
  std::string commodity, grant;
  std::int64_t quantity = 0;
  std::optional<std::string> team;
};
struct Delivered {
  RecordId rid;
  LotId lot;
};
Result<Delivered> receive_stock(Session& session, const NewDelivery& delivery);

struct NewIssue {
  std::optional<Day> day;
  std::string commodity;
  LotId lot;
  std::int64_t quantity = 0;
  DeviceId to;
  std::optional<std::string> team;  // whose store
};
// invalid_argument for a lot that has expired on that day; out_of_stock when the lot does not hold so much in this
// device's view.
Result<RecordId> issue_stock(Session& session, const NewIssue& issue);

// In bulk to an institution, such as booklets for a clinic: from this device's bag, counted as given, to nobody by
// code.
struct NewHandOut {
  std::optional<Day> day;
  std::string commodity, to;  // a site
  std::int64_t quantity = 0;
  std::optional<std::string> team;
};
Result<RecordId> hand_out_stock(Session& session, const NewHandOut& given);

// What was issued to the device less what it gave and handed out; negative: a discrepancy to settle. None if nothing of
// it was ever issued there.
std::optional<std::int64_t> left_in_bag(const Vault& vault, const DeviceId& device, const std::string& commodity);

struct StockLine {
  std::string commodity;
  std::optional<LotId> lot;        // store lines
  std::optional<DeviceId> holder;  // bag lines; none: the store
  std::int64_t quantity;           // bags may be negative: a discrepancy to settle
};
// Staff see their stores and every bag they issued to; a worker sees the own bag.
Result<std::vector<StockLine>> show_stock(const Session& session);

}  // namespace tacit::usecases

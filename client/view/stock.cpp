#include "client/view/json.hpp"
#include "crypto/encoding.hpp"

namespace tacit::view {

json::object stock_json(const usecases::StockLine& line) {
  json::object one{{"commodity", line.commodity}, {"quantity", line.quantity}};
  const std::string holder = id_text(DeviceId{line.at.holder});
  if (line.at.kind == record::StockPlace::Kind::bag) one["bag"] = holder;
  if (line.at.kind == record::StockPlace::Kind::store) one["store"] = holder;
  if (line.sending) one["sending"] = id_text(*line.sending);
  if (!line.lot) return one;
  one["lot"] = id_text(line.lot->id);
  if (!line.lot->batch.empty()) one["batch"] = line.lot->batch;
  if (line.lot->expiry) one["expiry"] = to_text(*line.lot->expiry);
  if (line.expired) one["expired"] = true;
  return one;
}

}  // namespace tacit::view

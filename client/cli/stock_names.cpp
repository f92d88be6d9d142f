#include "client/cli/stock_names.hpp"

#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

std::string labelled(const Vault& vault, record::Label::Subject subject, std::string id) {
  std::string name = vault.label(subject, id);
  return name.empty() ? id : name;
}

}  // namespace

std::string device_name(const Vault& vault, const DeviceId& device) {
  return labelled(vault, record::Label::Subject::device, id_text(device));
}

std::string place_name(const Vault& vault, const record::StockPlace& place) {
  using Kind = record::StockPlace::Kind;
  if (place.kind == Kind::bag) return "bag of " + device_name(vault, DeviceId{place.holder});
  if (place.kind == Kind::store)
    return "store of " + labelled(vault, record::Label::Subject::team, id_text(TeamId{place.holder}));
  return std::string(to_text(place.kind));
}

std::string decimal(std::int64_t hundredths) {
  const std::string cents = std::to_string(100 + hundredths % 100);
  return std::to_string(hundredths / 100) + "." + cents.substr(1);
}

}  // namespace tacit::cli

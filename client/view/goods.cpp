#include "client/view/goods.hpp"

#include "crypto/encoding.hpp"

namespace tacit::view {
namespace {

std::string labelled(const Vault& vault, record::Label::Subject subject, std::string id) {
  std::string name = vault.label(subject, id);
  return name.empty() ? id : name;
}

}  // namespace

std::string device_name(const Vault& vault, const DeviceId& device) {
  return labelled(vault, record::Label::Subject::device, id_text(device));
}

std::string team_name(const Vault& vault, const TeamId& team) {
  return labelled(vault, record::Label::Subject::team, id_text(team));
}

std::string place_name(const Vault& vault, const record::StockPlace& place) {
  using Kind = record::StockPlace::Kind;
  if (place.kind == Kind::bag) return "bag of " + device_name(vault, DeviceId{place.holder});
  if (place.kind == Kind::store) return "store of " + team_name(vault, TeamId{place.holder});
  return std::string(to_text(place.kind));
}

std::string decimal(std::int64_t hundredths) {
  const std::string cents = std::to_string(100 + hundredths % 100);
  return std::to_string(hundredths / 100) + "." + cents.substr(1);
}

std::string client_text(const Vault& vault, const std::optional<ClientId>& client) {
  if (!client) return "somebody without a code";
  const auto person = vault.person(*client);
  return person ? person->code.to_text() : "somebody of another team";
}

json::object supply_json(const usecases::SupplyLine& line) {
  json::object out{{"commodity", line.commodity},
                   {"label", line.label},
                   {"on_hand", line.figures.on_hand},
                   {"in_store", line.in_store},
                   {"used", line.figures.used},
                   {"days", line.figures.days},
                   {"days_out_of_stock", line.figures.days_out},
                   {"expired", line.expired},
                   {"expiring", line.expiring},
                   {"order", line.order},
                   {"low", line.low},
                   {"high", line.high}};
  if (line.figures.monthly) out["monthly_hundredths"] = *line.figures.monthly;
  if (line.figures.months) out["months_of_stock_hundredths"] = *line.figures.months;
  if (line.next_expiry) out["next_expiry"] = to_text(*line.next_expiry);
  return out;
}

json::object bag_line_json(const usecases::BagLine& line) {
  return {{"bag", id_text(line.bag)}, {"commodity", line.commodity},
          {"before", line.before},    {"issued", line.issued},
          {"given", line.given},      {"returned", line.returned},
          {"wasted", line.wasted},    {"unexplained", line.unexplained},
          {"left", line.left}};
}

json::object goods_json(const usecases::GoodsOfGrant& one) {
  json::array lines;
  for (const auto& line : one.lines)
    lines.push_back(json::object{{"class", line.audit_class},
                                 {"received", line.received},
                                 {"kits", line.kits},
                                 {"issued", line.issued},
                                 {"returned", line.returned},
                                 {"given", line.given},
                                 {"wasted", line.wasted},
                                 {"unexplained", line.unexplained},
                                 {"collected", line.collected}});
  if (one.whole)
    for (std::size_t i = 0; i < one.lines.size(); ++i) lines[i].as_object()["left"] = one.lines[i].left;
  json::object value;
  for (const auto& [currency, hundredths] : one.value) value[currency] = hundredths;
  json::object out{{"classes", lines}, {"value_hundredths", value}};
  if (!one.grant.empty()) out["grant"] = one.grant;
  return out;
}

}  // namespace tacit::view

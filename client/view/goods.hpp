#pragma once
#include "client/usecases/supply.hpp"
#include "common/base/json.hpp"

// Goods, and where they are, as both faces show them.
namespace tacit::view {

// Their label, or else their id.
std::string device_name(const Vault& vault, const DeviceId& device);
std::string team_name(const Vault& vault, const TeamId& team);
std::string place_name(const Vault& vault, const record::StockPlace& place);
std::string decimal(std::int64_t hundredths);  // "1.25"
// The code of a person of this vault, or that it is not known here.
std::string client_text(const Vault& vault, const std::optional<ClientId>& client);

// As people write them.
Result<record::Money> parse_money(std::string_view text);           // "120.50EUR"
Result<record::StockReason> parse_reason(const std::string& text);  // of those that somebody may give; empty: none

json::object supply_json(const usecases::SupplyLine& line);
json::object bag_line_json(const usecases::BagLine& line);
json::object goods_json(const usecases::GoodsOfGrant& one);

}  // namespace tacit::view

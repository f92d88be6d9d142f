#pragma once
#include "client/usecases/stock.hpp"

// How goods are written in tables.
namespace tacit::cli {

std::string device_name(const Vault& vault, const DeviceId& device);  // its label, or its id
std::string place_name(const Vault& vault, const record::StockPlace& place);
std::string decimal(std::int64_t hundredths);  // "1.25"

}  // namespace tacit::cli

#pragma once
#include "client/sync/log_audit.hpp"
#include "client/usecases/connection.hpp"

namespace tacit::usecases {

// Checks every leaf of the log (client/sync/log_audit.hpp). What it finds also stands as an alarm in the vault.
Result<sync::LogReport> verify_log(const Online& online);

}  // namespace tacit::usecases

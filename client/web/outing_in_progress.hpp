#pragma once
#include "client/web/opened.hpp"
#include "common/base/json.hpp"

namespace tacit::web {

// The outing that was started on this device and not stopped; null if there is none, or if it was voided since.
json::value outing_in_progress(const Vault& vault);
void begin_outing(Vault& vault, const RecordId& outing);
void end_outing(Vault& vault);

// What this device carries: one row for each commodity, also where more was given than issued.
Result<json::array> bag_json(Opened& opened);

}  // namespace tacit::web

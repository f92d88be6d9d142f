#pragma once
#include "client/usecases/due.hpp"
#include "client/usecases/stock.hpp"
#include "common/base/json.hpp"

// What verbs answer, as the JSON that both faces show: `--json` prints it, and the calls of the web face answer with
// it. It holds what is personal; it goes to the screen and nowhere else.
namespace tacit::view {

json::array list_of(const std::vector<std::string>& texts);

json::object person_json(const Vault::Person& person);
json::object due_json(const usecases::Due& due);
json::object stock_json(const usecases::StockLine& line);

// On which it happened, as corrected; the epoch's first day where a record has none.
Day day_of(const record::Record& record);
// "counts", "counts, not sent", "replaced", "voided", …
std::string state_of(const domain::History& history, std::size_t version);
std::vector<std::string> paid_by(const Vault& vault, const domain::History& history);  // codes of grants
json::object history_json(const Vault& vault, const domain::History& history);

}  // namespace tacit::view

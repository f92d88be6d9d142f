#pragma once
#include "client/usecases/stock.hpp"

// What the verbs about goods share. Private to client/usecases.
namespace tacit::usecases {

// What the team's store holds of a commodity, lot by lot.
std::vector<domain::LotInStore> lots_in_store(const Vault& vault, const TeamId& team, const std::string& commodity);
// The store's team, then those of the device that carries a bag. not_found | invalid_argument.
Result<std::vector<Scope>> scopes_around(const Session& session, const TeamId& store, const DeviceId& bag);
// Of whoever keeps what is counted there. not_allowed.
Result<std::vector<Scope>> scopes_to_count(const Session& session, const Recorder& recorder, const NewCount& count);
// A move ready to be saved; with the same checks.
Result<Vault::NewRecord> prepare_move(const Session& session, const Recorder& recorder, const NewMove& move);

}  // namespace tacit::usecases

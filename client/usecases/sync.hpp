#pragma once
#include "client/usecases/connection.hpp"

namespace tacit::usecases {

// Brings vault and server together (client/sync/machine.hpp): reads what is new, makes the roster what `wish` says, and
// sends what waits. A Result error is one of this side (no identity, no way to the server); how the exchange went,
// alarms included, is in the outcome. Whatever was done before a failure stays done.
Result<sync::Outcome> synchronise(const Online& online, sync::Wish wish = {});

// The same over a connection that is open already.
Result<sync::Outcome> synchronise(Vault& vault, const Clock& clock, Connection& connection, sync::Wish wish = {});

// For verbs that are done only if the sync was: the error of an outcome that stopped early or found an alarm.
Result<void> require_complete(const sync::Outcome& outcome);

// not_ready before the first sync, not_allowed for anybody else.
Result<void> demand_steward(const Session& session);

}  // namespace tacit::usecases

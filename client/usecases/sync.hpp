#pragma once
#include "client/usecases/connection.hpp"

namespace tacit::usecases {

// For a vault that others use too while a sync waits for the server.
class Turns {
 public:
  virtual ~Turns() = default;
  // The vault is left alone until take() was asked for it back. False: stop here, and never use the vault again.
  virtual void leave() = 0;
  virtual bool take() = 0;
  // What has just been remembered, while the vault is still held.
  virtual void remembered(const sync::Effects& effects) = 0;
};

// Brings vault and server together (client/sync/machine.hpp): reads what is new, makes the roster what `wish` says, and
// sends what waits. A Result error is one of this side (no identity, no way to the server); how the exchange went,
// alarms included, is in the outcome. Whatever was done before a failure stays done.
Result<sync::Outcome> synchronise(const Online& online, sync::Wish wish = {});

// The same over a connection that is open already.
Result<sync::Outcome> synchronise(Vault& vault, const Clock& clock, Connection& connection, sync::Wish wish = {});

// The same taking turns. not_ready: it was stopped.
Result<sync::Outcome> synchronise(Vault& vault, const Clock& clock, Connection& connection, Turns& turns);

// For verbs that are done only if the sync was: the error of an outcome that stopped early or found an alarm.
Result<void> require_complete(const sync::Outcome& outcome);

// not_ready before the first sync, not_allowed for anybody else.
Result<void> demand_steward(const Session& session);

}  // namespace tacit::usecases

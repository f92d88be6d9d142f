#include "client/usecases/sync.hpp"

namespace tacit::usecases {

Result<sync::Outcome> synchronise(Vault& vault, const Clock& clock, Connection& connection, sync::Wish wish) {
  TRY(const sync::Memory* memory, vault.memory());
  sync::Machine machine(*memory, clock.today(), std::move(wish), on_all_cores);
  for (sync::Step step = machine.go_on();;) {
    if (!step.effects.empty()) CHECK(vault.apply(step.effects));
    if (step.outcome) return std::move(*step.outcome);
    step = step.request ? machine.resume(connection.exchange(*step.request)) : machine.go_on();
  }
}

Result<sync::Outcome> synchronise(const Online& online, sync::Wish wish) {
  TRY(Connection connection, Connection::open(online));
  return synchronise(online.vault, online.clock, connection, std::move(wish));
}

Result<void> require_complete(const sync::Outcome& outcome) {
  if (outcome.stopped) return fail(*outcome.stopped);
  if (!outcome.alarms.empty()) return fail(*outcome.error);
  return {};
}

Result<void> demand_steward(const Session& session) {
  const Roster* roster = session.vault.roster();
  if (roster == nullptr) return fail(Code::not_ready, "sync first: this device knows no organisation yet");
  TRY(const Vault::Identity identity, session.vault.identity());
  const Roster::Device* self = roster->device(identity.dev);
  if (self == nullptr || !self->steward) return fail(Code::not_allowed, "only a steward may do this");
  return {};
}

}  // namespace tacit::usecases

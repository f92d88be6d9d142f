#include "client/usecases/sync.hpp"

namespace tacit::usecases {

namespace {

// Nobody else is there.
class Alone final : public Turns {
 public:
  void leave() override {}
  bool take() override { return true; }
  void remembered(const sync::Effects&) override {}
};

Result<sync::Outcome> run(Vault& vault, const Clock& clock, Connection& connection, sync::Wish wish, Turns& turns) {
  TRY(const sync::Memory* memory, vault.memory());
  sync::Machine machine(*memory, clock.today(), std::move(wish), on_all_cores);
  for (sync::Step step = machine.go_on();;) {
    if (!step.effects.empty()) {
      CHECK(vault.apply(step.effects));
      turns.remembered(step.effects);
    }
    if (step.outcome) return std::move(*step.outcome);
    if (!step.request) {
      step = machine.go_on();
      continue;
    }
    turns.leave();
    const auto answer = connection.exchange(*step.request);
    if (!turns.take()) return fail(Code::not_ready, "it was stopped; what was sent stays sent");
    step = machine.resume(answer);
  }
}

}  // namespace

Result<sync::Outcome> synchronise(Vault& vault, const Clock& clock, Connection& connection, sync::Wish wish) {
  Alone alone;
  return run(vault, clock, connection, std::move(wish), alone);
}

Result<sync::Outcome> synchronise(const Online& online, sync::Wish wish) {
  TRY(Connection connection, Connection::open(online));
  return synchronise(online.vault, online.clock, connection, std::move(wish));
}

Result<sync::Outcome> synchronise(Vault& vault, const Clock& clock, Connection& connection, Turns& turns) {
  return run(vault, clock, connection, {}, turns);
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

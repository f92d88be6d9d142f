#pragma once
#include <optional>
#include <string>
#include <utility>

#include "client/sync/machine.hpp"
#include "client/sync/seal_queue.hpp"

namespace tacit::sync {

// What the legs of one run share.
struct Context {
  const Memory& memory;
  Day today;
  const Wish& wish;
  Effects effects;  // of the step that is being made
  Outcome outcome;
  SealQueue to_seal{memory};
  bool wish_done = false;  // its link is in the chain
  Spread spread = one_by_one;

  const Roster& roster() const { return *memory.roster(); }
  // The log up to where it is proven: by this step, or remembered.
  std::optional<Checkpoint> followed() const { return effects.checkpoint ? effects.checkpoint : memory.checkpoint(); }
  std::uint64_t followed_size() const {
    const auto log = followed();
    return log ? log->size : 0;
  }
  bool may_write() const;  // by its present role
  DeviceId self() const { return memory.signing_key().device_id(); }
  void raise(Code alarm, std::optional<std::uint64_t> index = {});
  // Something the user should know, though the run goes on; the first one is kept.
  void note(const Error& error) {
    if (!outcome.error) outcome.error = error;
  }
};

// What a leg wants next: one request, to be asked again without one, or nothing more.
struct Next {
  std::optional<Request> request;
  bool again = false;

  static Next ask(Request request) { return {std::move(request), false}; }
  static Next once_more() { return {std::nullopt, true}; }
  static Next done() { return {}; }
};

// One stretch of a sync. Whenever next() is called, all effects so far are in the memory. An error ends the run; if it
// is an alarm, it is remembered.
class Leg {
 public:
  virtual ~Leg() = default;
  virtual Result<Next> next() = 0;
  virtual Result<void> take(const Result<std::string>& answer) = 0;
};

Request get(std::string_view path, std::string query);
Request post(std::string_view path, std::string body);

// The scopes this device is in, in order: org, its teams, audit, grants.
std::vector<Scope> scopes_of(const Roster& roster, const DeviceId& dev);
// Those that it reads: what goes to a grant goes to `audit` too.
std::vector<Scope> scopes_read_by(const Roster& roster, const DeviceId& dev);

// What an alarm means, for the user.
Error error_of_alarm(Code alarm);

}  // namespace tacit::sync

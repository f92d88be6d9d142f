#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/sync/effects.hpp"
#include "client/sync/memory.hpp"
#include "common/base/day.hpp"
#include "common/base/spread.hpp"

namespace tacit::sync {

// Not signed: the driver does that, with its nonce and clock offset.
struct Request {
  std::string method, path, query, body;
};

// How a sync ended. `error` is the alarm if there is one, new or standing; else what stopped it or is worth saying.
struct Outcome {
  std::optional<Error> error;
  std::optional<Error> stopped;  // what ended the run early; empty: it went to its end
  std::uint64_t sent = 0;        // entries now in the log
  std::uint64_t received = 0;    // valid entries that came in, own ones included
  std::uint64_t opened = 0;      // copies opened in this run
  std::uint64_t unopened = 0;    // copies still closed for want of a key, of all times
  std::uint64_t waiting = 0;     // drafts that cannot be sealed yet: no key of a destination, no pack, or an auditor's
  std::uint64_t rotated = 0;     // epochs this device made
  std::uint64_t links = 0;       // roster links that came in or were made
  std::vector<Code> alarms;      // standing, with those of this run
};

// One step: remember the effects; then send the request, or be finished, or go straight on if neither is set.
struct Step {
  Effects effects;
  std::optional<Request> request;
  std::optional<Outcome> outcome;
};

// What the caller wants the roster to say. Asked again whenever the roster has moved, so it answers with nothing once
// the wish has come true: that makes it safe to repeat after a lost answer.
struct Wish {
  std::function<Result<std::vector<roster::Op>>(const Roster&)> ops;  // may be empty
  std::optional<std::string> pack;                                    // JSON text this organisation is to use
};

// One sync, as protocol §4 "at send time" orders it, without I/O, clock or threads: it is given bytes and answers with
// what to remember and what to ask next.
//
//   for (Step step = machine.go_on();;) {
//     apply(step.effects);
//     if (step.outcome) break;
//     step = step.request ? machine.resume(exchange(*step.request)) : machine.go_on();
//   }
//
// Guarantee: nothing is sent that was not remembered first; what a stopped run left is continued by the next one,
// nothing twice; an alarm is among the effects of the step that found it. Bad entries are left out and raise their
// alarm; a forked or rolled back log or a bad roster stops the run.
// Not guaranteed: that the server shows the newest state (protocol §5).
class Machine {
 public:
  // The memory outlives the machine. `today` is written into roster links and decides monthly rotation. `spread` is how
  // signatures are checked and copies opened, which changes nothing about what comes out; the memory is left alone
  // meanwhile.
  Machine(const Memory& memory, Day today, Wish wish = {}, Spread spread = one_by_one);
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  // First, and after every step without a request. The effects of the last step have been applied.
  Step go_on();
  // The body of a 2xx answer to the last request, or what went wrong. The effects of the last step have been applied.
  Step resume(const Result<std::string>& answer);

 private:
  class Run;
  std::unique_ptr<Run> run_;
};

}  // namespace tacit::sync

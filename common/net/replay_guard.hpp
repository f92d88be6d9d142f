#pragma once
#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <unordered_set>

#include "common/base/clock.hpp"
#include "common/net/nonce.hpp"

namespace tacit::net {

enum class Freshness {
  fresh,
  other_boot,      // the nonce was made for another run of the server: 401 with the present boot id
  outside_window,  // created is more than 300 s away from the server's clock
  replayed,
  full,  // as many nonces as can be remembered: 503
};

// Lets each signed request through once. Call it *after* the signature was verified: then only admitted devices can
// use up its memory, and nobody can burn another's nonce. No disk: a restart changes the boot id instead.
// Remembers a nonce for ten minutes, twice the window, by the monotonic clock; a wall clock set back does not let an
// old request in again. Thread-safe.
class ReplayGuard {
 public:
  static constexpr std::chrono::seconds kWindow{300};

  // The clock outlives the guard. About 60 bytes a nonce.
  ReplayGuard(const Clock& clock, const BootId& boot, std::size_t max_nonces = 200'000);

  const BootId& boot() const { return boot_; }
  Freshness accept(std::chrono::sys_seconds created, const Nonce& nonce);

 private:
  using Random = Fixed<struct NonceTag, 16>;
  struct Seen {
    std::chrono::nanoseconds at;
    std::chrono::sys_seconds created;
    Random random;
  };
  void forget_old(std::chrono::nanoseconds now);

  const Clock& clock_;
  const BootId boot_;
  const std::size_t max_nonces_;
  std::mutex mutex_;
  std::deque<Seen> order_;
  std::unordered_set<Random> seen_;
  std::chrono::sys_seconds forgotten_until_{std::chrono::sys_seconds::min()};
};

}  // namespace tacit::net

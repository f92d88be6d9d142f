#include "common/net/replay_guard.hpp"

#include <algorithm>

namespace tacit::net {
namespace {
// Twice the window, for a client whose clock is ahead, and the seconds lost by rounding.
constexpr std::chrono::seconds kMemory = 2 * ReplayGuard::kWindow + std::chrono::seconds(2);
}  // namespace

ReplayGuard::ReplayGuard(const Clock& clock, const BootId& boot, std::size_t max_nonces)
    : clock_(clock), boot_(boot), max_nonces_(max_nonces) {}

Freshness ReplayGuard::accept(std::chrono::sys_seconds created, const Nonce& nonce) {
  if (nonce.boot != boot_) return Freshness::other_boot;
  const auto wall = clock_.now();
  if (created < wall - kWindow || created > wall + kWindow) return Freshness::outside_window;

  const std::lock_guard lock(mutex_);
  const auto now = clock_.monotonic();
  forget_old(now);
  // Only bites after the wall clock was set back: such a request may be one of those already forgotten.
  if (created <= forgotten_until_) return Freshness::outside_window;
  const Random random{nonce.random};
  if (seen_.contains(random)) return Freshness::replayed;
  if (order_.size() >= max_nonces_) return Freshness::full;
  order_.push_back({now, created, random});
  seen_.insert(random);
  return Freshness::fresh;
}

void ReplayGuard::forget_old(std::chrono::nanoseconds now) {
  while (!order_.empty() && now - order_.front().at > kMemory) {
    forgotten_until_ = std::max(forgotten_until_, order_.front().created);
    seen_.erase(order_.front().random);
    order_.pop_front();
  }
}

}  // namespace tacit::net

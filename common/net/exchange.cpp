#include "common/net/exchange.hpp"

#include "common/net/problem.hpp"

namespace tacit::net {

bool Budget::take(std::size_t amount) {
  std::size_t left = left_.load();
  do {
    if (left < amount) return false;
  } while (!left_.compare_exchange_weak(left, left - amount));
  return true;
}

std::optional<Share> Share::of(std::shared_ptr<Budget> budget, std::size_t amount) {
  if (!budget->take(amount)) return std::nullopt;
  return Share(std::move(budget), amount);
}

Share& Share::operator=(Share&& other) noexcept {
  std::swap(budget_, other.budget_);
  std::swap(amount_, other.amount_);
  return *this;
}

Share::~Share() {
  if (budget_) budget_->give_back(amount_);
}

Exchange::Exchange(std::function<void()> wake, Share slot, Share body)
    : wake_(std::move(wake)), slot_(std::move(slot)), body_(std::move(body)) {}

void Exchange::deliver(HttpResponse response) {
  const std::lock_guard lock(mutex_);
  if (std::exchange(settled_, true)) return;
  const Share slot = std::move(slot_), body = std::move(body_);
  if (!wake_) return;
  response_ = std::move(response);
  // Under the lock: abandon() then waits until the connection's executor is no longer touched.
  wake_();
}

std::optional<HttpResponse> Exchange::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(response_, std::nullopt);
}

void Exchange::abandon() {
  const std::lock_guard lock(mutex_);
  wake_ = nullptr;
}

Respond::State::~State() {
  exchange->deliver(problem(500, "internal", "Something went wrong inside the server", "the request was not answered"));
}

void Respond::operator()(HttpResponse response) const { state_->exchange->deliver(std::move(response)); }

}  // namespace tacit::net

#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "common/net/http.hpp"
#include "common/net/server.hpp"

namespace tacit::net {

// For this module's own files.

// An amount that all connections share. Thread-safe.
class Budget {
 public:
  explicit Budget(std::size_t total) : left_(total) {}
  bool take(std::size_t amount);
  void give_back(std::size_t amount) { left_ += amount; }

 private:
  std::atomic<std::size_t> left_;
};

// What one request took from a budget; gives it back when it goes.
class Share {
 public:
  Share() = default;
  // Empty when the budget does not have that much left.
  static std::optional<Share> of(std::shared_ptr<Budget> budget, std::size_t amount);
  Share(Share&& other) noexcept : budget_(std::move(other.budget_)), amount_(std::exchange(other.amount_, 0)) {}
  Share& operator=(Share&& other) noexcept;
  ~Share();

 private:
  Share(std::shared_ptr<Budget> budget, std::size_t amount) : budget_(std::move(budget)), amount_(amount) {}
  std::shared_ptr<Budget> budget_;
  std::size_t amount_ = 0;
};

// Where the answer to one request waits for its connection. Outlives both sides: the handler may answer when the
// connection, or the whole server, is gone. Thread-safe.
class Exchange {
 public:
  // `wake` is called at most once, from the answering thread, and never after abandon().
  Exchange(std::function<void()> wake, Share slot, Share body);

  void deliver(HttpResponse response);  // the first counts
  std::optional<HttpResponse> take();
  void abandon();  // nobody waits any more

 private:
  std::mutex mutex_;
  bool settled_ = false;
  std::function<void()> wake_;
  std::optional<HttpResponse> response_;
  Share slot_, body_;
};

struct Respond::State {
  explicit State(std::shared_ptr<Exchange> to) : exchange(std::move(to)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();
  std::shared_ptr<Exchange> exchange;
};

}  // namespace tacit::net

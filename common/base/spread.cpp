#include "common/base/spread.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace tacit {
namespace {

constexpr std::size_t kFewest = 16;  // pieces for each thread

// Hands out the pieces, and keeps the first failure.
class Pieces {
 public:
  Pieces(std::size_t count, const std::function<void(std::size_t)>& work) : count_(count), work_(work) {}

  void take_all() noexcept {
    for (std::size_t i = next_++; i < count_; i = next_++) {
      try {
        work_(i);
      } catch (...) {
        const std::lock_guard lock(mutex_);
        if (!failure_) failure_ = std::current_exception();
      }
    }
  }
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  const std::size_t count_;
  const std::function<void(std::size_t)>& work_;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;
  std::exception_ptr failure_;
};

std::size_t helpers_for(std::size_t count) {
  const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
  return std::min(cores, std::max<std::size_t>(1, count / kFewest)) - 1;
}

}  // namespace

void one_by_one(std::size_t count, const std::function<void(std::size_t)>& work) {
  Pieces pieces(count, work);
  pieces.take_all();
  pieces.rethrow();
}

void on_all_cores(std::size_t count, const std::function<void(std::size_t)>& work) {
  Pieces pieces(count, work);
  {
    std::vector<std::jthread> helpers;
    try {
      for (std::size_t i = helpers_for(count); i > 0; --i) helpers.emplace_back([&pieces] { pieces.take_all(); });
    } catch (const std::system_error&) {
      // The system gives no more threads: the work is done by those there are.
    }
    pieces.take_all();
  }
  pieces.rethrow();
}

}  // namespace tacit

#include "tools/scenario/player.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "tools/scenario/actor.hpp"
#include "tools/scenario/failure.hpp"

namespace tacit::scenario {
namespace {

constexpr std::size_t kThreads = 2;

std::string_view name_of(const Action& action) {
  constexpr std::string_view kNames[] = {"evening", "call",    "person", "group", "receive", "issue",
                                         "support", "correct", "void",   "link",  "sync"};
  return kNames[action.index()];
}

class Player {
 public:
  Player(const Plan& plan, std::vector<Device>& devices, const Clock& clock, const std::function<void()>& done)
      : plan_(plan), devices_(devices), clock_(clock), done_(done), made_(plan) {
    for (Device& device : devices) made_.devices.push_back(device.id());
  }

  Made play() {
    for (const Phase& phase : plan_.phases) play(phase);
    return std::move(made_);
  }

 private:
  void play(const Phase& phase) {
    // The busiest first, so that no thread is left with a long one at the end.
    std::vector<std::size_t> order(devices_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return phase.actions[a].size() > phase.actions[b].size(); });
    std::atomic<std::size_t> next = 0;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < kThreads; ++i)
      threads.emplace_back([&] {
        for (std::size_t at = next++; at < order.size(); at = next++) play_safely(phase, order[at]);
      });
    for (std::thread& thread : threads) thread.join();
    if (failure_) std::rethrow_exception(failure_);
  }

  void play_safely(const Phase& phase, std::size_t device) {
    try {
      play(phase, device);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
    }
  }

  void play(const Phase& phase, std::size_t device) {
    Actor actor(plan_, made_, devices_[device], device);
    for (const Action& action : phase.actions[device]) {
      const auto began = clock_.monotonic();
      must(actor.act(action), devices_[device].name() + ": " + std::string(name_of(action)));
      const std::lock_guard lock(mutex_);
      if (failure_) return;
      made_.seconds[std::string(name_of(action))] += std::chrono::duration<double>(clock_.monotonic() - began).count();
      done_();
    }
  }

  const Plan& plan_;
  std::vector<Device>& devices_;
  const Clock& clock_;
  const std::function<void()>& done_;
  Made made_;
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace

Made play(const Plan& plan, std::vector<Device>& devices, const Clock& clock, const std::function<void()>& done) {
  return Player(plan, devices, clock, done).play();
}

std::size_t count_actions(const Plan& plan) {
  std::size_t count = 0;
  for (const Phase& phase : plan.phases)
    for (const auto& actions : phase.actions) count += actions.size();
  return count;
}

}  // namespace tacit::scenario

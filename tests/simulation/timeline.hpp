#pragma once
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "tests/support/test_clock.hpp"

namespace tacit::simulation {

// Virtual time, and what happens in it. Nothing is ever at once with something else: events run one after another by
// time, and of the same second in the order in which they were planned.
//
// A process is code that can wait in the middle (for an answer of the network). It has a thread so that it keeps its
// stack while it waits, but only one thread runs at any moment, and which one is decided by the plan alone.
class Timeline {
 public:
  explicit Timeline(test::TestClock& clock);
  ~Timeline();  // unwinds the processes that still wait
  Timeline(const Timeline&) = delete;
  Timeline& operator=(const Timeline&) = delete;

  void after(std::chrono::seconds delay, std::function<void()> event);
  // Runs it from here up to its first wait.
  void start(std::function<void()> process);
  // For a process: until somebody calls what `wake` was given. Exactly once for each wait.
  void wait(const std::function<void(std::function<void()> wake)>& arrange);

  // Events in their order until `end` lies before the next one, or none is left; then it is `end`. What a process or an
  // event throws comes out here.
  void run_for(std::chrono::seconds length);
  std::chrono::seconds now() const { return now_; }

 private:
  class Process;
  void resume(Process& process);
  void sweep();

  test::TestClock& clock_;
  std::chrono::seconds now_{0};
  std::multimap<std::chrono::seconds, std::function<void()>> plan_;  // equal keys keep the order of insertion
  std::vector<std::unique_ptr<Process>> processes_;
  Process* running_ = nullptr;
};

}  // namespace tacit::simulation

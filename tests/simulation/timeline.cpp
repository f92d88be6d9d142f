#include "tests/simulation/timeline.hpp"

#include <exception>
#include <semaphore>
#include <thread>

#include "common/base/result.hpp"

namespace tacit::simulation {
namespace {

// Takes a waiting process apart when the history ends before it.
struct Abandoned {};

}  // namespace

class Timeline::Process {
 public:
  explicit Process(std::function<void()> work) : work_(std::move(work)), thread_([this] { live(); }) {}
  ~Process() {
    abandoned_ = true;
    if (!ended_) go_on();
    thread_.join();
  }

  // The baton goes over, and comes back at the next wait or at the end.
  void go_on() {
    go_.release();
    back_.acquire();
  }
  void pause() {
    back_.release();
    go_.acquire();
    if (abandoned_) throw Abandoned();
  }
  bool ended() const { return ended_; }
  std::exception_ptr take_failure() { return std::exchange(failure_, nullptr); }

 private:
  void live() {
    go_.acquire();
    try {
      if (!abandoned_) work_();
    } catch (const Abandoned&) {
      // Nothing is to be said by what was taken apart.
    } catch (...) {
      failure_ = std::current_exception();
    }
    ended_ = true;
    back_.release();
  }

  const std::function<void()> work_;
  std::binary_semaphore go_{0}, back_{0};
  bool abandoned_ = false, ended_ = false;
  std::exception_ptr failure_;
  std::thread thread_;
};

Timeline::Timeline(test::TestClock& clock) : clock_(clock) {}
Timeline::~Timeline() { processes_.clear(); }

void Timeline::after(std::chrono::seconds delay, std::function<void()> event) {
  plan_.emplace(now_ + delay, std::move(event));
}

void Timeline::start(std::function<void()> process) {
  ASSERT_INVARIANT(running_ == nullptr);
  processes_.push_back(std::make_unique<Process>(std::move(process)));
  resume(*processes_.back());
}

void Timeline::wait(const std::function<void(std::function<void()> wake)>& arrange) {
  Process* const self = running_;
  ASSERT_INVARIANT(self != nullptr);
  arrange([this, self] { resume(*self); });
  self->pause();
}

void Timeline::resume(Process& process) {
  ASSERT_INVARIANT(running_ == nullptr);
  running_ = &process;
  process.go_on();
  running_ = nullptr;
  if (const auto failure = process.take_failure()) std::rethrow_exception(failure);
}

void Timeline::sweep() {
  std::erase_if(processes_, [](const auto& process) { return process->ended(); });
}

void Timeline::run_for(std::chrono::seconds length) {
  const auto end = now_ + length;
  while (!plan_.empty() && plan_.begin()->first <= end) {
    auto next = plan_.extract(plan_.begin());
    clock_.advance(next.key() - now_);
    now_ = next.key();
    next.mapped()();
    sweep();
  }
  clock_.advance(end - now_);
  now_ = end;
}

}  // namespace tacit::simulation

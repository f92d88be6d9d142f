#pragma once
#include <atomic>
#include <chrono>
#include <mutex>

#include "client/web/job.hpp"
#include "client/web/opened.hpp"
#include "client/web/sending.hpp"
#include "common/base/json.hpp"

namespace tacit::web {

// The largest body of a call: a hand-over of everybody.
constexpr std::size_t kMostOfACall = 24u << 20;

// Behind the gate: one vault, closed or open, and the calls of docs/web.md. Thread-safe: one call at a time, and while
// one waits for the server the others take turns with it.
class Desk {
 public:
  struct Place {
    std::filesystem::path vault;
    usecases::Dial dial;
  };
  // The clock outlives it.
  Desk(const Clock& clock, Place place);
  ~Desk();  // locks

  bool is_open();
  // Any call but `hello`; `body` is JSON.
  Result<json::object> answer(std::string_view call, std::string_view body);
  // Closes the vault and wipes its keys, when the call that is under way has ended. For good: nothing is opened again.
  // Idempotent, at any time.
  void lock();
  bool is_locked_for_good() const { return closed_; }
  std::chrono::nanoseconds idle() const {
    return clock_.monotonic() - touched_.load();
  }  // since somebody did something

 private:
  Result<json::object> unlock(const json::value& body);
  Result<json::object> run(std::string_view call, const json::value& body);
  // Of what goes on beside calls, one thing at a time. Empty if it is none of that.
  std::optional<Result<json::object>> run_beside(std::string_view call, const json::value& body);

  const Clock& clock_;
  const Place place_;
  std::atomic<bool> closed_ = false;
  std::atomic<std::chrono::nanoseconds> touched_;
  std::mutex mutex_;  // guards what follows
  std::optional<Opened> opened_;
  Sending sending_;
  Job job_;
};

}  // namespace tacit::web

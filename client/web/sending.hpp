#pragma once
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "client/usecases/sync.hpp"
#include "common/base/json.hpp"

namespace tacit::web {

// A sync that goes on beside other calls: it holds their mutex only while it uses the vault, never while it waits for
// the server.
class Sending {
 public:
  // `mutex` guards the vault that `online` names, and this object's own state.
  explicit Sending(std::mutex& mutex) : mutex_(mutex) {}
  // The mutex is not held; stopped before.
  ~Sending();

  // The rest with the mutex held.

  bool is_running() const { return running_; }
  // busy if one goes on.
  Result<void> start(const usecases::Online& online);
  // It ends at once and never uses the vault again: the vault may go. What was sent stays sent.
  void stop();
  json::object state() const;

 private:
  void run(const usecases::Online& online);
  Result<sync::Outcome> exchange(const usecases::Online& online, std::unique_lock<std::mutex>& lock);

  std::mutex& mutex_;
  std::thread thread_;
  bool running_ = false, wanted_ = true;
  usecases::Connection* connection_ = nullptr;  // of the run
  std::uint64_t to_send_ = 0, sent_ = 0, received_ = 0;
  std::optional<Result<sync::Outcome>> ended_;
};

}  // namespace tacit::web

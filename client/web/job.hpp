#pragma once
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "client/usecases/connection.hpp"
#include "common/base/json.hpp"

namespace tacit::web {

// What goes over the network and takes as long as that takes. `online` reaches the server in a way that gives others
// the vault while it waits.
using Task = std::function<Result<json::object>(const usecases::Online& online)>;

// One task that goes on beside calls. The mutex guards the vault and this object's own state; the task has it, but for
// the time it waits for the server.
class Job {
 public:
  explicit Job(std::mutex& mutex) : mutex_(mutex) {}
  // The mutex is not held; stopped before.
  ~Job();

  // The rest with the mutex held.

  bool is_running() const { return running_; }
  // busy if one goes on. `name` is that of the call.
  Result<void> start(std::string name, Task task, const usecases::Online& online);
  // It ends at once and never uses the vault again: the vault may go. What was done stays done.
  void stop();
  // What the last one answered is nobody's any more.
  void forget();
  json::object state() const;
  // The same, once with the answer of a task that leaves a secret (an invitation), which is forgotten then.
  json::object take_state();

 private:
  class Line;
  bool is_secret() const { return name_ == "invite"; }
  void run(const Task& task, const usecases::Online& online);

  std::mutex& mutex_;
  std::thread thread_;
  bool running_ = false, wanted_ = true;
  Line* line_ = nullptr;  // to the server, while there is one
  std::string name_;
  std::optional<Result<json::object>> ended_;
};

}  // namespace tacit::web

#include "client/web/job.hpp"

namespace tacit::web {
namespace {

// Thrown out of a task that is to end without another look at the vault.
struct Stopped {};

// Others have what the mutex guards while this lives.
class Away {
 public:
  explicit Away(std::unique_lock<std::mutex>& lock) : lock_(lock) { lock_.unlock(); }
  Away(const Away&) = delete;
  Away& operator=(const Away&) = delete;
  ~Away() { lock_.lock(); }

 private:
  std::unique_lock<std::mutex>& lock_;
};

}  // namespace

// A way to the server on which the vault is left to others while an answer is waited for.
class Job::Line final : public net::Transport {
 public:
  Line(std::unique_ptr<net::Transport> inner, Job& job, std::unique_lock<std::mutex>& lock)
      : inner_(std::move(inner)), job_(job), lock_(lock) {
    job_.line_ = this;
  }
  ~Line() override { job_.line_ = nullptr; }

  Result<net::HttpResponse> send(const net::HttpRequest& request) override {
    if (!job_.wanted_) throw Stopped();
    auto answer = [&] {
      const Away away(lock_);
      return inner_->send(request);
    }();
    if (!job_.wanted_) throw Stopped();
    return answer;
  }
  void cancel() override { inner_->cancel(); }

 private:
  std::unique_ptr<net::Transport> inner_;
  Job& job_;
  std::unique_lock<std::mutex>& lock_;
};

Job::~Job() {
  if (thread_.joinable()) thread_.join();
}

Result<void> Job::start(std::string name, Task task, const usecases::Online& online) {
  if (running_)
    return fail(Code::busy, wanted_ ? Literal("something goes on already")
                                    : Literal("it was stopped, and ends when the server has answered"));
  // It has ended; only its thread is left.
  if (thread_.joinable()) thread_.join();
  name_ = std::move(name);
  ended_.reset();
  wanted_ = true;
  // It waits for the mutex, which is held here.
  thread_ = std::thread([this, task = std::move(task), online] { run(task, online); });
  running_ = true;
  return {};
}

void Job::stop() {
  if (!running_) return;
  wanted_ = false;
  if (line_ != nullptr) line_->cancel();
}

void Job::forget() {
  name_.clear();
  ended_.reset();
}

void Job::run(const Task& task, const usecases::Online& online) {
  std::unique_lock lock(mutex_);
  const usecases::Dial dial = [&](const net::Endpoint& server,
                                  const std::vector<Hash>& pins) -> Result<std::unique_ptr<net::Transport>> {
    TRY(auto inner, online.dial(server, pins));
    return std::make_unique<Line>(std::move(inner), *this, lock);
  };
  Result<json::object> ended = fail(Code::unavailable, "the disk, the memory or a limit of this machine stopped it");
  try {
    if (wanted_) ended = task({online.vault, online.clock, dial});
  } catch (const Stopped&) {
    // `state` says so; the vault may be gone.
  } catch (const std::exception&) {
    // The boundary of this thread: `ended` says so. Effects were applied whole or not at all.
  }
  ended_ = std::move(ended);
  running_ = false;
}

json::object Job::take_state() {
  auto out = state();
  if (!is_secret() || !ended_ || running_) return out;
  if (wanted_ && *ended_) out["answer"] = **ended_;
  forget();
  return out;
}

json::object Job::state() const {
  json::object out{{"state", running_ ? "running" : "idle"}};
  if (!name_.empty()) out["job"] = name_;
  if (running_ || !ended_) return out;
  if (!wanted_) {
    out["state"] = "stopped";
  } else if (*ended_) {
    out["state"] = "done";
    if (!is_secret()) out["answer"] = **ended_;
  } else {
    out["state"] = "failed";
    out["code"] = name_of(ended_->error().code).c_str();
    out["detail"] = ended_->error().text.c_str();
  }
  return out;
}

}  // namespace tacit::web

#include "client/web/sending.hpp"

namespace tacit::web {
namespace {

// The mutex is held whenever the sync is not waiting for the server.
class SharedVault final : public usecases::Turns {
 public:
  SharedVault(std::unique_lock<std::mutex>& lock, const bool& wanted,
              std::function<void(const sync::Effects&)> remembered)
      : lock_(lock), wanted_(wanted), remembered_(std::move(remembered)) {}

  void leave() override { lock_.unlock(); }
  bool take() override {
    lock_.lock();
    return wanted_;
  }
  void remembered(const sync::Effects& effects) override { remembered_(effects); }

 private:
  std::unique_lock<std::mutex>& lock_;
  const bool& wanted_;
  std::function<void(const sync::Effects&)> remembered_;
};

}  // namespace

Sending::~Sending() {
  if (thread_.joinable()) thread_.join();
}

Result<void> Sending::start(const usecases::Online& online) {
  if (running_)
    return fail(Code::busy, wanted_ ? Literal("sending goes on already")
                                    : Literal("it was stopped, and ends when the server has answered"));
  // It has ended; only its thread is left.
  if (thread_.joinable()) thread_.join();
  to_send_ = online.vault.unsent();
  sent_ = received_ = 0;
  ended_.reset();
  wanted_ = true;
  // It waits for the mutex, which is held here.
  thread_ = std::thread([this, online] { run(online); });
  running_ = true;
  return {};
}

void Sending::stop() {
  if (!running_) return;
  wanted_ = false;
  if (connection_ != nullptr) connection_->cancel();
}

Result<sync::Outcome> Sending::exchange(const usecases::Online& online, std::unique_lock<std::mutex>& lock) {
  if (!wanted_) return fail(Code::not_ready, "it was stopped before it began");
  TRY(usecases::Connection connection, usecases::Connection::open(online));
  connection_ = &connection;
  // With the mutex held again, whatever ended it.
  struct Forget {
    std::unique_lock<std::mutex>& lock;
    usecases::Connection*& connection;
    ~Forget() {
      if (!lock.owns_lock()) lock.lock();
      connection = nullptr;
    }
  } const forget{lock, connection_};
  SharedVault turns(lock, wanted_, [this](const sync::Effects& effects) {
    sent_ += effects.sent.size();
    received_ += effects.received.size();
  });
  return usecases::synchronise(online.vault, online.clock, connection, turns);
}

void Sending::run(const usecases::Online& online) {
  std::unique_lock lock(mutex_);
  Result<sync::Outcome> ended = fail(Code::unavailable, "the disk, the memory or a limit of this machine stopped it");
  try {
    ended = exchange(online, lock);
  } catch (const std::exception&) {
    // The boundary of this thread: `ended` says so. Effects were applied whole or not at all.
  }
  ended_ = std::move(ended);
  running_ = false;
}

json::object Sending::state() const {
  json::object out{{"state", running_ ? "running" : "idle"}, {"sent", sent_}, {"received", received_}};
  out["to_send"] = to_send_;
  if (running_ || !ended_) return out;
  const auto failed = *ended_ ? usecases::require_complete(**ended_) : Result<void>(fail(ended_->error()));
  out["state"] = failed ? "done" : "failed";
  if (failed) return out;
  if (!wanted_) out["state"] = "stopped";
  out["code"] = name_of(failed.error().code).c_str();
  out["detail"] = failed.error().text.c_str();
  return out;
}

}  // namespace tacit::web

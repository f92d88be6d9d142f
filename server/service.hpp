#pragma once
#include <functional>
#include <memory>

#include "common/base/clock.hpp"
#include "common/net/http.hpp"
#include "common/net/nonce.hpp"
#include "common/storage/group_commit.hpp"
#include "server/data_directory.hpp"
#include "server/keys.hpp"
#include "server/log/writer.hpp"

namespace tacit::server {

// A whole server but for its sockets: one organisation's database, log, roster and endpoints. Thread-safe.
class Service {
 public:
  struct Options {
    std::size_t readers = 2;  // as many as threads that call handle()
    GroupCommit::Limits queue;
  };

  // The clock outlives it. storage_damaged: what is stored does not lead to the stored root; nothing is changed.
  // busy: another server has the directory.
  static Result<std::unique_ptr<Service>> open(const Clock& clock, const DataDirectory& directory, ServerKeys keys,
                                               Options options);
  ~Service();

  // `reply` is called exactly once: at once, or later on the writer's thread.
  void handle(const net::HttpRequest& request, std::function<void(net::HttpResponse)> reply);

  // Goes into every response as net::kBootHeader.
  const net::BootId& boot() const;
  std::shared_ptr<const Snapshot> snapshot() const;

  // Answers what waits; further work is refused as busy.
  void stop();

 private:
  class Impl;
  explicit Service(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tacit::server

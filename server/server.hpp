#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "common/net/server.hpp"
#include "server/service.hpp"

namespace tacit::server {

struct ServerOptions {
  DataDirectory directory;
  std::string address = "127.0.0.1";  // numeric
  std::uint16_t port = 8443;          // 0: a free one
  unsigned threads = 2;
  net::ServerLimits limits;
  GroupCommit::Limits queue;
};

// A running server: a Service behind HTTPS. Threads of its own; all of its functions from any thread.
class Server {
 public:
  // Ready for requests when it returns. The clock outlives it; of the root key nothing is kept but what is derived.
  // Errors: those of Service::open and HttpServer::listen.
  static Result<std::unique_ptr<Server>> start(const Clock& clock, const RootKey& root, ServerOptions options);
  ~Server();  // stops

  std::uint16_t port() const { return http_.port(); }
  std::shared_ptr<const Snapshot> snapshot() const { return service_->snapshot(); }

  // Lets requests in flight finish, within limits.stop_time. Idempotent.
  void stop();

 private:
  Server(const Clock& clock, std::unique_ptr<Service> service, net::ServerOptions options);

  const std::unique_ptr<Service> service_;
  net::HttpServer http_;
};

}  // namespace tacit::server

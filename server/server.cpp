#include "server/server.hpp"

#include <algorithm>

#include "common/base/log.hpp"
#include "schema/limits.hpp"

namespace tacit::server {

Result<std::unique_ptr<Server>> Server::start(const Clock& clock, const RootKey& root, ServerOptions options) {
  ServerKeys keys = derive_keys(root);
  net::ServerOptions http{
      .limits = options.limits, .identity = keys.tls, .every_response = {}, .threads = options.threads};
  http.limits.body_bytes = std::min(http.limits.body_bytes, limits::kRequestBody);
  TRY(auto service,
      Service::open(clock, options.directory, std::move(keys), {.readers = options.threads, .queue = options.queue}));
  http.every_response.push_back({std::string(net::kBootHeader), net::to_text(service->boot())});
  std::unique_ptr<Server> server(new Server(clock, std::move(service), std::move(http)));
  CHECK(server->http_.listen(options.address, options.port));
  log_event(LogLevel::info, "serving", {{"port", server->port()}, {"threads", options.threads}});
  return server;
}

Server::Server(const Clock& clock, std::unique_ptr<Service> service, net::ServerOptions options)
    : service_(std::move(service)),
      http_(clock, std::move(options),
            [service = service_.get()](const net::HttpRequest& request, net::Respond respond) {
              service->handle(request, std::move(respond));
            }) {}

Server::~Server() { stop(); }

void Server::stop() {
  http_.stop();
  service_->stop();
}

}  // namespace tacit::server

#pragma once
#include <functional>

#include "server/api/endpoint.hpp"
#include "server/log/writer.hpp"

namespace tacit::server {

using Reply = std::function<void(net::HttpResponse)>;

// From a request to its endpoint, and from every outcome to a response. The only catch boundary of the server, and
// the only place where Code becomes a status (common/net/problem.hpp). Thread-safe.
class Router {
 public:
  // The writer outlives it.
  Router(Context context, Writer& writer) : context_(context), writer_(writer) {}

  // `reply` is called exactly once, here or later on the writer's thread.
  void handle(const net::HttpRequest& request, Reply reply) const;

 private:
  void answer(const Endpoint& endpoint, const net::HttpRequest& request, Reply reply) const;

  const Context context_;
  Writer& writer_;
};

}  // namespace tacit::server

#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/base/clock.hpp"
#include "common/net/http.hpp"
#include "common/net/limits.hpp"
#include "common/net/tls.hpp"

namespace tacit::net {

// The duty to answer one request. Copyable; may be called from any thread, also long after the handler returned and
// after the server is gone. The first call counts, later ones do nothing. When the last copy goes away uncalled, the
// client gets a 500.
class Respond {
 public:
  struct State;
  explicit Respond(std::shared_ptr<State> state) : state_(std::move(state)) {}
  void operator()(HttpResponse response) const;

 private:
  std::shared_ptr<State> state_;
};

// Runs on the server's threads, several at once; must not block for long. What it throws becomes a 500.
using Handler = std::function<void(HttpRequest, Respond)>;

struct ServerOptions {
  ServerLimits limits{};
  std::optional<TlsIdentity> identity{};  // none: plain HTTP, for loopback only
  std::vector<Header> every_response{};   // e.g. the boot id; also on answers the server makes itself
  unsigned threads = 2;
};

// A strict HTTP/1.1 server (RFC 9112): one grammar, everything else is a 400 with a problem body (RFC 9457) and a
// closed connection: Transfer-Encoding, HTTP/1.0, a missing or second Host, any field twice, Expect, Upgrade, folded
// lines, bare CR or LF, absolute-form targets, escapes or dot segments in the path. Memory per connection and in
// total is bounded by the limits. Handlers see complete requests only, whose body has exactly the announced length.
// Does not check signatures, digests or the value of Host: handlers do.
class HttpServer {
 public:
  // The clock outlives the server; it gives the Date field.
  HttpServer(const Clock& clock, ServerOptions options, Handler handler);
  ~HttpServer();  // stops
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Binds and starts the threads. Port 0 chooses a free one. Once per server. unavailable: the address cannot be
  // bound; invalid_argument: it is no numeric address.
  Result<void> listen(const std::string& address, std::uint16_t port);
  std::uint16_t port() const;

  // Stops accepting, closes idle connections, lets requests in flight finish for stop_time, then cuts the rest and
  // joins the threads. Idempotent. Not from a handler.
  void stop();

  // For status pages and tests.
  std::size_t open_connections() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tacit::net

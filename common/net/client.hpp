#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/ids.hpp"
#include "common/net/http.hpp"
#include "common/net/limits.hpp"

namespace tacit::net {

struct Endpoint {
  std::string host{};  // lower case; IPv6 without brackets
  std::uint16_t port = 443;
  bool operator==(const Endpoint&) const = default;

  std::string authority() const;  // as in Host and @authority: the default port left out, IPv6 in brackets
  std::string url() const;        // "https://host:port"
};

// "https://host[:port]" with nothing after it but an optional "/".
Result<Endpoint> parse_endpoint(std::string_view text);
// "host:port" of a SOCKS5 proxy.
Result<Endpoint> parse_proxy(std::string_view text);

struct ClientOptions {
  Endpoint endpoint{};
  std::vector<Hash> pins{};         // SPKI pins; the server's key must be one of them. Nothing else is checked.
  std::optional<Endpoint> proxy{};  // SOCKS5 (RFC 1928) without authentication; it resolves the server's name
  ClientLimits limits{};
};

// A blocking HTTPS client over one kept connection. One caller at a time. Every wait has a deadline except name
// resolution, which ends when the system's resolver gives up.
//
// A connection the server closed while it was idle is opened again once, for requests marked idempotent, and only
// when no byte of the answer had arrived. Nothing else is ever repeated. After any error the connection is dropped.
// A server with another key: alarm_key_mismatch, and not a byte of the request is sent.
// Host is the endpoint's authority, whatever the request says; sign requests for that.
class HttpClient final : public Transport {
 public:
  explicit HttpClient(ClientOptions options);
  ~HttpClient() override;

  Result<HttpResponse> send(const HttpRequest& request) override;

  void cancel() override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tacit::net

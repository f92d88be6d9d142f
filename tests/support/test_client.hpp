#pragma once
#include <string>
#include <string_view>

#include "common/base/clock.hpp"
#include "common/net/http.hpp"
#include "common/net/nonce.hpp"
#include "crypto/signing.hpp"
#include "server/service.hpp"

namespace tacit::test {

// Brings requests to a Service without a socket, adding what the HTTP server would.
class ServiceTransport final : public net::Transport {
 public:
  explicit ServiceTransport(server::Service& service) : service_(service) {}
  Result<net::HttpResponse> send(const net::HttpRequest& request) override;

 private:
  server::Service& service_;
};

net::HttpRequest request_of(std::string_view method, std::string_view path, std::string_view query,
                            std::string_view body, std::string_view authority = "127.0.0.1");

// Signed as by a client that knows the boot id, with a nonce of its own.
net::HttpRequest signed_request(net::HttpRequest request, const SigningKey& key, const net::BootId& boot,
                                std::chrono::sys_seconds created);

}  // namespace tacit::test

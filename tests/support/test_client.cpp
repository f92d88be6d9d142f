#include "tests/support/test_client.hpp"

#include <future>

#include "common/net/message_signature.hpp"

namespace tacit::test {

Result<net::HttpResponse> ServiceTransport::send(const net::HttpRequest& request) {
  std::promise<net::HttpResponse> promise;
  service_.handle(request, [&promise](net::HttpResponse response) { promise.set_value(std::move(response)); });
  net::HttpResponse response = promise.get_future().get();
  response.set_header(net::kBootHeader, net::to_text(service_.boot()));
  return response;
}

net::HttpRequest request_of(std::string_view method, std::string_view path, std::string_view query,
                            std::string_view body, std::string_view authority) {
  return {.method = std::string(method),
          .path = std::string(path),
          .query = std::string(query),
          .authority = std::string(authority),
          .headers = {},
          .body = std::string(body)};
}

net::HttpRequest signed_request(net::HttpRequest request, const SigningKey& key, const net::BootId& boot,
                                std::chrono::sys_seconds created) {
  net::Nonce nonce{.boot = boot, .random = {}};
  crypto::fill_random(nonce.random);
  net::sign_request(request, key, created, nonce);
  return request;
}

}  // namespace tacit::test

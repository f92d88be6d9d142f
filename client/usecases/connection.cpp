#include "client/usecases/connection.hpp"

#include "common/net/message_signature.hpp"
#include "common/net/problem.hpp"
#include "crypto/random.hpp"

namespace tacit::usecases {
namespace {

constexpr int kUnauthorized = 401;

bool is_success(int status) { return status >= 200 && status < 300; }

std::optional<net::BootId> boot_of(const net::HttpResponse& response) {
  const auto text = response.header(net::kBootHeader);
  if (!text) return std::nullopt;
  const auto boot = net::parse_boot_id(*text);
  return boot ? std::optional(*boot) : std::nullopt;
}

// Reads change nothing and entries are known by their hash; a link that arrived twice would look like a lost race.
net::Repeat repeat_of(const sync::Request& request) {
  return request.method == "GET" || request.path == api::kEntries ? net::Repeat::idempotent : net::Repeat::never;
}

}  // namespace

Dial dial_tls(const std::optional<net::Endpoint>& proxy) {
  return
      [proxy](const net::Endpoint& server, const std::vector<Hash>& pins) -> Result<std::unique_ptr<net::Transport>> {
        return std::unique_ptr<net::Transport>(std::make_unique<net::HttpClient>(
            net::ClientOptions{.endpoint = server, .pins = pins, .proxy = proxy, .limits = {}}));
      };
}

Connection::Connection(std::unique_ptr<net::Transport> transport, net::Endpoint server, const Clock& clock,
                       SigningKey key)
    : transport_(std::move(transport)), server_(std::move(server)), clock_(&clock), key_(std::move(key)) {}

Result<Connection> Connection::open(const Dial& dial, const Clock& clock, std::string_view url,
                                    const std::vector<Hash>& pins, SigningKey key) {
  TRY(net::Endpoint server, net::parse_endpoint(url));
  TRY(auto transport, dial(server, pins));
  return Connection(std::move(transport), std::move(server), clock, std::move(key));
}

Result<Connection> Connection::open(const Online& online) {
  TRY(const Vault::Identity identity, online.vault.identity());
  const Roster* roster = online.vault.roster();
  return open(online.dial, online.clock, identity.url,
              roster == nullptr ? identity.tls_pins : roster->service().tls_pins,
              SigningKey::from_seed(identity.sign_seed));
}

Result<api::Health> Connection::health() {
  net::HttpRequest request;
  request.method = "GET";
  request.path = api::kHealth;
  request.authority = server_.authority();
  request.repeat = net::Repeat::idempotent;
  TRY(const net::HttpResponse response, transport_->send(request));
  if (!is_success(response.status)) return fail(net::error_of(response));
  TRY(const api::Health health, api::decode<api::Health>(response.body));
  TRY(boot_, net::parse_boot_id(health.boot));
  offset_ = std::chrono::seconds(health.time) - clock_->now().time_since_epoch();
  return health;
}

Result<net::HttpResponse> Connection::send_signed(const sync::Request& request) {
  net::HttpRequest message;
  message.method = request.method;
  message.path = request.path;
  message.query = request.query;
  message.authority = server_.authority();
  message.body = request.body;
  message.repeat = repeat_of(request);
  if (!request.body.empty()) message.set_header("content-type", "application/json");
  const net::Nonce nonce{*boot_, random_id<Fixed<struct NonceTag, 16>>().bytes};
  net::sign_request(message, key_, clock_->now() + offset_, nonce);
  return transport_->send(message);
}

Result<std::string> Connection::exchange(const sync::Request& request) {
  if (!boot_) CHECK(health());
  TRY(net::HttpResponse response, send_signed(request));
  if (const auto boot = boot_of(response); response.status == kUnauthorized && boot && boot != boot_) {
    CHECK(health());
    TRY(response, send_signed(request));
  }
  if (!is_success(response.status)) return fail(net::error_of(response));
  return std::move(response.body);
}

}  // namespace tacit::usecases

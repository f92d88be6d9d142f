#pragma once
#include <functional>
#include <memory>
#include <optional>

#include "client/sync/machine.hpp"
#include "client/usecases/session.hpp"
#include "common/net/client.hpp"
#include "common/net/nonce.hpp"
#include "crypto/signing.hpp"
#include "schema/api.hpp"

namespace tacit::usecases {

// How a server is reached; simulations and tests put in their own.
using Dial =
    std::function<Result<std::unique_ptr<net::Transport>>(const net::Endpoint& server, const std::vector<Hash>& pins)>;
// TLS 1.3 to the pinned key, through a SOCKS5 proxy if one is given.
Dial dial_tls(const std::optional<net::Endpoint>& proxy = {});

// A session with a way to the server.
struct Online {
  Vault& vault;
  const Clock& clock;
  Dial dial;
  Session session() const { return {vault, clock}; }
};

// One device talking to one server: signs every request (RFC 9421, protocol §8), learns the offset of its clock from
// the server's and uses it for `created` alone, and when the server has been started anew takes its new boot id and
// tries once more. Nothing else is ever repeated. Blocking; one thread.
class Connection {
 public:
  // The clock outlives it. malformed: not a server's address.
  static Result<Connection> open(const Dial& dial, const Clock& clock, std::string_view url,
                                 const std::vector<Hash>& pins, SigningKey key);
  // To the organisation of the vault, pinned as its roster says (or its invitation, before there is one).
  static Result<Connection> open(const Online& online);

  Result<api::Health> health();
  // The body of a 2xx answer; anything else is the error its problem names.
  Result<std::string> exchange(const sync::Request& request);
  // Ends every exchange, present and future, with `unavailable`. From any thread.
  void cancel() { transport_->cancel(); }

 private:
  Connection(std::unique_ptr<net::Transport> transport, net::Endpoint server, const Clock& clock, SigningKey key);
  Result<net::HttpResponse> send_signed(const sync::Request& request);

  std::unique_ptr<net::Transport> transport_;
  net::Endpoint server_;
  const Clock* clock_;
  SigningKey key_;
  std::optional<net::BootId> boot_;
  std::chrono::seconds offset_{0};  // server's clock minus ours
};

}  // namespace tacit::usecases

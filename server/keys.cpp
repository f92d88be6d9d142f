#include "server/keys.hpp"

#include "crypto/hkdf.hpp"

namespace tacit::server {

ServerKeys derive_keys(const RootKey& root) {
  return {.database = server_database_key(root),
          .log = SigningKey::from_seed(server_log_seed(root)),
          .tls = net::TlsIdentity::from_seed(server_tls_seed(root))};
}

roster::ServiceKeys service_keys(const ServerKeys& keys) {
  return {.log_pk = keys.log.sign_public(), .oprf_pk = {}, .tls_pins = {keys.tls.spki_pin()}};
}

}  // namespace tacit::server

#pragma once
#include "common/net/tls.hpp"
#include "crypto/secret.hpp"
#include "crypto/signing.hpp"
#include "schema/roster_ops.hpp"

namespace tacit::server {

// Everything the server derives from its root key (protocol §1). The root key itself is not needed any more then.
struct ServerKeys {
  DatabaseKey database;
  SigningKey log;
  net::TlsIdentity tls;
};
ServerKeys derive_keys(const RootKey& root);

// What the genesis link has to name.
roster::ServiceKeys service_keys(const ServerKeys& keys);

}  // namespace tacit::server

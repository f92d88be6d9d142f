#pragma once
#include <memory>

#include "common/base/ids.hpp"
#include "crypto/secret.hpp"
#include "crypto/signing.hpp"

namespace tacit::net {

// The server's TLS key: Ed25519 from a seed, with a certificate made in memory. The same seed gives the same pin at
// every start; the rest of the certificate carries no information and nobody looks at it.
// TLS 1.3 only (RFC 8446): no tickets, no resumption, no early data, no compression. Copyable: copies share the key.
// Throws std::runtime_error if OpenSSL cannot do its part.
class TlsIdentity {
 public:
  // OpenSSL keeps its own copy of the key, in ordinary memory that it wipes when the last TlsIdentity goes.
  static TlsIdentity from_seed(const TlsSeed& seed);

  // SHA-256 over the DER SubjectPublicKeyInfo (RFC 7469 §2.4): what invitations and the roster carry.
  const Hash& spki_pin() const;

  struct State;
  const std::shared_ptr<State>& state() const { return state_; }  // for this module's own files

 private:
  explicit TlsIdentity(std::shared_ptr<State> state) : state_(std::move(state)) {}
  std::shared_ptr<State> state_;
};

// The pin a server with this Ed25519 key shows (RFC 8410 §4).
Hash spki_pin_of(const VerifyKey& key);

}  // namespace tacit::net

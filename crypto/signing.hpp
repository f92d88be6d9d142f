#pragma once
#include "common/base/bytes.hpp"
#include "common/base/ids.hpp"
#include "common/base/result.hpp"
#include "crypto/secret.hpp"

namespace tacit {

using VerifyKey = Fixed<struct VerifyKeyTag, 32>;
using Signature = Fixed<struct SignatureTag, 64>;

// The first 16 bytes of SHA-256 of the public key (protocol §1).
DeviceId device_id_of(const VerifyKey& key);

// An Ed25519 key (RFC 8032). Signing is deterministic. It does not separate purposes: whoever signs more than one
// kind of message with a key makes the kinds distinct in the message (JWS typ, note text, …).
class SigningKey {
 public:
  static SigningKey from_seed(const SigningSeed& seed);

  const VerifyKey& sign_public() const { return public_; }
  DeviceId device_id() const { return device_id_of(public_); }
  Signature sign(ByteView message) const;

 private:
  using Expanded = Secret<struct ExpandedSigningKeyTag, 64>;
  SigningKey(Expanded secret, const VerifyKey& public_key) : secret_(std::move(secret)), public_(public_key) {}
  Expanded secret_;
  VerifyKey public_;
};

// `bad_signature` unless the signature is right, canonical, and the key neither of small order nor non-canonical.
Result<void> verify_signature(const VerifyKey& key, ByteView message, const Signature& signature);

}  // namespace tacit

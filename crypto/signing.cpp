#include "crypto/signing.hpp"

#include <sodium.h>

#include "crypto/hash.hpp"

namespace tacit {

DeviceId device_id_of(const VerifyKey& key) { return DeviceId::from(sha256(key.view()).view()); }

SigningKey SigningKey::from_seed(const SigningSeed& seed) {
  VerifyKey public_key;
  Expanded secret = Expanded::made_by([&](std::span<std::uint8_t> out) {
    crypto_sign_seed_keypair(public_key.bytes.data(), out.data(), seed.expose(Expose()).data());
  });
  return {std::move(secret), public_key};
}

Signature SigningKey::sign(ByteView message) const {
  Signature out;
  crypto_sign_detached(out.bytes.data(), nullptr, message.data(), message.size(), secret_.expose(Expose()).data());
  return out;
}

Result<void> verify_signature(const VerifyKey& key, ByteView message, const Signature& signature) {
  if (crypto_sign_verify_detached(signature.bytes.data(), message.data(), message.size(), key.bytes.data()) != 0)
    return fail(Code::bad_signature, "the signature does not hold");
  return {};
}

}  // namespace tacit

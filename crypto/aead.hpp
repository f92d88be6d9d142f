#pragma once
#include <concepts>

#include "common/base/bytes.hpp"
#include "common/base/result.hpp"
#include "crypto/secret.hpp"

namespace tacit {

// What the ciphertext belongs to; it must be given, even if empty.
struct AssociatedData {
  explicit AssociatedData(ByteView view) : bytes(view) {}
  ByteView bytes;
};

constexpr std::size_t kAeadOverhead = 24 + 16;

namespace crypto {
Bytes aead_encrypt_raw(ByteView key, AssociatedData context, ByteView message);
Result<void> aead_decrypt_raw(ByteView key, AssociatedData context, ByteView ciphertext, std::span<std::uint8_t> out);
}  // namespace crypto

// XChaCha20-Poly1305-IETF (draft-irtf-cfrg-xchacha-03); result is the random 24-byte nonce, then ciphertext and tag.
// Guarantee: secrecy and authenticity of the message together with its context, for any number of messages a key will
// see here. Not guaranteed: hiding of the length, freshness, or commitment to the key (a ciphertext can be made that
// opens under two keys).
template <std::derived_from<AeadPurpose> Tag>
Bytes aead_encrypt(const Secret<Tag, 32>& key, AssociatedData context, ByteView message) {
  return crypto::aead_encrypt_raw(key.expose(Expose()), context, message);
}
// `decryption_failed`, whatever the cause.
template <std::derived_from<AeadPurpose> Tag>
Result<Bytes> aead_decrypt(const Secret<Tag, 32>& key, AssociatedData context, ByteView ciphertext) {
  if (ciphertext.size() < kAeadOverhead) return fail(Code::decryption_failed, "the ciphertext does not open");
  Bytes out(ciphertext.size() - kAeadOverhead);
  CHECK(crypto::aead_decrypt_raw(key.expose(Expose()), context, ciphertext, out));
  return out;
}

}  // namespace tacit

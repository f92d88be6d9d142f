#pragma once
#include "common/base/bytes.hpp"
#include "common/base/result.hpp"
#include "crypto/secret.hpp"

namespace tacit {

using BoxPublicKey = Fixed<struct BoxPublicKeyTag, 32>;

// Canonical and not of small order; else `malformed`. To be asked of every key that comes from outside.
Result<void> check_box_public_key(const BoxPublicKey& key);

// An X25519 pair for sealed boxes.
class BoxKeyPair {
 public:
  static BoxKeyPair from_seed(const BoxSeed& seed);  // libsodium crypto_box_seed_keypair
  const BoxPublicKey& box_public() const { return public_; }
  const BoxSecretKey& secret() const { return secret_; }

 private:
  BoxKeyPair(BoxSecretKey secret, const BoxPublicKey& public_key) : secret_(std::move(secret)), public_(public_key) {}
  BoxSecretKey secret_;
  BoxPublicKey public_;
};

constexpr std::size_t kSealOverhead = 48;

// libsodium sealed box (X25519, XSalsa20-Poly1305, BLAKE2b nonce). Guarantee: only the holder of the secret key reads
// it, and a changed box does not open. Not guaranteed: who sent it, that the sender cannot have made it for another
// context, or the length: pad first where it matters. `malformed` for a bad public key.
Result<Bytes> seal_to(const BoxPublicKey& recipient, ByteView message);
// `decryption_failed`, whatever the cause.
Result<Bytes> open_sealed(const BoxKeyPair& recipient, ByteView box);
// The same for 32 secret bytes (wraps of epoch seeds and shared secrets), never leaving locked memory.
namespace crypto {
Result<void> open_sealed_into(const BoxKeyPair& recipient, ByteView box, std::span<std::uint8_t> out);
}
template <class Tag, std::size_t N>
Result<Bytes> seal_secret(const BoxPublicKey& recipient, const Secret<Tag, N>& secret) {
  return seal_to(recipient, secret.expose(Expose()));
}
template <class S>
Result<S> open_sealed_secret(const BoxKeyPair& recipient, ByteView box) {
  Result<void> opened;
  S out = S::made_by([&](std::span<std::uint8_t> bytes) { opened = crypto::open_sealed_into(recipient, box, bytes); });
  CHECK(opened);
  return out;
}

// Sealed copies (protocol §4): ISO/IEC 7816-4 padding (0x80, then zeros) to the smallest of 512, 1024 … 131072 bytes
// that is longer than the message. `too_large` when there is none.
constexpr std::size_t kSmallestBucket = 512;
constexpr std::size_t kLargestBucket = 131072;
Result<Bytes> pad_to_bucket(ByteView message);
// Only what pad_to_bucket makes: `malformed` for another size, other padding, or a bucket larger than needed.
Result<Bytes> unpad_bucket(ByteView padded);

}  // namespace tacit

#include "crypto/sealed_box.hpp"

#include <sodium.h>

#include <bit>

namespace tacit {
namespace {

constexpr Literal kBadKey = "not a public key that can be sealed to";

// Below 2^255 − 19, little-endian. X25519 itself would ignore the top bit and reduce the rest.
bool is_canonical(const BoxPublicKey& key) {
  const auto& b = key.bytes;
  if (b[31] != 0x7f) return b[31] < 0x7f;
  for (std::size_t i = 30; i > 0; --i)
    if (b[i] != 0xff) return true;
  return b[0] < 0xed;
}

std::size_t bucket_for(std::size_t message_size) { return std::max(kSmallestBucket, std::bit_ceil(message_size + 1)); }

}  // namespace

Result<void> check_box_public_key(const BoxPublicKey& key) {
  static constexpr ByteArray<32> kAnyScalar{1};
  ByteArray<32> shared;
  if (!is_canonical(key) || crypto_scalarmult(shared.data(), kAnyScalar.data(), key.bytes.data()) != 0)
    return fail(Code::malformed, kBadKey);
  return {};
}

BoxKeyPair BoxKeyPair::from_seed(const BoxSeed& seed) {
  BoxPublicKey public_key;
  BoxSecretKey secret = BoxSecretKey::made_by([&](std::span<std::uint8_t> out) {
    crypto_box_seed_keypair(public_key.bytes.data(), out.data(), seed.expose(Expose()).data());
  });
  return {std::move(secret), public_key};
}

Result<Bytes> seal_to(const BoxPublicKey& recipient, ByteView message) {
  Bytes box(message.size() + kSealOverhead);
  // -1 is libsodium's answer to a point of small order.
  if (!is_canonical(recipient) ||
      crypto_box_seal(box.data(), message.data(), message.size(), recipient.bytes.data()) != 0)
    return fail(Code::malformed, kBadKey);
  return box;
}

Result<void> crypto::open_sealed_into(const BoxKeyPair& recipient, ByteView box, std::span<std::uint8_t> out) {
  if (box.size() != out.size() + kSealOverhead ||
      crypto_box_seal_open(out.data(), box.data(), box.size(), recipient.box_public().bytes.data(),
                           recipient.secret().expose(Expose()).data()) != 0)
    return fail(Code::decryption_failed, "the sealed box does not open");
  return {};
}

Result<Bytes> open_sealed(const BoxKeyPair& recipient, ByteView box) {
  Bytes out(box.size() < kSealOverhead ? 0 : box.size() - kSealOverhead);
  CHECK(crypto::open_sealed_into(recipient, box, out));
  return out;
}

Result<Bytes> pad_to_bucket(ByteView message) {
  if (message.size() >= kLargestBucket) return fail(Code::too_large, "larger than the largest sealed copy");
  Bytes out;
  out.reserve(bucket_for(message.size()));
  out.assign(message.begin(), message.end());
  out.push_back(0x80);
  out.resize(bucket_for(message.size()));
  return out;
}

Result<Bytes> unpad_bucket(ByteView padded) {
  std::size_t end = padded.size();
  while (end > 0 && padded[end - 1] == 0) --end;
  if (padded.size() > kLargestBucket || end == 0 || padded[end - 1] != 0x80 || bucket_for(end - 1) != padded.size())
    return fail(Code::malformed, "the padding is not the one the protocol demands");
  return to_bytes(padded.first(end - 1));
}

}  // namespace tacit

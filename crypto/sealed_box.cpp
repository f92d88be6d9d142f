#include "crypto/sealed_box.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "crypto/padding.hpp"

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

// The canonical points of small order, on the curve or its twist: X25519 of one with any scalar is zero.
constexpr std::array<ByteArray<32>, 5> kSmallOrder{{
    {},
    {1},
    {0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4, 0x6a,
     0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00},
    {0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef, 0x5b,
     0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f, 0x11, 0x57},
    {0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
}};

}  // namespace

Result<void> check_box_public_key(const BoxPublicKey& key) {
  // Compared, not multiplied: every reader of a roster link asks this of each key in it.
  if (!is_canonical(key) || std::find(kSmallOrder.begin(), kSmallOrder.end(), key.bytes) != kSmallOrder.end())
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

Result<Bytes> pad_to_bucket(ByteView message) { return pad_to_power_of_two(message, kSmallestBucket, kLargestBucket); }
Result<Bytes> unpad_bucket(ByteView padded) { return unpad_power_of_two(padded, kSmallestBucket, kLargestBucket); }

}  // namespace tacit

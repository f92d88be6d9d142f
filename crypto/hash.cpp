#include "crypto/hash.hpp"

#include <sodium.h>

#include "common/base/result.hpp"

namespace tacit {

struct Sha256::State {
  crypto_hash_sha256_state sodium;
};

Sha256::Sha256() : state_(std::make_unique<State>()) { crypto_hash_sha256_init(&state_->sodium); }

Sha256::~Sha256() = default;

Sha256& Sha256::add(ByteView bytes) {
  ASSERT_INVARIANT(state_ != nullptr);
  crypto_hash_sha256_update(&state_->sodium, bytes.data(), bytes.size());
  return *this;
}

Hash Sha256::finish() {
  ASSERT_INVARIANT(state_ != nullptr);
  Hash out;
  crypto_hash_sha256_final(&state_->sodium, out.bytes.data());
  state_.reset();
  return out;
}

Hash sha256(std::initializer_list<ByteView> parts) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (const ByteView part : parts) crypto_hash_sha256_update(&state, part.data(), part.size());
  Hash out;
  crypto_hash_sha256_final(&state, out.bytes.data());
  sodium_memzero(&state, sizeof state);
  return out;
}

ByteArray<64> sha512(ByteView bytes) {
  ByteArray<64> out;
  crypto_hash_sha512(out.data(), bytes.data(), bytes.size());
  return out;
}

Hash crypto::hmac_sha256_raw(ByteView key, ByteView message) {
  ASSERT_INVARIANT(!key.empty());
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  crypto_auth_hmacsha256_update(&state, message.data(), message.size());
  Hash out;
  crypto_auth_hmacsha256_final(&state, out.bytes.data());
  sodium_memzero(&state, sizeof state);
  return out;
}

bool equal_macs(const Hash& a, const Hash& b) { return crypto::equal_constant_time(a.view(), b.view()); }

void append(Bytes& out, ByteView bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

void append_u32(Bytes& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

void append_u64(Bytes& out, std::uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

void append_lp(Bytes& out, ByteView bytes) {
  ASSERT_INVARIANT(bytes.size() <= 0xffffffffu);
  append_u32(out, static_cast<std::uint32_t>(bytes.size()));
  append(out, bytes);
}

std::uint32_t read_u32(ByteView bytes) {
  std::uint32_t out = 0;
  for (const std::uint8_t byte : bytes.first(4)) out = (out << 8) | byte;
  return out;
}

std::uint64_t read_u64(ByteView bytes) {
  std::uint64_t out = 0;
  for (const std::uint8_t byte : bytes.first(8)) out = (out << 8) | byte;
  return out;
}

}  // namespace tacit

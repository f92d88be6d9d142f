#pragma once
#include <cstdint>
#include <initializer_list>
#include <memory>

#include "common/base/bytes.hpp"
#include "common/base/ids.hpp"
#include "crypto/secret.hpp"

namespace tacit {

// SHA-256 (FIPS 180-4) of the parts put one after another. The parts are not separated: use append_lp where
// their borders could be moved.
Hash sha256(std::initializer_list<ByteView> parts);
inline Hash sha256(ByteView bytes) { return sha256({bytes}); }

// The same, piece by piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  Sha256& add(ByteView bytes);
  // Once; nothing may be added after it.
  Hash finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

ByteArray<64> sha512(ByteView bytes);

// HMAC-SHA-256 (RFC 2104). Compare a received tag with equal_macs only.
namespace crypto {
Hash hmac_sha256_raw(ByteView key, ByteView message);
}
template <std::derived_from<MacPurpose> Tag>
Hash hmac_sha256(const Secret<Tag, 32>& key, ByteView message) {
  return crypto::hmac_sha256_raw(key.expose(Expose()), message);
}
bool equal_macs(const Hash& a, const Hash& b);  // constant time

void append(Bytes& out, ByteView bytes);
inline void append(Bytes& out, std::string_view text) { append(out, as_bytes(text)); }
// Big-endian.
void append_u32(Bytes& out, std::uint32_t value);
void append_u64(Bytes& out, std::uint64_t value);
// LP of protocol §1: u32 big-endian length, then the bytes (fewer than 2^32).
void append_lp(Bytes& out, ByteView bytes);
inline void append_lp(Bytes& out, std::string_view text) { append_lp(out, as_bytes(text)); }
// The caller has checked that there are 4 or 8 bytes.
std::uint32_t read_u32(ByteView bytes);
std::uint64_t read_u64(ByteView bytes);

}  // namespace tacit

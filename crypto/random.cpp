#include "crypto/random.hpp"

#include <sodium.h>

#include "common/base/result.hpp"
#include "crypto/init.hpp"

namespace tacit {

void crypto::fill_random(std::span<std::uint8_t> out) {
  init_crypto();
  if (!out.empty()) randombytes_buf(out.data(), out.size());
}

Bytes random_bytes(std::size_t count) {
  Bytes out(count);
  crypto::fill_random(out);
  return out;
}

std::uint32_t random_below(std::uint32_t bound) {
  ASSERT_INVARIANT(bound >= 1);
  init_crypto();
  return randombytes_uniform(bound);
}

std::uint64_t random_u64() {
  std::uint64_t out = 0;
  init_crypto();
  randombytes_buf(&out, sizeof out);
  return out;
}

}  // namespace tacit

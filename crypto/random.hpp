#pragma once
#include <cstdint>

#include "common/base/bytes.hpp"

namespace tacit {

// All from the system's generator through libsodium; fit for keys. Thread-safe.
Bytes random_bytes(std::size_t count);
// Uniform in 0 … bound−1, without modulo bias; bound ≥ 1.
std::uint32_t random_below(std::uint32_t bound);
std::uint64_t random_u64();

namespace crypto {
void fill_random(std::span<std::uint8_t> out);
}

// For the 16-byte ids of protocol §1 and any other Fixed.
template <class Id>
Id random_id() {
  Id out;
  crypto::fill_random(out.bytes);
  return out;
}

}  // namespace tacit

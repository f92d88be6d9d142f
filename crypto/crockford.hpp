#pragma once
#include <cstdint>
#include <span>

#include "common/base/bytes.hpp"

namespace tacit::crypto {

// Crockford's base 32 (0–9, A–Z without I, L, O, U), without branches or table look-ups on the characters, because
// recovery sheets pass through it.
constexpr std::uint8_t kNoCrockfordValue = 0xff;
char crockford_digit(std::uint8_t value);  // upper case; of the low five bits
// Lower case is taken as upper, O as 0, I and L as 1.
std::uint8_t crockford_value(char digit);

constexpr std::size_t crockford_length(std::size_t bytes) { return (bytes * 8 + 4) / 5; }
// Most significant bit first; spare bits at the end are zero. out.size() == crockford_length(bytes.size()).
void encode_crockford(ByteView bytes, std::span<char> out);
// False for a wrong character; spare bits are not looked at. digits.size() == crockford_length(out.size()).
bool decode_crockford(std::span<const char> digits, std::span<std::uint8_t> out);

}  // namespace tacit::crypto

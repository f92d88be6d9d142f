#include "crypto/crockford.hpp"

#include "common/base/result.hpp"

namespace tacit::crypto {
namespace {

// 1 if a > b, for small values, without a branch.
constexpr unsigned above(unsigned a, unsigned b) { return (b - a) >> 31; }

// All ones if a == b, else 0.
constexpr unsigned same(unsigned a, unsigned b) { return 0u - (((a ^ b) - 1u) >> 31); }

}  // namespace

char crockford_digit(std::uint8_t value) {
  const unsigned v = value & 31u;
  // The steps over ':'…'@' and over I, L, O, U.
  const unsigned c =
      '0' + v + above(v, 9) * ('A' - '0' - 10) + above(v, 17) + above(v, 19) + above(v, 21) + above(v, 26);
  return static_cast<char>(c);
}

std::uint8_t crockford_value(char digit) {
  unsigned c = static_cast<unsigned char>(digit);
  c -= 32u * (above(c, 'a' - 1) & above('z' + 1, c));
  const unsigned is_number = 0u - (above(c, '0' - 1) & above('9' + 1, c));
  const unsigned is_letter = 0u - (above(c, 'A' - 1) & above('Z' + 1, c));
  // No digits of their own: I, L and O, which are read as 1, 1 and 0, and U.
  const unsigned left_out = same(c, 'I') | same(c, 'L') | same(c, 'O') | same(c, 'U');
  const unsigned letter = c - 'A' + 10 - above(c, 'I') - above(c, 'L') - above(c, 'O') - above(c, 'U');
  unsigned found = (is_number & (c - '0' + 1)) | (is_letter & ~left_out & (letter + 1));
  found |= (same(c, 'I') | same(c, 'L')) & 2u;
  found |= same(c, 'O') & 1u;
  return static_cast<std::uint8_t>(found - 1u);
}

void encode_crockford(ByteView bytes, std::span<char> out) {
  ASSERT_INVARIANT(out.size() == crockford_length(bytes.size()));
  unsigned pending = 0;
  unsigned bits = 0;
  std::size_t at = 0;
  for (const std::uint8_t byte : bytes) {
    pending = (pending << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) out[at++] = crockford_digit(static_cast<std::uint8_t>(pending >> (bits - 5)));
    pending &= 31u;
  }
  if (bits > 0) out[at] = crockford_digit(static_cast<std::uint8_t>(pending << (5 - bits)));
}

bool decode_crockford(std::span<const char> digits, std::span<std::uint8_t> out) {
  ASSERT_INVARIANT(digits.size() == crockford_length(out.size()));
  unsigned wrong = 0;
  unsigned pending = 0;
  unsigned bits = 0;
  std::size_t at = 0;
  for (const char digit : digits) {
    const unsigned value = crockford_value(digit);
    wrong |= value >> 5;
    pending = ((pending << 5) | (value & 31u)) & 0xffffu;
    bits += 5;
    if (bits >= 8 && at < out.size()) {
      bits -= 8;
      out[at++] = static_cast<std::uint8_t>(pending >> bits);
    }
  }
  return wrong == 0;
}

}  // namespace tacit::crypto

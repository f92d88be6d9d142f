#include "crypto/client_code.hpp"

#include <array>
#include <span>

#include "crypto/crockford.hpp"
#include "crypto/random.hpp"

namespace tacit {
namespace {

constexpr std::size_t kCodeDigits = 10;
using CodeDigits = std::array<std::uint8_t, kCodeDigits>;

CodeDigits code_digits(std::uint64_t bits) {
  CodeDigits out{};
  for (std::size_t i = 0; i < kCodeDigits; ++i) out[i] = static_cast<std::uint8_t>((bits >> (45 - 5 * i)) & 31u);
  return out;
}

// Multiplication by α = 2 in GF(32) with x^5 + x^2 + 1.
std::uint8_t times_alpha(unsigned v) { return static_cast<std::uint8_t>(((v << 1) ^ ((v >> 4) * 0x25u)) & 31u); }

// Σ α^(i+1)·c_i by Horner's rule.
std::uint8_t check_digit(const CodeDigits& digits) {
  unsigned sum = 0;
  for (std::size_t i = kCodeDigits; i-- > 0;) sum = times_alpha(sum ^ digits[i]);
  return static_cast<std::uint8_t>(sum);
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

ClientCode ClientCode::random() { return {random_u64() >> 14}; }

std::string ClientCode::to_text() const {
  const CodeDigits digits = code_digits(bits);
  std::string out;
  for (std::size_t i = 0; i < kCodeDigits; ++i) {
    if (i == 5) out += '-';
    out += crypto::crockford_digit(digits[i]);
  }
  out += '-';
  out += crypto::crockford_digit(check_digit(digits));
  return out;
}

Result<ClientCode> ClientCode::parse(std::string_view text) {
  constexpr Literal kBad = "a code looks like K7QM2-X9D4F-T; one of its characters is wrong or missing";
  std::array<std::uint8_t, kCodeDigits + 1> values{};
  std::size_t count = 0;
  for (const char c : trimmed(text)) {
    if (c == '-') continue;
    const std::uint8_t value = crypto::crockford_value(c);
    if (value == crypto::kNoCrockfordValue || count == values.size()) return fail(Code::malformed, kBad);
    values[count++] = value;
  }
  if (count != values.size()) return fail(Code::malformed, kBad);
  ClientCode code;
  for (std::size_t i = 0; i < kCodeDigits; ++i) code.bits = (code.bits << 5) | values[i];
  if (check_digit(code_digits(code.bits)) != values[kCodeDigits]) return fail(Code::malformed, kBad);
  return code;
}

}  // namespace tacit

#include "crypto/encoding.hpp"

#include <sodium.h>

#include <array>

#include "crypto/crockford.hpp"

namespace tacit::crypto {
namespace {

constexpr std::uint8_t kNoDigit = 0xff;
using ByteDigits = std::array<std::uint8_t, 256>;

constexpr ByteDigits digits_in(std::string_view alphabet) {
  ByteDigits out{};
  out.fill(kNoDigit);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    out[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  return out;
}

constexpr ByteDigits kUrlDigits = digits_in("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
constexpr ByteDigits kStandardDigits = digits_in("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

// In constant time, for secrets pass here too.
std::string encode_base64(ByteView bytes, int variant) {
  std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), variant);
  out.pop_back();  // libsodium counts the final zero
  return out;
}

// Not sodium_base642bin: 1.0.18 takes every byte above 127 for the last digit, so one byte string would have many
// texts.
Result<Bytes> decode_base64(std::string_view text, const ByteDigits& digits) {
  constexpr Literal kNotStrict = "not strict base64";
  if (text.size() % 4 == 1) return fail(Code::malformed, kNotStrict);
  const auto digit = [&](std::size_t at) { return unsigned{digits[static_cast<unsigned char>(text[at])]}; };
  Bytes out(text.size() * 3 / 4);
  auto to = out.begin();
  unsigned seen = 0;  // above 63 once one of them was no digit
  std::size_t at = 0;
  for (; at + 4 <= text.size(); at += 4) {
    const unsigned a = digit(at), b = digit(at + 1), c = digit(at + 2), d = digit(at + 3);
    seen |= a | b | c | d;
    *to++ = static_cast<std::uint8_t>(a << 2 | b >> 4);
    *to++ = static_cast<std::uint8_t>(b << 4 | c >> 2);
    *to++ = static_cast<std::uint8_t>(c << 6 | d);
  }
  unsigned pending = 0, bits = 0;
  for (; at < text.size(); ++at) {
    seen |= digit(at);
    pending = (pending << 6) | digit(at);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    *to++ = static_cast<std::uint8_t>(pending >> bits);
    pending &= (1u << bits) - 1;
  }
  if (seen > 63 || pending != 0) return fail(Code::malformed, kNotStrict);
  return out;
}

void to_lower(std::string& text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
}

}  // namespace

std::string to_base64url(ByteView bytes) { return encode_base64(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING); }

Result<Bytes> from_base64url(std::string_view text) { return decode_base64(text, kUrlDigits); }

std::string to_base64(ByteView bytes) { return encode_base64(bytes, sodium_base64_VARIANT_ORIGINAL); }

Result<Bytes> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return fail(Code::malformed, "not strict base64");
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  return decode_base64(text, kStandardDigits);
}

std::string to_hex(ByteView bytes) {
  std::string out(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
  out.pop_back();
  return out;
}

Result<Bytes> from_hex(std::string_view text) {
  if (text.empty()) return Bytes();
  Bytes out(text.size() / 2);
  std::size_t size = 0;
  const bool upper = text.find_first_of("ABCDEF") != std::string_view::npos;
  if (upper || text.size() % 2 != 0 ||
      sodium_hex2bin(out.data(), out.size(), text.data(), text.size(), nullptr, &size, nullptr) != 0 ||
      size != out.size())
    return fail(Code::malformed, "not lower-case hexadecimal");
  return out;
}

std::string to_crockford(const ByteArray<16>& bytes) {
  std::string out(crockford_length(bytes.size()), '\0');
  encode_crockford(bytes, out);
  to_lower(out);
  return out;
}

Result<ByteArray<16>> from_crockford(std::string_view text) {
  ByteArray<16> out{};
  // Encoding again is the strictness: case, O/I/L and the two spare bits.
  if (text.size() != crockford_length(out.size()) || !decode_crockford(text, out) || to_crockford(out) != text)
    return fail(Code::malformed, "not an id of 26 lower-case characters");
  return out;
}

}  // namespace tacit::crypto

#include "crypto/sd_jwt.hpp"

#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"
#include "crypto/random.hpp"

namespace tacit {

std::string make_disclosure(std::string_view name, std::string_view value_json) {
  std::string text = "[\"";
  text += crypto::to_base64url(random_bytes(16));
  text += "\",";
  text += json::serialize(json::value(name));
  text += ',';
  text += value_json;
  text += ']';
  return crypto::to_base64url(as_bytes(text));
}

Result<Disclosure> parse_disclosure(std::string_view text, std::size_t max_bytes) {
  constexpr Literal kMalformed = "not a disclosure in the exact form the protocol demands";
  if (text.size() > max_bytes) return fail(Code::too_large, "the disclosure is over its size limit");
  TRY(const Bytes decoded, crypto::from_base64url(text));
  TRY(json::value parsed, json::parse(as_text(decoded), max_bytes));
  if (!parsed.is_array() || parsed.get_array().size() != 3) return fail(Code::malformed, kMalformed);
  json::array& parts = parsed.get_array();
  if (!parts[0].is_string() || !parts[1].is_string()) return fail(Code::malformed, kMalformed);
  TRY(const Bytes salt, crypto::from_base64url(std::string_view(parts[0].get_string())));
  const std::string_view name = parts[1].get_string();
  // RFC 9901 §7.1 keeps these two names for itself.
  if (salt.size() != 16 || name.empty() || name == "_sd" || name == "...") return fail(Code::malformed, kMalformed);
  Disclosure out{{}, std::string(name), std::move(parts[2])};
  std::copy_n(salt.begin(), out.salt.size(), out.salt.begin());
  return out;
}

Hash disclosure_digest(std::string_view text) { return sha256(as_bytes(text)); }

std::string sd_jwt_presentation(std::string_view jws, std::span<const std::string> disclosures) {
  std::string out(jws);
  out += '~';
  for (const std::string& disclosure : disclosures) {
    out += disclosure;
    out += '~';
  }
  return out;
}

}  // namespace tacit

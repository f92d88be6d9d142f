#include "crypto/jws.hpp"

#include <array>

#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"

namespace tacit {
namespace {

constexpr std::string_view kBeforeKid = R"({"alg":"Ed25519","kid":")";
constexpr std::string_view kBeforeTyp = R"(","typ":")";
constexpr std::string_view kEnd = R"("})";
constexpr std::size_t kKidSize = 26;
constexpr Literal kNotAnObject = "not a signed object in the exact form the protocol demands";
constexpr std::array kTyps = {Typ::roster, Typ::entry, Typ::shred, Typ::join, Typ::hand_over};

std::string header_tail(Typ typ) {
  std::string out(kBeforeTyp);
  out += typ_text(typ);
  out += kEnd;
  return out;
}

Result<DeviceId> read_header(std::string_view text, Typ expected) {
  TRY(const Bytes decoded, crypto::from_base64url(text));
  std::string_view header = as_text(decoded);
  if (!header.starts_with(kBeforeKid)) return fail(Code::malformed, kNotAnObject);
  header.remove_prefix(kBeforeKid.size());
  TRY(const DeviceId kid, parse_id<DeviceId>(header.substr(0, kKidSize)));
  header.remove_prefix(kKidSize);
  if (header == header_tail(expected)) return kid;
  for (const Typ other : kTyps)
    if (header == header_tail(other)) return fail(Code::wrong_kind, "a signed object of another kind");
  return fail(Code::malformed, kNotAnObject);
}

}  // namespace

std::string_view typ_text(Typ typ) {
  switch (typ) {
    case Typ::roster: return "tacit-roster+jwt";
    case Typ::entry: return "tacit-entry+sd-jwt";
    case Typ::shred: return "tacit-shred+jwt";
    case Typ::join: return "tacit-join+jwt";
    case Typ::hand_over: return "tacit-handover+jwt";
  }
  ASSERT_INVARIANT(false);
  return {};
}

std::string sign_jws(Typ typ, const SigningKey& key, std::string_view payload_json) {
  std::string header(kBeforeKid);
  header += id_text(key.device_id());
  header += header_tail(typ);
  std::string out = crypto::to_base64url(as_bytes(header));
  out += '.';
  out += crypto::to_base64url(as_bytes(payload_json));
  const Signature signature = key.sign(as_bytes(out));
  out += '.';
  out += b64(signature);
  return out;
}

Result<ParsedJws> parse_jws(std::string_view text, Typ expected, std::size_t max_bytes) {
  if (text.size() > max_bytes) return fail(Code::too_large, "the signed object is over its size limit");
  const std::size_t first = text.find('.');
  const std::size_t last = text.rfind('.');
  if (first == std::string_view::npos || first == last) return fail(Code::malformed, kNotAnObject);
  TRY(const DeviceId kid, read_header(text.substr(0, first), expected));
  TRY(const Bytes payload, crypto::from_base64url(text.substr(first + 1, last - first - 1)));
  TRY(const Signature signature, parse_b64<Signature>(text.substr(last + 1)));
  if (payload.empty()) return fail(Code::malformed, kNotAnObject);
  return ParsedJws{kid, std::string(text.substr(0, last)), std::string(as_text(payload)), signature};
}

Result<void> verify_jws(const ParsedJws& jws, const VerifyKey& key) {
  if (jws.kid != device_id_of(key)) return fail(Code::bad_signature, "signed under the name of another key");
  return verify_signature(key, as_bytes(jws.signing_input), jws.signature);
}

Hash hash_of_jws(std::string_view text) { return sha256(as_bytes(text)); }

}  // namespace tacit

#include "crypto/hash.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/jws.hpp"
#include "schema/codec.hpp"
#include "schema/invitation.hpp"
#include "schema/limits.hpp"

namespace tacit {
namespace {

Hash mac_of(const InvitationSecret& secret, std::string_view jws) {
  return hmac_sha256(join_mac_key(secret), as_bytes(jws));
}

}  // namespace

Result<SignedJoin> make_join(const InvitationId& inv, const InvitationSecret& secret, const SigningKey& key,
                             const BoxPublicKey& box_pk) {
  CHECK(check_box_public_key(box_pk));
  const json::object payload{
      {"v", 1}, {"inv", id_text(inv)}, {"sign_pk", b64(key.sign_public())}, {"box_pk", b64(box_pk)}};
  SignedJoin out{.jws = sign_jws(Typ::join, key, json::serialize(payload)), .mac = {}};
  out.mac = mac_of(secret, out.jws);
  return out;
}

Result<Join> read_join(std::string_view text) {
  TRY(const ParsedJws jws, parse_jws(text, Typ::join, limits::kJoin));
  TRY(const json::value from, json::parse(jws.payload_text, limits::kJoin));
  json::Fields f(from);
  codec::read_version(f);
  Join out;
  out.inv = codec::read_id<InvitationId>(f, "inv");
  out.keys.sign_pk = codec::read_fixed<VerifyKey>(f, "sign_pk");
  out.keys.box_pk = codec::read_fixed<BoxPublicKey>(f, "box_pk");
  CHECK(f.finish());
  CHECK(check_box_public_key(out.keys.box_pk));
  CHECK(verify_jws(jws, out.keys.sign_pk));
  return out;
}

Result<void> check_join_mac(const SignedJoin& join, const InvitationSecret& secret) {
  if (equal_macs(mac_of(secret, join.jws), join.mac)) return {};
  return fail(Code::bad_signature, "the join request was not made with this invitation");
}

// The two uses of the join key cannot be confused: a join and a genesis differ in the header that is authenticated.
Hash founding_mac(const InvitationSecret& secret, std::string_view genesis_jws) { return mac_of(secret, genesis_jws); }

std::string fingerprint(const roster::DeviceKeys& keys) {
  constexpr std::size_t kGroups = 8;
  const Hash hash = sha256({keys.sign_pk.view(), keys.box_pk.view()});
  std::string out;
  for (std::size_t group = 0; group < kGroups; ++group) {
    const std::string digits = std::to_string(read_u32(hash.view().subspan(4 * group, 4)) % 10000);
    if (group > 0) out += ' ';
    out += std::string(4 - digits.size(), '0') + digits;
  }
  return out;
}

}  // namespace tacit

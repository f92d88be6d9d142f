#pragma once
#include <string>

#include "crypto/secret.hpp"
#include "schema/roster_ops.hpp"

namespace tacit {

// What a newcomer is given face to face, as text or QR: enough to pin the server, the organisation and its roster.
// The secret never goes to the server (protocol §3). Text form: "tacit-invite-1." + base64url of the strict JSON.
struct Invitation {
  std::string url;  // https://host:port
  OrgId org;
  std::uint64_t roster_seq;
  Hash roster_hash;
  InvitationId inv;
  Day expires;              // last valid day
  InvitationSecret secret;  // 16 bytes
  Hash tls_pin;
};
std::string encode(const Invitation& invitation);
Result<Invitation> decode_invitation(std::string_view text);

// What `tacitd init` prints once: lets one device found the organisation on this server. Text: "tacit-found-1." + …
struct FoundingInvitation {
  std::string url;
  InvitationId inv;
  InvitationSecret secret;
  roster::ServiceKeys service;  // what the genesis must name
};
std::string encode(const FoundingInvitation& invitation);
Result<FoundingInvitation> decode_founding(std::string_view text);

// A join request: self-signed keys and an HMAC under the join key, which only the inviting steward can check.
struct Join {
  InvitationId inv;
  roster::DeviceKeys keys;
};
struct SignedJoin {
  std::string jws;  // typ tacit-join+jwt, payload {v, inv, sign_pk, box_pk}
  Hash mac;         // HMAC-SHA-256(join key, jws)
};
Result<SignedJoin> make_join(const InvitationId& inv, const InvitationSecret& secret, const SigningKey& key,
                             const BoxPublicKey& box_pk);
// Form and self-signature: all that the server can check.
Result<Join> read_join(std::string_view jws);
// The steward's check. constant time
Result<void> check_join_mac(const SignedJoin& join, const InvitationSecret& secret);
// The founder proves that it holds the founding invitation.
Hash founding_mac(const InvitationSecret& secret, std::string_view genesis_jws);

// What two people compare face to face: 8 groups of 4 digits from H(sign_pk ‖ box_pk).
std::string fingerprint(const roster::DeviceKeys& keys);

}  // namespace tacit

#pragma once
#include <string>
#include <string_view>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"
#include "crypto/signing.hpp"

namespace tacit {

enum class Typ { roster, entry, shred, join, hand_over };
// tacit-roster+jwt, tacit-entry+sd-jwt, tacit-shred+jwt, tacit-join+jwt, tacit-handover+jwt
std::string_view typ_text(Typ typ);

// JWS compact (RFC 7515) with alg "Ed25519" (RFC 9864), the key's device id as kid, and the kind as typ. The header
// has exactly these members in this order, so one signed object has one text.
std::string sign_jws(Typ typ, const SigningKey& key, std::string_view payload_json);

// Taken apart, not yet believed: until verify_jws says yes, everything in it is an assertion by nobody.
struct ParsedJws {
  DeviceId kid;
  std::string signing_input;  // header "." payload as received
  std::string payload_text;   // decoded; not yet parsed
  Signature signature;
};

// `too_large` over max_bytes, `malformed` for any other form, `wrong_kind` if it is another of our kinds.
Result<ParsedJws> parse_jws(std::string_view text, Typ expected, std::size_t max_bytes);
// `bad_signature` unless key is the one named by kid and made the signature. Says nothing about whether that
// device may sign this.
Result<void> verify_jws(const ParsedJws& jws, const VerifyKey& key);

// The name of a signed object everywhere (protocol §1): SHA-256 over its compact text as received.
Hash hash_of_jws(std::string_view text);

}  // namespace tacit

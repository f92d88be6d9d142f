#pragma once
#include <chrono>
#include <string>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"
#include "common/net/http.hpp"
#include "common/net/nonce.hpp"
#include "crypto/signing.hpp"

namespace tacit::net {

// HTTP Message Signatures (RFC 9421) in the single form of protocol §8: label sig1, Ed25519, covering exactly
//   ("@method" "@authority" "@path" "@query" "content-digest");created=…;keyid="…";nonce="…";tag="tacit"
// with Content-Digest (RFC 9530) always present as one sha-256. The parameters are accepted in that order and that
// spelling only; anything else is malformed. Pure: no clock, no I/O, thread-safe.
//
// Covered: method, authority, path, query and, through the digest, the body. Not covered: any other field; nothing
// may depend on them. Freshness is ReplayGuard's, rights are the caller's.
struct SignatureClaims {
  DeviceId key_id;
  std::chrono::sys_seconds created;
  Nonce nonce;
};

// Sets Content-Digest, Signature-Input and Signature. The authority must be set already, as the server will see it.
void sign_request(HttpRequest& request, const SigningKey& key, std::chrono::sys_seconds created, const Nonce& nonce);

// What the request claims, to look up the key by. Proves nothing yet.
Result<SignatureClaims> read_claims(const HttpRequest& request);

// Digest first, then signature; only after it may the body be parsed. malformed: fields missing or of another form;
// bad_signature: the digest is not the body's, or the signature not this key's.
Result<void> verify_request(const HttpRequest& request, const SignatureClaims& claims, const VerifyKey& key);

// The bytes that are signed (RFC 9421 §2.5). `digest` is the value of Content-Digest.
std::string signature_base(const HttpRequest& request, const SignatureClaims& claims, std::string_view digest);
// "sha-256=:…:"
std::string content_digest(std::string_view body);

}  // namespace tacit::net

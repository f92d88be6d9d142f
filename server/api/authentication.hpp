#pragma once
#include "server/api/endpoint.hpp"

namespace tacit::server {

// The one place that decides who is calling (protocol §8): digest, signature, freshness, then rights. Nothing of a
// body is parsed before its digest is right, and for devices not before the signature is.
//
// Not bound: the value of Host. A signature holds for one run of one server by the boot id in its nonce.
// Errors: malformed, bad_signature, expired (other boot, too old, seen before), busy, not_admitted, not_allowed, and
// for founder and joiner those of what they bring.
Result<Call> authenticate(const Context& context, Who who, const net::HttpRequest& request);

}  // namespace tacit::server

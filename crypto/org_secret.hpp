#pragma once
#include <string_view>

#include "common/base/ids.hpp"
#include "crypto/secret.hpp"

namespace tacit {

// The roster's commitment to a shared secret (protocol §3): H("tacit/v1/secret" ‖ LP(name) ‖ bytes).
// Binding and, since the 32 bytes are random, hiding.
Hash org_secret_commitment(std::string_view name, const OrgSecret& secret);

// The client's pseudonym in audit faces (protocol §7): HMAC-SHA-256(pseudonym key, client id)[:16]. Whoever has the
// key and a client id can link; without the key it says nothing beyond equality within the period.
Pseudonym pseudonym_of(const PseudonymKey& key, const ClientId& client);

}  // namespace tacit

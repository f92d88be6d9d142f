#include "crypto/org_secret.hpp"

#include "crypto/hash.hpp"

namespace tacit {

Hash org_secret_commitment(std::string_view name, const OrgSecret& secret) {
  Bytes prefix = to_bytes(as_bytes("tacit/v1/secret"));
  append_lp(prefix, name);
  return sha256({prefix, secret.expose(Expose())});
}

Pseudonym pseudonym_of(const PseudonymKey& key, const ClientId& client) {
  return Pseudonym::from(hmac_sha256(key, client.view()).view());
}

}  // namespace tacit

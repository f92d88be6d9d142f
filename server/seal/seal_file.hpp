#pragma once
#include <string>
#include <string_view>

#include "crypto/slots.hpp"

namespace tacit::server {

// The text of seal.json (protocol §9): the root key, wrapped under the custodians' passphrases. Slot 0 is the first
// custodian's. No I/O.

constexpr std::size_t kMaxSealBytes = 16 * 1024;

// invalid_argument: the cost is under the floor.
Result<std::string> seal_root(const RootKey& root, const SecretText& passphrase, Argon2Cost cost);

// storage_damaged, update_needed, wrong_passphrase.
Result<RootKey> unseal_root(std::string_view seal, const SecretText& passphrase);

}  // namespace tacit::server

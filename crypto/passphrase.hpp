#pragma once
#include <cstdint>

#include "common/base/bytes.hpp"
#include "common/base/result.hpp"
#include "crypto/secret.hpp"

namespace tacit {

struct Argon2Cost {
  std::uint32_t ops = 0;        // passes
  std::uint64_t mem_bytes = 0;  // one lane
  bool operator==(const Argon2Cost&) const = default;
};

// Compiled in: no option, file or variable goes below it. (libsodium's INTERACTIVE.)
constexpr Argon2Cost kArgon2Floor{2, 64ull << 20};
// Above it a damaged or hostile file would only stop the machine.
constexpr Argon2Cost kArgon2Ceiling{64, 4ull << 30};

using Argon2Salt = Fixed<struct Argon2SaltTag, 16>;

// `invalid_argument` outside floor and ceiling.
Result<void> check_cost(Argon2Cost cost);

// Argon2id v1.3 (RFC 9106), one lane. Guarantee: each guess costs an attacker this much too. Not guaranteed: strength
// of a guessable passphrase. Takes a good part of a second; throws std::bad_alloc if the memory is not to be had.
Result<SlotRoot> derive_slot_root(const SecretText& passphrase, const Argon2Salt& salt, Argon2Cost cost);

}  // namespace tacit

#include "crypto/passphrase.hpp"

#include <sodium.h>

#include <new>

namespace tacit {

static_assert(kArgon2Floor.ops == crypto_pwhash_OPSLIMIT_INTERACTIVE);
static_assert(kArgon2Floor.mem_bytes == crypto_pwhash_MEMLIMIT_INTERACTIVE);

Result<void> check_cost(Argon2Cost cost) {
  // Argon2 counts whole KiB; anything between would be the same cost written twice.
  if (cost.ops < kArgon2Floor.ops || cost.mem_bytes < kArgon2Floor.mem_bytes || cost.ops > kArgon2Ceiling.ops ||
      cost.mem_bytes > kArgon2Ceiling.mem_bytes || cost.mem_bytes % 1024 != 0)
    return fail(Code::invalid_argument, "the passphrase cost is outside the limits compiled in");
  return {};
}

Result<SlotRoot> derive_slot_root(const SecretText& passphrase, const Argon2Salt& salt, Argon2Cost cost) {
  CHECK(check_cost(cost));
  const ByteView text = passphrase.expose(Expose());
  return SlotRoot::made_by([&](std::span<std::uint8_t> out) {
    if (crypto_pwhash(out.data(), out.size(), reinterpret_cast<const char*>(text.data()), text.size(),
                      salt.bytes.data(), cost.ops, cost.mem_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
      throw std::bad_alloc();
  });
}

}  // namespace tacit

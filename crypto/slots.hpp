#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/bytes.hpp"
#include "common/base/result.hpp"
#include "crypto/passphrase.hpp"
#include "crypto/secret.hpp"

namespace tacit {

enum class SlotPurpose { vault, seal };

constexpr std::size_t kWrappedKeySize = 24 + 32 + 16;
using WrappedKey = Fixed<struct WrappedKeyTag, kWrappedKeySize>;

// The public half: everything a file holds. Unused slots are random and cannot be told from used ones.
struct SlotTable {
  Argon2Cost cost;
  Argon2Salt salt;
  std::vector<WrappedKey> slots;
};

// N slots that each wrap the same 32-byte key (or, by the caller's convention, another one) under a passphrase
// (protocol §9). One salt for all, so that trying every slot costs one Argon2id; each slot's key is bound to its index
// and to purpose, cost and salt, so slots cannot be moved or weakened.
// Not guaranteed: that an old copy of the file no longer opens. Not thread-safe beyond const.
template <SlotPurpose P>
class KeySlots {
 public:
  using Key = std::conditional_t<P == SlotPurpose::vault, VaultKey, RootKey>;
  struct Opened {
    Key key;
    std::size_t slot;
  };

  // Slot 0 wraps `key`, the other count−1 are random. `invalid_argument` if the cost is under the floor.
  static Result<KeySlots> create(const Key& key, const SecretText& passphrase, Argon2Cost cost, std::size_t count);
  explicit KeySlots(SlotTable table) : table_(std::move(table)) {}

  // Tries all slots, always; any failure is `wrong_passphrase`.
  Result<Opened> open(const SecretText& passphrase) const;
  // Writes slot `index` anew. `invalid_argument` if there is no such slot.
  Result<void> set(std::size_t index, const Key& key, const SecretText& passphrase);
  // Random again: nothing opens it.
  Result<void> wipe(std::size_t index);
  void wipe_all();

  const SlotTable& table() const { return table_; }

 private:
  SlotTable table_;
};

extern template class KeySlots<SlotPurpose::vault>;
extern template class KeySlots<SlotPurpose::seal>;
using VaultSlots = KeySlots<SlotPurpose::vault>;
using SealSlots = KeySlots<SlotPurpose::seal>;

// The vault's slots by use (protocol §9). What the wipe slot wraps is any fresh key: which slot opened tells.
constexpr std::size_t kVaultSlotCount = 4;
constexpr std::size_t kPassphraseSlot = 0;
constexpr std::size_t kRecoverySlot = 1;
constexpr std::size_t kSpareSlot = 2;
constexpr std::size_t kWipeSlot = 3;
constexpr std::size_t kMaxCustodians = 16;

// Vault header, version 1, big-endian: "TACITVLT" ‖ u32 version ‖ u32 ops ‖ u64 mem ‖ salt(16) ‖ 4 slots ‖
// SHA-256 of all before the slots. Damage outside the slots is `storage_damaged`, a newer version `update_needed`;
// damage inside a slot shows as `wrong_passphrase`.
constexpr std::size_t kVaultHeaderSize = 8 + 4 + 4 + 8 + 16 + kVaultSlotCount * kWrappedKeySize + 32;
Bytes encode_vault_header(const VaultSlots& slots);
Result<VaultSlots> decode_vault_header(ByteView file);

// seal.json, version 1: {"v","kdf":"argon2id","ops","mem","salt","slots":[…1–16…],"check"}; errors as above.
std::string encode_seal_file(const SealSlots& slots);
Result<SealSlots> decode_seal_file(std::string_view text);

}  // namespace tacit

#include "crypto/slots.hpp"

#include "crypto/aead.hpp"
#include "crypto/hash.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/random.hpp"

namespace tacit {
namespace {

// What every slot is bound to besides its index.
Bytes context_of(SlotPurpose purpose, const SlotTable& table) {
  Bytes out = to_bytes(as_bytes(purpose == SlotPurpose::vault ? "tacit/v1/vault-slot" : "tacit/v1/seal-slot"));
  append_u32(out, table.cost.ops);
  append_u64(out, table.cost.mem_bytes);
  append(out, table.salt.view());
  return out;
}

SlotKey key_for(SlotPurpose purpose, const SlotRoot& root, std::size_t index) {
  const auto i = static_cast<std::uint8_t>(index);
  return purpose == SlotPurpose::vault ? vault_slot_key(root, i) : seal_slot_key(root, i);
}

bool is_slot_count(SlotPurpose purpose, std::size_t count) {
  return purpose == SlotPurpose::vault ? count == kVaultSlotCount : count >= 1 && count <= kMaxCustodians;
}

}  // namespace

template <SlotPurpose P>
Result<KeySlots<P>> KeySlots<P>::create(const Key& key, const SecretText& passphrase, Argon2Cost cost,
                                        std::size_t count) {
  if (!is_slot_count(P, count)) return fail(Code::invalid_argument, "that number of key slots is not possible");
  KeySlots slots(SlotTable{cost, random_id<Argon2Salt>(), std::vector<WrappedKey>(count)});
  slots.wipe_all();
  CHECK(slots.set(0, key, passphrase));
  return slots;
}

template <SlotPurpose P>
auto KeySlots<P>::open(const SecretText& passphrase) const -> Result<Opened> {
  TRY(const SlotRoot root, derive_slot_root(passphrase, table_.salt, table_.cost));
  const Bytes context = context_of(P, table_);
  Result<Opened> found = fail(Code::wrong_passphrase, "the passphrase opens nothing here");
  for (std::size_t i = 0; i < table_.slots.size(); ++i) {
    const SlotKey slot_key = key_for(P, root, i);
    Result<void> opened;
    Key key = Key::made_by([&](std::span<std::uint8_t> out) {
      opened =
          crypto::aead_decrypt_raw(slot_key.expose(Expose()), AssociatedData(context), table_.slots[i].view(), out);
    });
    if (opened && !found) found = Opened{std::move(key), i};
  }
  return found;
}

template <SlotPurpose P>
Result<void> KeySlots<P>::set(std::size_t index, const Key& key, const SecretText& passphrase) {
  if (index >= table_.slots.size()) return fail(Code::invalid_argument, "there is no such key slot");
  TRY(const SlotRoot root, derive_slot_root(passphrase, table_.salt, table_.cost));
  const Bytes wrapped =
      aead_encrypt(key_for(P, root, index), AssociatedData(context_of(P, table_)), key.expose(Expose()));
  table_.slots[index] = WrappedKey::from(wrapped);
  return {};
}

template <SlotPurpose P>
Result<void> KeySlots<P>::wipe(std::size_t index) {
  if (index >= table_.slots.size()) return fail(Code::invalid_argument, "there is no such key slot");
  table_.slots[index] = random_id<WrappedKey>();
  return {};
}

template <SlotPurpose P>
void KeySlots<P>::wipe_all() {
  for (WrappedKey& slot : table_.slots) slot = random_id<WrappedKey>();
}

template class KeySlots<SlotPurpose::vault>;
template class KeySlots<SlotPurpose::seal>;

}  // namespace tacit

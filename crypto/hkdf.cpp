#include "crypto/hkdf.hpp"

#include <sodium.h>

#include "crypto/hash.hpp"

namespace tacit {
namespace {

constexpr std::size_t kHashSize = 64;

void hmac_sha512(std::span<std::uint8_t, kHashSize> out, ByteView key, std::initializer_list<ByteView> parts) {
  static constexpr std::uint8_t kNoKey = 0;  // libsodium demands an address even for nothing
  crypto_auth_hmacsha512_state state;
  crypto_auth_hmacsha512_init(&state, key.empty() ? &kNoKey : key.data(), key.size());
  for (const ByteView part : parts) crypto_auth_hmacsha512_update(&state, part.data(), part.size());
  crypto_auth_hmacsha512_final(&state, out.data());
  sodium_memzero(&state, sizeof state);
}

template <class S>
S derive(ByteView key_material, ByteView info) {
  return S::made_by([&](std::span<std::uint8_t> out) { crypto::hkdf_sha512(out, key_material, {}, info); });
}

template <class S>
S derive(ByteView key_material, std::string_view info) {
  return derive<S>(key_material, as_bytes(info));
}

SlotKey slot_key(const SlotRoot& root, std::string_view label, std::uint8_t index) {
  Bytes info = to_bytes(as_bytes(label));
  info.push_back(index);
  return derive<SlotKey>(root.expose(Expose()), info);
}

}  // namespace

void crypto::hkdf_sha512(std::span<std::uint8_t> out, ByteView key_material, ByteView salt, ByteView info) {
  ASSERT_INVARIANT(out.size() <= 255 * kHashSize);
  ByteArray<kHashSize> key;
  hmac_sha512(key, salt, {key_material});
  ByteArray<kHashSize> block;
  std::size_t block_size = 0;
  std::uint8_t counter = 1;
  for (std::size_t at = 0; at < out.size(); at += kHashSize, ++counter) {
    hmac_sha512(block, key, {ByteView(block).first(block_size), info, ByteView(&counter, 1)});
    block_size = kHashSize;
    std::copy_n(block.begin(), std::min(kHashSize, out.size() - at), out.begin() + static_cast<std::ptrdiff_t>(at));
  }
  sodium_memzero(key.data(), key.size());
  sodium_memzero(block.data(), block.size());
}

BoxKeyPair epoch_key_pair(const EpochSeed& seed, const OrgId& org, std::string_view scope, std::uint64_t n) {
  Bytes info = to_bytes(as_bytes("tacit/v1/epoch"));
  append_lp(info, org.view());
  append_lp(info, scope);
  append_u64(info, n);
  return BoxKeyPair::from_seed(derive<BoxSeed>(seed.expose(Expose()), info));
}

JoinMacKey join_mac_key(const InvitationSecret& secret) {
  return derive<JoinMacKey>(secret.expose(Expose()), "tacit/v1/join");
}

SigningSeed recovery_signing_seed(const RecoverySeed& seed) {
  return derive<SigningSeed>(seed.expose(Expose()), "tacit/v1/recovery/sign");
}

BoxSeed recovery_box_seed(const RecoverySeed& seed) {
  return derive<BoxSeed>(seed.expose(Expose()), "tacit/v1/recovery/box");
}

PseudonymKey pseudonym_key(const OrgSecret& secret, std::string_view period) {
  Bytes info = to_bytes(as_bytes("tacit/v1/pseudonym"));
  append_lp(info, period);
  return derive<PseudonymKey>(secret.expose(Expose()), info);
}

PackKey pack_key(const OrgSecret& secret) { return derive<PackKey>(secret.expose(Expose()), "tacit/v1/pack"); }

SlotKey vault_slot_key(const SlotRoot& root, std::uint8_t index) {
  return slot_key(root, "tacit/v1/vault-slot", index);
}

SlotKey seal_slot_key(const SlotRoot& root, std::uint8_t index) { return slot_key(root, "tacit/v1/seal-slot", index); }

DatabaseKey vault_database_key(const VaultKey& key) {
  return derive<DatabaseKey>(key.expose(Expose()), "tacit/v1/vault/db");
}

DatabaseKey server_database_key(const RootKey& key) {
  return derive<DatabaseKey>(key.expose(Expose()), "tacit/v1/server/db");
}

SigningSeed server_log_seed(const RootKey& key) {
  return derive<SigningSeed>(key.expose(Expose()), "tacit/v1/server/log");
}

OprfSeed server_oprf_seed(const RootKey& key) { return derive<OprfSeed>(key.expose(Expose()), "tacit/v1/server/oprf"); }

TlsSeed server_tls_seed(const RootKey& key) { return derive<TlsSeed>(key.expose(Expose()), "tacit/v1/server/tls"); }

}  // namespace tacit

#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "common/base/ids.hpp"
#include "crypto/sealed_box.hpp"
#include "crypto/secret.hpp"

namespace tacit {

namespace crypto {
// HKDF-SHA-512 (RFC 5869); out at most 255·64 bytes. An empty salt is the RFC's default of zeros.
// Guarantee: outputs for different infos are independent. No guarantee for key material that can be guessed:
// passphrases go through passphrase.hpp first.
void hkdf_sha512(std::span<std::uint8_t> out, ByteView key_material, ByteView salt, ByteView info);
}  // namespace crypto

// Every row of the table in protocol §1, one function each; LP(org) takes the 32 raw bytes.
BoxKeyPair epoch_key_pair(const EpochSeed& seed, const OrgId& org, std::string_view scope, std::uint64_t n);
JoinMacKey join_mac_key(const InvitationSecret& secret);
SigningSeed recovery_signing_seed(const RecoverySeed& seed);
BoxSeed recovery_box_seed(const RecoverySeed& seed);
// From the org secret `pseudonym/<year>`; period as in "2021Q1".
PseudonymKey pseudonym_key(const OrgSecret& secret, std::string_view period);
// From the org secret `pack/<generation>`.
PackKey pack_key(const OrgSecret& secret);
SlotKey vault_slot_key(const SlotRoot& root, std::uint8_t index);
SlotKey seal_slot_key(const SlotRoot& root, std::uint8_t index);
DatabaseKey vault_database_key(const VaultKey& key);
DatabaseKey server_database_key(const RootKey& key);
SigningSeed server_log_seed(const RootKey& key);
OprfSeed server_oprf_seed(const RootKey& key);
TlsSeed server_tls_seed(const RootKey& key);

}  // namespace tacit

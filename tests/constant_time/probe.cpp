#include <valgrind/memcheck.h>

#include <cstdio>
#include <cstring>
#include <functional>
#include <map>
#include <string>

#include "crypto/aead.hpp"
#include "crypto/crockford.hpp"
#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/init.hpp"
#include "crypto/org_secret.hpp"
#include "crypto/passphrase.hpp"
#include "crypto/recovery.hpp"
#include "crypto/signing.hpp"
#include "schema/invitation.hpp"

// Run under valgrind's memcheck. Secrets are declared undefined, so that each branch and each address that depends on
// one is reported as a use of undefined bytes. One case a run, named by the argument; those named "planted-…" leak on
// purpose.
namespace {

using namespace tacit;

void poison(ByteView bytes) { VALGRIND_MAKE_MEM_UNDEFINED(bytes.data(), bytes.size()); }
// What a comparison says, a public key and a signature are for everybody.
template <class T>
T published(T value) {
  VALGRIND_MAKE_MEM_DEFINED(&value, sizeof value);
  return value;
}
void publish(ByteView bytes) { VALGRIND_MAKE_MEM_DEFINED(bytes.data(), bytes.size()); }

template <class S>
S poisoned(std::uint8_t fill = 7) {
  S out = S::copy_from(Bytes(S::kSize, fill));
  poison(out.expose(Expose()));
  return out;
}

bool compares_secrets() {
  const auto a = poisoned<VaultKey>(), b = poisoned<VaultKey>(), other = poisoned<VaultKey>(8);
  const Bytes text(20, 'x');
  const SecretText one(std::span(reinterpret_cast<const char*>(text.data()), text.size()));
  poison(one.expose(Expose()));
  return published(a.equals(b)) && !published(a.equals(other)) && published(one.equals(one));
}

bool compares_macs() {
  const auto key = poisoned<JoinMacKey>();
  const Hash mac = hmac_sha256(key, as_bytes("message")), again = hmac_sha256(key, as_bytes("message"));
  return published(equal_macs(mac, again)) && !published(equal_macs(mac, Hash{}));
}

bool checks_joins() {
  const auto key = SigningKey::from_seed(SigningSeed::random());
  const auto box = BoxKeyPair::from_seed(BoxSeed::random());
  const auto open = InvitationSecret::copy_from(Bytes(16, 3));
  const SignedJoin join = make_join(InvitationId{}, open, key, box.box_public()).value();
  const auto secret = InvitationSecret::copy_from(Bytes(16, 3)), other = InvitationSecret::copy_from(Bytes(16, 4));
  poison(secret.expose(Expose()));
  poison(other.expose(Expose()));
  return check_join_mac(join, secret).has_value() && !check_join_mac(join, other).has_value();
}

bool opens_slots() {
  const auto root = poisoned<SlotRoot>();
  bool good = true;
  for (std::uint8_t i = 0; i < 4; ++i) {
    const SlotKey key = vault_slot_key(root, i), other = seal_slot_key(root, i);
    Bytes wrapped = aead_encrypt(key, AssociatedData(as_bytes("context")), poisoned<VaultKey>().expose(Expose()));
    publish(wrapped);
    good = good && aead_decrypt(key, AssociatedData(as_bytes("context")), wrapped).has_value() &&
           !aead_decrypt(other, AssociatedData(as_bytes("context")), wrapped).has_value();
  }
  return good;
}

bool derives_keys() {
  const auto epoch = epoch_key_pair(poisoned<EpochSeed>(), OrgId{}, "org", 1);
  const auto root = poisoned<RootKey>();
  const auto recovery = poisoned<RecoverySeed>();
  static_cast<void>(recovery_box_seed(recovery));
  static_cast<void>(recovery_signing_seed(recovery));
  static_cast<void>(server_database_key(root));
  static_cast<void>(server_oprf_seed(root));
  static_cast<void>(server_tls_seed(root));
  static_cast<void>(vault_database_key(poisoned<VaultKey>()));
  static_cast<void>(pack_key(poisoned<OrgSecret>()));
  static_cast<void>(join_mac_key(poisoned<InvitationSecret>()));
  static_cast<void>(org_secret_commitment("pack/1", poisoned<OrgSecret>()));
  const Hash pseudonym = hmac_sha256(pseudonym_key(poisoned<OrgSecret>(), "2021Q1"), as_bytes("client"));
  publish(pseudonym.view());
  publish(epoch.box_public().view());
  return pseudonym != Hash{} && check_box_public_key(epoch.box_public()).has_value();
}

bool signs() {
  const auto key = SigningKey::from_seed(server_log_seed(poisoned<RootKey>()));
  const VerifyKey public_key = published(key.sign_public());
  const Signature signature = published(key.sign(as_bytes("message")));
  return verify_signature(public_key, as_bytes("message"), signature).has_value();
}

bool opens_boxes() {
  const auto pair = BoxKeyPair::from_seed(poisoned<BoxSeed>());
  const BoxPublicKey public_key = published(pair.box_public());
  publish(pair.box_public().view());
  Bytes box = seal_secret(public_key, poisoned<EpochSeed>()).value();
  publish(box);
  const auto opened = open_sealed_secret<EpochSeed>(pair, box);
  box.back() ^= 1;
  return opened.has_value() && !open_sealed_secret<EpochSeed>(pair, box).has_value();
}

bool splits_and_combines_sheets() {
  const auto seed = poisoned<RecoverySeed>();
  const auto sheets = split_recovery_seed(seed);
  for (const auto& one : sheets)
    for (const auto& other : sheets) {
      if (one.number() == other.number()) continue;
      const auto again = combine_sheets(one, other);
      if (!again || !published(again->equals(seed))) return false;
    }
  return true;
}

// A printed sheet; the two characters with its version and number, and the separators, are no secret.
SecretText printed(const RecoverySheet& sheet) {
  SecretText text = sheet.to_text();
  const ByteView all = text.expose(Expose());
  poison(all);
  publish(all.first(2));
  for (std::size_t at = 4; at < all.size(); at += 5) publish(all.subspan(at, 1));
  return text;
}

bool prints_and_reads_sheets() {
  const auto seed = poisoned<RecoverySeed>();
  const auto sheets = split_recovery_seed(seed);
  const auto one = RecoverySheet::parse(printed(sheets[1])), other = RecoverySheet::parse(printed(sheets[2]));
  if (!one || !other) return false;
  const auto again = combine_sheets(*one, *other);
  return again && published(again->equals(seed));
}

bool codes_crockford() {
  const auto secret = poisoned<RecoverySeed>();
  std::array<char, crypto::crockford_length(32)> digits{};
  crypto::encode_crockford(secret.expose(Expose()), digits);
  ByteArray<32> back{};
  const bool readable = published(crypto::decode_crockford(digits, back));
  return readable && published(crypto::equal_constant_time(back, secret.expose(Expose())));
}

bool codes_base64() {
  const auto secret = poisoned<InvitationSecret>();
  const std::string text = crypto::to_base64url(secret.expose(Expose())) + crypto::to_hex(secret.expose(Expose()));
  return text.size() == 22 + 32;
}

bool plants_memcmp() {
  const auto a = poisoned<VaultKey>(), b = poisoned<VaultKey>();
  return std::memcmp(a.expose(Expose()).data(), b.expose(Expose()).data(), VaultKey::kSize) == 0;
}

bool plants_early_exit() {
  const auto a = poisoned<VaultKey>(), b = poisoned<VaultKey>();
  for (std::size_t i = 0; i < VaultKey::kSize; ++i)
    if (a.expose(Expose())[i] != b.expose(Expose())[i]) return false;
  return true;
}

bool plants_table() {
  static const Bytes table(256, 1);
  const auto secret = poisoned<VaultKey>();
  return published(*(table.data() + secret.expose(Expose())[0])) == 1;
}

const std::map<std::string, std::function<bool()>> kCases{{"compares-secrets", compares_secrets},
                                                          {"compares-macs", compares_macs},
                                                          {"checks-joins", checks_joins},
                                                          {"opens-slots", opens_slots},
                                                          {"derives-keys", derives_keys},
                                                          {"signs", signs},
                                                          {"opens-boxes", opens_boxes},
                                                          {"splits-and-combines-sheets", splits_and_combines_sheets},
                                                          {"prints-and-reads-sheets", prints_and_reads_sheets},
                                                          {"codes-crockford", codes_crockford},
                                                          {"codes-base64", codes_base64},
                                                          {"planted-memcmp", plants_memcmp},
                                                          {"planted-early-exit", plants_early_exit},
                                                          {"planted-table", plants_table}};

}  // namespace

// 0: it did what it should; 1: it did not; 2: no such case, or not under valgrind. "list" tells the cases.
int main(int argc, char** argv) {
  tacit::init_crypto();
  const std::string wanted = argc == 2 ? argv[1] : "";
  if (wanted == "list")
    for (const auto& [name, run] : kCases) std::puts(name.c_str());
  if (wanted == "list") return 0;
  const auto found = kCases.find(wanted);
  if (found == kCases.end() || RUNNING_ON_VALGRIND == 0) return 2;
  return found->second() ? 0 : 1;
}

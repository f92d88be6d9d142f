#include "crypto/hkdf.hpp"
#include "crypto/recovery.hpp"
#include "crypto/signing.hpp"
#include "crypto/slots.hpp"
#include "tests/support/golden.hpp"

// What lies on disks and on paper for years: the vault's header, the seal file, the recovery sheets.
namespace tacit {
namespace {

using test::Golden;

const Golden& golden() {
  static const Golden kGolden("keys-at-rest-v1.txt",
                              "f1f1a53eb187fcd60f995fe91c868c0f65490767e6912c8d96d65f393d1711ce");
  return kGolden;
}

SecretText words(std::string_view text) { return SecretText(text); }

template <class S>
bool is_frozen(const S& secret, std::string_view name) {
  return secret.equals(S::copy_from(golden().bytes(name)));
}

TEST(VaultHeaderGolden, VersionOne_IsReadAndWrittenIdentically) {
  const auto slots = decode_vault_header(golden().bytes("vault_header"));
  ASSERT_TRUE(slots);
  EXPECT_EQ(slots->table().cost, kArgon2Floor);
  EXPECT_EQ(encode_vault_header(*slots), golden().bytes("vault_header"));
}

TEST(VaultHeaderGolden, VersionOne_OpensWithEachOfItsPassphrases) {
  const auto slots = decode_vault_header(golden().bytes("vault_header"));
  ASSERT_TRUE(slots);
  const auto usual = slots->open(words(golden().one("vault_passphrase")));
  ASSERT_TRUE(usual);
  EXPECT_EQ(usual->slot, kPassphraseSlot);
  EXPECT_TRUE(is_frozen(usual->key, "vault_key"));
  EXPECT_TRUE(is_frozen(vault_database_key(usual->key), "vault_database_key"));
  const auto recovery = slots->open(words(golden().one("vault_recovery")));
  ASSERT_TRUE(recovery);
  EXPECT_EQ(recovery->slot, kRecoverySlot);
  EXPECT_TRUE(is_frozen(recovery->key, "vault_key"));
  const auto wipe = slots->open(words(golden().one("vault_wipe")));
  ASSERT_TRUE(wipe);
  EXPECT_EQ(wipe->slot, kWipeSlot);
  EXPECT_TRUE(is_frozen(wipe->key, "decoy_key"));
}

TEST(SealFileGolden, VersionOne_IsReadAndOpensForEachCustodian) {
  const std::string text = golden().one("seal_file") + "\n";
  const auto slots = decode_seal_file(text);
  ASSERT_TRUE(slots);
  EXPECT_EQ(encode_seal_file(*slots), text);
  const auto passphrases = golden().all("seal_passphrase");
  EXPECT_EQ(passphrases.size(), 2U);
  for (const std::string& passphrase : passphrases) {
    const auto opened = slots->open(words(passphrase));
    ASSERT_TRUE(opened);
    EXPECT_TRUE(is_frozen(opened->key, "root_key"));
  }
}

TEST(SealFileGolden, VersionOneRootKey_LeadsToTheSameKeys) {
  const RootKey root = RootKey::copy_from(golden().bytes("root_key"));
  EXPECT_TRUE(is_frozen(server_database_key(root), "server_database_key"));
  EXPECT_EQ(b64(SigningKey::from_seed(server_log_seed(root)).sign_public()), golden().one("server_log_key"));
}

TEST(RecoverySheetGolden, VersionOne_AnyTwoGiveTheSeedAndItsKeys) {
  std::vector<RecoverySheet> sheets;
  for (std::string text : golden().all("sheet")) {
    std::replace(text.begin(), text.end(), '/', '\n');
    auto sheet = RecoverySheet::parse(words(text));
    ASSERT_TRUE(sheet);
    EXPECT_EQ(as_text(sheet->to_text().expose(Expose())), text);
    sheets.push_back(std::move(*sheet));
  }
  ASSERT_EQ(sheets.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto seed = combine_sheets(sheets[i], sheets[(i + 1) % 3]);
    ASSERT_TRUE(seed);
    EXPECT_TRUE(is_frozen(*seed, "recovery_seed"));
    EXPECT_EQ(b64(SigningKey::from_seed(recovery_signing_seed(*seed)).sign_public()), golden().one("recovery_sign_pk"));
    EXPECT_EQ(b64(BoxKeyPair::from_seed(recovery_box_seed(*seed)).box_public()), golden().one("recovery_box_pk"));
  }
}

}  // namespace
}  // namespace tacit

#include "crypto/slots.hpp"

#include <gtest/gtest.h>

#include <set>

#include "crypto/hash.hpp"
#include "crypto/passphrase.hpp"
#include "tests/support/cases.hpp"
#include "vectors.hpp"

namespace tacit {
namespace {

SecretText words(std::string_view text) { return SecretText(text); }

TEST(Passphrase, IndependentVector_IsMet) {
  const json::value file = vectors::load("argon2id.json");
  for (const auto& test : file.at("tests").as_array()) {
    const Argon2Cost cost{test.at("ops").to_number<std::uint32_t>(), test.at("mem").to_number<std::uint64_t>()};
    const auto root =
        derive_slot_root(words(vectors::text(test, "passphrase")), vectors::hex_as<Argon2Salt>(test, "salt"), cost);
    EXPECT_EQ(crypto::to_hex(root.value().expose(Expose())), vectors::text(test, "root"));
  }
}

TEST(Passphrase, CostOutsideTheLimits_IsRefused) {
  const Argon2Cost floor = kArgon2Floor;
  for (const Argon2Cost bad : {Argon2Cost{}, Argon2Cost{1, floor.mem_bytes}, Argon2Cost{2, floor.mem_bytes - 1024},
                               Argon2Cost{2, floor.mem_bytes + 1}, Argon2Cost{65, floor.mem_bytes},
                               Argon2Cost{2, (4ull << 30) + 1024}, Argon2Cost{2, ~0ull}}) {
    const auto root = derive_slot_root(words("words"), Argon2Salt{}, bad);
    ASSERT_FALSE(root) << bad.ops << ' ' << bad.mem_bytes;
    EXPECT_EQ(root.error().code, Code::invalid_argument);
  }
  EXPECT_TRUE(check_cost(kArgon2Floor));
  EXPECT_TRUE(check_cost(kArgon2Ceiling));
}

// Argon2id is dear even at its floor, so one vault serves all tests that only read.
class VaultHeader : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    key_ = new VaultKey(VaultKey::copy_from(Bytes(32, 9)));
    slots_ = new VaultSlots(VaultSlots::create(*key_, words("right"), kArgon2Floor, kVaultSlotCount).value());
  }
  static void TearDownTestSuite() {
    delete slots_;
    delete key_;
  }
  static inline VaultKey* key_ = nullptr;
  static inline VaultSlots* slots_ = nullptr;
};

TEST_F(VaultHeader, RightPassphrase_OpensTheFirstSlot) {
  const auto opened = slots_->open(words("right"));
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->slot, kPassphraseSlot);
  EXPECT_TRUE(opened->key.equals(*key_));
}

TEST_F(VaultHeader, WrongPassphrase_IsTheOneError) {
  for (const std::string_view wrong : {"Right", "right ", "righ", ""})
    EXPECT_EQ(slots_->open(words(wrong)).error().code, Code::wrong_passphrase);
}

TEST_F(VaultHeader, FileRoundTrip_OpensAgain) {
  const Bytes file = encode_vault_header(*slots_);
  EXPECT_EQ(file.size(), kVaultHeaderSize);
  const auto read = decode_vault_header(file);
  ASSERT_TRUE(read);
  EXPECT_EQ(encode_vault_header(*read), file);
  EXPECT_TRUE(read->open(words("right")).value().key.equals(*key_));
}

TEST_F(VaultHeader, EveryFlippedBitOutsideTheSlots_IsDamage) {
  const Bytes file = encode_vault_header(*slots_);
  test::Cases cases("flipped bits");
  const std::size_t slots_begin = 40, slots_end = slots_begin + kVaultSlotCount * kWrappedKeySize;
  for (std::size_t bit = 0; bit < file.size() * 8; ++bit, ++cases) {
    const auto read = decode_vault_header(vectors::flipped(file, bit));
    if (bit / 8 >= slots_begin && bit / 8 < slots_end) {
      EXPECT_TRUE(read) << bit;
      continue;
    }
    ASSERT_FALSE(read) << bit;
    EXPECT_EQ(read.error().code, Code::storage_damaged) << bit;
  }
}

TEST_F(VaultHeader, DamagedSlot_IsTheOneError) {
  const Bytes file = encode_vault_header(*slots_);
  for (const std::size_t at : {40u, 70u, 40u + 71u}) {
    const auto read = decode_vault_header(vectors::flipped(file, at * 8));
    EXPECT_EQ(read.value().open(words("right")).error().code, Code::wrong_passphrase) << at;
  }
}

TEST_F(VaultHeader, OtherSizes_AreDamage) {
  const Bytes file = encode_vault_header(*slots_);
  test::Cases cases("cut files");
  for (std::size_t size = 0; size < file.size(); ++size, ++cases)
    EXPECT_EQ(decode_vault_header(ByteView(file).first(size)).error().code, Code::storage_damaged) << size;
  Bytes longer = file;
  longer.push_back(0);
  EXPECT_EQ(decode_vault_header(longer).error().code, Code::storage_damaged);
}

Bytes resummed(Bytes file) {
  const Hash check = sha256(ByteView(file).first(40));
  std::copy(check.bytes.begin(), check.bytes.end(), file.end() - 32);
  return file;
}

TEST_F(VaultHeader, OtherMagic_IsDamageEvenWithARightChecksum) {
  Bytes file = encode_vault_header(*slots_);
  file[0] ^= 1;
  EXPECT_EQ(decode_vault_header(resummed(file)).error().code, Code::storage_damaged);
}

TEST_F(VaultHeader, NewerVersion_AsksForAnUpdate) {
  Bytes file = encode_vault_header(*slots_);
  file[11] = 2;
  EXPECT_EQ(decode_vault_header(resummed(file)).error().code, Code::update_needed);
  file.push_back(0);
  EXPECT_EQ(decode_vault_header(file).error().code, Code::update_needed);
}

TEST_F(VaultHeader, CostBelowTheFloor_IsDamageEvenWithARightChecksum) {
  Bytes file = encode_vault_header(*slots_);
  file[15] = 1;
  EXPECT_EQ(decode_vault_header(resummed(file)).error().code, Code::storage_damaged);
}

TEST_F(VaultHeader, ChangedCostOrSalt_OpensNothing) {
  Bytes file = encode_vault_header(*slots_);
  file[15] = 3;
  EXPECT_EQ(decode_vault_header(resummed(file)).value().open(words("right")).error().code, Code::wrong_passphrase);
}

TEST_F(VaultHeader, SlotMovedToAnotherPlace_OpensNothing) {
  SlotTable table = slots_->table();
  std::swap(table.slots[0], table.slots[2]);
  EXPECT_EQ(VaultSlots(table).open(words("right")).error().code, Code::wrong_passphrase);
}

TEST_F(VaultHeader, SlotsOfAVault_DoNotOpenAsSeal) {
  EXPECT_EQ(SealSlots(slots_->table()).open(words("right")).error().code, Code::wrong_passphrase);
}

TEST_F(VaultHeader, UnusedSlots_LookAlikeAndDiffer) {
  const auto& slots = slots_->table().slots;
  EXPECT_EQ(std::set<WrappedKey>(slots.begin(), slots.end()).size(), kVaultSlotCount);
}

TEST(VaultSlotChanges, SetRewrapsAndWipeForgets) {
  const auto key = VaultKey::random();
  auto slots = VaultSlots::create(key, words("old"), kArgon2Floor, kVaultSlotCount).value();
  ASSERT_TRUE(slots.set(kRecoverySlot, key, words("recovery code")));
  ASSERT_TRUE(slots.set(kPassphraseSlot, key, words("new")));
  const auto decoy = VaultKey::random();
  ASSERT_TRUE(slots.set(kWipeSlot, decoy, words("wipe")));
  EXPECT_EQ(slots.open(words("old")).error().code, Code::wrong_passphrase);
  EXPECT_TRUE(slots.open(words("new")).value().key.equals(key));
  EXPECT_EQ(slots.open(words("recovery code")).value().slot, kRecoverySlot);
  const auto wipe = slots.open(words("wipe"));
  EXPECT_EQ(wipe.value().slot, kWipeSlot);
  EXPECT_FALSE(wipe.value().key.equals(key));
  ASSERT_TRUE(slots.wipe(kPassphraseSlot));
  EXPECT_FALSE(slots.open(words("new")));
  slots.wipe_all();
  EXPECT_FALSE(slots.open(words("recovery code")));
}

TEST(VaultSlotChanges, ImpossibleArguments_AreRefused) {
  const auto key = VaultKey::random();
  EXPECT_EQ(VaultSlots::create(key, words("w"), kArgon2Floor, 3).error().code, Code::invalid_argument);
  EXPECT_EQ(VaultSlots::create(key, words("w"), {1, 8192}, kVaultSlotCount).error().code, Code::invalid_argument);
  VaultSlots slots(SlotTable{kArgon2Floor, {}, std::vector<WrappedKey>(kVaultSlotCount)});
  EXPECT_EQ(slots.set(4, key, words("w")).error().code, Code::invalid_argument);
  EXPECT_EQ(slots.wipe(4).error().code, Code::invalid_argument);
  EXPECT_EQ(SealSlots::create(RootKey::random(), words("w"), kArgon2Floor, 0).error().code, Code::invalid_argument);
  EXPECT_EQ(SealSlots::create(RootKey::random(), words("w"), kArgon2Floor, 17).error().code, Code::invalid_argument);
}

class SealFile : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    text_ = new std::string(
        encode_seal_file(SealSlots::create(RootKey::copy_from(Bytes(32, 3)), words("right"), kArgon2Floor, 3).value()));
  }
  static void TearDownTestSuite() { delete text_; }
  static std::string with(std::string_view from, std::string_view to) {
    std::string out = *text_;
    const std::size_t at = out.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return out.replace(at, from.size(), to);
  }
  static inline std::string* text_ = nullptr;
};

TEST_F(SealFile, RoundTrip_Opens) {
  const auto read = decode_seal_file(*text_);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->table().slots.size(), 3u);
  EXPECT_EQ(encode_seal_file(*read), *text_);
  EXPECT_TRUE(read->open(words("right")).value().key.equals(RootKey::copy_from(Bytes(32, 3))));
  EXPECT_EQ(read->open(words("wrong")).error().code, Code::wrong_passphrase);
}

TEST_F(SealFile, AnyStructuralChange_IsDamage) {
  const std::string bad[] = {"",
                             "{}",
                             "[]",
                             *text_ + "x",
                             text_->substr(0, text_->size() / 2),
                             with("\"v\":1", "\"v\":2"),
                             with("\"v\":1", "\"v\":0"),
                             with("\"v\":1", "\"v\":1,\"v\":1"),
                             with("\"v\":1", "\"v\":1,\"more\":1"),
                             with("argon2id", "argon2i"),
                             with("\"ops\":2", "\"ops\":3"),
                             with("\"ops\":2", "\"ops\":1"),
                             with("\"mem\":67108864", "\"mem\":8192"),
                             with("\"salt\":\"", "\"salt\":\"A"),
                             with("\"slots\":[", "\"slots\":[1,"),
                             with("\"slots\":[", "\"slots\":[\"AAAA\","),
                             with("\"kdf\"", "\"kdx\"")};
  test::Cases cases("changed files");
  for (const std::string& text : bad) {
    ++cases;
    const auto read = decode_seal_file(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, Code::storage_damaged) << text;
  }
}

TEST_F(SealFile, CostOutsideTheLimits_IsDamageEvenWithARightChecksum) {
  const SlotTable sound = decode_seal_file(*text_).value().table();
  for (const Argon2Cost cost : {Argon2Cost{kArgon2Floor.ops - 1, kArgon2Floor.mem_bytes},
                                {kArgon2Floor.ops, kArgon2Floor.mem_bytes - 1024},
                                {kArgon2Ceiling.ops + 1, kArgon2Ceiling.mem_bytes},
                                {kArgon2Ceiling.ops, kArgon2Ceiling.mem_bytes + 1024}}) {
    SlotTable table = sound;
    table.cost = cost;
    const auto read = decode_seal_file(encode_seal_file(SealSlots(table)));
    ASSERT_FALSE(read) << cost.ops;
    EXPECT_EQ(read.error().code, Code::storage_damaged);
  }
}

TEST_F(SealFile, NoSlotOrTooMany_IsDamage) {
  SlotTable table = decode_seal_file(*text_).value().table();
  for (const std::size_t count : {std::size_t{0}, kMaxCustodians + 1}) {
    table.slots.resize(count);
    const auto read = decode_seal_file(encode_seal_file(SealSlots(table)));
    ASSERT_FALSE(read) << count;
    EXPECT_EQ(read.error().code, Code::storage_damaged);
  }
  table.slots.resize(kMaxCustodians);
  EXPECT_TRUE(decode_seal_file(encode_seal_file(SealSlots(table))));
}

TEST_F(SealFile, NewerVersion_AsksForAnUpdate) {
  const SlotTable table = decode_seal_file(*text_).value().table();
  Bytes structure = to_bytes(as_bytes("TACITSEA"));
  append_u32(structure, 2);
  append_u32(structure, table.cost.ops);
  append_u64(structure, table.cost.mem_bytes);
  append(structure, table.salt.view());
  std::string newer = with("\"v\":1", "\"v\":2");
  const std::size_t check = newer.find("\"check\":\"") + 9;
  newer.replace(check, 43, b64(sha256(structure)));
  const auto read = decode_seal_file(newer);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Code::update_needed);
}

TEST_F(SealFile, EveryTruncation_IsDamage) {
  test::Cases cases("cut files");
  for (std::size_t size = 0; size + 1 < text_->size(); ++size, ++cases)
    EXPECT_FALSE(decode_seal_file(std::string_view(*text_).substr(0, size))) << size;
}

}  // namespace
}  // namespace tacit

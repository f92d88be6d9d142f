#include "crypto/hkdf.hpp"

#include <gtest/gtest.h>

#include <set>

#include "crypto/org_secret.hpp"
#include "vectors.hpp"

namespace tacit {
namespace {

using vectors::hex;

void expect_vectors(const std::string& name, int at_least) {
  const json::value file = vectors::load(name);
  int count = 0;
  for (const auto& test : file.at("tests").as_array()) {
    const Bytes expected = hex(test, "okm");
    Bytes out(expected.size());
    crypto::hkdf_sha512(out, hex(test, "ikm"), hex(test, "salt"), hex(test, "info"));
    EXPECT_EQ(out, expected) << serialize(test);
    ++count;
  }
  EXPECT_GE(count, at_least);
}

TEST(Hkdf, Rfc5869InputsUnderSha512_AreMet) { expect_vectors("hkdf-sha512.json", 6); }
TEST(Hkdf, Wycheproof_IsMet) { expect_vectors("wycheproof-hkdf-sha512.json", 70); }

TEST(HkdfDeathTest, TooLong_Aborts) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Bytes out(255 * 64 + 1);
  EXPECT_DEATH(crypto::hkdf_sha512(out, {}, {}, {}), "internal error");
}

class Derivations : public ::testing::Test {
 protected:
  template <class S>
  void expect(std::string_view name, const S& secret) {
    EXPECT_EQ(crypto::to_hex(secret.expose(Expose())), vectors::text(file_.at("tests"), name)) << name;
  }
  std::string expected(std::string_view name) { return vectors::text(file_.at("tests"), name); }

  json::value file_ = vectors::load("derivations.json");
  Bytes sevens_ = Bytes(32, 7);
};

TEST_F(Derivations, EveryRow_MatchesTheIndependentComputation) {
  const auto root_key = RootKey::copy_from(sevens_);
  const auto slot_root = SlotRoot::copy_from(sevens_);
  const auto recovery = RecoverySeed::copy_from(sevens_);
  const auto org_secret = OrgSecret::copy_from(sevens_);
  expect("join", join_mac_key(InvitationSecret::copy_from(Bytes(16, 7))));
  expect("recovery_sign", recovery_signing_seed(recovery));
  expect("recovery_box", recovery_box_seed(recovery));
  expect("pseudonym", pseudonym_key(org_secret, "2021Q1"));
  expect("pack", pack_key(org_secret));
  expect("vault_slot_2", vault_slot_key(slot_root, 2));
  expect("seal_slot_2", seal_slot_key(slot_root, 2));
  expect("vault_db", vault_database_key(VaultKey::copy_from(sevens_)));
  expect("server_db", server_database_key(root_key));
  expect("server_log", server_log_seed(root_key));
  expect("server_oprf", server_oprf_seed(root_key));
  expect("server_tls", server_tls_seed(root_key));
}

TEST_F(Derivations, EpochKeyPair_MatchesTheIndependentComputation) {
  OrgId org;
  for (std::size_t i = 0; i < 32; ++i) org.bytes[i] = static_cast<std::uint8_t>(i);
  const auto pair = epoch_key_pair(EpochSeed::copy_from(sevens_), org, "audit/x", 258);
  EXPECT_EQ(crypto::to_hex(pair.box_public().view()), expected("epoch_public"));
}

TEST_F(Derivations, EpochKeyPair_DependsOnEverything) {
  const auto seed = EpochSeed::copy_from(sevens_);
  OrgId other_org;
  other_org.bytes[31] = 1;
  std::set<BoxPublicKey> publics;
  publics.insert(epoch_key_pair(seed, OrgId{}, "team", 1).box_public());
  publics.insert(epoch_key_pair(seed, other_org, "team", 1).box_public());
  publics.insert(epoch_key_pair(seed, OrgId{}, "team2", 1).box_public());
  publics.insert(epoch_key_pair(seed, OrgId{}, "team", 2).box_public());
  publics.insert(epoch_key_pair(EpochSeed::copy_from(Bytes(32, 8)), OrgId{}, "team", 1).box_public());
  EXPECT_EQ(publics.size(), 5u);
}

TEST_F(Derivations, PseudonymAndCommitment_MatchTheIndependentComputation) {
  const auto secret = OrgSecret::copy_from(sevens_);
  ClientId client;
  for (std::size_t i = 0; i < 16; ++i) client.bytes[i] = static_cast<std::uint8_t>(i);
  EXPECT_EQ(crypto::to_hex(pseudonym_of(pseudonym_key(secret, "2021Q1"), client).view()), expected("pseudonym_of"));
  EXPECT_NE(pseudonym_of(pseudonym_key(secret, "2021Q2"), client),
            pseudonym_of(pseudonym_key(secret, "2021Q1"), client));
  EXPECT_EQ(crypto::to_hex(org_secret_commitment("directory/3", secret).view()), expected("commitment"));
  EXPECT_NE(org_secret_commitment("directory/4", secret), org_secret_commitment("directory/3", secret));
}

}  // namespace
}  // namespace tacit

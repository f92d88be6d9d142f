#include "crypto/init.hpp"
#include "schema/record_id.hpp"
#include "tests/support/client_records.hpp"
#include "tests/support/seeded_randomness.hpp"

namespace tacit {
namespace {

using namespace test;

class VaultRecordId : public testing::Test {
 protected:
  static void SetUpTestSuite() { init_crypto(); }
  VaultRecordId() { world_.start(); }

  RecordId drawn_again(const Vault& vault) const {
    const test::SeededRandomness same(7);
    return vault.new_record_id().value();
  }

  ClientWorld world_;
  FastDirectory directory_;
};

TEST_F(VaultRecordId, NewOne_IsOfThisDevice) {
  const Vault vault = world_.join(0, directory_.at("vault"));
  EXPECT_TRUE(is_record_id_of(vault.new_record_id().value(), world_.org(), world_.member(0).id));
}

TEST_F(VaultRecordId, DrawnTwice_IsTakenOnce) {
  Vault vault = world_.join(0, directory_.at("vault"));
  const RecordId rid = drawn_again(vault);
  EXPECT_EQ(drawn_again(vault), rid);
  ASSERT_TRUE(vault.save({{rid, outing(), {team_scope()}, true}}));
  EXPECT_NE(drawn_again(vault), rid);
  world_.send(vault);
  EXPECT_NE(drawn_again(vault), rid);
}

TEST_F(VaultRecordId, WithoutAnOrganisation_IsNotReady) {
  const auto vault = Vault::create(directory_.at("empty"), secret_text(kPassphrase), kArgon2Floor);
  EXPECT_EQ(vault->new_record_id().error().code, Code::not_ready);
}

using VaultRecordIdDeathTest = VaultRecordId;

TEST_F(VaultRecordIdDeathTest, RecordUnderAnotherDevicesId_IsABug) {
  Vault vault = world_.join(0, directory_.at("vault"));
  const RecordId theirs = make_record_id(world_.org(), random_id<DeviceId>());
  EXPECT_DEATH((void)vault.save({{theirs, outing(), {team_scope()}, true}}), "internal error");
}

}  // namespace
}  // namespace tacit

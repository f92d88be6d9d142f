#include "client/vault/embedded.hpp"
#include "client/vault/parts.hpp"
#include "tests/support/client_world.hpp"
#include "tests/support/schema_golden.hpp"

namespace tacit {
namespace {

// A new migration is a new line; what stands here stays.
const test::Digests kLanded{
    {"0001_initial.sql", "bff1ddc9ff901632d9113b4a8dd0ea97ffeb784e922f58531b4bec8150b86ece"},
    {"0002_alarms_settled_and_faces_that_differ.sql",
     "508c2cc82d18a6407864077841ad1c42ff35ddc3229418ef1dd8cc51adccff43"},
    {"0003_face_match_is_derived.sql", "9306268c73f423c7daf19c5ad2b0d80ac78d7bb89bda72fba264a3bec776dd92"},
    {"0004_follow_ups_put_off.sql", "2e41bebd629e6f6107bcac49626c3d7f8d3a037d24f4350cf0de4f4e429f87c2"},
    {"0005_people.sql", "41710444217130d7b680603f682069244e3b853dce9f61a8904b2b33116199bd"},
    {"0007_grants.sql", "3bcbac9a36354b0d0d157418f8f48e1a55be6d9663bb2c6ad8100d8b1974eac0"},
    {"0008_sending.sql", "962e1d31e0826095d2475b13d226b9a45de80d2f6935c364bb254f31275bb0ef"},
    {"0006_imported.sql", "4d6b02c6bd171aa664c927017dadc5eeafdff4c4e7dd4abded8e33d4948bfa71"},
};
// What they lead to, by the numbers of the last one and of the projections. Another text of projections.sql needs
// another kProjectionVersion, or vaults keep the old tables.
const test::Digests kSchemas{
    {"1/1", "ce6c4f1d00be5c8fc0261c308a8ad61900952188d1aded77c9dd76a588c1d3cd"},
    {"2/1", "36d414643bcbada19ba2fb09d8f34454315f3047364a577b2b48e3021adcab33"},
    {"4/3", "8464057769feced797fb87dbd8086b7c5d02787f7b05b45b26e7ca3e9c48da34"},
    {"4/2", "026a255261797dd173d39ea70ab5ec957423db9eea2738023981c19dd6d694e4"},
    {"3/2", "0f15017f2e4d22ced25b341f9dda2dfa194bed73cd06f30c2a44d98cbf39c0ae"},
    {"5/2", "ed74bbb6c04f402541d5278ffc64e7f3766c05f941d1085d0d4d7f43a56b07cc"},
    {"6/3", "4c1609bd3c17a550656bea6d2f267e3adf521edee011a5893824a0e96f7d2286"},
    {"7/5", "9b0c87273c5c40d2f2b0883f059dcea661093876611cc56f8d5fa6b45f7a7b8f"},
    {"7/6", "380b40917f27e2f055c2aac07e33b61b14ce3625a180eadb4879c55b46d55e79"},
    {"7/7", "380b40917f27e2f055c2aac07e33b61b14ce3625a180eadb4879c55b46d55e79"},
    {"7/8", "f693341572a4a0ae522f17ddc747db2005734d85ea8ebf612ff8753b27041b3e"},
    {"8/9", "a0f1da81e365a29246035c38440886c98bf5f9c3b23df846ea94c3771ccf407e"},
    {"7/4", "ae849f3596ec344df1ab98f720999d1888043e5aa3eb9982472e0d6d3ab0fe62"},
    {"5/3", "068887dc4fa986136ab81d905d5d40eeafa1fec8a7599ebf1677ff0bec1c94c8"},
};

TEST(VaultSchemaGolden, LandedMigrations_NeverChange) { test::expect_frozen(embedded::vault_migrations(), kLanded); }

TEST(VaultSchemaGolden, NewVault_HasTheFrozenSchema) {
  const test::FastDirectory directory;
  auto vault = Vault::create(directory.at("vault"), test::secret_text(test::kPassphrase), kArgon2Floor);
  ASSERT_TRUE(vault);
  Database& database = vault->parts().db;
  const auto versions = std::to_string(database.integer("PRAGMA user_version").value()) + "/" +
                        std::to_string(vault::read_number(database, "projection_version").value());
  ASSERT_TRUE(kSchemas.contains(versions)) << versions;
  EXPECT_EQ(test::schema_digest(database), kSchemas.at(versions));
  EXPECT_EQ(database.integer("PRAGMA application_id"), 0x54435631);
}

}  // namespace
}  // namespace tacit

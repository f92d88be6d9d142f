#include "tests/support/schema_golden.hpp"

#include "server/store/schema.hpp"
#include "tests/support/scratch_directory.hpp"

namespace tacit::embedded {
std::span<const std::pair<std::string_view, std::string_view>> server_migrations();
}

namespace tacit::server {
namespace {

// A new migration is a new line; what stands here stays.
const test::Digests kLanded{
    {"0001_initial.sql", "2717725e2dfca01190b5c2b96a817e8698642aee28768116b12331095fdfd7fe"},
};
// What they lead to, by the number of the last one.
const test::Digests kSchemas{
    {"1", "48f76efb775bb1c3bfb100e522babfac0f827f198e42c85200f6d97569fcf074"},
};

TEST(ServerSchemaGolden, LandedMigrations_NeverChange) { test::expect_frozen(embedded::server_migrations(), kLanded); }

TEST(ServerSchemaGolden, MigratedDatabase_HasTheFrozenSchema) {
  const test::ScratchDirectory scratch;
  Database database = open_store(scratch.at("store.db"), DatabaseKey::random(), OpenMode::create).value();
  const auto version = std::to_string(database.integer("PRAGMA user_version").value());
  ASSERT_TRUE(kSchemas.contains(version)) << version;
  EXPECT_EQ(test::schema_digest(database), kSchemas.at(version));
  EXPECT_EQ(database.integer("PRAGMA application_id"), 0x54435344);
}

}  // namespace
}  // namespace tacit::server

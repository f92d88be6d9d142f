#include "common/storage/migrations.hpp"

#include <array>

#include "tests/unit/storage/scratch.hpp"

namespace tacit {
namespace {

using Migrations = StorageTest;

constexpr std::int32_t kApplication = 0x54414349;
constexpr std::array<Migration, 3> kSteps{{
    {1, "CREATE TABLE a(i INTEGER) STRICT; INSERT INTO a VALUES (1);"},
    {2, "-- adds a table\nCREATE TABLE b(i INTEGER) STRICT;\nINSERT INTO b SELECT i + 1 FROM a;"},
    {3, "ALTER TABLE b ADD COLUMN note TEXT; UPDATE b SET note = 'n';\n"},
}};

std::span<const Migration> first(std::size_t count) { return std::span(kSteps).first(count); }

TEST_F(Migrations, FromEveryEarlierVersion_EndAtTheSameSchema) {
  std::string expected;
  for (std::size_t start = 0; start <= kSteps.size(); ++start) {
    const std::string name = "from" + std::to_string(start) + ".db";
    {
      Database database = create(name);
      ASSERT_TRUE(migrate(database, first(start), kApplication));
      EXPECT_EQ(database.integer("PRAGMA user_version"), static_cast<std::int64_t>(start));
    }
    Database database = reopen(name);
    ASSERT_TRUE(migrate(database, kSteps, kApplication));
    EXPECT_EQ(database.integer("PRAGMA user_version"), 3);
    EXPECT_EQ(database.integer("PRAGMA application_id"), kApplication);
    EXPECT_EQ(database.integer("SELECT i FROM b WHERE note = 'n'"), 2);
    Statement schema = database.statement("SELECT group_concat(sql, ';') FROM sqlite_schema");
    ASSERT_TRUE(schema.step());
    if (start == 0) expected = schema.text(0);
    EXPECT_EQ(schema.text(0), expected);
  }
}

TEST_F(Migrations, RunAgain_ChangeNothing) {
  Database database = create();
  ASSERT_TRUE(migrate(database, kSteps, kApplication));
  ASSERT_TRUE(migrate(database, kSteps, kApplication));
  EXPECT_EQ(database.integer("SELECT count(*) FROM a"), 1);
}

TEST_F(Migrations, NewerDatabase_IsRefusedAndUntouched) {
  {
    Database database = create();
    ASSERT_TRUE(migrate(database, kSteps, kApplication));
  }
  Database database = reopen();
  expect_code(migrate(database, first(2), kApplication), Code::update_needed);
  EXPECT_EQ(database.integer("PRAGMA user_version"), 3);
  EXPECT_FALSE(database.in_transaction());
}

TEST_F(Migrations, AnotherProgramsDatabase_IsRefusedAndUntouched) {
  Database database = create();
  ASSERT_TRUE(migrate(database, first(1), kApplication));
  expect_code(migrate(database, kSteps, kApplication + 1), Code::storage_damaged);
  EXPECT_EQ(database.integer("PRAGMA user_version"), 1);
}

TEST_F(Migrations, TablesWithoutAnApplication_AreRefused) {
  Database database = create();
  database.run("CREATE TABLE foreign_table(i INTEGER) STRICT");
  expect_code(migrate(database, kSteps, kApplication), Code::storage_damaged);
}

TEST_F(Migrations, StepThatFailsHalfway_NeverHappened) {
  constexpr std::array<Migration, 3> kBroken{{
      kSteps[0],
      {2, "CREATE TABLE b(i INTEGER) STRICT; INSERT INTO b VALUES (5); INSERT INTO missing VALUES (1);"},
      kSteps[2],
  }};
  Database database = create();
  EXPECT_THROW(static_cast<void>(migrate(database, kBroken, kApplication)), StorageFailure);
  EXPECT_EQ(database.integer("PRAGMA user_version"), 1);
  EXPECT_EQ(database.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'b'"), 0);
  ASSERT_TRUE(migrate(database, kSteps, kApplication));
  EXPECT_EQ(database.integer("SELECT i FROM b"), 2);
}

}  // namespace
}  // namespace tacit

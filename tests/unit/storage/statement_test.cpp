#include "common/storage/statement.hpp"

#include <array>
#include <limits>

#include "common/base/ids.hpp"
#include "common/storage/transaction.hpp"
#include "tests/unit/storage/scratch.hpp"

namespace tacit {
namespace {

class StatementTest : public StorageTest {
 protected:
  void SetUp() override {
    StorageTest::SetUp();
    database_.emplace(create());
    database_->run("CREATE TABLE v(i INTEGER UNIQUE, t TEXT, b BLOB) STRICT");
  }
  void TearDown() override {
    database_.reset();
    StorageTest::TearDown();
  }
  Database& db() { return *database_; }

 private:
  std::optional<Database> database_;
};

TEST_F(StatementTest, FoundAt_IsWhereAPartBegins) {
  const auto at = [&](std::string_view text, std::string_view part) {
    Statement row = db().statement("SELECT found_at(?, ?), instr(CAST(? AS BLOB), CAST(? AS BLOB))");
    row.bind_all(text, part, text, part);
    EXPECT_TRUE(row.step());
    EXPECT_EQ(row.integer(0), row.integer(1));
    return row.integer(0);
  };
  EXPECT_EQ(at("anna from perm", "from"), 6);
  EXPECT_EQ(at("anna from perm", "a"), 1);
  EXPECT_EQ(at("anna", "anna"), 1);
  EXPECT_EQ(at("anna", "annab"), 0);
  EXPECT_EQ(at("anna", "q"), 0);
  EXPECT_EQ(at("", "a"), 0);
  EXPECT_EQ(at("\xd0\xb0\xd0\xbd\xd0\xbd\xd0\xb0", "\xd0\xbd\xd0\xb0"), 5);
  EXPECT_EQ(at(std::string_view("a\0b", 3), "b"), 3);
  Statement nothing = db().statement("SELECT found_at(NULL, 'a') IS NULL AND found_at('a', NULL) IS NULL");
  ASSERT_TRUE(nothing.step());
  EXPECT_EQ(nothing.integer(0), 1);
}

TEST_F(StatementTest, Values_ComeBackAsTheyWentIn) {
  const std::string text("a\0b \xC3\xA9", 6);
  const Bytes blob{0, 255, 0, 7};
  db().run("INSERT INTO v VALUES (?, ?, ?)", std::numeric_limits<std::int64_t>::min(), text, blob);
  Statement row = db().statement("SELECT i, t, b FROM v");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.integer(0), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(row.text(1), text);
  EXPECT_EQ(to_bytes(row.blob(2)), blob);
  EXPECT_FALSE(row.step());
}

TEST_F(StatementTest, EmptyTextAndBlob_AreNotNull) {
  db().run("INSERT INTO v VALUES (1, ?, ?)", std::string_view(), ByteView());
  Statement row = db().statement("SELECT t, b FROM v");
  ASSERT_TRUE(row.step());
  EXPECT_FALSE(row.is_null(0));
  EXPECT_FALSE(row.is_null(1));
  EXPECT_EQ(row.text(0), "");
  EXPECT_TRUE(row.blob(1).empty());
}

TEST_F(StatementTest, NothingAndEmptyOptional_AreNull) {
  db().run("INSERT INTO v VALUES (?, ?, ?)", std::optional<int>(), nullptr, std::optional<Bytes>());
  Statement row = db().statement("SELECT i, t, b FROM v");
  ASSERT_TRUE(row.step());
  for (int column = 0; column < 3; ++column) EXPECT_TRUE(row.is_null(column));
}

TEST_F(StatementTest, Ids_GoInAndOut) {
  DeviceId id;
  id.bytes[15] = 9;
  db().run("INSERT INTO v(i, b) VALUES (?, ?)", true, id);
  Statement row = db().statement("SELECT b, i FROM v");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.fixed<DeviceId>(0), id);
  EXPECT_EQ(row.integer(1), 1);
  EXPECT_THROW(row.fixed<Hash>(0), StorageFailure);
}

TEST_F(StatementTest, AnotherTypeThanAskedFor_IsDamage) {
  db().run("INSERT INTO v VALUES (1, 'x', NULL)");
  Statement row = db().statement("SELECT i, t, b FROM v");
  ASSERT_TRUE(row.step());
  EXPECT_THROW(row.text(0), StorageFailure);
  EXPECT_THROW(row.integer(1), StorageFailure);
  EXPECT_THROW(row.blob(2), StorageFailure);
}

TEST_F(StatementTest, TheSameTextBorrowedTwice_GivesIndependentRows) {
  for (int i = 0; i < 3; ++i) db().run("INSERT INTO v(i) VALUES (?)", i);
  const auto select = [this] { return db().statement("SELECT i FROM v ORDER BY i"); };
  Statement outer = select();
  int pairs = 0;
  while (outer.step()) {
    Statement inner = select();
    while (inner.step()) ++pairs;
  }
  EXPECT_EQ(pairs, 9);
}

TEST_F(StatementTest, GivenBack_HoldsNeitherRowsNorValues) {
  const auto echo = [this] { return db().statement("SELECT ?"); };
  {
    Statement first = echo();
    first.bind(1, "secret");
    ASSERT_TRUE(first.step());
  }
  Statement second = echo();
  ASSERT_TRUE(second.step());
  EXPECT_TRUE(second.is_null(0));
}

TEST_F(StatementTest, GivenBackInTheMiddleOfItsRows_HoldsNoReadLock) {
  for (int i = 0; i < 3; ++i) db().run("INSERT INTO v(i) VALUES (?)", i);
  {
    Statement rows = db().statement("SELECT i FROM v");
    ASSERT_TRUE(rows.step());
  }
  EXPECT_TRUE(db().checkpoint_truncate());
}

TEST_F(StatementTest, RunAgainWithOtherValues_WorksWithoutANewBorrow) {
  Statement insert = db().statement("INSERT INTO v(i) VALUES (?)");
  for (int i = 0; i < 5; ++i) insert.bind(1, i).run();
  EXPECT_EQ(db().integer("SELECT sum(i) FROM v"), 10);
}

TEST_F(StatementTest, BrokenConstraint_IsAConflictForTheTryingForms) {
  db().run("INSERT INTO v(i) VALUES (1)");
  expect_code(db().try_run("INSERT INTO v(i) VALUES (?)", 1), Code::conflict);
  EXPECT_TRUE(db().try_run("INSERT INTO v(i) VALUES (?)", 2));
  Statement returning = db().statement("INSERT INTO v(i) VALUES (2) RETURNING i");
  expect_code(returning.try_step(), Code::conflict);
}

TEST_F(StatementTest, BrokenConstraint_ThrowsForTheOthers) {
  db().run("INSERT INTO v(i) VALUES (1)");
  try {
    db().run("INSERT INTO v(i) VALUES (1)");
    FAIL();
  } catch (const StorageFailure& failure) {
    EXPECT_EQ(failure.code(), Code::conflict);
  }
}

TEST_F(StatementTest, FailureText_HoldsNoBoundValue) {
  try {
    db().run("INSERT INTO v(i) VALUES (?)", "name of a person");
    FAIL() << "a STRICT table took a text for an integer";
  } catch (const StorageFailure& failure) {
    EXPECT_EQ(std::string(failure.what()).find("person"), std::string::npos);
  }
}

TEST_F(StatementTest, BuiltQuery_BindsItsValues) {
  for (int i = 0; i < 10; ++i) db().run("INSERT INTO v(i) VALUES (?)", i);
  std::string sql = "SELECT count(*) FROM v WHERE 1";
  for (const char* const condition : {" AND i >= ?", " AND i < ?"}) sql += condition;
  Statement built = db().prepare_built(sql);
  built.bind_all(3, 7);
  ASSERT_TRUE(built.step());
  EXPECT_EQ(built.integer(0), 4);
}

TEST_F(StatementTest, TextThatDoesNotCompile_ThrowsAndNamesTheFault) {
  try {
    db().run("SELECT nowhere FROM v");
    FAIL();
  } catch (const StorageFailure& failure) {
    EXPECT_NE(std::string(failure.what()).find("no such column: nowhere"), std::string::npos) << failure.what();
  }
}

TEST_F(StatementTest, DoubleQuotedText_IsNoString) { EXPECT_THROW(db().run("SELECT \"oops\""), StorageFailure); }

TEST_F(StatementTest, MovedDatabase_KeepsItsStatements) {
  Database moved = create("b.db");
  moved.run("CREATE TABLE x(i INTEGER) STRICT");
  std::optional<Statement> insert(moved.statement("INSERT INTO x VALUES (?)"));
  Database target = std::move(moved);
  insert->bind(1, 4).run();
  insert.reset();
  EXPECT_EQ(target.integer("SELECT i FROM x"), 4);
  EXPECT_EQ(target.changes(), 1);
}

TEST_F(StatementTest, FirstColumnShorthand_TellsNothingFromZero) {
  EXPECT_EQ(db().integer("SELECT i FROM v"), std::nullopt);
  EXPECT_EQ(db().integer("SELECT sum(i) FROM v"), std::nullopt);
  EXPECT_EQ(db().integer("SELECT count(*) FROM v"), 0);
}

TEST_F(StatementTest, Transaction_WithoutCommitChangesNothing) {
  {
    Transaction transaction(db());
    db().run("INSERT INTO v(i) VALUES (1)");
  }
  EXPECT_EQ(db().integer("SELECT count(*) FROM v"), 0);
  {
    Transaction transaction(db());
    db().run("INSERT INTO v(i) VALUES (1)");
    transaction.commit();
  }
  EXPECT_EQ(db().integer("SELECT count(*) FROM v"), 1);
}

TEST_F(StatementTest, Savepoint_IsUndoneAlone) {
  Transaction transaction(db());
  db().run("INSERT INTO v(i) VALUES (1)");
  {
    Savepoint dropped(db());
    db().run("INSERT INTO v(i) VALUES (2)");
    Savepoint inner(db());
    db().run("INSERT INTO v(i) VALUES (3)");
    inner.release();
  }
  {
    Savepoint kept(db());
    db().run("INSERT INTO v(i) VALUES (4)");
    kept.release();
  }
  transaction.commit();
  EXPECT_EQ(db().integer("SELECT sum(i) FROM v"), 5);
}

TEST_F(StatementTest, Snapshot_DoesNotSeeLaterCommits) {
  Database reader = reopen();
  Transaction snapshot(reader, TransactionKind::deferred);
  EXPECT_EQ(reader.integer("SELECT count(*) FROM v"), 0);
  db().run("INSERT INTO v(i) VALUES (1)");
  EXPECT_EQ(reader.integer("SELECT count(*) FROM v"), 0);
}

}  // namespace
}  // namespace tacit

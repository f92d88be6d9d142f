#include <atomic>
#include <thread>

#include "common/storage/transaction.hpp"
#include "tests/unit/storage/scratch.hpp"

namespace tacit {
namespace {

using Backup = StorageTest;

std::size_t files_in(const std::filesystem::path& directory) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(directory), std::filesystem::directory_iterator()));
}

TEST_F(Backup, OpensWithItsOwnKeyOnly) {
  Database database = create();
  fill(database, 50);
  ASSERT_TRUE(database.back_up(at("b.db"), key(2)));
  expect_code(Database::open(at("b.db"), key(1), OpenMode::existing), Code::decryption_failed);
  Result<Database> copy = Database::open(at("b.db"), key(2), OpenMode::existing);
  ASSERT_TRUE(copy);
  EXPECT_EQ(copy->integer("SELECT count(*) FROM t"), 50);
  EXPECT_TRUE(copy->check_integrity());
  EXPECT_EQ(mode_of(at("b.db")), 0600U);
}

TEST_F(Backup, IsOneFileAndHidesItsContent) {
  Database database = create();
  database.run("CREATE TABLE t(body TEXT) STRICT");
  for (int i = 0; i < 100; ++i) database.run("INSERT INTO t VALUES ('PLAINTEXT-MARKER')");
  std::filesystem::create_directory(at("out"));
  ASSERT_TRUE(database.back_up(at("out/b.db"), key(2)));
  EXPECT_EQ(files_in(at("out")), 1U);
  EXPECT_EQ(content_of(at("out/b.db")).find("PLAINTEXT-MARKER"), std::string::npos);
}

TEST_F(Backup, ExistingFile_IsNotReplaced) {
  Database database = create();
  put_content(at("b.db"), "precious");
  expect_code(database.back_up(at("b.db"), key(2)), Code::already_done);
  EXPECT_EQ(content_of(at("b.db")), "precious");
}

TEST_F(Backup, IntoAMissingDirectory_ThrowsAndTheDatabaseGoesOn) {
  Database database = create();
  fill(database, 1);
  EXPECT_THROW(static_cast<void>(database.back_up(at("none/b.db"), key(2))), StorageFailure);
  database.run("DELETE FROM t");
  EXPECT_FALSE(database.in_transaction());
}

TEST_F(Backup, LeftoverOfAnInterruptedOne_DoesNotDisturb) {
  Database database = create();
  fill(database, 5);
  put_content(at("b.db.partial"), std::string(9000, 'x'));
  ASSERT_TRUE(database.back_up(at("b.db"), key(2)));
  EXPECT_TRUE(Database::open(at("b.db"), key(2), OpenMode::existing));
  EXPECT_FALSE(std::filesystem::exists(at("b.db.partial")));
}

TEST_F(Backup, WhileAnotherConnectionWrites_IsOneMomentOfIt) {
  Database writer = create();
  fill(writer, 8000);
  writer.run("CREATE TABLE pair(side INTEGER NOT NULL, n INTEGER NOT NULL) STRICT");
  std::atomic<int> written = 0;
  std::atomic<bool> enough = false;
  std::thread writing([&] {
    for (int n = 0; !enough; ++n) {
      Transaction both(writer);
      writer.run("INSERT INTO pair VALUES (1, ?)", n);
      writer.run("UPDATE t SET body = zeroblob(700) WHERE id = ?", n % 8000 + 1);
      writer.run("INSERT INTO pair VALUES (2, ?)", n);
      both.commit();
      ++written;
    }
  });
  Database reader = reopen();
  while (written < 10) std::this_thread::yield();
  const Result<void> done = reader.back_up(at("b.db"), key(2));
  const int during = written;
  while (written < during + 10) std::this_thread::yield();
  enough = true;
  writing.join();
  ASSERT_TRUE(done);

  Database copy = std::move(Database::open(at("b.db"), key(2), OpenMode::existing).value());
  EXPECT_TRUE(copy.check_integrity());
  EXPECT_GE(copy.integer("SELECT count(*) FROM pair WHERE side = 1"), 10);
  EXPECT_EQ(copy.integer("SELECT sum(CASE side WHEN 1 THEN n + 1 ELSE -n - 1 END) FROM pair"), 0);
  // Row n was rewritten in the transaction that wrote pair n: no page is older or newer than the others.
  EXPECT_EQ(copy.integer("SELECT count(*) FROM t WHERE body = zeroblob(700)"),
            copy.integer("SELECT min(count(*), 8000) FROM pair WHERE side = 1"));
  EXPECT_EQ(copy.integer("SELECT count(*) FROM t"), 8000);
}

}  // namespace
}  // namespace tacit

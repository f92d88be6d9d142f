#include "common/storage/database.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/storage/cipher_version.hpp"
#include "common/storage/transaction.hpp"
#include "tests/support/cases.hpp"
#include "tests/unit/storage/scratch.hpp"

namespace tacit {
namespace {

using DatabaseOpen = StorageTest;
using DatabaseDamage = StorageTest;
using DatabaseDurability = StorageTest;

TEST_F(DatabaseOpen, ClosedAndOpenedAgain_KeepsItsRows) {
  {
    Database database = create();
    fill(database, 10);
  }
  Database again = reopen();
  EXPECT_EQ(again.integer("SELECT count(*) FROM t"), 10);
}

TEST_F(DatabaseOpen, EverySettingOfTheProtocol_IsInForce) {
  Database database = create();
  EXPECT_EQ(database.integer("PRAGMA temp_store"), 2);
  EXPECT_EQ(database.integer("PRAGMA mmap_size").value_or(0), 0);
  EXPECT_EQ(database.integer("PRAGMA secure_delete"), 1);
  EXPECT_EQ(database.integer("PRAGMA trusted_schema"), 0);
  EXPECT_EQ(database.integer("PRAGMA synchronous"), 2);
  EXPECT_EQ(database.integer("PRAGMA foreign_keys"), 1);
  Statement mode = database.statement("PRAGMA journal_mode");
  ASSERT_TRUE(mode.step());
  EXPECT_EQ(mode.text(0), "wal");
  Statement cipher = database.statement("PRAGMA cipher_version");
  ASSERT_TRUE(cipher.step());
  EXPECT_TRUE(detail::is_recent_cipher(cipher.text(0)));
}

TEST_F(DatabaseOpen, NewFiles_AreForTheirOwnerAloneWhateverTheUmask) {
  const mode_t before = ::umask(0);
  {
    Result<Database> opened = Database::open(at("new/deeper/a.db"), key(1), OpenMode::create);
    ASSERT_TRUE(opened);
    fill(*opened, 1);
    EXPECT_EQ(mode_of(at("new")), 0700U);
    EXPECT_EQ(mode_of(at("new/deeper")), 0700U);
    for (const char* const name : {"new/deeper/a.db", "new/deeper/a.db-wal", "new/deeper/a.db-shm"})
      EXPECT_EQ(mode_of(at(name)), 0600U) << name;
  }
  ::umask(before);
}

TEST_F(DatabaseOpen, AnotherKey_DoesNotDecrypt) {
  { create(); }
  expect_code(Database::open(at("a.db"), key(2), OpenMode::existing), Code::decryption_failed);
  expect_code(Database::open(at("a.db"), key(2), OpenMode::read_only), Code::decryption_failed);
  EXPECT_TRUE(Database::open(at("a.db"), key(1), OpenMode::existing));
}

TEST_F(DatabaseOpen, AKeyThatDiffersInOneBit_DoesNotDecrypt) {
  { create(); }
  Bytes almost = key(1);
  almost[31] ^= 0x80;
  expect_code(Database::open(at("a.db"), almost, OpenMode::existing), Code::decryption_failed);
}

TEST_F(DatabaseOpen, WrongKey_WritesNothingToStderr) {
  { create(); }
  ::testing::internal::CaptureStderr();
  EXPECT_FALSE(Database::open(at("a.db"), key(2), OpenMode::existing));
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

TEST_F(DatabaseOpen, CreateOverAnExistingDatabase_IsRefusedAndLeavesIt) {
  {
    Database database = create();
    fill(database, 3);
  }
  expect_code(Database::open(at("a.db"), key(2), OpenMode::create), Code::already_done);
  EXPECT_EQ(reopen().integer("SELECT count(*) FROM t"), 3);
}

TEST_F(DatabaseOpen, CreateOverAnEmptyLeftover_Succeeds) {
  put_content(at("a.db"), "");
  EXPECT_TRUE(Database::open(at("a.db"), key(1), OpenMode::create));
}

TEST_F(DatabaseOpen, MissingFile_IsNotFoundAndNotMade) {
  expect_code(Database::open(at("none.db"), key(1), OpenMode::existing), Code::not_found);
  expect_code(Database::open(at("none.db"), key(1), OpenMode::read_only), Code::not_found);
  EXPECT_FALSE(std::filesystem::exists(at("none.db")));
}

TEST_F(DatabaseOpen, PlainSqliteFile_IsRefused) {
  put_content(at("plain.db"), std::string("SQLite format 3\0", 16) + std::string(4080, '\0'));
  expect_code(Database::open(at("plain.db"), key(1), OpenMode::existing), Code::storage_damaged);
}

TEST_F(DatabaseOpen, SomeOtherFile_IsRefused) {
  put_content(at("short"), "hello");
  put_content(at("odd"), std::string(5000, 'x'));
  put_content(at("empty"), "");
  for (const char* const name : {"short", "odd", "empty"})
    expect_code(Database::open(at(name), key(1), OpenMode::existing), Code::storage_damaged);
}

TEST_F(DatabaseOpen, ReadOnlyConnection_SeesCommitsAndCannotWrite) {
  Database writer = create();
  fill(writer, 2);
  Database reader = reopen("a.db", OpenMode::read_only);
  EXPECT_EQ(reader.integer("SELECT count(*) FROM t"), 2);
  writer.run("DELETE FROM t WHERE id = 1");
  EXPECT_EQ(reader.integer("SELECT count(*) FROM t"), 1);
  EXPECT_THROW(reader.run("DELETE FROM t"), StorageFailure);
  EXPECT_EQ(writer.integer("SELECT count(*) FROM t"), 1);
}

TEST(CipherVersion, OlderThanFourSix_IsRefused) {
  for (const char* const recent : {"4.6.0", "4.6.1 community", "4.10.0 community", "5.0.0"})
    EXPECT_TRUE(detail::is_recent_cipher(recent)) << recent;
  for (const char* const old : {"", "3.4.1", "4.5.7 community", "4", "4.", "x", "4.x", "-5.9"})
    EXPECT_FALSE(detail::is_recent_cipher(old)) << old;
}

// Reads everything there is. True when it went through without any complaint.
bool reads_cleanly(const std::filesystem::path& path, const Bytes& key) {
  Result<Database> opened = Database::open(path, key, OpenMode::existing);
  if (!opened) return false;
  try {
    Statement rows = opened->statement("SELECT id, body FROM t ORDER BY id");
    int count = 0;
    for (; rows.step(); ++count) {
      if (rows.integer(0) != count + 1 || to_bytes(rows.blob(1)) != Bytes(700, 0x55)) return false;
    }
    return count == 60;
  } catch (const StorageFailure& failure) {
    EXPECT_EQ(failure.code(), Code::storage_damaged) << failure.system_code();
    return false;
  }
}

TEST_F(DatabaseDamage, OneBitInAnyPage_IsAnErrorAndNeverOtherData) {
  {
    Database database = create();
    fill(database, 60);
  }
  ASSERT_TRUE(reads_cleanly(at("a.db"), key(1)));
  const std::string good = content_of(at("a.db"));
  ASSERT_GE(good.size(), 10U * 4096);
  test::Cases cases("damaged pages");
  for (std::size_t page = 0; page < good.size() / 4096; ++page, ++cases) {
    std::string bad = good;
    bad[page * 4096 + 2000] = static_cast<char>(bad[page * 4096 + 2000] ^ 1);
    put_content(at("bad.db"), bad);
    EXPECT_FALSE(reads_cleanly(at("bad.db"), key(1))) << "page " << page;
    const Result<Database> opened = Database::open(at("bad.db"), key(1), OpenMode::existing);
    if (page == 0) expect_code(opened, Code::decryption_failed);
  }
}

TEST_F(DatabaseDamage, IntegrityCheck_FindsOneBit) {
  {
    Database database = create();
    fill(database, 60);
    ASSERT_TRUE(database.checkpoint_truncate());
    EXPECT_TRUE(database.check_integrity());
  }
  std::string bad = content_of(at("a.db"));
  bad[6 * 4096 + 100] = static_cast<char>(bad[6 * 4096 + 100] ^ 1);
  put_content(at("a.db"), bad);
  Database database = reopen();
  expect_code(database.check_integrity(), Code::storage_damaged);
}

TEST_F(DatabaseDamage, CutFile_IsAnError) {
  {
    Database database = create();
    fill(database, 60);
  }
  std::filesystem::resize_file(at("a.db"), std::filesystem::file_size(at("a.db")) / 4096 / 2 * 4096);
  EXPECT_FALSE(reads_cleanly(at("a.db"), key(1)));
}

TEST_F(DatabaseDamage, FullDisk_ThrowsAndTheRestStays) {
  Database database = create();
  fill(database, 10);
  database.prepare_built("PRAGMA max_page_count=" + std::to_string(*database.integer("PRAGMA page_count") + 2)).step();
  bool thrown = false;
  try {
    Transaction transaction(database);
    for (int i = 0; i < 50; ++i) database.run("INSERT INTO t(body) VALUES (?)", Bytes(700, 1));
    transaction.commit();
  } catch (const StorageFailure& failure) {
    thrown = true;
    EXPECT_EQ(failure.code(), Code::unavailable);
    EXPECT_STREQ(failure.what(), "the disk is full");
  }
  EXPECT_TRUE(thrown);
  EXPECT_FALSE(database.in_transaction());
  EXPECT_EQ(database.integer("SELECT count(*) FROM t"), 10);
}

// A process that dies at once, like one that is killed.
template <class Work>
void run_in_dying_process(Work work) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    work();
    ::_exit(7);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 7);
}

TEST_F(DatabaseDurability, KilledProcess_LosesTheOpenTransactionAndNothingElse) {
  {
    Database database = create();
    fill(database, 1);
  }
  run_in_dying_process([this] {
    Database database = reopen();
    database.run("INSERT INTO t(body) VALUES (x'01')");
    Transaction transaction(database);
    database.run("INSERT INTO t(body) VALUES (x'02')");
    ::_exit(7);
  });
  EXPECT_EQ(reopen().integer("SELECT count(*) FROM t"), 2);
}

TEST_F(DatabaseDurability, CheckpointTruncate_EmptiesTheLogUnlessAReaderNeedsIt) {
  Database writer = create();
  fill(writer, 20);
  {
    Database reader = reopen();
    reader.run("PRAGMA busy_timeout=0");
    writer.run("PRAGMA busy_timeout=0");
    Transaction snapshot(reader, TransactionKind::deferred);
    EXPECT_EQ(reader.integer("SELECT count(*) FROM t"), 20);
    writer.run("DELETE FROM t WHERE id = 1");
    expect_code(writer.checkpoint_truncate(), Code::busy);
  }
  EXPECT_TRUE(writer.checkpoint_truncate());
  EXPECT_EQ(std::filesystem::file_size(at("a.db-wal")), 0U);
}

TEST_F(DatabaseDurability, SecondWriter_IsBusyAfterItsPatience) {
  Database first = create();
  fill(first, 1);
  Database second = reopen();
  second.run("PRAGMA busy_timeout=0");
  Transaction holds(first);
  try {
    Transaction wants(second);
    FAIL() << "two writers at once";
  } catch (const StorageFailure& failure) {
    EXPECT_EQ(failure.code(), Code::busy);
  }
}

}  // namespace
}  // namespace tacit

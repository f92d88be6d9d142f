#include "common/files/file.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/storage/scratch.hpp"

namespace tacit {
namespace {

using File = StorageTest;
using FileLockTest = StorageTest;

TEST_F(File, WrittenDurably_ReadsBackAndLeavesNothingBeside) {
  write_file_durably(at("f"), as_bytes("first, longer content"));
  write_file_durably(at("f"), as_bytes("second"));
  EXPECT_EQ(as_text(read_file(at("f"), 100).value()), "second");
  int files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(directory_)) ++files;
  EXPECT_EQ(files, 1);
}

TEST_F(File, Mode_IsAsAskedWhateverTheUmaskAndTheOldFile) {
  put_content(at("f"), "old");
  std::filesystem::permissions(at("f"), std::filesystem::perms::all);
  const mode_t before = ::umask(0);
  write_file_durably(at("f"), as_bytes("x"));
  EXPECT_EQ(mode_of(at("f")), 0600U);
  ::umask(0777);
  write_file_durably(at("f"), as_bytes("x"), 0644);
  EXPECT_EQ(mode_of(at("f")), 0644U);
  ::umask(before);
}

TEST_F(File, LeftoverOfACrash_DoesNotLeakIntoTheNewFile) {
  put_content(at("f.new"), std::string(1000, 'x'));
  std::filesystem::permissions(at("f.new"), std::filesystem::perms::all);
  write_file_durably(at("f"), as_bytes("y"));
  EXPECT_EQ(content_of(at("f")), "y");
  EXPECT_EQ(mode_of(at("f")), 0600U);
}

TEST_F(File, WriteThatFails_KeepsTheOldContent) {
  std::filesystem::create_directory(at("d"));
  EXPECT_THROW(write_file_durably(at("none/f"), as_bytes("x")), StorageFailure);
  EXPECT_THROW(write_file_durably(at("d"), as_bytes("x")), StorageFailure);
  EXPECT_TRUE(std::filesystem::is_directory(at("d")));
  EXPECT_FALSE(std::filesystem::exists(at("d.new")));
}

TEST_F(File, ReadOfSomethingUnfit_SaysWhy) {
  put_content(at("f"), "12345");
  EXPECT_EQ(read_file(at("f"), 5).value().size(), 5U);
  expect_code(read_file(at("f"), 4), Code::too_large);
  expect_code(read_file(at("none"), 4), Code::not_found);
  expect_code(read_file(at("f/below"), 4), Code::not_found);
  expect_code(read_file(directory_, 4), Code::invalid_argument);
  ASSERT_EQ(::mkfifo(at("pipe").c_str(), 0600), 0);
  expect_code(read_file(at("pipe"), 4), Code::invalid_argument);
}

TEST_F(File, NamedDurably_GetsAFreeNameAndNoOther) {
  put_content(at("part"), "new");
  put_content(at("taken"), "old");
  expect_code(name_durably(at("part"), at("taken")), Code::already_done);
  EXPECT_EQ(content_of(at("taken")), "old");
  EXPECT_EQ(content_of(at("part")), "new");
  EXPECT_TRUE(name_durably(at("part"), at("free")));
  EXPECT_EQ(content_of(at("free")), "new");
  EXPECT_FALSE(std::filesystem::exists(at("part")));
  EXPECT_THROW((void)name_durably(at("part"), at("again")), StorageFailure);
}

TEST_F(File, EmptyFile_ReadsAsNothing) {
  write_file_durably(at("f"), {});
  EXPECT_TRUE(read_file(at("f"), 0).value().empty());
}

TEST_F(File, PrivateDirectory_IsMadeWithItsParents) {
  create_private_directory(at("a/b/c/"));
  EXPECT_EQ(mode_of(at("a")), 0700U);
  EXPECT_EQ(mode_of(at("a/b/c")), 0700U);
  create_private_directory(at("a/b"));
  put_content(at("file"), "");
  EXPECT_THROW(create_private_directory(at("file/below")), StorageFailure);
}

TEST_F(FileLockTest, HeldLock_KeepsOthersOutUntilItIsGone) {
  {
    const Result<FileLock> first = FileLock::acquire(at("lock"));
    ASSERT_TRUE(first);
    expect_code(FileLock::acquire(at("lock")), Code::busy);
  }
  EXPECT_TRUE(FileLock::acquire(at("lock")));
  EXPECT_EQ(mode_of(at("lock")), 0600U);
}

TEST_F(FileLockTest, MovedLock_IsStillHeld) {
  std::optional<FileLock> kept;
  {
    FileLock first = std::move(FileLock::acquire(at("lock")).value());
    kept.emplace(std::move(first));
  }
  expect_code(FileLock::acquire(at("lock")), Code::busy);
  kept.reset();
  EXPECT_TRUE(FileLock::acquire(at("lock")));
}

TEST_F(FileLockTest, LockOfADeadProcess_IsFree) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const Result<FileLock> lock = FileLock::acquire(at("lock"));
    ::_exit(lock ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_EQ(status, 0);
  EXPECT_TRUE(FileLock::acquire(at("lock")));
}

TEST_F(FileLockTest, LockHeldByAnotherProcess_IsBusy) {
  const Result<FileLock> mine = FileLock::acquire(at("lock"));
  ASSERT_TRUE(mine);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const Result<FileLock> lock = FileLock::acquire(at("lock"));
    ::_exit(!lock && lock.error().code == Code::busy ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace tacit

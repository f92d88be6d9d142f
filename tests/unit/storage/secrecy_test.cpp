#include <fcntl.h>
#include <string.h>  // explicit_bzero
#include <unistd.h>

#include <cinttypes>
#include <cstdio>

#include "common/storage/database.hpp"
#include "tests/unit/storage/scratch.hpp"

namespace tacit {
namespace {

using DatabaseSecrecy = StorageTest;

constexpr std::string_view kMarker = "PLAINTEXT-MARKER-0123456789";

TEST_F(DatabaseSecrecy, NoFile_HoldsPlaintext) {
  Database database = create();
  database.run("CREATE TABLE secret_table_name(body TEXT NOT NULL) STRICT");
  for (int i = 0; i < 200; ++i) database.run("INSERT INTO secret_table_name VALUES (?)", kMarker);
  database.run("UPDATE secret_table_name SET body = body || '!'");
  int files = 0;
  const auto expect_hidden = [&] {
    for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
      const std::string content = content_of(entry.path());
      EXPECT_EQ(content.find(kMarker), std::string::npos) << entry.path();
      EXPECT_EQ(content.find("secret_table_name"), std::string::npos) << entry.path();
      EXPECT_EQ(content.find("SQLite format"), std::string::npos) << entry.path();
      files += content.empty() ? 0 : 1;
    }
  };
  expect_hidden();
  EXPECT_EQ(files, 3) << "the file, its log and the log's index";
  ASSERT_TRUE(database.checkpoint_truncate());
  expect_hidden();
}

// SQLite unlinks its spill files at once, so only the open descriptors tell of them.
bool holds_spill_file() {
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    const std::string target = std::filesystem::read_symlink(entry.path(), gone).string();
    if (target.find("etilqs_") != std::string::npos) return true;
  }
  return false;
}

bool spills_while_sorting(Database& database) {
  Statement sorted = database.statement(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 40000) "
      "SELECT hex(randomblob(300)) AS h FROM n ORDER BY h");
  EXPECT_TRUE(sorted.step());
  return holds_spill_file();
}

TEST_F(DatabaseSecrecy, LargeSort_SpillsNothingToTheDisk) {
  Database database = create();
  EXPECT_FALSE(spills_while_sorting(database));
  // The test would notice: this build does spill when it is allowed to.
  database.run("PRAGMA temp_store=FILE");
  EXPECT_TRUE(spills_while_sorting(database));
}

// The marker that memory is searched for is never itself in memory in one piece.
constexpr std::uint8_t kMask = 0x5A;
constexpr std::size_t kLength = 32;

Bytes masked_marker() {
  Bytes masked(kLength);
  for (std::size_t i = 0; i < kLength; ++i) masked[i] = static_cast<std::uint8_t>((i * 37 + 11) ^ kMask);
  return masked;
}

std::size_t count_unmasked(const Bytes& memory, const Bytes& masked) {
  std::size_t found = 0;
  for (std::size_t at = 0; at + kLength <= memory.size(); ++at) {
    std::size_t same = 0;
    while (same < kLength && memory[at + same] == (masked[same] ^ kMask)) ++same;
    found += same == kLength ? 1 : 0;
  }
  return found;
}

// How often the marker stands in this process's writable private memory.
std::size_t count_in_memory(const Bytes& masked) {
  const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  std::FILE* maps = std::fopen("/proc/self/maps", "re");
  std::size_t found = 0;
  char line[512];
  Bytes block;
  while (std::fgets(line, sizeof line, maps) != nullptr) {
    std::uint64_t from = 0, until = 0;
    char mode[5] = {};
    if (std::sscanf(line, "%" SCNx64 "-%" SCNx64 " %4s", &from, &until, mode) != 3) continue;
    // Sanitizers reserve terabytes.
    if (std::string_view(mode) != "rw-p" || until - from > (64U << 20)) continue;
    block.resize(until - from);
    const ssize_t got = ::pread(memory, block.data(), block.size(), static_cast<off_t>(from));
    if (got > 0) {
      block.resize(static_cast<std::size_t>(got));
      found += count_unmasked(block, masked);
    }
    ::explicit_bzero(block.data(), block.size());
  }
  std::fclose(maps);
  ::close(memory);
  return found;
}

TEST_F(DatabaseSecrecy, ClosedDatabase_LeavesNoValueInMemory) {
  const Bytes masked = masked_marker();
  Database database = create();
  database.run("CREATE TABLE t(body BLOB NOT NULL) STRICT");
  Bytes marker = masked;
  for (std::uint8_t& byte : marker) byte ^= kMask;
  database.run("INSERT INTO t VALUES (?)", marker);
  ::explicit_bzero(marker.data(), marker.size());
  EXPECT_GT(count_in_memory(masked), 0U) << "the page cache holds it: the search works";
  { const Database closing = std::move(database); }
  EXPECT_EQ(count_in_memory(masked), 0U);
}

}  // namespace
}  // namespace tacit

#include "common/storage/database.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <fstream>

#include "common/files/file.hpp"
#include "common/files/system_failure.hpp"
#include "common/storage/connection.hpp"

namespace tacit {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kPageSize = 4096;
constexpr std::string_view kPlainMagic("SQLite format 3\0", 16);

// SQLite would make the file with the process's umask; its WAL and index take over this file's mode.
void make_private_file(const fs::path& path) {
  if (path.has_parent_path()) create_private_directory(path.parent_path());
  if (!Descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)).is_open())
    detail::throw_system_failure("the database file cannot be made");
  sync_directory(path.parent_path());
}

std::uintmax_t size_or_zero(const fs::path& path) {
  std::error_code missing;
  const std::uintmax_t size = fs::file_size(path, missing);
  return missing ? 0 : size;
}

Result<void> expect_file(const fs::path& path, OpenMode mode) {
  std::error_code error;
  const bool exists = fs::exists(path, error);
  if (error) throw StorageFailure(Code::unavailable, "the database file cannot be reached", error.value());
  if (mode == OpenMode::create) {
    if (exists && size_or_zero(path) > 0) return fail(Code::already_done, "there is such a database already");
    make_private_file(path);
    return {};
  }
  if (!exists) return fail(Code::not_found, "there is no such database");
  if (size_or_zero(path) < kPageSize) return fail(Code::storage_damaged, "the database file is cut short");
  return {};
}

// Whether a first page that cannot be read is worth trying another key.
Error explain_unreadable(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  char start[kPlainMagic.size()] = {};
  file.read(start, sizeof start);
  if (std::string_view(start, sizeof start) == kPlainMagic)
    return {Code::storage_damaged, "this is a database without encryption"};
  if (size_or_zero(path) % kPageSize != 0) return {Code::storage_damaged, "this is no database, or it is cut short"};
  return {Code::decryption_failed, "the database does not open with this key"};
}

Result<void> read_schema(detail::Connection& connection) {
  std::string_view rest;
  try {
    Literal sql = "SELECT count(*) FROM sqlite_schema";
    sqlite3_stmt* statement = connection.prepare(sql.view(), rest);
    const int result = sqlite3_step(statement);
    sqlite3_finalize(statement);
    if (result != SQLITE_ROW) throw detail::failure_of(result);
  } catch (const StorageFailure& failure) {
    if (failure.code() != Code::storage_damaged) throw;
    return fail(explain_unreadable(connection.path()));
  }
  return {};
}

void demand_wal(detail::Connection& connection) {
  std::string_view rest;
  Literal sql = "PRAGMA journal_mode=WAL";
  sqlite3_stmt* statement = connection.prepare(sql.view(), rest);
  const int result = sqlite3_step(statement);
  const bool done = result == SQLITE_ROW &&
                    std::string_view(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0))) == "wal";
  sqlite3_finalize(statement);
  if (result != SQLITE_ROW) throw detail::failure_of(result);
  if (!done) throw StorageFailure(Code::unavailable, "the file system cannot hold a database with a WAL", 0);
}

}  // namespace

Result<Database> Database::open(const fs::path& path, ByteView key, OpenMode mode) {
  ASSERT_INVARIANT(key.size() == kKeySize);
  CHECK(expect_file(path, mode));
  const int flags = mode == OpenMode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  auto connection = std::make_unique<detail::Connection>(detail::open_keyed(path, key, flags), path);
  // The settings below read the first page, so a wrong key has to be found before them.
  CHECK(read_schema(*connection));
  if (mode != OpenMode::read_only) demand_wal(*connection);
  connection->execute("PRAGMA synchronous=FULL");
  connection->execute("PRAGMA cache_size=-8192");
  return Database(std::move(connection));
}

Database::Database(std::unique_ptr<detail::Connection> connection) : connection_(std::move(connection)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Statement Database::statement(Literal sql) { return {*connection_, connection_->borrow(sql), sql.c_str()}; }

Statement Database::prepare_built(const std::string& sql) {
  std::string_view rest;
  sqlite3_stmt* handle = connection_->prepare(sql, rest);
  ASSERT_INVARIANT(handle != nullptr && rest.empty());
  return {*connection_, handle, nullptr};
}

void Database::run_script(std::string_view sql) {
  while (!sql.empty()) {
    sqlite3_stmt* handle = connection_->prepare(sql, sql);
    if (handle != nullptr) Statement(*connection_, handle, nullptr).run();
  }
}

std::int64_t Database::changes() const { return sqlite3_changes64(connection_->handle()); }
std::int64_t Database::last_row_id() const { return sqlite3_last_insert_rowid(connection_->handle()); }
bool Database::in_transaction() const { return sqlite3_get_autocommit(connection_->handle()) == 0; }

void Database::set_page_cache_kib(int kib) {
  ASSERT_INVARIANT(kib > 0);
  prepare_built("PRAGMA cache_size=-" + std::to_string(kib)).run();
}

Result<void> Database::checkpoint_truncate() {
  Statement row = statement("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!row.step() || row.integer(0) != 0) return fail(Code::busy, "a reader still needs the write-ahead log");
  return {};
}

Result<void> Database::check_integrity() {
  const Error damaged{Code::storage_damaged, "the database is damaged"};
  try {
    // One row for each page whose authentication fails.
    if (statement("PRAGMA cipher_integrity_check").step()) return fail(damaged);
    Statement row = statement("PRAGMA quick_check(1)");
    if (!row.step() || row.text(0) != "ok") return fail(damaged);
  } catch (const StorageFailure& failure) {
    if (failure.code() != Code::storage_damaged) throw;
    return fail(damaged);
  }
  return {};
}

}  // namespace tacit

#include "common/storage/connection.hpp"

#include <sqlite3.h>

#include <cstring>  // explicit_bzero, memmem
#include <memory>
#include <string>
#include <utility>

#include "common/storage/allocator.hpp"
#include "common/storage/cipher_version.hpp"

namespace tacit::detail {
namespace {

struct CloseHandle {
  void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};

constexpr int kBusyTimeoutMs = 5000;

// x'<64 hex digits>': SQLCipher takes such a key as it is, without a key derivation.
class RawKeyText {
 public:
  explicit RawKeyText(ByteView key) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    char* out = text_;
    *out++ = 'x';
    *out++ = '\'';
    for (const std::uint8_t byte : key) {
      *out++ = kDigits[byte >> 4];
      *out++ = kDigits[byte & 15];
    }
    *out = '\'';
  }
  RawKeyText(const RawKeyText&) = delete;
  RawKeyText& operator=(const RawKeyText&) = delete;
  ~RawKeyText() { explicit_bzero(text_, sizeof text_); }
  const char* data() const { return text_; }
  static constexpr int size() { return sizeof text_; }

 private:
  char text_[2 + 64 + 1];
};

void execute(sqlite3* handle, const char* sql) {
  if (const int result = sqlite3_exec(handle, sql, nullptr, nullptr, nullptr); result != SQLITE_OK)
    throw failure_of(result);
}

std::string answer_of(sqlite3* handle, const char* sql) {
  sqlite3_stmt* row = nullptr;
  if (const int result = sqlite3_prepare_v2(handle, sql, -1, &row, nullptr); result != SQLITE_OK)
    throw failure_of(result);
  std::string answer;
  if (sqlite3_step(row) == SQLITE_ROW && sqlite3_column_type(row, 0) != SQLITE_NULL)
    answer = reinterpret_cast<const char*>(sqlite3_column_text(row, 0));
  sqlite3_finalize(row);
  return answer;
}

// found_at(text, part): at which byte the part begins, from 1, or 0. Several times faster than SQLite's instr.
void found_at(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* text = sqlite3_value_text(values[0]);
  const auto* part = sqlite3_value_text(values[1]);
  if (text == nullptr || part == nullptr) return sqlite3_result_null(context);
  const auto* found =
      static_cast<const unsigned char*>(memmem(text, static_cast<std::size_t>(sqlite3_value_bytes(values[0])), part,
                                               static_cast<std::size_t>(sqlite3_value_bytes(values[1]))));
  sqlite3_result_int64(context, found == nullptr ? 0 : found - text + 1);
}

void configure(sqlite3* handle) {
  sqlite3_busy_timeout(handle, kBusyTimeoutMs);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  // Otherwise a misspelt column name in double quotes silently becomes a text.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  // Before anything is read: a wrong key would be reported on stderr.
  execute(handle, "PRAGMA cipher_log_level=NONE");
  execute(handle, "PRAGMA temp_store=MEMORY");
  execute(handle, "PRAGMA mmap_size=0");
  execute(handle, "PRAGMA secure_delete=ON");
  execute(handle, "PRAGMA trusted_schema=OFF");
  execute(handle, "PRAGMA foreign_keys=ON");
  constexpr int kPure = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  if (const int made =
          sqlite3_create_function_v2(handle, "found_at", 2, kPure, nullptr, found_at, nullptr, nullptr, nullptr);
      made != SQLITE_OK)
    throw failure_of(made);
  if (answer_of(handle, "PRAGMA temp_store") != "2")
    throw StorageFailure(Code::unavailable, "this SQLCipher does not keep temporary data in memory", 0);
}

}  // namespace

StorageFailure failure_of(int result) {
  switch (result & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT: return {Code::storage_damaged, "the database is damaged", result};
    // SQLCipher's answer for a page that fails its authentication; our own SQL was already compiled.
    case SQLITE_ERROR: return {Code::storage_damaged, "the database cannot be read, or refuses a statement", result};
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {Code::busy, "another process keeps the database locked", result};
    case SQLITE_CONSTRAINT: return {Code::conflict, "a constraint of the database was broken", result};
    case SQLITE_FULL: return {Code::unavailable, "the disk is full", result};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN: return {Code::unavailable, "the database file cannot be opened or written", result};
    case SQLITE_IOERR: return {Code::unavailable, "reading or writing the database failed", result};
    case SQLITE_NOMEM: return {Code::unavailable, "not enough memory", result};
    default: return {Code::unavailable, "the database refused an operation", result};
  }
}

sqlite3* open_keyed(const std::filesystem::path& path, ByteView key, int flags) {
  install_wiping_allocator();
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  std::unique_ptr<sqlite3, CloseHandle> handle(raw);
  if (opened != SQLITE_OK) throw failure_of(opened);
  {
    const RawKeyText text(key);
    if (const int keyed = sqlite3_key_v2(raw, "main", text.data(), RawKeyText::size()); keyed != SQLITE_OK)
      throw failure_of(keyed);
  }
  if (!is_recent_cipher(answer_of(raw, "PRAGMA cipher_version")))
    throw StorageFailure(Code::unavailable, "SQLCipher 4.6 or later is needed; this one is older, or plain SQLite", 0);
  configure(raw);
  return handle.release();
}

Connection::~Connection() {
  for (const auto& [key, statement] : idle_) sqlite3_finalize(statement);
  // Fails only when a statement outlived its database.
  const int closed = sqlite3_close(handle_);
  ASSERT_INVARIANT(closed == SQLITE_OK);
}

sqlite3_stmt* Connection::prepare(std::string_view sql, std::string_view& rest) {
  sqlite3_stmt* statement = nullptr;
  const char* tail = nullptr;
  const int result = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), 0, &statement, &tail);
  if ((result & 0xff) == SQLITE_ERROR)
    throw StorageFailure(Code::storage_damaged, "a statement does not fit the database", result,
                         sqlite3_errmsg(handle_));
  if (result != SQLITE_OK) throw failure_of(result);
  rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
  return statement;
}

void Connection::execute(Literal sql) { detail::execute(handle_, sql.c_str()); }

sqlite3_stmt* Connection::borrow(Literal sql) {
  sqlite3_stmt*& idle = idle_[sql.c_str()];
  if (idle != nullptr) return std::exchange(idle, nullptr);
  std::string_view rest;
  sqlite3_stmt* made = prepare(sql.view(), rest);
  ASSERT_INVARIANT(made != nullptr && rest.empty());
  return made;
}

void Connection::give_back(sqlite3_stmt* statement, const char* key) {
  // Both only repeat the last step's error.
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  if (key != nullptr) {
    sqlite3_stmt*& idle = idle_[key];
    if (idle == nullptr) {
      idle = statement;
      return;
    }
  }
  sqlite3_finalize(statement);
}

}  // namespace tacit::detail

#include "common/storage/statement.hpp"

#include <sqlite3.h>

#include <utility>

#include "common/storage/connection.hpp"

namespace tacit {

Statement::Statement(detail::Connection& owner, sqlite3_stmt* handle, const char* key)
    : owner_(&owner), handle_(handle), key_(key) {}

Statement::Statement(Statement&& other) noexcept
    : owner_(other.owner_), handle_(std::exchange(other.handle_, nullptr)), key_(other.key_) {}

Statement::~Statement() {
  if (handle_ != nullptr) owner_->give_back(handle_, key_);
}

Statement& Statement::bind_integer(int index, std::int64_t value) {
  expect_bound(sqlite3_bind_int64(handle_, index, value));
  return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
  // A null pointer would bind NULL.
  const char* const data = text.empty() ? "" : text.data();
  expect_bound(sqlite3_bind_text64(handle_, index, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind(int index, ByteView blob) {
  expect_bound(blob.empty() ? sqlite3_bind_zeroblob(handle_, index, 0)
                            : sqlite3_bind_blob64(handle_, index, blob.data(), blob.size(), SQLITE_TRANSIENT));
  return *this;
}

Statement& Statement::bind(int index, std::nullptr_t) {
  expect_bound(sqlite3_bind_null(handle_, index));
  return *this;
}

void Statement::expect_bound(int result) const {
  // Bound in the middle of a run, or a parameter that the SQL does not have: ours to fix.
  ASSERT_INVARIANT(result != SQLITE_MISUSE && result != SQLITE_RANGE);
  if (result != SQLITE_OK) throw detail::failure_of(result);
}

bool Statement::step() {
  const Result<bool> row = try_step();
  if (!row) throw detail::failure_of(sqlite3_extended_errcode(owner_->handle()));
  return *row;
}

Result<bool> Statement::try_step() {
  const int result = sqlite3_step(handle_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  if ((result & 0xff) == SQLITE_CONSTRAINT) return fail(Code::conflict, "a constraint of the database refuses this");
  throw detail::failure_of(result);
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

Result<void> Statement::try_run() {
  while (true) {
    const Result<bool> row = try_step();
    if (row && *row) continue;
    reset();
    if (!row) return fail(row.error());
    return {};
  }
}

void Statement::reset() {
  // Repeats the error that step already reported.
  sqlite3_reset(handle_);
}

void Statement::expect_column(int column, int type) const {
  ASSERT_INVARIANT(column >= 0 && column < sqlite3_data_count(handle_));
  if (sqlite3_column_type(handle_, column) != type)
    throw StorageFailure(Code::storage_damaged, "a column has an unexpected type", 0);
}

bool Statement::is_null(int column) const {
  ASSERT_INVARIANT(column >= 0 && column < sqlite3_data_count(handle_));
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
  expect_column(column, SQLITE_INTEGER);
  return sqlite3_column_int64(handle_, column);
}

std::string_view Statement::text(int column) const {
  expect_column(column, SQLITE_TEXT);
  const auto* const data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  if (data == nullptr) throw detail::failure_of(SQLITE_NOMEM);
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

ByteView Statement::blob(int column) const {
  expect_column(column, SQLITE_BLOB);
  const auto* const data = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

}  // namespace tacit

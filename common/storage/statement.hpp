#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "common/base/bytes.hpp"
#include "common/base/result.hpp"
#include "common/files/failure.hpp"

struct sqlite3_stmt;

namespace tacit {

namespace detail {
class Connection;
}

// A borrowed prepared statement. Going out of scope resets it, wipes its bindings and gives it back to its
// connection's cache, so neither a read lock nor a value stays behind.
//
// Must not outlive its Database. One thread at a time, together with its Database.
// Parameters count from 1, columns from 0, as in SQLite. Bound values are copied.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  template <std::integral T>
  Statement& bind(int index, T value) {
    ASSERT_INVARIANT(std::in_range<std::int64_t>(value));
    return bind_integer(index, static_cast<std::int64_t>(value));
  }
  Statement& bind(int index, bool value) { return bind_integer(index, value ? 1 : 0); }
  Statement& bind(int index, std::string_view text);
  Statement& bind(int index, const char* text) { return bind(index, std::string_view(text)); }
  Statement& bind(int index, ByteView blob);
  Statement& bind(int index, std::nullptr_t);
  template <class Tag, std::size_t N>
  Statement& bind(int index, const Fixed<Tag, N>& value) {
    return bind(index, value.view());
  }
  template <class T>
  Statement& bind(int index, const std::optional<T>& value) {
    return value ? bind(index, *value) : bind(index, nullptr);
  }
  template <class... Values>
  Statement& bind_all(const Values&... values) {
    int index = 0;
    (bind(++index, values), ...);
    return *this;
  }

  // Advances; true when there is a row. Throws StorageFailure.
  bool step();
  // The same for statements that may break a constraint: Code::conflict instead of an exception.
  Result<bool> try_step();
  // For statements without rows: to the end, then reset so that it can be bound and run again.
  void run();
  Result<void> try_run();
  void reset();

  // The columns of the current row. Another type than asked for, NULL included, is a damaged file (tables are STRICT):
  // StorageFailure. Views are valid until the next step, reset or destruction.
  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::string_view text(int column) const;
  ByteView blob(int column) const;
  template <class F>
  F fixed(int column) const {
    const ByteView bytes = blob(column);
    if (bytes.size() != F::kSize) throw StorageFailure(Code::storage_damaged, "a column has an unexpected size", 0);
    return F::from(bytes);
  }

 private:
  friend class Database;
  // key is null for statements that are not cached.
  Statement(detail::Connection& owner, sqlite3_stmt* handle, const char* key);
  Statement& bind_integer(int index, std::int64_t value);
  void expect_column(int column, int type) const;
  void expect_bound(int result) const;

  detail::Connection* owner_;
  sqlite3_stmt* handle_;
  const char* key_;
};

}  // namespace tacit

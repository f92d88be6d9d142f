#pragma once
#include <filesystem>
#include <unordered_map>

#include "common/base/bytes.hpp"
#include "common/base/literal.hpp"
#include "common/files/failure.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace tacit::detail {

// Private to common/storage: an open SQLite handle with its statement cache. Never moves, so statements can point at
// it.
class Connection {
 public:
  // Takes the handle over.
  Connection(sqlite3* handle, std::filesystem::path path) : handle_(handle), path_(std::move(path)) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  sqlite3* handle() const { return handle_; }
  const std::filesystem::path& path() const { return path_; }

  // Compiles the first statement of `sql`; `rest` becomes what follows it. Null when there was only white space.
  sqlite3_stmt* prepare(std::string_view sql, std::string_view& rest);
  // For schema settings and transactions; no rows.
  void execute(Literal sql);

  sqlite3_stmt* borrow(Literal sql);
  void give_back(sqlite3_stmt* statement, const char* key);

 private:
  sqlite3* handle_;
  std::filesystem::path path_;
  // By address: literals of the same text in two places cost one more entry, different texts never share one.
  // A borrowed entry is null.
  std::unordered_map<const char*, sqlite3_stmt*> idle_;
};

// What an SQLite result means, as StorageFailure.
StorageFailure failure_of(int result);

// An SQLCipher connection with protocol §9's settings, the key given, nothing read yet. Throws StorageFailure.
sqlite3* open_keyed(const std::filesystem::path& path, ByteView key, int flags);

}  // namespace tacit::detail

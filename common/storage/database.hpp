#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/bytes.hpp"
#include "common/base/literal.hpp"
#include "common/base/result.hpp"
#include "common/storage/statement.hpp"

namespace tacit {

enum class OpenMode {
  create,     // a new file (a leftover of zero bytes counts as none); its directory is made, 0700, when missing
  existing,   // read and write
  read_only,  // for readers beside a writer
};

// One connection to an encrypted database (protocol §9: SQLCipher 4.6 or later, opened in the order given there).
//
// Guarantees: every page, the WAL included, is encrypted and authenticated; temporary data stays in memory; memory
// that SQLite frees is wiped; a committed transaction survives a power cut (WAL, synchronous=FULL).
// Does not guarantee that the file is current: an old page or an old file put back is only noticed by what is stored
// in it (log roots, chains). Not hidden: file sizes, times, WAL frame headers.
//
// Move-only. One thread at a time; open one connection a thread.
class Database {
 public:
  static constexpr std::size_t kKeySize = 32;

  // key: 32 raw secret bytes; the caller keeps and wipes its own copy, ours are wiped. Files are 0600.
  //   already_done       create: there is such a file
  //   not_found          existing, read_only: there is none
  //   decryption_failed  another key, or a first page damaged in a way that looks just the same
  //   storage_damaged    no encrypted database at all, or broken structure
  // Throws StorageFailure when the environment fails, or when the SQLCipher found at run time is too old.
  static Result<Database> open(const std::filesystem::path& path, ByteView key, OpenMode mode);

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  // Prepared once a connection, then cached; borrowing the same text twice at a time is fine.
  Statement statement(Literal sql);
  // For the few queries put together at run time: `sql` must hold nothing but text of ours, values are bound.
  // Not cached.
  Statement prepare_built(const std::string& sql);

  // Shorthands.
  template <class... Values>
  void run(Literal sql, const Values&... values) {
    statement(sql).bind_all(values...).run();
  }
  // Code::conflict when a constraint refuses it.
  template <class... Values>
  Result<void> try_run(Literal sql, const Values&... values) {
    return statement(sql).bind_all(values...).try_run();
  }
  // First column of the first row; none when there is no row or it is NULL.
  template <class... Values>
  std::optional<std::int64_t> integer(Literal sql, const Values&... values) {
    Statement row = statement(sql);
    row.bind_all(values...);
    if (!row.step() || row.is_null(0)) return std::nullopt;
    return row.integer(0);
  }
  // Several statements separated by semicolons, without parameters or rows. Embedded SQL only.
  void run_script(std::string_view sql);

  std::int64_t changes() const;  // rows touched by the last INSERT, UPDATE or DELETE
  std::int64_t last_row_id() const;
  bool in_transaction() const;

  // Default 8 MiB a connection. A point read costs five times as much when its page is not cached.
  void set_page_cache_kib(int kib);

  // Moves everything from the WAL into the file and empties the WAL: after deleting what must be gone.
  // Code::busy when a reader still needs the WAL.
  Result<void> checkpoint_truncate();

  // A consistent copy under another key, of the moment of the call, while other connections write. Appears under its
  // name complete and flushed to the disk, or not at all. Code::already_done when there is such a file.
  // Not inside a transaction.
  Result<void> back_up(const std::filesystem::path& path, ByteView key);

  // Reads every page: authentication first, then structure. Code::storage_damaged.
  // Takes 2.5 s a million small rows; sees the file, not the WAL: checkpoint first.
  Result<void> check_integrity();

 private:
  explicit Database(std::unique_ptr<detail::Connection> connection);

  std::unique_ptr<detail::Connection> connection_;
};

}  // namespace tacit

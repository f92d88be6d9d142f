#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>

#include "common/files/file.hpp"
#include "common/files/system_failure.hpp"
#include "common/storage/connection.hpp"
#include "common/storage/database.hpp"
#include "common/storage/transaction.hpp"

namespace tacit {
namespace {

namespace fs = std::filesystem;

constexpr int kPagesPerStep = 256;

struct FinishBackup {
  void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

// A name that always disappears; the file stays when it was given another.
class PartialFile {
 public:
  explicit PartialFile(fs::path path) : path_(std::move(path)) {
    ::unlink(path_.c_str());
    if (!Descriptor(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)).is_open())
      detail::throw_system_failure("the backup file cannot be made");
  }
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;
  ~PartialFile() { ::unlink(path_.c_str()); }
  const fs::path& path() const { return path_; }

  void flush() const {
    const Descriptor file(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open() || ::fsync(file.number()) != 0)
      detail::throw_system_failure("the backup cannot be flushed to the disk");
  }

 private:
  fs::path path_;
};

void copy_pages(sqlite3* from, sqlite3* to) {
  const std::unique_ptr<sqlite3_backup, FinishBackup> backup(sqlite3_backup_init(to, "main", from, "main"));
  if (!backup) throw detail::failure_of(sqlite3_extended_errcode(to));
  int result = SQLITE_OK;
  while (result == SQLITE_OK) result = sqlite3_backup_step(backup.get(), kPagesPerStep);
  if (result != SQLITE_DONE) throw detail::failure_of(result);
}

}  // namespace

Result<void> Database::back_up(const fs::path& path, ByteView key) {
  ASSERT_INVARIANT(key.size() == kKeySize && !in_transaction());
  if (fs::exists(path)) return fail(Code::already_done, "there is such a file already");
  PartialFile partial(fs::path(path).concat(".partial"));
  {
    detail::Connection target(detail::open_keyed(partial.path(), key, SQLITE_OPEN_READWRITE), partial.path());
    // Flushed as a whole at the end; until then it has no name that anyone would open.
    target.execute("PRAGMA journal_mode=MEMORY");
    target.execute("PRAGMA synchronous=OFF");
    // One snapshot throughout: without it every foreign commit would start the copy over.
    const Transaction snapshot(*this, TransactionKind::deferred);
    integer("SELECT count(*) FROM sqlite_schema");
    copy_pages(connection_->handle(), target.handle());
  }
  partial.flush();
  return name_durably(partial.path(), path);
}

}  // namespace tacit

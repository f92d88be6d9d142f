#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>

#include "common/storage/connection.hpp"
#include "common/storage/database.hpp"
#include "common/storage/file.hpp"
#include "common/storage/system_failure.hpp"
#include "common/storage/transaction.hpp"

namespace tacit {
namespace {

namespace fs = std::filesystem;

constexpr int kPagesPerStep = 256;

struct FinishBackup {
  void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

// A name that always disappears; the file stays when keep_as gave it another.
class PartialFile {
 public:
  explicit PartialFile(fs::path path) : path_(std::move(path)) {
    ::unlink(path_.c_str());
    const int descriptor = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) detail::throw_system_failure("the backup file cannot be made");
    ::close(descriptor);
  }
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;
  ~PartialFile() { ::unlink(path_.c_str()); }
  const fs::path& path() const { return path_; }

  void flush() const {
    const int descriptor = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    const bool flushed = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0) ::close(descriptor);
    errno = error;
    if (!flushed) detail::throw_system_failure("the backup cannot be flushed to the disk");
  }
  Result<void> keep_as(const fs::path& name) {
    // Never over a file that came into being meanwhile. Some file systems of USB sticks know only the plain form.
    int renamed = ::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, name.c_str(), RENAME_NOREPLACE);
    if (renamed != 0 && (errno == EINVAL || errno == ENOSYS)) renamed = ::rename(path_.c_str(), name.c_str());
    if (renamed != 0 && errno == EEXIST) return fail(Code::already_done, "there is such a file already");
    if (renamed != 0) detail::throw_system_failure("the backup cannot be given its name");
    return {};
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
  CHECK(partial.keep_as(path));
  sync_directory(path.parent_path());
  return {};
}

}  // namespace tacit

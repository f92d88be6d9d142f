#include "common/files/file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>  // renameat2
#include <string>
#include <utility>

#include "common/files/system_failure.hpp"

namespace tacit {
namespace {

namespace fs = std::filesystem;

void write_all(int descriptor, ByteView content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) detail::throw_system_failure("a file cannot be written");
    content = content.subspan(static_cast<std::size_t>(written));
  }
}

void write_new_file(const fs::path& path, ByteView content, mode_t mode) {
  ::unlink(path.c_str());  // a leftover of a crash, perhaps with another mode
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (!file.is_open()) detail::throw_system_failure("a file cannot be made");
  // The umask must not decide.
  if (::fchmod(file.number(), mode) != 0) detail::throw_system_failure("a file's mode cannot be set");
  write_all(file.number(), content);
  if (::fsync(file.number()) != 0) detail::throw_system_failure("a file cannot be flushed to the disk");
}

// One step where the file system knows how; else by a second name; else (sticks with FAT) by looking first.
int rename_to_free(const fs::path& from, const fs::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return -1;
  if (::link(from.c_str(), to.c_str()) == 0) {
    ::unlink(from.c_str());  // a second name that stays does no harm
    return 0;
  }
  if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS) return -1;
  if (::access(to.c_str(), F_OK) == 0) {
    errno = EEXIST;
    return -1;
  }
  return ::rename(from.c_str(), to.c_str());
}

}  // namespace

Result<Bytes> read_file(const fs::path& path, std::size_t max) {
  // O_NONBLOCK: opening a pipe by mistake must not hang.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open() && (errno == ENOENT || errno == ENOTDIR)) return fail(Code::not_found, "there is no such file");
  if (!file.is_open()) detail::throw_system_failure("a file cannot be opened");
  struct stat about {};
  if (::fstat(file.number(), &about) != 0) detail::throw_system_failure("a file cannot be read");
  if (!S_ISREG(about.st_mode)) return fail(Code::invalid_argument, "this is not a regular file");
  if (static_cast<std::uintmax_t>(about.st_size) > max) return fail(Code::too_large, "the file is over its size limit");

  Bytes content(static_cast<std::size_t>(about.st_size));
  std::size_t filled = 0;
  while (filled < content.size()) {
    const ssize_t got = ::read(file.number(), content.data() + filled, content.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) detail::throw_system_failure("a file cannot be read");
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  content.resize(filled);
  return content;
}

void write_file_durably(const fs::path& path, ByteView content, mode_t mode) {
  const fs::path fresh = fs::path(path).concat(".new");
  try {
    write_new_file(fresh, content, mode);
    if (::rename(fresh.c_str(), path.c_str()) != 0) detail::throw_system_failure("a file cannot be replaced");
  } catch (const StorageFailure&) {
    ::unlink(fresh.c_str());
    throw;
  }
  sync_directory(path.parent_path());
}

void rename_durably(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0)
    detail::throw_system_failure("a file or directory cannot be given its name");
  sync_directory(to.parent_path());
}

Result<void> name_durably(const fs::path& from, const fs::path& to) {
  if (rename_to_free(from, to) != 0) {
    if (errno == EEXIST) return fail(Code::already_done, "there is already something under that name");
    detail::throw_system_failure("a new file cannot be given its name");
  }
  sync_directory(to.parent_path());
  return {};
}

void create_private_directory(const fs::path& path) {
  if (path.empty() || fs::is_directory(path)) return;
  create_private_directory(path.parent_path());
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) detail::throw_system_failure("a directory cannot be made");
  sync_directory(path.parent_path());
}

void sync_directory(const fs::path& path) {
  const fs::path named = path.empty() ? fs::path(".") : path;
  const Descriptor directory(::open(named.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.is_open() || ::fsync(directory.number()) != 0)
    detail::throw_system_failure("a directory cannot be flushed to the disk");
}

Result<FileLock> FileLock::acquire(const fs::path& path) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!file.is_open()) detail::throw_system_failure("a lock file cannot be made");
  while (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return fail(Code::busy, "another program is using this; close it first");
    if (errno != EINTR) detail::throw_system_failure("a lock cannot be taken");
  }
  return FileLock(std::move(file));
}

}  // namespace tacit

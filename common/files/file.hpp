#pragma once
#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <utility>

#include "common/base/bytes.hpp"
#include "common/base/result.hpp"
#include "common/files/descriptor.hpp"
#include "common/files/failure.hpp"

namespace tacit {

// The whole of a regular file. not_found; too_large when over `max` bytes. Throws StorageFailure (errno) otherwise.
Result<Bytes> read_file(const std::filesystem::path& path, std::size_t max);

// Replaces a file as a whole: after a crash there is the old content or the new one, and the new one once this
// returned (temporary file in the same directory, fsync, rename, fsync of the directory). Throws StorageFailure.
// Not for two writers at once. Does not overwrite the old content on the medium.
void write_file_durably(const std::filesystem::path& path, ByteView content, mode_t mode = 0600);

// Gives a file or directory another name; after a crash it has one of the two, and the new one once this returned.
// Throws StorageFailure.
void rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

// Gives a file that was written and flushed under another name its own, which must be free: nothing is ever replaced,
// not even by a race where the file system can do that in one step. Durable as above. already_done: the name is taken.
// Throws StorageFailure.
Result<void> name_durably(const std::filesystem::path& from, const std::filesystem::path& to);

// Makes what is missing of a directory path, 0700. Existing directories keep their mode. Throws StorageFailure.
void create_private_directory(const std::filesystem::path& path);

// Makes a directory's entries (new, renamed, removed names) durable. Throws StorageFailure.
void sync_directory(const std::filesystem::path& path);

// Keeps other processes (and other FileLocks of this one) out until it is destroyed; the kernel drops it when the
// process dies. Advisory: it binds only those who ask. The file stays behind, empty.
class FileLock {
 public:
  // Code::busy when somebody else holds it. Throws StorageFailure when the file cannot be made.
  static Result<FileLock> acquire(const std::filesystem::path& path);

 private:
  explicit FileLock(Descriptor file) : file_(std::move(file)) {}

  Descriptor file_;
};

}  // namespace tacit

#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "common/base/bytes.hpp"
#include "common/base/result.hpp"

// Files of which only a part is wanted, and that may be too large for memory.
namespace tacit {

// The last `count` bytes of a regular file, and how many stand before them. not_found; malformed when it has fewer.
// Throws StorageFailure.
struct FileEnd {
  Bytes bytes;
  std::uint64_t before;
};
Result<FileEnd> read_file_end(const std::filesystem::path& path, std::size_t count);

// Adds to the end of a file that is not in use under this name yet, and flushes all of it. Throws StorageFailure.
void append_and_flush(const std::filesystem::path& path, ByteView content);

// A new file (0600) of the first `count` bytes of another, flushed; not durable under its name before its directory is.
// What had the name is gone. malformed when there are fewer. Throws StorageFailure.
Result<void> copy_start(const std::filesystem::path& from, const std::filesystem::path& to, std::uint64_t count);

}  // namespace tacit

#include "common/files/stretch.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "common/files/descriptor.hpp"
#include "common/files/system_failure.hpp"

namespace tacit {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kAtOnce = 256 * 1024;
constexpr Literal kCannotRead = "a file cannot be read";
constexpr Literal kTooShort = "the file is cut short";

// O_NONBLOCK: opening a pipe by mistake must not hang.
Result<Descriptor> open_for_reading(const fs::path& path, std::uint64_t& size) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open() && (errno == ENOENT || errno == ENOTDIR)) return fail(Code::not_found, "there is no such file");
  if (!file.is_open()) detail::throw_system_failure("a file cannot be opened");
  struct stat about {};
  if (::fstat(file.number(), &about) != 0) detail::throw_system_failure(kCannotRead);
  if (!S_ISREG(about.st_mode)) return fail(Code::invalid_argument, "this is not a regular file");
  size = static_cast<std::uint64_t>(about.st_size);
  return file;
}

// Fewer than asked for only at the end of the file.
std::size_t read_some(const Descriptor& file, std::span<std::uint8_t> into) {
  std::size_t filled = 0;
  while (filled < into.size()) {
    const ssize_t got = ::read(file.number(), into.data() + filled, into.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) detail::throw_system_failure(kCannotRead);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  return filled;
}

void write_all(const Descriptor& file, ByteView content) {
  while (!content.empty()) {
    const ssize_t written = ::write(file.number(), content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) detail::throw_system_failure("a file cannot be written");
    content = content.subspan(static_cast<std::size_t>(written));
  }
}

void flush(const Descriptor& file) {
  if (::fsync(file.number()) != 0) detail::throw_system_failure("a file cannot be flushed to the disk");
}

}  // namespace

Result<FileEnd> read_file_end(const fs::path& path, std::size_t count) {
  std::uint64_t size = 0;
  TRY(const Descriptor file, open_for_reading(path, size));
  if (size < count) return fail(Code::malformed, kTooShort);
  FileEnd end{Bytes(count), size - count};
  if (::lseek(file.number(), static_cast<off_t>(end.before), SEEK_SET) < 0) detail::throw_system_failure(kCannotRead);
  if (read_some(file, end.bytes) != count) return fail(Code::malformed, kTooShort);
  return end;
}

void append_and_flush(const fs::path& path, ByteView content) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW));
  if (!file.is_open()) detail::throw_system_failure("a file cannot be opened");
  write_all(file, content);
  flush(file);
}

Result<void> copy_start(const fs::path& from, const fs::path& to, std::uint64_t count) {
  std::uint64_t size = 0;
  TRY(const Descriptor source, open_for_reading(from, size));
  if (size < count) return fail(Code::malformed, kTooShort);
  ::unlink(to.c_str());
  const Descriptor copy(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!copy.is_open()) detail::throw_system_failure("a file cannot be made");
  Bytes buffer(kAtOnce);
  while (count > 0) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(count, buffer.size()));
    const std::span<std::uint8_t> part(buffer.data(), wanted);
    if (read_some(source, part) != wanted) return fail(Code::malformed, kTooShort);
    write_all(copy, part);
    count -= wanted;
  }
  flush(copy);
  return {};
}

}  // namespace tacit

#include "client/cli/new_file.hpp"

#include <fcntl.h>
#include <stdio.h>  // renameat2
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace tacit::cli {
namespace {

constexpr mode_t kOwnerOnly = 0600;
constexpr Literal kTaken = "there is already something under that name: choose another";

// Not every file system knows how to rename without replacing; a hard link does the same where there are any.
bool name_without_replacing(const char* from, const char* to) {
  if (::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return true;
  if (errno != EINVAL && errno != ENOSYS) return false;
  return ::link(from, to) == 0 && ::unlink(from) == 0;
}

}  // namespace

Result<NewFile> NewFile::create(std::filesystem::path path) {
  if (::access(path.c_str(), F_OK) == 0) return fail(Code::already_done, kTaken);
  NewFile file(std::move(path), -1);
  ::unlink(file.part().c_str());
  file.descriptor_ = ::open(file.part().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly);
  if (file.descriptor_ < 0) return fail(Code::not_allowed, "no file can be made there");
  return file;
}

NewFile::NewFile(NewFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

NewFile::~NewFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(part().c_str());
}

Result<void> NewFile::append(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return fail(Code::unavailable, "the file cannot be written: is the disk full?");
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> NewFile::finish() {
  if (::fsync(descriptor_) != 0) return fail(Code::unavailable, "the file cannot be written: is the disk full?");
  if (!name_without_replacing(part().c_str(), path_.c_str()))
    return errno == EEXIST ? Result<void>(fail(Code::already_done, kTaken))
                           : Result<void>(fail(Code::unavailable, "the file cannot be given its name"));
  ::close(std::exchange(descriptor_, -1));
  return {};
}

}  // namespace tacit::cli

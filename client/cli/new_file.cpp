#include "client/cli/new_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "common/files/file.hpp"

namespace tacit::cli {
namespace {

constexpr mode_t kOwnerOnly = 0600;

std::filesystem::path part_of(const std::filesystem::path& path) { return std::filesystem::path(path).concat(".part"); }

}  // namespace

Result<NewFile> NewFile::create(std::filesystem::path path) {
  if (::access(path.c_str(), F_OK) == 0)
    return fail(Code::already_done, "there is already something under that name: choose another");
  const std::filesystem::path part = part_of(path);
  ::unlink(part.c_str());
  Descriptor file(::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly));
  if (!file.is_open()) return fail(Code::not_allowed, "no file can be made there");
  return NewFile(std::move(path), std::move(file));
}

std::filesystem::path NewFile::part() const { return part_of(path_); }

NewFile::~NewFile() {
  if (file_.is_open()) ::unlink(part_of(path_).c_str());
}

Result<void> NewFile::append(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file_.number(), text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return fail(Code::unavailable, "the file cannot be written: is the disk full?");
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> NewFile::finish() {
  if (::fsync(file_.number()) != 0) return fail(Code::unavailable, "the file cannot be written: is the disk full?");
  CHECK(name_durably(part_of(path_), path_));
  file_.close();
  return {};
}

}  // namespace tacit::cli

#include "client/web/room.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <cstdlib>

namespace tacit::web {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "desk-";
constexpr int kTries = 5;

// In bytes; 0 where nothing of ours may lie.
std::uint64_t room_in(const fs::path& folder) {
  struct statfs found {};
  if (folder.empty() || ::statfs(folder.c_str(), &found) != 0 || ::access(folder.c_str(), W_OK | X_OK) != 0) return 0;
  const auto type = static_cast<unsigned long>(found.f_type);
  if (type == RAMFS_MAGIC) return UINT64_MAX;
  return type == TMPFS_MAGIC ? static_cast<std::uint64_t>(found.f_bavail) * static_cast<std::uint64_t>(found.f_bsize)
                             : 0;
}

std::vector<fs::path> storages() {
  const char* own = std::getenv("XDG_RUNTIME_DIR");
  return {fs::path(own == nullptr ? "" : own), fs::path("/dev/shm")};
}

// The roomier one: a session's own is often a tenth of the memory, and a browser wants more than that on a small
// machine.
Result<fs::path> storage() {
  fs::path best;
  for (const fs::path& one : storages())
    if (room_in(one) > room_in(best)) best = one;
  if (!best.empty()) return best;
  return fail(Code::unavailable, "this machine has no memory-backed folder: mount one, or set XDG_RUNTIME_DIR to it");
}

Descriptor open_folder(const fs::path& folder) {
  return Descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

// A run that lives holds the lock of its folder; the kernel drops it with the run.
bool lock(const Descriptor& folder) { return folder.is_open() && ::flock(folder.number(), LOCK_EX | LOCK_NB) == 0; }

// Whether the name still leads to it: another run may have cleared it away before it was locked.
bool is_still_there(const Descriptor& folder, const fs::path& name) {
  struct stat held {
  }, named{};
  return ::fstat(folder.number(), &held) == 0 && ::lstat(name.c_str(), &named) == 0 && held.st_ino == named.st_ino &&
         held.st_dev == named.st_dev;
}

// Again if something was put there meanwhile, such as by a process that is about to end.
void clear_away(const fs::path& folder) {
  std::error_code failed;
  for (int i = 0; i < kTries; ++i) {
    fs::remove_all(folder, failed);
    if (!failed) return;
  }
}

void clear_leftovers(const fs::path& storage) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(storage, ignored)) {
    if (!entry.path().filename().string().starts_with(kPrefix)) continue;
    const Descriptor folder = open_folder(entry.path());
    struct stat found {};
    if (!lock(folder) || ::fstat(folder.number(), &found) != 0 || found.st_uid != ::getuid()) continue;
    clear_away(entry.path());
  }
}

}  // namespace

Result<Room> Room::make() {
  for (const fs::path& one : storages())
    if (room_in(one) > 0) clear_leftovers(one);
  TRY(const fs::path where, storage());
  for (int i = 0; i < kTries; ++i) {
    std::string folder = (where / kPrefix).string() + "XXXXXX";
    if (::mkdtemp(folder.data()) == nullptr) break;
    Descriptor held = open_folder(folder);
    if (lock(held) && is_still_there(held, folder)) return Room(folder, std::move(held));
  }
  return fail(Code::unavailable, "no folder can be made in the memory-backed storage of this machine");
}

Room::~Room() {
  if (!folder_.empty()) clear_away(folder_);
}

}  // namespace tacit::web

// The calls that SQLite, Asio, libstdc++ and our own code make, in libc's place. Headers that declare them are not
// included where their attributes (nonnull, fortified variants) would get in the way of defining them.
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>

#include "tests/crash/fault/gate.hpp"
#include "tests/crash/fault/unsynced.hpp"

using tacit::test::fault::Call;
using tacit::test::fault::Gate;
using tacit::test::fault::Verdict;

namespace {

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}
#define REAL(name) static const auto real_##name = real<decltype(::name)>(#name)

std::string absolute(int directory, const char* path) {
  if (path[0] == '/') return path;
  char here[4096];
  const std::string base = directory != AT_FDCWD ? Gate::path_of(directory) : ::getcwd(here, sizeof here);
  return base + "/" + path;
}

// Whether the call may go on.
bool may_open(Gate& gate, const std::string& path, int flags) {
  if (!gate.is_watched(path)) return true;
  const bool makes = (flags & O_CREAT) != 0 && ::access(path.c_str(), F_OK) != 0;
  const bool writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_TRUNC) != 0;
  if (gate.arrive(makes ? Call::make : writes ? Call::open_write : Call::open_read) != Verdict::pass) return false;
  if (makes && gate.unsynced() != nullptr) gate.unsynced()->make(path);
  return true;
}

// What becomes of one write: the number of bytes to let through, or nothing.
template <class Real>
ssize_t write_through(int file, off_t offset, const void* bytes, std::size_t size, Real&& go) {
  Gate gate;
  if (!gate.is_watched(file)) return go(size);
  const Verdict verdict = gate.arrive(Call::write);
  if (verdict == Verdict::fail) return -1;
  const std::size_t part = verdict == Verdict::half ? size / 2 : size;
  if (gate.unsynced() != nullptr) {
    const off_t place = offset >= 0 ? offset : ::lseek(file, 0, SEEK_CUR);
    gate.unsynced()->write(file, place, bytes, part);
  }
  const ssize_t written = go(part);
  if (verdict == Verdict::half) gate.after_half();
  return written;
}

template <class Real>
ssize_t send_through(int socket, const void* bytes, std::size_t size, int flags, Real&& go) {
  REAL(send);
  bool torn = false;
  {
    Gate gate;
    if (gate.is_internet(socket)) {
      const Verdict verdict = gate.arrive(Call::send);
      if (verdict == Verdict::fail) {
        // The other side of a reset connection hears of it as well.
        const int error = errno;
        ::shutdown(socket, SHUT_RDWR);
        errno = error;
        return -1;
      }
      torn = verdict == Verdict::half;
      if (torn) {
        real_send(socket, bytes, size / 2, flags);
        gate.after_half();
      }
    }
  }
  return go();
}

template <class Real>
int resize_through(int file, off_t size, Real&& go) {
  Gate gate;
  if (!gate.is_watched(file)) return go();
  if (gate.arrive(Call::resize) != Verdict::pass) return -1;
  if (gate.unsynced() != nullptr) gate.unsynced()->resize(file, size);
  return go();
}

template <class Real>
int sync_through(int file, Real&& go) {
  Gate gate;
  if (!gate.is_watched(file) && !gate.is_watched(Gate::path_of(file) + "/")) return go();
  if (gate.arrive(Call::sync) != Verdict::pass) return -1;
  if (gate.unsynced() != nullptr) gate.unsynced()->sync(file);
  return go();
}

template <class Real>
int rename_through(const std::string& from, const std::string& to, bool replaces, Real&& go) {
  Gate gate;
  if (!gate.is_watched(to)) return go();
  if (gate.arrive(Call::rename) != Verdict::pass) return -1;
  if (gate.unsynced() != nullptr && (replaces || ::access(to.c_str(), F_OK) != 0)) gate.unsynced()->rename(from, to);
  return go();
}

template <class Real>
int remove_through(const std::string& path, Real&& go) {
  Gate gate;
  if (!gate.is_watched(path) || ::access(path.c_str(), F_OK) != 0) return go();
  if (gate.arrive(Call::remove) != Verdict::pass) return -1;
  if (gate.unsynced() != nullptr) gate.unsynced()->remove(path);
  return go();
}

template <class Real>
int make_directory_through(const std::string& path, Real&& go) {
  Gate gate;
  if (!gate.is_watched(path) || ::access(path.c_str(), F_OK) == 0) return go();
  if (gate.arrive(Call::make) != Verdict::pass) return -1;
  if (gate.unsynced() != nullptr) gate.unsynced()->make(path);
  return go();
}

mode_t mode_in(int flags, va_list arguments) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

}  // namespace

extern "C" {

#define OPEN(name)                                                   \
  int name(const char* path, int flags, ...) {                       \
    REAL(name);                                                      \
    va_list arguments;                                               \
    va_start(arguments, flags);                                      \
    const mode_t mode = mode_in(flags, arguments);                   \
    va_end(arguments);                                               \
    Gate gate;                                                       \
    if (!may_open(gate, absolute(AT_FDCWD, path), flags)) return -1; \
    return real_##name(path, flags, mode);                           \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                  \
  int name(int directory, const char* path, int flags, ...) {         \
    REAL(name);                                                       \
    va_list arguments;                                                \
    va_start(arguments, flags);                                       \
    const mode_t mode = mode_in(flags, arguments);                    \
    va_end(arguments);                                                \
    Gate gate;                                                        \
    if (!may_open(gate, absolute(directory, path), flags)) return -1; \
    return real_##name(directory, path, flags, mode);                 \
  }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int file, const void* bytes, size_t size) {
  REAL(write);
  return write_through(file, -1, bytes, size, [&](std::size_t part) { return real_write(file, bytes, part); });
}

#define PWRITE(name)                                                                                \
  ssize_t name(int file, const void* bytes, size_t size, off_t offset) {                            \
    REAL(name);                                                                                     \
    return write_through(file, offset, bytes, size,                                                 \
                         [&](std::size_t part) { return real_##name(file, bytes, part, offset); }); \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

#define RESIZE(name)                                                            \
  int name(int file, off_t size) noexcept {                                     \
    REAL(name);                                                                 \
    return resize_through(file, size, [&] { return real_##name(file, size); }); \
  }
RESIZE(ftruncate)
RESIZE(ftruncate64)

#define SYNC(name)                                                \
  int name(int file) {                                            \
    REAL(name);                                                   \
    return sync_through(file, [&] { return real_##name(file); }); \
  }
SYNC(fsync)
SYNC(fdatasync)

int rename(const char* from, const char* to) noexcept {
  REAL(rename);
  return rename_through(absolute(AT_FDCWD, from), absolute(AT_FDCWD, to), true, [&] { return real_rename(from, to); });
}
int renameat2(int from_in, const char* from, int to_in, const char* to, unsigned flags) noexcept {
  REAL(renameat2);
  return rename_through(absolute(from_in, from), absolute(to_in, to), (flags & RENAME_NOREPLACE) == 0,
                        [&] { return real_renameat2(from_in, from, to_in, to, flags); });
}
int unlink(const char* path) noexcept {
  REAL(unlink);
  return remove_through(absolute(AT_FDCWD, path), [&] { return real_unlink(path); });
}
int unlinkat(int directory, const char* path, int flags) noexcept {
  REAL(unlinkat);
  return remove_through(absolute(directory, path), [&] { return real_unlinkat(directory, path, flags); });
}
int remove(const char* path) noexcept {
  REAL(remove);
  return remove_through(absolute(AT_FDCWD, path), [&] { return real_remove(path); });
}
int mkdir(const char* path, mode_t mode) noexcept {
  REAL(mkdir);
  return make_directory_through(absolute(AT_FDCWD, path), [&] { return real_mkdir(path, mode); });
}

ssize_t send(int socket, const void* bytes, size_t size, int flags) {
  REAL(send);
  return send_through(socket, bytes, size, flags, [&] { return real_send(socket, bytes, size, flags); });
}
ssize_t sendmsg(int socket, const msghdr* message, int flags) {
  REAL(sendmsg);
  std::string bytes;
  for (std::size_t i = 0; i < message->msg_iovlen; ++i)
    bytes.append(static_cast<const char*>(message->msg_iov[i].iov_base), message->msg_iov[i].iov_len);
  return send_through(socket, bytes.data(), bytes.size(), flags, [&] { return real_sendmsg(socket, message, flags); });
}

}  // extern "C"

#include "tests/crash/fault/unsynced.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace tacit::test::fault {
namespace {

[[noreturn]] void give_up(const char* what) {
  ::perror(what);
  std::abort();
}

std::string parent_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

std::string path_of(int file) {
  char path[4096];
  const ssize_t size = ::readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), path, sizeof path);
  return size > 0 ? std::string(path, static_cast<std::size_t>(size)) : std::string();
}

off_t size_of(int file) {
  struct stat about {};
  if (::fstat(file, &about) != 0) give_up("fault layer: fstat");
  return about.st_size;
}

}  // namespace

// The process's own descriptor may be write-only, or closed by the time it matters.
Unsynced::Inode Unsynced::known(int file) {
  struct stat about {};
  if (::fstat(file, &about) != 0) give_up("fault layer: fstat");
  const Inode inode{about.st_dev, about.st_ino};
  if (!own_.contains(inode)) {
    const int own = ::open(("/proc/self/fd/" + std::to_string(file)).c_str(), O_RDWR | O_CLOEXEC);
    if (own < 0) give_up("fault layer: open");
    own_[inode] = own;
  }
  return inode;
}

void Unsynced::record(int file, off_t offset, std::string after, off_t size_after) {
  const Inode inode = known(file);
  const off_t size = size_of(file);
  const off_t end = std::max(offset + static_cast<off_t>(after.size()), size_after < size ? size : off_t{0});
  std::string before(static_cast<std::size_t>(std::max(off_t{0}, std::min(end, size) - offset)), '\0');
  if (::pread(own_[inode], before.data(), before.size(), offset) != static_cast<ssize_t>(before.size()))
    give_up("fault layer: pread");
  writes_.push_back({inode, offset, std::move(before), std::move(after), size, size_after});
}

void Unsynced::write(int file, off_t offset, const void* bytes, std::size_t size) {
  record(file, offset, std::string(static_cast<const char*>(bytes), size),
         std::max(size_of(file), offset + static_cast<off_t>(size)));
}

void Unsynced::resize(int file, off_t size) { record(file, std::min(size, size_of(file)), {}, size); }

void Unsynced::make(const std::string& path) { names_.push_back({path, {}, {}}); }

std::string Unsynced::bury(const std::string& path) {
  if (::access(path.c_str(), F_OK) != 0) return {};
  ::mkdir(graves_.c_str(), 0700);
  std::string grave = graves_ + "/" + std::to_string(++buried_);
  if (::link(path.c_str(), grave.c_str()) != 0) give_up("fault layer: link");
  return grave;
}

void Unsynced::rename(const std::string& from, const std::string& to) { names_.push_back({to, from, bury(to)}); }

void Unsynced::remove(const std::string& path) {
  if (std::string grave = bury(path); !grave.empty()) names_.push_back({{}, path, std::move(grave)});
}

void Unsynced::sync(int file_or_directory) {
  struct stat about {};
  if (::fstat(file_or_directory, &about) != 0) give_up("fault layer: fstat");
  if (S_ISDIR(about.st_mode)) {
    const std::string path = path_of(file_or_directory);
    std::erase_if(names_,
                  [&](const Name& name) { return parent_of(name.path.empty() ? name.was : name.path) == path; });
    return;
  }
  const Inode inode{about.st_dev, about.st_ino};
  std::erase_if(writes_, [&](const Write& write) { return write.inode == inode; });
}

void Unsynced::undo(const Write& write) {
  const int own = own_.at(write.inode);
  if (::pwrite(own, write.before.data(), write.before.size(), write.offset) !=
          static_cast<ssize_t>(write.before.size()) ||
      ::ftruncate(own, write.size_before) != 0)
    give_up("fault layer: undo");
}

void Unsynced::redo(const Write& write) {
  const int own = own_.at(write.inode);
  // A hole is what a later write leaves where an earlier one is missing.
  if (write.after.empty() && ::ftruncate(own, write.size_after) != 0) give_up("fault layer: redo");
  if (::pwrite(own, write.after.data(), write.after.size(), write.offset) != static_cast<ssize_t>(write.after.size()))
    give_up("fault layer: redo");
}

void Unsynced::lose_data() {
  std::for_each(writes_.rbegin(), writes_.rend(), [this](const Write& one) { undo(one); });
}

void Unsynced::lose_every_second_write() {
  lose_data();
  for (std::size_t i = 1; i < writes_.size(); i += 2) redo(writes_[i]);
}

void Unsynced::lose_names() {
  for (auto name = names_.rbegin(); name != names_.rend(); ++name) {
    std::error_code gone;
    if (name->was.empty()) {
      std::filesystem::remove_all(name->path, gone);
      continue;
    }
    if (!name->path.empty()) std::filesystem::rename(name->path, name->was, gone);
    if (!name->grave.empty()) std::filesystem::rename(name->grave, name->path.empty() ? name->was : name->path, gone);
  }
}

}  // namespace tacit::test::fault

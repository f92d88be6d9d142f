#pragma once
#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tacit::test::fault {

// What a power cut would take: everything written to files since their last flush, and every name made, changed or
// removed since its directory's last flush. Told of each such call before it happens. Not thread-safe.
class Unsynced {
 public:
  // `graves`: a folder on the same file system for what a cut has to bring back.
  explicit Unsynced(std::string graves) : graves_(std::move(graves)) {}

  void write(int file, off_t offset, const void* bytes, std::size_t size);
  void resize(int file, off_t size);
  void make(const std::string& path);
  void rename(const std::string& from, const std::string& to);
  void remove(const std::string& path);
  void sync(int file_or_directory);

  void lose_data();
  void lose_every_second_write();
  void lose_names();

 private:
  using Inode = std::pair<dev_t, ino_t>;
  struct Write {
    Inode inode;
    off_t offset;
    std::string before, after;
    off_t size_before, size_after;
  };
  struct Name {
    std::string path;   // as it is now; empty if removed
    std::string was;    // as it was before; empty if made
    std::string grave;  // what stood at `path` before, or was removed
  };
  Inode known(int file);
  void record(int file, off_t offset, std::string after, off_t size_after);
  void undo(const Write& write);
  void redo(const Write& write);
  std::string bury(const std::string& path);

  const std::string graves_;
  std::map<Inode, int> own_;  // descriptors of our own, never closed: closing one would drop the process's locks
  std::vector<Write> writes_;
  std::vector<Name> names_;
  int buried_ = 0;
};

}  // namespace tacit::test::fault

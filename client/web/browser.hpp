#pragma once
#include <sys/types.h>

#include <filesystem>
#include <string>

#include "common/base/result.hpp"

namespace tacit::web {

// A browser of the Chromium family in this machine's PATH, or the one of that name. not_found.
Result<std::filesystem::path> find_browser(const std::string& name = {});

// A browser of our own, that keeps what it keeps in a folder of ours. It is ended with its whole process group when
// this goes; when this program is killed the kernel ends its first process, and the others follow that one.
class Browser {
 public:
  // Shows a file as an application's window. `folder` is where it keeps everything but downloads: profile, caches,
  // temporary files. unavailable: it cannot be started.
  static Result<Browser> start(const std::filesystem::path& program, const std::filesystem::path& folder,
                               const std::filesystem::path& page);
  Browser(Browser&& other) noexcept : process_(other.process_) { other.process_ = -1; }
  Browser& operator=(Browser&&) = delete;
  ~Browser();

  bool has_ended();  // somebody closed it

 private:
  explicit Browser(pid_t process) : process_(process) {}
  void reap();
  pid_t process_;
};

}  // namespace tacit::web

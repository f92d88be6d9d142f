#pragma once
#include <chrono>
#include <csignal>

#include "server/data_directory.hpp"

namespace tacit::server {

// One process tells another: the lock says whether a server runs, the pid file which one.
constexpr int kSealSignal = SIGUSR1;

// Names this process in the directory, until it goes out of scope. To be made by the one that holds the lock.
class PidFile {
 public:
  explicit PidFile(const DataDirectory& directory);
  PidFile(const PidFile&) = delete;
  PidFile& operator=(const PidFile&) = delete;
  ~PidFile();

 private:
  const std::filesystem::path path_;
};

bool is_serving(const DataDirectory& directory);

// Tells the running server to drop its keys and end, and waits until it has.
// not_found: none runs. timed_out: it still runs. not_allowed: it belongs to another user.
Result<void> seal_running(const DataDirectory& directory, std::chrono::seconds patience);

}  // namespace tacit::server

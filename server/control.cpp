#include "server/control.hpp"

#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <string>
#include <system_error>
#include <thread>

namespace tacit::server {
namespace {

constexpr std::size_t kMaxPidBytes = 16;
constexpr std::chrono::milliseconds kPoll{20};

Result<pid_t> read_pid(const DataDirectory& directory) {
  TRY(const Bytes file, read_file(directory.pid(), kMaxPidBytes));
  const std::string_view text = as_text(file);
  pid_t pid = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), pid);
  if (error != std::errc() || end != text.data() + text.size() || pid <= 1) {
    return fail(Code::malformed, "the pid file of the server is damaged");
  }
  return pid;
}

}  // namespace

PidFile::PidFile(const DataDirectory& directory) : path_(directory.pid()) {
  write_file_durably(path_, as_bytes(std::to_string(::getpid())));
}

PidFile::~PidFile() {
  std::error_code ignored;  // A stale file does no harm: the lock decides.
  std::filesystem::remove(path_, ignored);
}

bool is_serving(const DataDirectory& directory) {
  return std::filesystem::exists(directory.lock()) && !FileLock::acquire(directory.lock()).has_value();
}

Result<void> seal_running(const DataDirectory& directory, std::chrono::seconds patience) {
  if (!is_serving(directory)) return fail(Code::not_found, "no server runs on this directory");
  TRY(const pid_t pid, read_pid(directory));
  if (::kill(pid, kSealSignal) != 0 && errno != ESRCH) {
    return fail(Code::not_allowed, "the server belongs to another user: use that one, or root");
  }
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (is_serving(directory)) {
    if (std::chrono::steady_clock::now() > deadline) return fail(Code::timed_out, "the server has not ended yet");
    std::this_thread::sleep_for(kPoll);
  }
  return {};
}

}  // namespace tacit::server

#pragma once
#include <atomic>
#include <cstdint>
#include <string>

// A layer between a process and libc that makes its storage and its network fail at one exact call. It is a shared
// library: linked into a test, whose forked children it strikes, or preloaded into a program as it is shipped.
//
// A *point* is a call that changes or opens a file under the watched folder, or sends to an internet socket.
namespace tacit::test::fault {

enum class Call : std::uint8_t { open_read, open_write, make, write, resize, sync, rename, remove, send };
constexpr std::uint32_t bit(Call call) { return 1u << static_cast<unsigned>(call); }
constexpr std::uint32_t kReplacing = bit(Call::rename) | bit(Call::remove);
constexpr std::uint32_t kChanging = bit(Call::make) | bit(Call::write) | bit(Call::resize) | kReplacing;
constexpr std::uint32_t kOpening = bit(Call::open_read) | bit(Call::open_write) | bit(Call::make);

enum class Action : std::uint8_t {
  kill,  // SIGKILL before the call
  tear,  // SIGKILL when half of what it writes or sends is out
  fail,  // the call fails, once
  stay,  // it fails, and every later one with it; a write first gets half of its bytes out, as on a disk that fills up
  // The power goes before the call. Every call between two flushes loses the same, so only flushes and names need to
  // be points. What was written since a file's last flush is gone:
  cut,       // all of it, and names made, changed or removed since their directory's last flush are as they were
  cut_data,  // all of it, but the names are as they were left
  cut_some,  // every second write of it, so that later ones survive earlier ones
};

struct Plan {
  Action action = Action::kill;
  std::uint32_t calls = 0;  // which of them are points
  int error = 0;            // errno of a call that fails; a send that fails is always a reset connection
  std::uint64_t point = 0;  // from 1; 0 strikes nowhere
};

// In memory that outlives the process.
struct Report {
  std::atomic<std::uint64_t> points{0};
  std::atomic<bool> reached{false};
};

// From now on, in this process. A program gets the same by TACIT_FAULT="FOLDER|ACTION|CALLS|ERROR|POINT|REPORT", the
// last a file of sizeof(Report) bytes.
void arm(const std::string& folder, const Plan& plan, Report* report);
std::string environment_of(const std::string& folder, const Plan& plan, const std::string& report_file);

// What was to be struck is over: from here calls pass; with a cut as the action, the power goes now.
void end();

}  // namespace tacit::test::fault

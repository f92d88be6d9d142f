#include "client/web/browser.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "common/files/descriptor.hpp"

namespace tacit::web {
namespace {

namespace fs = std::filesystem;

constexpr std::array kNames{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "brave-browser"};
constexpr int kCouldNotStart = 127;
constexpr std::chrono::milliseconds kToEnd{2'000}, kLook{20};

// It talks to nobody but the page, remembers nothing, and offers to remember nothing.
std::vector<std::string> arguments(const fs::path& program, const fs::path& folder, const fs::path& page) {
  return {program.string(),
          "--user-data-dir=" + (folder / "profile").string(),
          "--app=file://" + page.string(),
          "--incognito",
          "--no-first-run",
          "--no-default-browser-check",
          "--no-pings",
          "--disable-background-networking",
          "--disable-breakpad",
          "--disable-component-update",
          "--disable-default-apps",
          "--disable-domain-reliability",
          "--disable-extensions",
          "--disable-sync",
          "--disable-features=AutofillServerCommunication,MediaRouter,OptimizationHints,Translate",
          "--password-store=basic"};
}

// Shared memory, caches of fonts and shaders, lists of recent files: beside the profile, not on a disk.
std::vector<std::string> environment(const fs::path& folder) {
  constexpr std::array kMoved{"XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR"};
  std::vector<std::string> out;
  for (char** one = environ; *one != nullptr; ++one) {
    const std::string_view text(*one);
    const auto is_named = [&](std::string_view name) { return text.substr(0, text.find('=')) == name; };
    if (std::none_of(kMoved.begin(), kMoved.end(), is_named)) out.emplace_back(text);
  }
  for (const char* name : kMoved) out.push_back(std::string(name) + "=" + folder.string());
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (auto& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

constexpr int kReport = 3;

// Not one descriptor of the vault or the server goes along.
void close_from(unsigned first) {
  constexpr unsigned kMost = 65'536;
  if (::syscall(SYS_close_range, first, ~0u, 0u) == 0) return;
  for (unsigned one = first; one < kMost; ++one) ::close(static_cast<int>(one));
}

// Between fork and exec of a program with threads: nothing that allocates or locks. `report` is told what went wrong.
[[noreturn]] void become(char* const* arguments, char* const* environment, int silence, int report, pid_t parent) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(kCouldNotStart);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::dup2(silence, STDIN_FILENO);
  ::dup2(silence, STDOUT_FILENO);
  ::dup2(silence, STDERR_FILENO);
  ::dup2(report, kReport);
  ::fcntl(kReport, F_SETFD, FD_CLOEXEC);
  close_from(kReport + 1);
  ::execve(arguments[0], arguments, environment);
  const int problem = errno;
  [[maybe_unused]] const auto told = ::write(kReport, &problem, sizeof problem);
  ::_exit(kCouldNotStart);
}

}  // namespace

Result<fs::path> find_browser(const std::string& wanted) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "/usr/bin:/bin" : path);
  std::vector<fs::path> all;
  for (std::string folder; std::getline(folders, folder, ':');)
    if (!folder.empty()) all.emplace_back(folder);
  std::vector<std::string> names(kNames.begin(), kNames.end());
  if (!wanted.empty()) names = {wanted};
  for (const auto& name : names)
    for (const auto& folder : all)
      if (::access((folder / name).c_str(), X_OK) == 0) return folder / name;
  return fail(Code::not_found, "no browser of the Chromium family was found");
}

Result<Browser> Browser::start(const fs::path& program, const fs::path& folder, const fs::path& page) {
  constexpr Literal kFailed = "the browser cannot be started: is it there, and a program?";
  auto words = arguments(program, folder, page);
  auto settings = environment(folder);
  const auto word_list = pointers(words), setting_list = pointers(settings);
  const Descriptor silence(::open("/dev/null", O_RDWR | O_CLOEXEC));
  int ends[2] = {-1, -1};
  if (!silence.is_open() || ::pipe2(ends, O_CLOEXEC) != 0) return fail(Code::unavailable, kFailed);
  const Descriptor hears(ends[0]);
  Descriptor tells(ends[1]);
  const pid_t self = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) become(word_list.data(), setting_list.data(), silence.number(), tells.number(), self);
  tells.close();
  if (child < 0) return fail(Code::unavailable, kFailed);
  ::setpgid(child, child);  // whoever of the two is first
  int problem = 0;
  // The other end is closed, with nothing said, by the exec that succeeds.
  if (::read(hears.number(), &problem, sizeof problem) <= 0) return Browser(child);
  ::waitpid(child, nullptr, 0);
  return fail(Code::unavailable, kFailed);
}

bool Browser::has_ended() {
  if (process_ < 0) return true;
  siginfo_t found{};
  // Left unreaped, its number is nobody else's yet while what it started is ended too.
  if (::waitid(P_PID, static_cast<id_t>(process_), &found, WEXITED | WNOHANG | WNOWAIT) != 0 || found.si_pid == 0)
    return false;
  reap();
  return true;
}

void Browser::reap() {
  ::kill(-process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
}

Browser::~Browser() {
  if (has_ended()) return;
  ::kill(-process_, SIGTERM);
  for (auto waited = kLook; waited < kToEnd && !has_ended(); waited += kLook) std::this_thread::sleep_for(kLook);
  if (process_ > 0) reap();
}

}  // namespace tacit::web

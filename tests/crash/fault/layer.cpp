#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <sstream>
#include <vector>

#include "tests/crash/fault/gate.hpp"
#include "tests/crash/fault/plan.hpp"
#include "tests/crash/fault/unsynced.hpp"

namespace tacit::test::fault {
namespace {

struct State {
  std::recursive_mutex mutex;
  std::string folder;  // with its final slash
  Plan plan;
  Report* report = nullptr;
  std::unique_ptr<Unsynced> unsynced;  // only if the power is to go
  bool armed = false;
  bool inside = false;  // calls of the layer itself
};

// Never destroyed: programs write until their very end.
State& state() {
  static State& one = *new State;
  return one;
}

bool cuts(Action action) { return action == Action::cut || action == Action::cut_data || action == Action::cut_some; }

[[noreturn]] void die() {
  ::kill(::getpid(), SIGKILL);
  while (true) ::pause();
}

[[noreturn]] void lose_power(State& now) {
  now.inside = true;
  if (now.plan.action == Action::cut_some)
    now.unsynced->lose_every_second_write();
  else
    now.unsynced->lose_data();
  if (now.plan.action == Action::cut) now.unsynced->lose_names();
  die();
}

void start_from_environment() {
  const char* text = std::getenv("TACIT_FAULT");
  if (text == nullptr) return;
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, '|');) parts.push_back(part);
  if (parts.size() != 6) std::abort();
  const int file = ::open(parts[5].c_str(), O_RDWR | O_CLOEXEC);
  void* memory = ::mmap(nullptr, sizeof(Report), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (file < 0 || memory == MAP_FAILED) std::abort();
  ::close(file);
  arm(parts[0],
      {.action = static_cast<Action>(std::stoi(parts[1])),
       .calls = static_cast<std::uint32_t>(std::stoul(parts[2])),
       .error = std::stoi(parts[3]),
       .point = std::stoull(parts[4])},
      static_cast<Report*>(memory));
}

__attribute__((constructor)) void on_load() { start_from_environment(); }

}  // namespace

void arm(const std::string& folder, const Plan& plan, Report* report) {
  State& now = state();
  const std::lock_guard lock(now.mutex);
  now.folder = folder + "/";
  now.plan = plan;
  now.report = report;
  if (cuts(plan.action)) now.unsynced = std::make_unique<Unsynced>(folder + ".graves");
  now.armed = true;
}

std::string environment_of(const std::string& folder, const Plan& plan, const std::string& report_file) {
  std::ostringstream out;
  out << "TACIT_FAULT=" << folder << '|' << static_cast<int>(plan.action) << '|' << plan.calls << '|' << plan.error
      << '|' << plan.point << '|' << report_file;
  return out.str();
}

void end() {
  State& now = state();
  const std::lock_guard lock(now.mutex);
  if (!now.armed) return;
  if (cuts(now.plan.action)) lose_power(now);
  now.armed = false;
}

Gate::Gate() : lock_(state().mutex), inside_(state().inside) { state().inside = true; }
Gate::~Gate() { state().inside = inside_; }

bool Gate::is_watched(const std::string& path) const {
  return !inside_ && state().armed && path.starts_with(state().folder);
}

bool Gate::is_watched(int descriptor) const { return is_watched(path_of(descriptor)); }

bool Gate::is_internet(int socket) const {
  int domain = 0;
  socklen_t size = sizeof domain;
  return !inside_ && state().armed && ::getsockopt(socket, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 &&
         (domain == AF_INET || domain == AF_INET6);
}

std::string Gate::path_of(int descriptor) {
  char path[4096];
  const ssize_t size = ::readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), path, sizeof path);
  return size > 0 ? std::string(path, static_cast<std::size_t>(size)) : std::string();
}

Unsynced* Gate::unsynced() const { return state().unsynced.get(); }

Verdict Gate::arrive(Call call) const {
  State& now = state();
  if ((now.plan.calls & bit(call)) == 0) return Verdict::pass;
  const std::uint64_t number = ++now.report->points;
  const bool here = number == now.plan.point;
  const bool later = now.plan.action == Action::stay && now.plan.point != 0 && number > now.plan.point;
  if (!here && !later) return Verdict::pass;
  now.report->reached = true;
  switch (now.plan.action) {
    case Action::kill: die();
    case Action::tear: return Verdict::half;
    case Action::stay:
      if (here && call == Call::write) return Verdict::half;
      [[fallthrough]];
    case Action::fail: errno = call == Call::send ? ECONNRESET : now.plan.error; return Verdict::fail;
    case Action::cut:
    case Action::cut_data:
    case Action::cut_some: lose_power(now);
  }
  std::abort();
}

// A short write is something a program has to live with; a torn one, something the next start has to.
void Gate::after_half() const {
  if (state().plan.action == Action::tear) die();
}

}  // namespace tacit::test::fault

#include "client/web/shell.hpp"

#include <signal.h>
#include <time.h>

#include <optional>

#include "client/web/answer.hpp"
#include "client/web/browser.hpp"
#include "client/web/desk.hpp"
#include "client/web/room.hpp"
#include "common/files/file.hpp"
#include "common/net/server.hpp"

namespace tacit::web {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kTick{250};
constexpr std::chrono::seconds kSlept{3};

net::HttpResponse answer_call(const Gate& gate, Desk& desk, Gate::Way way, const net::HttpRequest& request) {
  const std::string_view call = std::string_view(request.path).substr(5);  // after "/api/"
  try {
    if (way == Gate::Way::hello)
      return json_answer({{"key", gate.call_key()}, {"state", desk.is_open() ? "open" : "locked"}});
    auto said = desk.answer(call, request.body);
    return said ? json_answer(*said) : problem_answer(said.error());
  } catch (const std::exception&) {
    // The one boundary; what was saved before is safe.
    return problem_answer({Code::unavailable, "the disk, the memory or a limit of this machine stopped it"});
  }
}

net::HttpResponse answer(Gate& gate, Desk& desk, const net::HttpRequest& request) {
  const auto seen = gate.look_at(request);
  if (const auto* refusal = std::get_if<Gate::Refusal>(&seen)) return refusal_answer(*refusal);
  switch (std::get<Gate::Way>(seen)) {
    case Gate::Way::entry:
      return gate.enter(request.body) ? entry_answer(gate) : refusal_answer({403, "this was used already"});
    case Gate::Way::page: return page_answer(request.path);
    case Gate::Way::hello:
    case Gate::Way::call: {
      auto out = answer_call(gate, desk, std::get<Gate::Way>(seen), request);
      out.set_header("x-tacit-answer", gate.answer_mark());
      return out;
    }
  }
  return refusal_answer({404, "there is nothing here"});
}

// Posts the token by itself; by a button where scripts are off.
std::string launcher(const Gate& gate) {
  return "<!doctype html><meta charset=utf-8><title>…</title><form method=post action=\"" + gate.origin() +
         "/enter\"><input type=hidden name=entry value=\"" + gate.entry_token() +
         "\"><button autofocus>→</button></form><script>document.forms[0].submit()</script>";
}

// How long the machine has slept since it was started.
std::chrono::nanoseconds slept() {
  timespec with{}, without{};
  ::clock_gettime(CLOCK_MONOTONIC, &without);
  ::clock_gettime(CLOCK_BOOTTIME, &with);
  return std::chrono::seconds(with.tv_sec - without.tv_sec) + std::chrono::nanoseconds(with.tv_nsec - without.tv_nsec);
}

// Blocked while this lives, in threads that are made meanwhile too, and waited for instead. Ctrl+Z too: a program that
// stands still does not lock.
class Signals {
 public:
  Signals() {
    ::sigemptyset(&wanted_);
    for (const int one : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP}) ::sigaddset(&wanted_, one);
    ::pthread_sigmask(SIG_BLOCK, &wanted_, &before_);
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  // Whether one came within that time.
  bool came(std::chrono::milliseconds within) const {
    const timespec wait{within.count() / 1000, within.count() % 1000 * 1'000'000};
    return ::sigtimedwait(&wanted_, nullptr, &wait) > 0;
  }

 private:
  sigset_t wanted_{}, before_{};
};

Ended wait_for_end(Desk& desk, const Signals& signals, std::optional<Browser>& browser, std::chrono::minutes idle) {
  const auto slept_before = slept();
  while (true) {
    if (signals.came(kTick)) return Ended::by_signal;
    if (desk.is_locked_for_good()) return Ended::by_lock;
    if (slept() - slept_before > kSlept) return Ended::by_sleep;
    if (desk.idle() > idle) return Ended::by_idleness;
    if (browser && browser->has_ended()) return Ended::with_browser;
  }
}

net::ServerOptions server_options() {
  net::ServerOptions options;
  options.limits.body_bytes = kMostOfACall;
  options.limits.answer_time = std::chrono::minutes(5);  // large reports, on small machines
  options.every_response = guard_headers();
  options.threads = 8;  // a call waits for the one before it, and must not keep others from being read
  return options;
}

Result<std::optional<Browser>> show(const ShellOptions& options, const Room& room, const fs::path& entry) {
  if (!options.browser) return std::optional<Browser>();
  const fs::path folder = room.folder() / "browser";
  create_private_directory(folder);
  TRY(auto browser, Browser::start(*options.browser, folder, entry));
  return std::optional(std::move(browser));
}

}  // namespace

Result<Ended> run_shell(const Clock& clock, const ShellOptions& options,
                        const std::function<void(const fs::path&)>& started) {
  // First, so that a second signal finds nothing half done.
  const Signals signals;
  TRY(Room made, Room::make());
  std::optional<Room> room(std::move(made));
  Gate gate;
  Desk desk(clock, {options.vault, options.dial});
  net::HttpServer server(clock, server_options(), [&](net::HttpRequest request, const net::Respond& respond) {
    respond(answer(gate, desk, request));
  });
  CHECK(server.listen("127.0.0.1", options.port));
  gate.open_at(server.port());
  const fs::path entry = room->folder() / "open.html";
  write_file_durably(entry, as_bytes(launcher(gate)));
  TRY(auto browser, show(options, *room, entry));
  started(entry);
  const Ended ended = wait_for_end(desk, signals, browser, options.idle);
  // What shows first, then what was kept of it, whatever else still has to end.
  browser.reset();
  room.reset();
  desk.lock();
  return ended;
}

}  // namespace tacit::web

#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "common/base/json.hpp"
#include "common/base/log.hpp"
#include "common/net/client.hpp"
#include "crypto/init.hpp"
#include "schema/invitation.hpp"
#include "server/control.hpp"
#include "server/inspect.hpp"
#include "server/seal/passphrase.hpp"
#include "server/server.hpp"

// tacitd: the wiring and the faces of its commands. Everything else is in the library.
namespace tacit::server {
namespace {

// Argon2id as libsodium's MODERATE: a good part of a second and 256 MiB a guess.
constexpr Argon2Cost kSealCost{3, 256ull << 20};
constexpr std::chrono::seconds kSealPatience{15};
// What is left when a seal finds the server too busy to end in order: the kernel ends it, and its memory with it.
constexpr unsigned kSealDeadlineSeconds = 2;

constexpr Error kNoServer{Code::not_found, "there is no server in this directory: make one with tacitd init"};

enum Exit : int { kDone = 0, kFailed = 1, kUsage = 2, kPassphrase = 3, kDamaged = 4, kUnavailable = 5 };

struct Flags {
  std::string data;
  std::string url;
  std::string listen = "127.0.0.1:8443";
  std::string to;
  std::optional<int> passphrase_fd;
  unsigned threads = std::max(2u, std::thread::hardware_concurrency());
  bool json = false;

  DataDirectory directory() const { return {data}; }
};

int exit_code(Code code) {
  switch (code) {
    case Code::invalid_argument:
    case Code::malformed: return kUsage;
    case Code::wrong_passphrase:
    case Code::not_ready: return kPassphrase;
    case Code::storage_damaged:
    case Code::decryption_failed:
    case Code::update_needed: return kDamaged;
    case Code::busy:
    case Code::unavailable:
    case Code::timed_out: return kUnavailable;
    default: return kFailed;
  }
}

int report(const Error& error) {
  std::fprintf(stderr, "tacitd: %s\n", error.text.c_str());
  return exit_code(error.code);
}

Result<RootKey> unseal_with(const Flags& flags) {
  if (!std::filesystem::exists(flags.directory().seal())) return fail(kNoServer);
  TRY(const SecretText passphrase, obtain_passphrase(flags.passphrase_fd, Asking::once));
  return unseal(flags.directory(), passphrase);
}

Result<void> init(const Flags& flags) {
  if (std::filesystem::exists(flags.data)) {
    return fail(Code::already_done, "there is something at this path: choose a new directory");
  }
  TRY(const SecretText passphrase, obtain_passphrase(flags.passphrase_fd, Asking::twice));
  TRY(const FoundingInvitation invitation, create_server(flags.directory(), flags.url, passphrase, kSealCost));
  std::fprintf(stderr,
               "The server is made. This founding invitation is shown only now; whoever has it can found the\n"
               "organisation. Give it to the founder face to face, then run: tacitd serve\n");
  std::printf("%s\n", encode(invitation).c_str());
  return {};
}

// Signals wait until the main thread takes them, in every thread.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, kSealSignal}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

Result<std::pair<std::string, std::uint16_t>> parse_listen(std::string_view text) {
  const Error refused{Code::invalid_argument, "--listen takes a numeric address and a port, e.g. 127.0.0.1:8443"};
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return fail(refused);
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const std::string_view digits = text.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size()) return fail(refused);
  return std::pair(std::string(host), port);
}

Result<std::unique_ptr<Server>> start(const Flags& flags, const Clock& clock) {
  TRY(const auto listen, parse_listen(flags.listen));
  if (is_serving(flags.directory())) return fail(Code::busy, "another tacitd serves this directory");
  const std::string& host = listen.first;
  if (host != "::1" && !host.starts_with("127.")) {
    log_event(LogLevel::warning, "listening-beyond-this-machine");
  }
  TRY(const RootKey root, unseal_with(flags));
  // Of a server that was killed: `seal` must not signal whoever has its number now.
  std::filesystem::remove(flags.directory().pid());
  return Server::start(clock, root,
                       {.directory = flags.directory(),
                        .address = host,
                        .port = listen.second,
                        .threads = flags.threads,
                        .limits = {},
                        .queue = {}});
}

Result<void> serve(const Flags& flags) {
  const SystemClock clock;
  const sigset_t signals = block_signals();
  TRY(const std::unique_ptr<Server> server, start(flags, clock));
  const PidFile pid(flags.directory());
  const std::string host = parse_listen(flags.listen)->first;
  std::printf("listening on %s\n", net::Endpoint{.host = host, .port = server->port()}.url().c_str());
  std::fflush(stdout);
  int signal = 0;
  sigwait(&signals, &signal);
  const bool sealing = signal == kSealSignal;
  log_event(LogLevel::info, sealing ? Literal("sealing") : Literal("stopping"));
  if (sealing) ::alarm(kSealDeadlineSeconds);
  server->stop();
  return {};
}

Result<void> seal(const Flags& flags) {
  CHECK(seal_running(flags.directory(), kSealPatience));
  std::printf("The server has ended; its keys are gone from memory.\n");
  return {};
}

void print(const json::object& facts, bool as_json) {
  if (as_json) {
    std::printf("%s\n", json::serialize(facts).c_str());
    return;
  }
  for (const auto& [name, value] : facts) {
    const std::string text = value.is_bool() ? (value.as_bool() ? "yes" : "no") : json::serialize(value);
    std::printf("%-14s %s\n", std::string(name).c_str(), text.c_str());
  }
}

void add_inspection(json::object& facts, const Inspection& found) {
  facts["founded"] = found.founded;
  facts["leaves"] = found.leaves;
  facts["roster_links"] = found.roster_links;
  facts["devices"] = found.devices;
  facts["teams"] = found.teams;
  facts["waiting"] = found.waiting;
}

Result<void> status(const Flags& flags) {
  if (!std::filesystem::exists(flags.directory().seal())) return fail(kNoServer);
  json::object facts{{"serving", is_serving(flags.directory())}};
  if (flags.passphrase_fd) {
    TRY(const RootKey root, unseal_with(flags));
    TRY(const Inspection found, inspect(flags.directory(), root, SystemClock().today()));
    add_inspection(facts, found);
  }
  print(facts, flags.json);
  return {};
}

Result<void> backup(const Flags& flags) {
  TRY(const RootKey root, unseal_with(flags));
  TRY(const Inspection copied, back_up(flags.directory(), root, flags.to, SystemClock().today()));
  json::object facts;
  add_inspection(facts, copied);
  print(facts, flags.json);
  return {};
}

using Action = Result<void> (*)(const Flags&);

struct Command {
  const CLI::App* app;
  Action action;
};

// What the commands share; each adds its own.
class CommandLine {
 public:
  CommandLine() : app_("tacitd: the server of one Tacit organisation. It stores what it cannot read.", "tacitd") {
    app_.set_version_flag("--version", "tacitd " TACIT_VERSION);
    app_.require_subcommand(1);
    app_.footer("Exit codes: 0 done, 1 failed, 2 usage, 3 passphrase, 4 damaged, 5 busy or unavailable.");
  }

  CLI::App& command(const char* name, const char* what, Action action) {
    CLI::App* added = app_.add_subcommand(name, what);
    added->add_option("--data", flags_.data, "Directory of the server")->required();
    commands_.push_back({added, action});
    return *added;
  }
  void with_passphrase(CLI::App& command, const char* what = "Read the passphrase from this descriptor, one line") {
    command.add_option("--passphrase-fd", flags_.passphrase_fd, what)->check(CLI::Range(0, 1023));
  }
  void with_json(CLI::App& command) { command.add_flag("--json", flags_.json, "One JSON object"); }
  Flags& flags() { return flags_; }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? kDone : kUsage;
    }
    for (const Command& command : commands_) {
      if (!command.app->parsed()) continue;
      const auto done = command.action(flags_);
      return done ? kDone : report(done.error());
    }
    return kUsage;
  }

 private:
  CLI::App app_;
  Flags flags_;
  std::vector<Command> commands_;
};

int run(int argc, char** argv) {
  CommandLine line;
  Flags& flags = line.flags();
  CLI::App& on_init = line.command("init", "Make a new server and print its founding invitation, once", init);
  on_init.add_option("--url", flags.url, "Where clients will reach it, https://host:port")->required();
  line.with_passphrase(on_init);
  CLI::App& on_serve = line.command("serve", "Serve until SIGTERM, SIGINT or `tacitd seal`", serve);
  on_serve.add_option("--listen", flags.listen, "Numeric address:port; port 0 chooses one")->capture_default_str();
  on_serve.add_option("--threads", flags.threads, "Threads for requests")->check(CLI::Range(1, 64));
  line.with_passphrase(on_serve);
  line.command("seal", "End the running server at once; its keys go with it", seal);
  CLI::App& on_status = line.command("status", "Say whether it serves; with the passphrase, what it holds", status);
  line.with_json(on_status);
  line.with_passphrase(on_status, "Verify the log and count, with the passphrase from this descriptor");
  CLI::App& on_backup = line.command("backup", "Write an encrypted, verified copy, also while it serves", backup);
  on_backup.add_option("--to", flags.to, "File to make; its seal goes to FILE.seal.json")->required();
  line.with_json(on_backup);
  line.with_passphrase(on_backup);
  return line.run(argc, argv);
}

}  // namespace

int guarded(int argc, char** argv) {
  try {
    ::umask(077);
    std::signal(SIGPIPE, SIG_IGN);
    // A limit on the size of files is an error of the write, as a full disk is.
    std::signal(SIGXFSZ, SIG_IGN);
    forbid_core_dumps();
    init_crypto();
    return run(argc, argv);
  } catch (const StorageFailure& failure) {
    std::fprintf(stderr, "tacitd: %s\n", failure.what());
    return exit_code(failure.code());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "tacitd: %s\n", error.what());
    return kFailed;
  }
}

}  // namespace tacit::server

int main(int argc, char** argv) { return tacit::server::guarded(argc, argv); }

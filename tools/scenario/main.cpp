#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <optional>

#include "common/files/file.hpp"
#include "crypto/init.hpp"
#include "tools/scenario/generator.hpp"
#include "tools/scenario/goals.hpp"
#include "tools/scenario/programmes.hpp"
#include "tools/scenario/summary.hpp"

// Plays a demonstration organisation through the real client and a real server, and checks what comes out.
namespace tacit::scenario {
namespace {

struct Options {
  std::string scenario = programmes().front().name;
  std::uint64_t seed = kDefaultSeed;
  double size = 1.0;
  std::string tacitd, data;
  bool once = false, json = false, keep = false;
};

std::vector<std::string> scenario_names() {
  std::vector<std::string> out;
  for (const Programme& one : programmes()) out.push_back(one.name);
  return out;
}

std::string footer() {
  std::string out = "Scenarios:\n";
  for (const Programme& one : programmes())
    out += "  " + one.name + std::string(20 - std::min<std::size_t>(19, one.name.size()), ' ') + one.about + "\n";
  return out + "\nExit codes: 0 all figures as they must be, 1 a difference or failure, 2 wrong usage.";
}

void declare(CLI::App& app, Options& options) {
  app.add_flag("--once", options.once,
               "Play, report, verify, stop the server and exit; without it the server stays up");
  app.add_option("--scenario", options.scenario, "Which scenario")
      ->check(CLI::IsMember(scenario_names()))
      ->capture_default_str();
  app.add_option("--seed", options.seed, "Another random year by the same rules")->capture_default_str();
  app.add_option("--size", options.size, "How large; 1 is the organisation as it was")
      ->check(CLI::Range(0.02, 5.0))
      ->capture_default_str();
  app.add_option("--tacitd", options.tacitd, "The server program; default: beside this program's build");
  app.add_option("--data", options.data,
                 "Folder for everything it makes, empty or not there yet; default: a temporary one");
  app.add_flag("--json", options.json, "One JSON object on standard output; progress goes to standard error");
  app.add_flag("--keep", options.keep, "Keep a temporary folder");
  app.footer(footer());
}

std::filesystem::path server_beside_us() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "../../server/tacitd";
}

// The folder of a run; a temporary one goes away with it.
class RunFolder {
 public:
  explicit RunFolder(const Options& options) {
    if (!options.data.empty()) {
      path_ = std::filesystem::absolute(options.data).lexically_normal();
      create_private_directory(path_);
      if (!std::filesystem::is_empty(path_)) throw std::runtime_error("the folder of --data is not empty");
      return;
    }
    std::string made = (std::filesystem::temp_directory_path() / "tacit-demonstration-XXXXXX").string();
    if (::mkdtemp(made.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
    path_ = made;
    temporary_ = !options.keep;
  }
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;
  ~RunFolder() {
    std::error_code ignored;  // the system clears its temporary folder in the end
    if (temporary_) std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  bool temporary_ = false;
};

// The nickname of a person whom this device registered.
std::string somebody_of(const Plan& plan, std::size_t device) {
  for (const PersonPlan& person : plan.people)
    if (person.device == device) return person.nickname;
  return {};
}

// What `contact add` needs to know of a contact without an outing, as this worker would say it.
std::string kind_of_first_outing(const Plan& plan) {
  for (const Phase& phase : plan.phases)
    for (const Action& action : phase.actions.at(1))
      if (const auto* evening = std::get_if<Evening>(&action))
        return evening->outing.kind + " --site " + evening->outing.site;
  return {};
}

void invite_to_try(const Demonstration& demonstration, const std::filesystem::path& run, Narrator& narrator) {
  const std::filesystem::path tacit = server_beside_us() / "../../client/tacit";
  const Plan& plan = demonstration.plan();
  const std::string year = std::to_string(plan.year), worker = plan.devices.at(1).name;
  const auto command = [&](const std::string& device, const std::string& words) {
    return "  " + tacit.lexically_normal().string() + " --vault " + vault_folder(run, device).string() +
           " --passphrase-fd 3 " + words + " 3< " + passphrase_file(run, device).string();
  };
  narrator.line("");
  narrator.line("The organisation stays up on " + demonstration.server().url() + ". In another terminal, try:");
  narrator.line(command(kColleague, "report " + year));
  narrator.line(command(kColleague, "--lang ru report " + year + "Q3"));
  narrator.line(command(kAuditor, "report " + year));
  narrator.line(command(kAuditor, "audit list --period " + year));
  narrator.line(command(worker, "history --limit 10"));
  narrator.line(command(worker, "person find") + "   (asks for words: " + somebody_of(plan, 1) + ")");
  narrator.line(command(worker, "contact add --anonymous 2 --kind " + kind_of_first_outing(plan)));
  narrator.line(command(worker, "sync"));
  narrator.line(command(plan.devices[kOffice].name, "member revoke " + plan.devices.back().name));
  narrator.line(
      "Or on a page, as a worker, the office and an auditor see it (their passphrases stand in the files above):");
  for (const std::string& device : {worker, plan.devices[kOffice].name, std::string(kAuditor)})
    narrator.line("  " + tacit.lexically_normal().string() + " --vault " + vault_folder(run, device).string() +
                  " open");
  narrator.line("Ctrl-C stops the server.");
}

void wait_for_interrupt() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  int signal = 0;
  sigwait(&signals, &signal);
}

// From here on they wait for wait_for_interrupt(); until then they end the program, and the server with it.
void hold_interrupts() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

int play(const Options& options) {
  const SystemClock clock;
  Narrator narrator(options.json ? stderr : stdout, clock);
  const RunFolder folder(options);
  Demonstration demonstration(generate(programme_of(options.scenario), options.seed, options.size), folder.path(),
                              options.tacitd.empty() ? server_beside_us() : std::filesystem::path(options.tacitd),
                              narrator);
  demonstration.found();
  demonstration.live();
  demonstration.report();
  demonstration.audit();
  const double worked = narrator.elapsed();
  if (!options.once) {
    hold_interrupts();
    demonstration.release();
    for (const std::string& line : as_text(demonstration.findings())) narrator.line(line);
    invite_to_try(demonstration, folder.path(), narrator);
    wait_for_interrupt();
  }
  demonstration.stop();
  demonstration.look_for_leaks();
  const auto wrong = differences(demonstration.findings());
  narrator.say(100, "Done");
  for (const std::string& line : as_text(demonstration.findings())) narrator.line(line);
  narrator.line(wrong.empty() ? "All figures are as they must be." : "Not as it must be:");
  for (const std::string& line : wrong) narrator.line("  " + line);
  if (options.json)
    std::printf("%s\n",
                json::serialize(as_json(demonstration.plan(), demonstration.findings(), wrong, worked)).c_str());
  return wrong.empty() ? 0 : 1;
}

}  // namespace

int guarded(int argc, char** argv) {
  CLI::App app("Plays a demonstration organisation: server, workers, staff and an auditor on this machine.",
               "tacit-scenario");
  Options options;
  declare(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    ::umask(077);
    std::signal(SIGPIPE, SIG_IGN);
    init_crypto();
    return play(options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "tacit-scenario: %s\n", error.what());
    return 1;
  }
}

}  // namespace tacit::scenario

int main(int argc, char** argv) { return tacit::scenario::guarded(argc, argv); }

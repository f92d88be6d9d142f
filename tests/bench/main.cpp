#include <signal.h>
#include <stdlib.h>  // mkdtemp

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <system_error>

#include "crypto/init.hpp"
#include "tests/bench/groups.hpp"
#include "tests/bench/print.hpp"

// Measures what docs/performance.md tells of. tools/bench builds and runs it.
namespace tacit::bench {
namespace {

struct Entry {
  std::string name;
  std::function<Group()> make;
};

std::vector<Entry> all_groups(const Options& options) {
  std::vector<Entry> out{{"disk", [&] { return disk_group(options); }}};
  for (const std::size_t connections : {1U, 8U, 32U})
    for (const std::size_t batch : {1U, 50U, 500U})
      out.push_back({"append-" + std::to_string(connections) + "x" + std::to_string(batch),
                     [&options, connections, batch] { return append_group(options, connections, batch); }});
  out.push_back({"seal", [&] { return seal_group(options); }});
  out.push_back({"open", [&] { return open_group(options); }});
  out.push_back({"send", [&] { return send_group(options); }});
  out.push_back({"sync-worker", [&] { return first_sync_group(options, Role::worker); }});
  out.push_back({"sync-staff", [&] { return first_sync_group(options, Role::staff); }});
  out.push_back({"report", [&] { return report_group(options); }});
  out.push_back({"search", [&] { return search_group(options); }});
  out.push_back({"startup", [&] { return startup_group(options); }});
  return out;
}

bool wanted(const Options& options, const std::string& name) { return name.starts_with(options.only); }

void run(const Options& options, Style style) {
  Printer printer(style);
  printer.begin(options);
  for (const Entry& entry : all_groups(options))
    if (wanted(options, entry.name)) printer.add(measure(entry.make(), options));
  if (wanted(options, "memory")) printer.add(measure_memory(options));
  printer.end();
  if (options.extent == Extent::once && options.only.empty() && style == Style::text) {
    run_scale(options, 800);
    run_city(options, 2);
  }
}

// Google Benchmark takes its settings as arguments of a program.
void initialize_library() {
  char program[] = "tacit-bench";
  char interleaving[] = "--benchmark_enable_random_interleaving=true";
  char* arguments[] = {program, interleaving, nullptr};
  int count = 2;
  benchmark::Initialize(&count, arguments);
}

// A new directory in the one asked for, gone afterwards.
class WorkPlace {
 public:
  explicit WorkPlace(const std::string& in) {
    std::filesystem::create_directories(in);
    path_ = in + "/tacit-bench-XXXXXX";
    if (::mkdtemp(path_.data()) == nullptr) throw std::system_error(errno, std::generic_category(), "mkdtemp");
  }
  WorkPlace(const WorkPlace&) = delete;
  WorkPlace& operator=(const WorkPlace&) = delete;
  ~WorkPlace() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

int guarded(int argc, char** argv) {
  CLI::App app("Measures Tacit beside its floors.", "tacit-bench");
  Options options;
  bool once = false, as_json = false;
  std::size_t scale = 0, city = 0;
  app.add_option("--tacitd", options.tacitd, "The server to measure")->required();
  app.add_option("--data", options.data, "Directory on the disk to measure")->required();
  app.add_option(
      "--only", options.only,
      "What begins so: disk, append[-8x50], seal, open, send, sync[-worker], report, search, startup, memory");
  app.add_option("--repetitions", options.repetitions, "Of each case")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  app.add_flag("--once", once, "Every case once and small: whether it still works");
  app.add_option("--scale", scale, "Instead: one institution's year of so many records");
  app.add_option("--city", city, "Instead: so many organisations on this machine")->check(CLI::Range(2, 1'000));
  app.add_flag("--json", as_json, "One JSON array");
  CLI11_PARSE(app, argc, argv);
  if (once) options.extent = Extent::once;
  ::signal(SIGPIPE, SIG_IGN);
  init_crypto();
  initialize_library();
  const WorkPlace place(options.data);
  options.data = place.path();
  if (scale > 0)
    run_scale(options, scale);
  else if (city > 0)
    run_city(options, city);
  else
    run(options, as_json ? Style::json : Style::text);
  return 0;
}

}  // namespace
}  // namespace tacit::bench

int main(int argc, char** argv) {
  try {
    return tacit::bench::guarded(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "tacit-bench: %s\n", error.what());
    return 1;
  }
}

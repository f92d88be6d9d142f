#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "client/usecases/due.hpp"
#include "client/usecases/report.hpp"
#include "client/usecases/stock.hpp"
#include "tests/bench/groups.hpp"
#include "tests/bench/institution.hpp"

namespace tacit::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

void say(const char* what, double value, const char* unit) {
  std::printf("%-58s %12.1f %s\n", what, value, unit);
  std::fflush(stdout);
}

template <class Work>
double timed(Work work) {
  const auto begin = Clock::now();
  work();
  return seconds_since(begin);
}

// In milliseconds.
template <class Work>
void median(const char* what, std::size_t times, Work work) {
  std::vector<double> took;
  for (std::size_t i = 0; i < times; ++i) took.push_back(timed([&] { work(i); }));
  std::sort(took.begin(), took.end());
  say(what, took[took.size() / 2] * 1000, "ms");
}

void must_hold(bool good, const char* what) {
  if (!good) throw std::runtime_error(what);
}

double mib_in(const std::filesystem::path& folder) {
  double bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) bytes += static_cast<double>(entry.file_size());
  return bytes / 1024 / 1024;
}

double peak_mib() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

class Scale {
 public:
  Scale(const Options& options, std::size_t entries)
      : office_(options.tacitd, std::filesystem::path(options.data) / "scale", "city-services"),
        pack_(*office_.worker().pack()),
        first_{SystemClock().today().since_epoch - Institution::kDays - 2},
        institution_(pack_, first_, entries),
        year_(to_text(first_) + ".." + to_text(Day{first_.since_epoch + Institution::kDays})),
        times_(options.scaled(9, 1)) {}

  void run() {
    record_year();
    ask("of the worker's device", office_.worker());
    say("rebuilding the projections", timed([&] { must_hold(office_.worker().rebuild().has_value(), "no rebuild"); }),
        "s");
    send();
    receive();
  }

 private:
  double save(std::int32_t day) {
    const auto work = institution_.day(day);
    return timed([&] { office_.save(work.records, work.people); }) * 1000 / static_cast<double>(work.records.size());
  }

  // The last days are kept for later.
  void record_year() {
    double first = 0, last = 0, whole = 0;
    for (std::int32_t day = 0; day < Institution::kDays - 1; ++day) {
      const double each = save(day);
      whole += each;
      if (day >= 1 && day <= 10) first += each / 10;
      if (day >= Institution::kDays - 11) last += each / 10;
    }
    say("people", static_cast<double>(institution_.people()), "");
    say("saving a record: mean of the year", whole / (Institution::kDays - 1), "ms");
    say("saving a record: days 2 to 11", first, "ms");
    say("saving a record: the last ten days", last, "ms");
  }

  void ask(const char* whose, Vault& vault) {
    std::printf("%s:\n", whose);
    const auto session = office_.session(vault);
    median("  report of the year, all indicators", times_,
           [&](std::size_t) { must_hold(usecases::make_report(session, year_, "en").has_value(), "no report"); });
    const std::string month = month_of(Day{first_.since_epoch + Institution::kDays / 2});
    median("  report of a month", times_,
           [&](std::size_t) { must_hold(usecases::make_report(session, month, "en").has_value(), "no report"); });
    median("  report of the year, told apart by month", 1, [&](std::size_t) {
      must_hold(usecases::make_report(session, year_, "en", {}, "month").has_value(), "no report");
    });
    median("  due list", times_,
           [&](std::size_t) { must_hold(usecases::due_list(session, {}, "en").has_value(), "no due list"); });
    static constexpr std::array kWords{"kalo", "mine", "zorli", "stavi", "7912"};
    median("  search by part of a name or phone", 5 * times_,
           [&](std::size_t i) { vault.find_people(Personal(std::string(kWords[i % kWords.size()])), 20); });
    median("  stock on hand", times_,
           [&](std::size_t) { must_hold(usecases::show_stock(session, {}).has_value(), "no stock"); });
    say("  vault", mib_in(office_.folder_of("worker")), "MiB");
    say("  memory, at most so far", peak_mib(), "MiB");
  }

  void send() {
    std::size_t sent = 0;
    const double took = timed([&] { sent = office_.sync(office_.worker()).sent; });
    say("sending: seal, store, send, acknowledge", static_cast<double>(sent) / took, "entries/s");
    say("server's folder", mib_in(office_.folder_of("server")), "MiB");
    say("server's memory", office_.server().memory_mib(), "MiB");
  }

  void receive() {
    const auto folder = office_.newcomer("newcomer", Role::staff);
    Vault vault = office_.copy_of(folder);
    std::size_t received = 0;
    const double took = timed([&] { received = office_.sync(vault).received; });
    say("a colleague's first sync, both faces", took, "s");
    say("  that is", static_cast<double>(received) / took, "entries/s");
    ask("of the colleague's device", vault);
    save(Institution::kDays - 1);
    office_.sync(office_.worker());
    say("a colleague's sync of one more day", timed([&] { received = office_.sync(vault).received; }), "s");
    say("  that is", static_cast<double>(received), "entries");
    say("memory of the measuring client, at most", peak_mib(), "MiB");
    say("start-up of the server", office_.server().restart(), "s");
  }

  Office office_;
  const Pack pack_;
  const Day first_;
  Institution institution_;
  const std::string year_;
  const std::size_t times_;
};

}  // namespace

void run_scale(const Options& options, std::size_t entries) { Scale(options, entries).run(); }

}  // namespace tacit::bench

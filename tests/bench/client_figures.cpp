#include <stdexcept>

#include "client/usecases/report.hpp"
#include "client/vault/parts.hpp"
#include "tests/bench/floors.hpp"
#include "tests/bench/groups.hpp"
#include "tests/bench/office.hpp"

namespace tacit::bench {
namespace {

constexpr std::size_t kEntries = 10'000;
constexpr std::size_t kPeople = 100'000;

void must_hold(bool good, const char* what) {
  if (!good) throw std::runtime_error(what);
}

// Two copies an entry of which staff are to open both, without those that have no audit face.
constexpr std::size_t kFaces = 2;

}  // namespace

Group seal_group(const Options& options) {
  const SharedSample sample = make_sample();
  const std::size_t count = options.scaled(3'000, 3);
  return {.name = "seal an entry for a team and auditors",
          .unit = "entries/s",
          .whole = 0,
          .measured = timed_once("seal", count,
                                 [sample, count] {
                                   for (std::size_t i = 0; i < count; ++i)
                                     must_hold(seal_entry(sample->draft, sample->signer).has_value(), "no seal");
                                 }),
          .floors = {seal_floor(sample, count)}};
}

Group open_group(const Options& options) {
  const SharedSample sample = make_sample();
  const std::size_t count = options.scaled(3'000, 3);
  const auto open = [sample, count] {
    for (std::size_t i = 0; i < count; ++i) {
      const ReceivedEntry entry = read_entry(sample->sealed.jws).value();
      must_hold(verify_jws(entry.jws, sample->signer.sign_public()).has_value(), "no signature");
      must_hold(open_copy(entry, entry.entry.to[0], sample->sealed.copies[0], sample->reader).has_value(), "closed");
    }
  };
  return {.name = "verify an entry and open its team face",
          .unit = "entries/s",
          .whole = 0,
          .measured = timed_once("open", count, open),
          .floors = {open_floor(sample, count, 1)}};
}

Group send_group(const Options& options) {
  const auto office = std::make_shared<Office>(options.tacitd, std::filesystem::path(options.data) / "send");
  const std::size_t count = options.scaled(2'000, 10);
  const auto send = [office, count](benchmark::State& state) {
    office->record(count);
    const auto begin = std::chrono::steady_clock::now();
    while (state.KeepRunning()) {
      must_hold(office->sync(office->worker()).sent == count, "not all was sent");
      state.SetIterationTime(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(count));
  };
  return {.name = "send saved records: seal, store, send, acknowledge",
          .unit = "entries/s",
          .whole = 0,
          .measured = {"send", send},
          .floors = {seal_floor(make_sample(), count)}};
}

Group first_sync_group(const Options& options, Role role) {
  const auto office = std::make_shared<Office>(options.tacitd, std::filesystem::path(options.data) / "sync");
  const std::size_t count = options.scaled(kEntries, 20);
  office->record(count);
  office->sync(office->worker());
  const std::filesystem::path folder = office->newcomer("newcomer", role);
  const auto receive = [office, folder, count](benchmark::State& state) {
    Vault vault = office->copy_of(folder);
    const auto begin = std::chrono::steady_clock::now();
    while (state.KeepRunning()) {
      const sync::Outcome outcome = office->sync(vault);
      state.SetIterationTime(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
      must_hold(outcome.received >= count && outcome.unopened == 0, "not all was received and opened");
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(count));
  };
  const bool staff = role == Role::staff;
  return {.name = std::string("first sync of 10,000 entries, ") + (staff ? "staff: both faces" : "worker"),
          .unit = "entries/s",
          .whole = count,
          .measured = {"first sync", receive},
          .floors = {
              receive_floor(std::filesystem::path(options.data) / "sync", make_sample(), count, staff ? kFaces : 1)}};
}

Group report_group(const Options& options) {
  const auto office = std::make_shared<Office>(options.tacitd, std::filesystem::path(options.data) / "report");
  office->record(options.scaled(kEntries, 20));
  const std::string year = to_text(SystemClock().today()).substr(0, 4);
  const std::size_t count = options.scaled(20, 1);
  const auto make = [office, year, count] {
    for (std::size_t i = 0; i < count; ++i)
      must_hold(usecases::make_report(office->session(office->worker()), year, "en").has_value(), "no report");
  };
  const auto pass = [office, count] {
    for (std::size_t i = 0; i < count; ++i)
      must_hold(office->worker().parts().db.integer("SELECT count(DISTINCT person) FROM fact").has_value(), "no facts");
  };
  return {.name = "report of a year, 10,000 records",
          .unit = "reports/s",
          .whole = 1,
          .measured = timed_once("report", count, make),
          .floors = {timed_once("one pass", count, pass)}};
}

Group search_group(const Options& options) {
  const auto office = std::make_shared<Office>(options.tacitd, std::filesystem::path(options.data) / "search");
  office->register_people(options.scaled(kPeople, 20));
  const std::size_t count = options.scaled(20, 1);
  const auto find = [office, count] {
    for (std::size_t i = 0; i < count; ++i)
      must_hold(!office->worker().find_people(Personal(std::string("nick1")), 20).empty(), "nobody was found");
  };
  const auto pass = [office, count] {
    for (std::size_t i = 0; i < count; ++i)
      must_hold(office->worker().parts().db.integer("SELECT count(*) FROM person WHERE instr(folded, 'nick1')") > 0,
                "nobody was found");
  };
  return {.name = "search by part of a nickname, 100,000 people",
          .unit = "searches/s",
          .whole = 1,
          .measured = timed_once("search", count, find),
          .floors = {timed_once("one pass", count, pass)}};
}

}  // namespace tacit::bench

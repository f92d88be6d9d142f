#include <atomic>
#include <thread>

#include "schema/limits.hpp"
#include "tests/bench/floors.hpp"
#include "tests/bench/groups.hpp"
#include "tests/bench/senders.hpp"

namespace tacit::bench {
namespace {

constexpr std::size_t kDevices = 8;
constexpr std::size_t kBatch = 50;

constexpr std::size_t kEntries = 10'000;
constexpr std::chrono::milliseconds kLook{10};

void fill(Senders& senders, const Options& options) {
  senders.fill(options.scaled(kEntries, kDevices * kBatch) / (kDevices * kBatch), kBatch);
}

// The most it holds while `work` goes on.
template <class Work>
double most_memory(const RunningServer& server, const Work& work) {
  std::atomic<double> most{0};
  const std::jthread watching([&](const std::stop_token& done) {
    while (!done.stop_requested()) {
      most = std::max(most.load(), server.memory_mib());
      std::this_thread::sleep_for(kLook);
    }
  });
  work();
  return std::max(most.load(), server.memory_mib());
}

}  // namespace

Group disk_group(const Options& options) {
  Case disk = disk_floor(options.data, options.scaled(1'000, 10));
  return {.name = "disk", .unit = "fdatasync/s", .whole = 0, .measured = std::move(disk), .floors = {}};
}

Group startup_group(const Options& options) {
  const auto senders =
      std::make_shared<Senders>(options.tacitd, std::filesystem::path(options.data) / "startup", kDevices);
  fill(*senders, options);
  const auto start = [senders](benchmark::State& state) {
    while (state.KeepRunning()) state.SetIterationTime(senders->server().restart());
    state.SetItemsProcessed(1);
  };
  return {.name = "start-up of tacitd, 10,000 entries",
          .unit = "starts/s",
          .whole = 1,
          .measured = {"start", start},
          .floors = {passphrase_floor()}};
}

Memory measure_memory(const Options& options) {
  Senders senders(options.tacitd, std::filesystem::path(options.data) / "memory", kDevices);
  fill(senders, options);
  senders.server().restart();
  Memory out;
  out.idle = senders.server().memory_mib();
  senders.hear_restart();
  const auto ready = senders.prepare(options.scaled(4, 1), limits::kBatchEntries);
  out.loaded = most_memory(senders.server(), [&] { drive(senders.server().port(), senders.pins(), ready); });
  return out;
}

}  // namespace tacit::bench

#include <cstdio>
#include <filesystem>
#include <memory>

#include "tests/bench/groups.hpp"
#include "tests/bench/office.hpp"

namespace tacit::bench {
namespace {

using Clock = std::chrono::steady_clock;

// Of one organisation among the others.
double sent_a_second(Office& office, std::size_t records) {
  office.record(records);
  const auto begin = Clock::now();
  const std::size_t sent = office.sync(office.worker()).sent;
  if (sent != records) throw std::runtime_error("not all was sent");
  return static_cast<double>(sent) / std::chrono::duration<double>(Clock::now() - begin).count();
}

}  // namespace

void run_city(const Options& options, std::size_t organisations) {
  const std::filesystem::path folder = std::filesystem::path(options.data) / "city";
  const std::size_t records = options.scaled(500, 10), step = std::max<std::size_t>(1, organisations / 4);
  Office office(options.tacitd, folder / "0");
  std::vector<std::unique_ptr<RunningServer>> others;
  std::printf("%-14s %16s %16s %18s\n", "organisations", "MiB each", "start-up, s", "sent, entries/s");
  for (std::size_t count = 2; count <= organisations; ++count) {
    others.push_back(std::make_unique<RunningServer>(options.tacitd, folder / std::to_string(count)));
    if (count != 2 && count != organisations && count % step != 0) continue;
    double memory = office.server().memory_mib();
    for (const auto& one : others) memory += one->memory_mib();
    std::printf("%-14zu %16.1f %16.2f %18.0f\n", count, memory / static_cast<double>(count), others.back()->restart(),
                sent_a_second(office, records));
    std::fflush(stdout);
  }
}

}  // namespace tacit::bench

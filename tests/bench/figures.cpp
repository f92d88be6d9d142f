#include "tests/bench/figures.hpp"

#include <algorithm>
#include <stdexcept>

namespace tacit::bench {
namespace {

constexpr const char* kRate = "items_per_second";

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 != 0 ? values[half] : (values[half - 1] + values[half]) / 2;
}

// Keeps every repetition's counters by the name of its case.
class Collector final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration) continue;
      for (const auto& [name, counter] : run.counters) kept_[run.run_name.function_name][name].push_back(counter);
    }
  }

  std::vector<double> values(const std::string& of, const std::string& counter) const {
    const auto found = kept_.find(of);
    if (found == kept_.end() || !found->second.contains(counter)) return {};
    return found->second.at(counter);
  }

 private:
  std::map<std::string, std::map<std::string, std::vector<double>>> kept_;
};

double median_rate(const Collector& from, const std::string& name) {
  const auto rates = from.values(name, kRate);
  if (rates.empty()) throw std::runtime_error("no figure came of: " + name);
  return median(rates);
}

double median_or_zero(const Collector& from, const std::string& name, const char* counter) {
  const auto values = from.values(name, counter);
  return values.empty() ? 0 : median(values);
}

void enter(const Case& one, const Options& options) {
  benchmark::RegisterBenchmark(one.name.c_str(), one.run)
      ->Iterations(1)
      ->UseManualTime()
      ->Repetitions(options.extent == Extent::full ? options.repetitions : 1);
}

}  // namespace

std::string Figure::tightest() const {
  const auto least = std::min_element(floors.begin(), floors.end(),
                                      [](const auto& one, const auto& other) { return one.second < other.second; });
  return least == floors.end() ? std::string() : least->first;
}

Figure measure(const Group& group, const Options& options) {
  enter(group.measured, options);
  for (const Case& floor : group.floors) enter(floor, options);
  Collector collector;
  benchmark::RunSpecifiedBenchmarks(&collector, ".");
  benchmark::ClearRegisteredBenchmarks();  // they hold what the group made
  const auto rates = collector.values(group.measured.name, kRate);
  Figure figure{.name = group.name,
                .unit = group.unit,
                .whole = group.whole,
                .rate = median_rate(collector, group.measured.name),
                .slowest = *std::min_element(rates.begin(), rates.end()),
                .fastest = *std::max_element(rates.begin(), rates.end()),
                .p50_ms = median_or_zero(collector, group.measured.name, "p50"),
                .p99_ms = median_or_zero(collector, group.measured.name, "p99"),
                .floors = {}};
  for (const Case& floor : group.floors) figure.floors[floor.name] = median_rate(collector, floor.name);
  return figure;
}

}  // namespace tacit::bench

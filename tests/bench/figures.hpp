#pragma once
#include <benchmark/benchmark.h>

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace tacit::bench {

// How much is measured: everything, or every case once and small, so that the suite notices when one of them rots.
enum class Extent { full, once };

struct Options {
  std::string tacitd;  // the program under test
  std::string data;    // a directory of its own on the disk that is to be measured
  std::string only;    // names of groups contain it
  Extent extent = Extent::full;
  int repetitions = 5;

  // `full` items, or a few.
  std::size_t scaled(std::size_t full, std::size_t once) const { return extent == Extent::full ? full : once; }
};

// What is measured, or what it is measured against. It reports items (SetItemsProcessed) and thereby a rate.
struct Case {
  std::string name;
  std::function<void(benchmark::State&)> run;
};

// Times itself (SetIterationTime) and runs once a repetition, because it leaves something behind: stored entries, a
// filled vault.
struct Group {
  std::string name;       // of the figure
  std::string unit;       // of its items, a second
  std::size_t whole = 0;  // shown as the time that so many items take; 0: as the rate
  Case measured;
  std::vector<Case> floors;  // nothing that does this work on this machine can be faster
};

// A figure's median over the repetitions, with its spread, beside its floors'.
struct Figure {
  std::string name, unit;
  std::size_t whole = 0;
  double rate = 0, slowest = 0, fastest = 0;
  double p50_ms = 0, p99_ms = 0;         // of single requests; 0: not measured
  std::map<std::string, double> floors;  // rates

  // The tighter floor; empty if there is none.
  std::string tightest() const;
};

// Runs measured and floors in turns, in random order, so that what else the machine does meets all of them alike.
// Throws what a case throws.
Figure measure(const Group& group, const Options& options);

// Runs `work` once a repetition under the wall clock.
template <class Work>
Case timed_once(std::string name, std::size_t items, Work work) {
  return {std::move(name), [items, work](benchmark::State& state) {
            while (state.KeepRunning()) {
              const auto start = std::chrono::steady_clock::now();
              work();
              const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
              state.SetIterationTime(took.count());
            }
            state.SetItemsProcessed(static_cast<std::int64_t>(items));
          }};
}

}  // namespace tacit::bench

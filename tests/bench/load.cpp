#include "tests/bench/load.hpp"

#include <algorithm>
#include <chrono>
#include <future>
#include <latch>
#include <stdexcept>

#include "tests/bench/tls_line.hpp"

namespace tacit::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

std::vector<double> converse(TlsCaller& caller, const Requests& requests) {
  std::vector<double> times;
  times.reserve(requests.size());
  for (const std::string& request : requests) {
    const auto start = Clock::now();
    const std::string& answer = caller.exchange(request);
    times.push_back(Milliseconds(Clock::now() - start).count());
    if (!answer.starts_with("HTTP/1.1 200 ")) throw std::runtime_error("refused: " + answer.substr(0, 400));
  }
  return times;
}

double percentile(const std::vector<double>& sorted, double of) {
  return sorted[static_cast<std::size_t>(of * static_cast<double>(sorted.size() - 1))];
}

}  // namespace

Load drive(std::uint16_t port, const std::vector<Hash>& pins, const std::vector<Requests>& connections) {
  std::vector<TlsCaller> callers;
  callers.reserve(connections.size());
  for (std::size_t i = 0; i < connections.size(); ++i) callers.emplace_back(port, pins);
  std::latch start(static_cast<std::ptrdiff_t>(connections.size()) + 1);
  std::vector<std::future<std::vector<double>>> running;
  for (std::size_t i = 0; i < connections.size(); ++i) {
    running.push_back(std::async(std::launch::async, [&start, &caller = callers[i], &requests = connections[i]] {
      start.arrive_and_wait();
      return converse(caller, requests);
    }));
  }
  const auto begin = Clock::now();
  start.arrive_and_wait();
  Load load;
  for (auto& one : running) {
    const auto more = one.get();
    load.times_ms.insert(load.times_ms.end(), more.begin(), more.end());
  }
  load.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  std::sort(load.times_ms.begin(), load.times_ms.end());
  return load;
}

void report(benchmark::State& state, const Load& load, std::size_t entries_per_request) {
  state.SetIterationTime(load.seconds);
  state.SetItemsProcessed(static_cast<std::int64_t>(load.times_ms.size() * entries_per_request));
  state.counters["p50"] = percentile(load.times_ms, 0.50);
  state.counters["p99"] = percentile(load.times_ms, 0.99);
}

}  // namespace tacit::bench

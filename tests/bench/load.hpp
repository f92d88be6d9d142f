#pragma once
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

#include "common/base/ids.hpp"

namespace tacit::bench {

// What one connection sends, one request after the answer to the one before.
using Requests = std::vector<std::string>;

// How long a load took, from when all were connected to the last answer, and each request of it, sorted.
struct Load {
  double seconds = 0;
  std::vector<double> times_ms;
};

// A closed loop: each connection, with a thread of its own, sends its requests, all starting together once every one
// is connected. Throws unless every answer is a 200.
Load drive(std::uint16_t port, const std::vector<Hash>& pins, const std::vector<Requests>& connections);

// As the benchmark's time, and its median and 99th percentile as counters.
void report(benchmark::State& state, const Load& load, std::size_t entries_per_request);

}  // namespace tacit::bench

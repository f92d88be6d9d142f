#pragma once
#include "tools/scenario/plan.hpp"

namespace tacit::scenario {

constexpr std::uint64_t kDefaultSeed = 2021;
constexpr const char* kStreetRounds = "street-rounds-2021";

// The figures the organisation published for 2021, scaled; exactly those at the default seed and size 1. Another seed
// varies each by up to 15 %.
Goals goals_of(std::uint64_t seed, double size);

// Splits a total by weights; the parts add up to it.
std::vector<std::int64_t> split(std::int64_t total, const std::vector<std::int64_t>& weights);

}  // namespace tacit::scenario

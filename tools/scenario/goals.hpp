#pragma once
#include "tools/scenario/plan.hpp"
#include "tools/scenario/programme.hpp"

namespace tacit::scenario {

constexpr std::uint64_t kDefaultSeed = 2021;

// The programme's figures, scaled; exactly the published ones at the default seed and size 1. Another seed varies each
// by up to 15 %.
Goals goals_of(const Programme& programme, std::uint64_t seed, double size);

// Splits a total by weights; the parts add up to it. All weights 0: nothing is given out.
std::vector<std::int64_t> split(std::int64_t total, const std::vector<std::int64_t>& weights);

}  // namespace tacit::scenario

#include "tools/scenario/goals.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tools/scenario/random.hpp"

namespace tacit::scenario {

Goals goals_of(std::uint64_t seed, double size) {
  Random random(seed ^ 0x60a15);
  const auto scaled = [&](double published) {
    const double varied = seed == kDefaultSeed ? 1.0 : 0.85 + 0.3 * static_cast<double>(random.below(1001)) / 1000.0;
    return std::max<std::int64_t>(2, std::llround(published * varied * size));
  };
  Goals goals{};
  goals.beneficiaries = scaled(2207);
  goals.rounds = scaled(150);
  goals.medical_care = scaled(4358);
  goals.interviews = scaled(282);
  return goals;
}

std::vector<std::int64_t> split(std::int64_t total, const std::vector<std::int64_t>& weights) {
  const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  std::vector<std::int64_t> parts;
  std::int64_t weight_so_far = 0, given = 0;
  for (const std::int64_t weight : weights) {
    weight_so_far += weight;
    const std::int64_t until = total * weight_so_far / sum;
    parts.push_back(until - given);
    given = until;
  }
  return parts;
}

}  // namespace tacit::scenario

#pragma once
#include <cstdint>
#include <random>
#include <vector>

#include "common/base/result.hpp"

namespace tacit::simulation {

// All that is left to chance in a history. The same seed gives the same throws with every standard library.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t below(std::uint64_t bound) {
    ASSERT_INVARIANT(bound > 0);
    return engine_() % bound;
  }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low + 1)));
  }
  bool once_in(std::uint64_t times) { return below(times) == 0; }
  bool percent(std::uint64_t share) { return below(100) < share; }
  template <class T>
  const T& one_of(const std::vector<T>& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace tacit::simulation

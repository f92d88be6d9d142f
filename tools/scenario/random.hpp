#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "common/base/result.hpp"

namespace tacit::scenario {

// SplitMix64: the same numbers on every machine and with every standard library, which <random>'s distributions do not
// promise. For demonstration data only; nothing secret comes from it.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  // 0 … n−1; n ≥ 1. The bias of the remainder is far below what anybody could see here.
  std::size_t below(std::size_t n) {
    ASSERT_INVARIANT(n > 0);
    return static_cast<std::size_t>(next() % n);
  }
  // low … high, both included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::size_t>(high - low + 1)));
  }
  bool chance(std::size_t per_mille) { return below(1000) < per_mille; }

  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  template <class T>
  void shuffle(std::vector<T>& list) {
    for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[below(i)]);
  }

 private:
  std::uint64_t state_;
};

}  // namespace tacit::scenario

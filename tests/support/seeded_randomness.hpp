#pragma once
#include <cstdint>

namespace tacit::test {

// While it lives, every key, id, salt and nonce of this process comes from the seed, so that a history is the same to
// the last bit each time. One at a time; nobody else may draw meanwhile.
class SeededRandomness {
 public:
  explicit SeededRandomness(std::uint64_t seed);
  ~SeededRandomness();
  SeededRandomness(const SeededRandomness&) = delete;
  SeededRandomness& operator=(const SeededRandomness&) = delete;
};

}  // namespace tacit::test

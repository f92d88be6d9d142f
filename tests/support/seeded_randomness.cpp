#include "tests/support/seeded_randomness.hpp"

#include <sodium.h>

#include <array>
#include <cstring>

#include "crypto/init.hpp"

namespace tacit::test {
namespace {

std::array<unsigned char, randombytes_SEEDBYTES> state;
std::uint64_t drawn = 0;

// A stream of its own for each draw: the seed and the number of the draw.
void draw(void* const buffer, const std::size_t size) {
  std::memcpy(state.data() + 8, &++drawn, sizeof drawn);
  randombytes_buf_deterministic(buffer, size, state.data());
}

std::uint32_t draw_one() {
  std::uint32_t out = 0;
  draw(&out, sizeof out);
  return out;
}

randombytes_implementation seeded{.implementation_name = [] { return "seeded"; },
                                  .random = draw_one,
                                  .stir = nullptr,
                                  .uniform = nullptr,
                                  .buf = draw,
                                  .close = nullptr};

}  // namespace

SeededRandomness::SeededRandomness(std::uint64_t seed) {
  init_crypto();
  state.fill(0);
  std::memcpy(state.data(), &seed, sizeof seed);
  drawn = 0;
  randombytes_set_implementation(&seeded);
}

SeededRandomness::~SeededRandomness() { randombytes_set_implementation(&randombytes_sysrandom_implementation); }

}  // namespace tacit::test

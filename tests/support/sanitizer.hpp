#pragma once

namespace tacit::test {

// Whether what memory costs here is what it costs in the programs: sanitizers keep freed blocks and shadows of all.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kMemoryCostsAsEver = false;
#else
constexpr bool kMemoryCostsAsEver = true;
#endif

// How many of so many random cases a test goes through: a sanitizer makes each several times slower.
constexpr int some_of(int cases) { return kMemoryCostsAsEver ? cases : (cases + 3) / 4; }

}  // namespace tacit::test

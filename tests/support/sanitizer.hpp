#pragma once

namespace tacit::test {

// Whether what memory costs here is what it costs in the programs: sanitizers keep freed blocks and shadows of all.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kMemoryCostsAsEver = false;
#else
constexpr bool kMemoryCostsAsEver = true;
#endif

}  // namespace tacit::test

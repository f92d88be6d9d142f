#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "crypto/init.hpp"
#include "tests/fuzz/harness.hpp"

// One binary for all targets; TACIT_FUZZ_TARGET names the one to run. A variable and no argument, because libFuzzer
// starts itself again with its own arguments when it merges.
namespace {

tacit::fuzz::Target chosen() {
  const char* wanted = std::getenv("TACIT_FUZZ_TARGET");
  for (const auto& target : tacit::fuzz::targets()) {
    if (wanted != nullptr && target.name == std::string_view(wanted)) return target;
  }
  std::fputs("TACIT_FUZZ_TARGET has to be one of:\n", stderr);
  for (const auto& target : tacit::fuzz::targets()) std::puts(target.name);
  std::exit(2);
}

tacit::fuzz::Target running{};

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  tacit::init_crypto();
  GTEST_FLAG_SET(break_on_failure, true);  // the device of the sync target checks by gtest what is applied to it
  running = chosen();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  running.run({data, size});
  return 0;
}

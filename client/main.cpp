#include <sys/stat.h>

#include <csignal>

#include "client/cli/context.hpp"
#include "common/base/clock.hpp"
#include "crypto/init.hpp"

namespace {
// About half a second on a small laptop (libsodium's MODERATE). Only this file may set it.
constexpr tacit::Argon2Cost kCost{.ops = 3, .mem_bytes = 256ull << 20};
}  // namespace

int main(int argc, char** argv) {
  tacit::forbid_core_dumps();
  ::umask(077);
  // A limit on the size of files is an error of the write, as a full disk is.
  std::signal(SIGXFSZ, SIG_IGN);
  tacit::init_crypto();
  const tacit::SystemClock clock;
  return tacit::cli::run(argc, argv, clock, kCost);
}

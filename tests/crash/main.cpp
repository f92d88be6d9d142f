#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/log.hpp"
#include "crypto/init.hpp"

// Thousands of flushes: on a disk they would take an hour. What a disk would have lost is the fault layer's part.
int main(int argc, char** argv) {
  if (::access("/dev/shm", W_OK) == 0) ::setenv("TMPDIR", "/dev/shm", 1);
  testing::InitGoogleTest(&argc, argv);
  tacit::init_crypto();
  tacit::set_log_level(tacit::LogLevel::error);
  return RUN_ALL_TESTS();
}

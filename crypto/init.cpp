#include "crypto/init.hpp"

#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>
#include <system_error>

#include "common/base/result.hpp"

namespace tacit {

void init_crypto() {
  static const bool ready = sodium_init() >= 0;
  ASSERT_INVARIANT(ready);
}

void forbid_core_dumps() {
  const rlimit none{0, 0};
  if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    throw std::system_error(errno, std::generic_category(), "cannot switch core dumps off");
}

}  // namespace tacit

#pragma once

namespace tacit {

// Starts libsodium; aborts if it cannot get randomness. Any number of calls and threads is fine. Secrets and random
// bytes call it by themselves; a main calls it first, so that a failure shows at the start.
void init_crypto();

// Core images hold keys: sets RLIMIT_CORE to 0 and the process to non-dumpable (Linux, which also keeps other
// processes of the same user from attaching). Throws std::system_error if the system refuses. Not done by
// init_crypto, so that tests can be debugged.
void forbid_core_dumps();

}  // namespace tacit

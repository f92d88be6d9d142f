#pragma once
#include "common/files/failure.hpp"

namespace tacit::detail {

// Throws a StorageFailure for errno. What the person at the machine can do something about (a full or read-only disk,
// too many open files) is named instead of `text`.
[[noreturn]] void throw_system_failure(Literal text);

}  // namespace tacit::detail

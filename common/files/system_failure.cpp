#include "common/files/system_failure.hpp"

#include <cerrno>

namespace tacit::detail {

void throw_system_failure(Literal text) {
  const int error = errno;
  switch (error) {
    case ENOSPC:
    case EDQUOT: throw StorageFailure(Code::unavailable, "the disk is full", error);
    case EROFS: throw StorageFailure(Code::unavailable, "the disk is read-only", error);
    case EMFILE:
    case ENFILE: throw StorageFailure(Code::unavailable, "too many files are open", error);
    default: throw StorageFailure(Code::unavailable, text, error);
  }
}

}  // namespace tacit::detail

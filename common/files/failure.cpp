#include "common/files/failure.hpp"

namespace tacit {

StorageFailure::StorageFailure(Code code, Literal text, int system_code)
    : std::runtime_error(text.c_str()), code_(code), system_code_(system_code) {}

StorageFailure::StorageFailure(Code code, Literal text, int system_code, const char* detail)
    : std::runtime_error(std::string(text.view()) + ": " + detail), code_(code), system_code_(system_code) {}

}  // namespace tacit

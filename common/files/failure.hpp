#pragma once
#include <stdexcept>
#include <string>

#include "common/base/result.hpp"

namespace tacit {

// The environment or the file let us down: disk full, I/O error, read-only medium, a damaged page met while reading.
// Thrown, not returned: there is nothing a caller can do about it where it happens. Catch it at the HTTP session, in
// main, or in the job loop.
//
// code() is `storage_damaged`, `busy` (another process kept the write lock longer than the busy timeout), `conflict`
// (a constraint, from a call that promised there would be none) or `unavailable` (everything else).
// what() never holds bound values or file contents.
class StorageFailure : public std::runtime_error {
 public:
  StorageFailure(Code code, Literal text, int system_code);
  // For statements that do not compile. `detail` is SQLite's message, which can only quote SQL of ours.
  StorageFailure(Code code, Literal text, int system_code, const char* detail);

  Code code() const { return code_; }
  // SQLite's extended result code, or errno for plain files. Safe to log.
  int system_code() const { return system_code_; }

 private:
  Code code_;
  int system_code_;
};

}  // namespace tacit

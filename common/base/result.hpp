#pragma once
#include <optional>
#include <string_view>
#include <tl/expected.hpp>

#include "common/base/literal.hpp"

namespace tacit {

// What went wrong, in terms a caller can act on. Stable: problem types and exit codes derive from it.
enum class Code {
  // input
  malformed,         // not the exact form the protocol demands
  too_large,         // over a published limit
  update_needed,     // a newer protocol version or roster operation
  invalid_argument,  // the caller asked for something that makes no sense; the text says what to do
  // authenticity
  bad_signature,
  wrong_kind,  // a validly signed object of another kind
  wrong_organisation,
  decryption_failed,  // wrong key, damaged or forged: deliberately one code
  expired,
  // rights
  not_admitted,  // the signer is no active device
  not_allowed,   // an active device without this right
  scope_closed,
  // state
  not_found,
  conflict,    // compare-and-set lost; read again
  mischained,  // seq, prev or n does not fit
  already_done,
  not_ready,  // something has to happen first; the text says what
  out_of_stock,
  // environment
  busy,         // bounded queue full; try again later
  unavailable,  // no connection
  timed_out,
  storage_damaged,   // structure of a file is broken
  wrong_passphrase,  // shared by wrong passphrase and any failed slot
  // alarms: a peer misbehaved (protocol §5); never hidden by a retry
  alarm_fork,
  alarm_rollback,
  alarm_entry_missing,
  alarm_entry_withheld,
  alarm_roster_withheld,
  alarm_face_missing,
  alarm_key_mismatch,
  alarm_recipients_mismatch,
  alarm_roster_invalid,
  alarm_entry_invalid,
};

// Stable kebab-case name, e.g. "alarm-fork"; used in JSON output, problem types and logs.
Literal name_of(Code code);
std::optional<Code> code_named(std::string_view name);
bool is_alarm(Code code);

// A failure that depends on input or state. The text is a literal: it cannot carry user data.
struct Error {
  Code code;
  Literal text;
};

// A broken invariant of ours, never input. Prints the location and aborts.
[[noreturn]] void broken_invariant(const char* what, const char* file, int line);

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;

  // Of a failure only. The base would read the bytes of a value as an error, and a test that looks for a code could
  // find it there.
  const Error& error() const {
    if (this->has_value()) broken_invariant("error of a value", __FILE__, __LINE__);
    return tl::expected<T, Error>::error();
  }
};

inline tl::unexpected<Error> fail(Code code, Literal text) { return tl::unexpected<Error>(Error{code, text}); }
inline tl::unexpected<Error> fail(const Error& error) { return tl::unexpected<Error>(error); }

}  // namespace tacit

#define TACIT_CONCAT_(a, b) a##b
#define TACIT_CONCAT(a, b) TACIT_CONCAT_(a, b)

// TRY(auto x, expression): declares x from a Result or returns its error.
#define TRY(declaration, ...)                                                                    \
  auto TACIT_CONCAT(try_, __LINE__) = (__VA_ARGS__);                                             \
  if (!TACIT_CONCAT(try_, __LINE__)) return ::tacit::fail(TACIT_CONCAT(try_, __LINE__).error()); \
  declaration = std::move(*TACIT_CONCAT(try_, __LINE__))

// CHECK(expression): returns the error of a Result<void> (or of any Result whose value is not needed).
#define CHECK(...)                                                                          \
  if (auto TACIT_CONCAT(check_, __LINE__) = (__VA_ARGS__); !TACIT_CONCAT(check_, __LINE__)) \
  return ::tacit::fail(TACIT_CONCAT(check_, __LINE__).error())

#define ASSERT_INVARIANT(condition) \
  ((condition) ? static_cast<void>(0) : ::tacit::broken_invariant(#condition, __FILE__, __LINE__))

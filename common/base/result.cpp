#include "common/base/result.hpp"

#include <cstdio>
#include <cstdlib>

namespace tacit {

Literal name_of(Code code) {
  switch (code) {
    case Code::malformed: return "malformed";
    case Code::too_large: return "too-large";
    case Code::update_needed: return "update-needed";
    case Code::invalid_argument: return "invalid-argument";
    case Code::bad_signature: return "bad-signature";
    case Code::wrong_kind: return "wrong-kind";
    case Code::wrong_organisation: return "wrong-organisation";
    case Code::decryption_failed: return "decryption-failed";
    case Code::expired: return "expired";
    case Code::not_admitted: return "not-admitted";
    case Code::not_allowed: return "not-allowed";
    case Code::scope_closed: return "scope-closed";
    case Code::not_found: return "not-found";
    case Code::conflict: return "conflict";
    case Code::mischained: return "mischained";
    case Code::already_done: return "already-done";
    case Code::not_ready: return "not-ready";
    case Code::out_of_stock: return "out-of-stock";
    case Code::busy: return "busy";
    case Code::unavailable: return "unavailable";
    case Code::timed_out: return "timed-out";
    case Code::storage_damaged: return "storage-damaged";
    case Code::wrong_passphrase: return "wrong-passphrase";
    case Code::alarm_fork: return "alarm-fork";
    case Code::alarm_rollback: return "alarm-rollback";
    case Code::alarm_entry_missing: return "alarm-entry-missing";
    case Code::alarm_entry_withheld: return "alarm-entry-withheld";
    case Code::alarm_roster_withheld: return "alarm-roster-withheld";
    case Code::alarm_face_missing: return "alarm-face-missing";
    case Code::alarm_key_mismatch: return "alarm-key-mismatch";
    case Code::alarm_recipients_mismatch: return "alarm-recipients-mismatch";
    case Code::alarm_roster_invalid: return "alarm-roster-invalid";
    case Code::alarm_entry_invalid: return "alarm-entry-invalid";
  }
  return "unknown";
}

std::optional<Code> code_named(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Code::alarm_entry_invalid); ++i)
    if (name_of(static_cast<Code>(i)).view() == name) return static_cast<Code>(i);
  return std::nullopt;
}

bool is_alarm(Code code) { return code >= Code::alarm_fork; }

void broken_invariant(const char* what, const char* file, int line) {
  std::fprintf(stderr, "tacit: internal error: %s (%s:%d)\n", what, file, line);
  std::abort();
}

}  // namespace tacit

#include <algorithm>

#include "common/base/json.hpp"
#include "crypto/recovery.hpp"
#include "crypto/slots.hpp"
#include "tests/fuzz/harness.hpp"

// What lies on disk or paper: vault header, seal file, recovery sheet.
namespace tacit::fuzz {
namespace {

bool is_affordable(Argon2Cost cost) {
  return cost.ops >= kArgon2Floor.ops && cost.mem_bytes >= kArgon2Floor.mem_bytes && cost.ops <= kArgon2Ceiling.ops &&
         cost.mem_bytes <= kArgon2Ceiling.mem_bytes;
}

FUZZ_TARGET(vault_header) {
  const auto slots = decode_vault_header(bytes);
  if (!slots) return;
  ASSERT_INVARIANT(slots->table().slots.size() == kVaultSlotCount && is_affordable(slots->table().cost));
  ASSERT_INVARIANT(encode_vault_header(*slots) == to_bytes(bytes));
}

FUZZ_TARGET(seal_file) {
  const auto slots = decode_seal_file(as_text(bytes));
  if (!slots) return;
  const auto& table = slots->table();
  ASSERT_INVARIANT(!table.slots.empty() && table.slots.size() <= kMaxCustodians && is_affordable(table.cost));
  written_and_read_again(encode_seal_file, decode_seal_file, *slots);
}

SecretText secret_of(std::string_view text) { return SecretText(std::span<const char>(text)); }

FUZZ_TARGET(recovery_sheet) {
  const auto sheet = RecoverySheet::parse(secret_of(as_text(bytes)));
  if (!sheet) return;
  ASSERT_INVARIANT(sheet->number() >= 1 && sheet->number() <= 3);
  const SecretText written = sheet->to_text();
  const auto again = RecoverySheet::parse(written);
  ASSERT_INVARIANT(again && again->number() == sheet->number() && again->to_text().equals(written));
  // The checksum catches a mistyped character wherever it is.
  std::string text(as_text(written.expose(Expose())));
  for (char& c : text) {
    if (c == ' ' || c == '\n' || c == '-') continue;
    const char right = c;
    c = right == '7' ? '8' : '7';
    ASSERT_INVARIANT(!RecoverySheet::parse(secret_of(text)));
    c = right;
  }
}

}  // namespace
}  // namespace tacit::fuzz

#include "crypto/recovery.hpp"

#include <string_view>

#include "crypto/crockford.hpp"
#include "crypto/hash.hpp"

namespace tacit {
namespace {

// version and number in one byte, two shares, checksum: 70 bytes are exactly 112 characters.
constexpr std::size_t kShare = 32;
constexpr std::size_t kChecksum = 5;
constexpr std::size_t kSheetBytes = 1 + 2 * kShare + kChecksum;
constexpr std::size_t kSheetDigits = crypto::crockford_length(kSheetBytes);
constexpr std::size_t kGroup = 4;
constexpr std::size_t kGroupsPerLine = 4;
constexpr std::uint8_t kVersionBits = 0x10;
static_assert(kSheetBytes * 8 == kSheetDigits * 5);

Hash checksum_of(ByteView before) { return sha256({as_bytes("tacit/v1/recovery/sheet"), before}); }

bool is_separator(std::uint8_t c) { return c == ' ' || c == '-' || c == '\n' || c == '\r' || c == '\t'; }

}  // namespace

SecretText RecoverySheet::to_text() const {
  LockedBuffer sheet(kSheetBytes);
  sheet.bytes()[0] = kVersionBits | number_;
  std::ranges::copy(shares_.expose(Expose()), sheet.bytes().begin() + 1);
  const Hash check = checksum_of(sheet.view().first(kSheetBytes - kChecksum));
  std::copy_n(check.bytes.begin(), kChecksum, sheet.bytes().last(kChecksum).begin());

  LockedBuffer digits(kSheetDigits);
  crypto::encode_crockford(sheet.view(), {reinterpret_cast<char*>(digits.bytes().data()), kSheetDigits});
  LockedBuffer text(kSheetDigits + kSheetDigits / kGroup);
  for (std::size_t i = 0, at = 0; i < kSheetDigits; ++i) {
    text.bytes()[at++] = digits.view()[i];
    if ((i + 1) % (kGroup * kGroupsPerLine) == 0)
      text.bytes()[at++] = '\n';
    else if ((i + 1) % kGroup == 0)
      text.bytes()[at++] = ' ';
  }
  return SecretText(std::move(text));
}

Result<RecoverySheet> RecoverySheet::parse(const SecretText& text) {
  LockedBuffer digits(kSheetDigits);
  std::size_t count = 0;
  for (const std::uint8_t c : text.expose(Expose())) {
    if (is_separator(c)) continue;
    if (count < kSheetDigits) digits.bytes()[count] = c;
    ++count;
  }
  if (count != kSheetDigits) return fail(Code::malformed, "a recovery sheet has 112 characters");
  LockedBuffer sheet(kSheetBytes);
  const bool readable =
      crypto::decode_crockford({reinterpret_cast<const char*>(digits.view().data()), kSheetDigits}, sheet.bytes());
  const Hash check = checksum_of(sheet.view().first(kSheetBytes - kChecksum));
  const bool intact = crypto::equal_constant_time(check.view().first(kChecksum), sheet.view().last(kChecksum));
  const std::uint8_t number = sheet.view()[0] & 0x0f;
  if (!readable || !intact) return fail(Code::malformed, "a character of the recovery sheet is wrong");
  if ((sheet.view()[0] & 0xf0) != kVersionBits) return fail(Code::update_needed, "a sheet of a newer version");
  if (number < 1 || number > 3) return fail(Code::malformed, "the recovery sheet has no such number");
  return RecoverySheet(number, Shares::copy_from(sheet.view().subspan(1, 2 * kShare)));
}

std::array<RecoverySheet, 3> split_recovery_seed(const RecoverySeed& seed) {
  using Triple = Secret<struct RecoveryTripleTag, 3 * kShare>;
  const Triple triple = Triple::made_by([&](std::span<std::uint8_t> out) {
    crypto::fill_random(out.first(2 * kShare));
    const ByteView s = seed.expose(Expose());
    for (std::size_t i = 0; i < kShare; ++i)
      out[2 * kShare + i] = static_cast<std::uint8_t>(s[i] ^ out[i] ^ out[kShare + i]);
  });
  const auto sheet = [&](std::uint8_t number) {
    return RecoverySheet(number, RecoverySheet::Shares::made_by([&](std::span<std::uint8_t> out) {
                           const ByteView all = triple.expose(Expose());
                           std::ranges::copy(all.subspan((number - 1u) * kShare, kShare), out.begin());
                           std::ranges::copy(all.subspan(number % 3u * kShare, kShare), out.begin() + kShare);
                         }));
  };
  return {sheet(1), sheet(2), sheet(3)};
}

Result<RecoverySeed> combine_sheets(const RecoverySheet& one, const RecoverySheet& other) {
  if (one.number_ == other.number_) return fail(Code::invalid_argument, "the same recovery sheet twice");
  const bool in_order = one.number_ % 3 + 1 == other.number_;
  const ByteView first = (in_order ? one : other).shares_.expose(Expose());
  const ByteView next = (in_order ? other : one).shares_.expose(Expose());
  if (!crypto::equal_constant_time(first.last(kShare), next.first(kShare)))
    return fail(Code::invalid_argument, "the two recovery sheets do not belong together");
  return RecoverySeed::made_by([&](std::span<std::uint8_t> out) {
    for (std::size_t i = 0; i < kShare; ++i)
      out[i] = static_cast<std::uint8_t>(first[i] ^ first[kShare + i] ^ next[kShare + i]);
  });
}

}  // namespace tacit

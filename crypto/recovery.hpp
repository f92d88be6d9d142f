#pragma once
#include <array>
#include <cstdint>

#include "common/base/result.hpp"
#include "crypto/secret.hpp"

namespace tacit {

// Recovery sheets (protocol §9): s = a⊕b⊕c with random a, b; the sheets hold (a,b), (b,c), (c,a).
// Guarantee: any two give the seed, one alone says nothing about it. Not guaranteed: that the seed is the one of this
// organisation (compare the public keys it yields with the roster's), or anything once two sheets meet in one hand.
class RecoverySheet {
 public:
  // Groups of Crockford characters on seven lines, with version, number and checksum: for printing.
  SecretText to_text() const;
  // Case, O/0, I/L/1, spaces, hyphens and line breaks do not matter. `malformed` for another form or a checksum that
  // does not fit. Time depends on lengths and separators only, not on the secret characters.
  static Result<RecoverySheet> parse(const SecretText& text);

  std::uint8_t number() const { return number_; }  // 1–3

 private:
  using Shares = Secret<struct RecoverySharesTag, 64>;
  RecoverySheet(std::uint8_t number, Shares shares) : number_(number), shares_(std::move(shares)) {}
  friend std::array<RecoverySheet, 3> split_recovery_seed(const RecoverySeed& seed);
  friend Result<RecoverySeed> combine_sheets(const RecoverySheet& one, const RecoverySheet& other);

  std::uint8_t number_;
  Shares shares_;
};

std::array<RecoverySheet, 3> split_recovery_seed(const RecoverySeed& seed);
// `invalid_argument` if it is the same sheet twice or the two are from different splits (their common share differs).
Result<RecoverySeed> combine_sheets(const RecoverySheet& one, const RecoverySheet& other);

}  // namespace tacit

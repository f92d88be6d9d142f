#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"
#include "crypto/note.hpp"

namespace tacit {

// The state of the log as the server signs it (protocol §5): C2SP tlog-checkpoint with the origin
// tacit/<org>/<generation> and one extension line `roster <seq> <hash>`.
struct Checkpoint {
  OrgId org;
  std::uint64_t generation = 0;
  std::uint64_t size = 0;
  Hash root;
  std::uint64_t roster_seq = 0;
  Hash roster_hash;
  bool operator==(const Checkpoint&) const = default;
};

std::string checkpoint_origin(const OrgId& org, std::uint64_t generation);
std::string checkpoint_text(const Checkpoint& checkpoint);                         // what is signed
std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);  // the whole note

// Exactly the form above (integers without leading zeros, below 2^53); no signature is looked at.
Result<Checkpoint> parse_checkpoint_text(std::string_view text);
// `malformed`, `wrong_organisation`, or `bad_signature` unless log_key signed it under the origin's name. Not
// guaranteed: freshness, or that others were shown the same (consistency proofs and cosignatures are for that).
Result<Checkpoint> open_checkpoint(std::string_view note, const OrgId& org, const VerifyKey& log_key);

constexpr std::size_t kMaxCheckpointBytes = 16384;

}  // namespace tacit

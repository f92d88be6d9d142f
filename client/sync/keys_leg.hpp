#pragma once
#include <map>

#include "client/sync/keyring.hpp"
#include "client/sync/leg.hpp"

namespace tacit::sync {

// Fetches the sealed blobs meant for this device and opens what its keys open: epoch seeds, earlier epochs granted to
// it, shared secrets, the pack. Each is checked against what the roster says of it; one that is in use and missing, or
// not the announced one, is alarm_key_mismatch, and is asked for again next time. What cannot be opened yet is kept.
class KeysLeg final : public Leg {
 public:
  explicit KeysLeg(Context& context) : context_(context), ring_(context.memory) {}
  Result<Next> next() override;
  Result<void> take(const Result<std::string>& answer) override;

 private:
  enum class Phase { fetching, seeds, secrets, pack, done };

  void open_seeds();
  void open_epoch(const Roster::EpochState& epoch);
  void open_secrets();
  void open_secret(const Roster::SecretState& state);
  void open_pack();
  void adopt_pack(const Bytes& blob, const OrgSecret& secret, std::uint64_t generation);
  std::optional<Bytes> blob(const Hash& hash) const;
  void keep(const Hash& hash);
  bool in_use(const Roster::EpochState& epoch) const;
  void not_right(std::uint64_t link_seq);

  Context& context_;
  Keyring ring_;
  Phase phase_ = Phase::fetching;
  std::uint64_t from_ = 0;
  std::uint64_t again_from_ = UINT64_MAX;  // the earliest link of which something was not right
  bool asked_ = false;
  std::size_t bytes_ = 0;
  std::map<Hash, Bytes> fetched_;
};

// The ciphertext of a pack, as it lies beside the log, and back.
Bytes seal_pack(std::string_view text, const OrgSecret& secret, const OrgId& org, std::uint64_t generation);
Result<std::string> open_sealed_pack(ByteView blob, const OrgSecret& secret, const OrgId& org,
                                     std::uint64_t generation);

std::string pack_secret_name(std::uint64_t generation);    // "pack/1"
std::string pseudonym_secret_name(std::string_view year);  // "pseudonym/2021"

}  // namespace tacit::sync

#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "client/sync/machine.hpp"
#include "crypto/random.hpp"

namespace tacit::test {

// What a vault remembers for the sync machine, in memory. A copy is a backup: it shares nothing.
class MemoryDevice final : public sync::Memory {
 public:
  MemoryDevice();
  MemoryDevice(const MemoryDevice& other);
  MemoryDevice& operator=(const MemoryDevice&) = delete;

  // Everything a face in clear or a sealed copy told about one entry.
  struct Known {
    DeviceId dev;
    std::uint64_t seq = 0;
    std::optional<std::uint64_t> index;
    std::string jws;
    std::map<Face, sync::ClearFace> faces;
    std::optional<sync::Sealed> sealed;
    sync::Signer signer{};
  };

  DeviceId id() const { return key_->device_id(); }
  SigningKey signing_key_again() const { return SigningKey::from_seed(sign_seed_); }
  roster::DeviceKeys public_keys() const { return {key_->sign_public(), box_->box_public()}; }
  void belong_to(const OrgId& org, std::optional<sync::Pin> pin = {});
  // `claimed`: as a malicious device does it, under a record id that need not be its own.
  RecordId draft(record::Record record, std::vector<Scope> team_scopes, bool audit_face,
                 const std::optional<RecordId>& claimed = {}, std::vector<Scope> grants = {});
  // Fails the test when something is applied twice or out of order.
  void apply(const sync::Effects& effects);

  const std::map<Hash, Known>& known() const { return known_; }
  std::vector<const Known*> entries(Face face) const;  // with that face open, by leaf index
  bool knows_record(const RecordId& rid, Face face) const;
  std::size_t draft_count() const { return drafts_.size(); }
  std::size_t alarm_count() const { return alarms_.size(); }
  // Every seed and shared secret that it holds, to be looked for where none may be.
  std::vector<Bytes> secrets_in_clear() const;

  const SigningKey& signing_key() const override { return *key_; }
  const BoxKeyPair& box_key() const override { return *box_; }
  OrgId org() const override { return org_; }
  std::optional<sync::Pin> pin() const override { return pin_; }
  const Roster* roster() const override { return roster_ ? &*roster_ : nullptr; }
  std::vector<sync::PlacedLink> links() const override { return links_; }
  const EpochSeed* seed(const Scope& scope, std::uint64_t n) const override;
  const OrgSecret* secret(std::string_view name) const override;
  std::optional<sync::PackText> pack() const override { return pack_; }
  const Pack* programme() const override { return programme_ ? &*programme_ : nullptr; }
  std::optional<Bytes> blob(const Hash& hash) const override;
  std::uint64_t wraps_from() const override { return wraps_from_; }
  std::optional<Checkpoint> checkpoint() const override { return checkpoint_; }
  std::vector<sync::Claim> claims() const override { return claims_; }
  sync::OwnChain own_chain() const override { return chain_; }
  std::optional<sync::Sent> last_sent() const override;
  std::vector<sync::Sealed> unacknowledged(std::size_t limit) const override;
  std::vector<sync::Draft> drafts(std::size_t skip, std::size_t limit) const override;
  std::optional<sync::Draft> draft(const RecordId& rid) const override;
  std::optional<Hash> own_entry_of(const RecordId& rid) const override;
  std::uint64_t cursor(const Scope& scope) const override;
  std::optional<sync::Seen> seen(const DeviceId& dev, const Scope& scope) const override;
  std::optional<Hash> entry_at(const DeviceId& dev, std::uint64_t seq) const override;
  std::vector<sync::Unopened> unopened(const Scope& scope, std::uint64_t epoch, std::uint64_t after,
                                       std::size_t limit) const override;
  std::uint64_t unopened_count() const override { return closed_.size(); }
  std::vector<Code> alarms() const override;

 private:
  struct Closed {
    std::uint64_t index;
    std::uint64_t epoch;
    Bytes copy;
  };
  void apply_keys(const sync::Effects& effects);
  void apply_log(const sync::Effects& effects);
  void apply_own(const sync::Effects& effects);
  void apply_received(const sync::Effects& effects);

  SigningSeed sign_seed_ = SigningSeed::random();
  BoxSeed box_seed_ = BoxSeed::random();
  std::unique_ptr<SigningKey> key_;
  std::unique_ptr<BoxKeyPair> box_;
  OrgId org_{};
  std::optional<sync::Pin> pin_;
  std::optional<Roster> roster_;
  std::vector<sync::PlacedLink> links_;
  std::map<std::pair<Scope, std::uint64_t>, EpochSeed> seeds_;
  std::map<std::string, OrgSecret, std::less<>> secrets_;
  std::optional<sync::PackText> pack_;
  std::optional<Pack> programme_;
  std::map<Hash, Bytes> blobs_;
  std::uint64_t wraps_from_ = 0;
  std::optional<Checkpoint> checkpoint_;
  std::vector<sync::Claim> claims_;
  sync::OwnChain chain_;
  std::vector<std::pair<std::uint64_t, sync::Draft>> drafts_;  // by number
  std::map<RecordId, std::pair<std::uint64_t, sync::Draft>> sealed_drafts_;
  std::uint64_t next_draft_ = 0;
  std::map<Hash, Known> known_;
  std::map<Scope, std::uint64_t> cursors_;
  std::map<std::pair<DeviceId, Scope>, sync::Seen> seen_;
  std::map<std::pair<Hash, Scope>, Closed> closed_;
  std::vector<sync::Alarm> alarms_;
};

}  // namespace tacit::test

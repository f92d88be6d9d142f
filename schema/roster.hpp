#pragma once
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "schema/roster_ops.hpp"

namespace tacit {

// The state that a verified roster chain leads to: one signed chain of who is who (protocol §3). The server and every
// client hold one and feed it the same bytes, so both apply the same rules. Values only: no I/O, no clock, no threads;
// const use from several threads is fine. A link is applied whole or not at all. Pointers and references handed out
// hold until the next append.
class Roster {
 public:
  struct Device {
    DeviceId id;
    roster::DeviceKeys keys;  // box_pk is the current one
    InvitationId inv;         // zero for the founder
    Role role;
    bool steward;
    std::set<TeamId> teams;
    std::set<TeamId> grants;                  // of an auditor: those alone; empty: the whole organisation
    Hash admitted_by;                         // the link that admitted it: `prev` of its first entry
    std::uint64_t admitted_at;                // leaf index of that link
    std::optional<std::uint64_t> revoked_at;  // leaf index of the revoking link
    bool active() const { return !revoked_at; }
    // An entry at leaf index `position` may be signed by this device.
    bool active_at(std::uint64_t position) const {
      return position > admitted_at && (!revoked_at || position < *revoked_at);
    }
  };
  struct EpochState {
    Scope scope;
    std::uint64_t n;
    BoxPublicKey public_key;
    Hash link;
    std::uint64_t link_seq;
    Day day;  // of its link; rotation is monthly
    std::vector<roster::Wrap> wraps;
    std::map<DeviceId, BoxPublicKey> sealed_to;  // the box keys its recipients had then
    std::vector<roster::Wrap> granted;           // to newcomers later, in order; a device may occur twice
  };
  struct SealedSecret {
    Scope scope;
    std::uint64_t epoch;
    Hash ct;
  };
  struct SecretState {
    std::string name;
    Hash commit;
    std::vector<SealedSecret> copies;  // the first, then every reseal
  };

  // Starts a chain from its genesis link; `index` is its leaf index (0 in a log that has never been restored).
  static Result<Roster> found(std::string_view genesis_jws, std::uint64_t index);

  // Verifies signature, chain, form, rights and recipients, then applies. `index` must be above the last link's.
  // Errors, in this order: malformed, too_large, wrong_kind (not a link); already_done (it is in the chain);
  // not_admitted, bad_signature (not by an active device); update_needed; wrong_organisation; conflict (prev is not the
  // head); mischained (seq or index). Then op by op: not_allowed (rights), already_done (first in the chain counts),
  // not_found, scope_closed, mischained (an epoch, n or generation that is not the newest or next),
  // alarm_recipients_mismatch, not_ready (a pack without its secret), too_large.
  Result<void> append(std::string_view link_jws, std::uint64_t index);

  const OrgId& org() const;
  std::uint64_t seq() const;  // of the newest link
  const Hash& head() const;
  bool knows(const Hash& link) const;  // any link of the chain, for entries that cite one
  std::optional<std::uint64_t> seq_of(const Hash& link) const;
  std::uint64_t index_of(std::uint64_t seq) const;  // leaf index of a link
  const roster::ServiceKeys& service() const;
  const roster::DeviceKeys& recovery() const;
  DeviceId recovery_id() const;
  roster::HistoryPolicy history() const;

  const Device* device(const DeviceId& id) const;  // active or not
  std::vector<const Device*> devices() const;      // in order of admission
  bool has_team(const TeamId& team) const;
  std::vector<TeamId> teams() const;
  bool has_grant(const TeamId& grant) const;
  std::vector<TeamId> grants() const;
  bool is_member(const DeviceId& dev, const Scope& scope) const;    // now, and active
  static bool is_member(const Device& device, const Scope& scope);  // by role, teams and grants alone
  std::vector<const Device*> members(const Scope& scope) const;
  bool closed(const Scope& scope) const;  // unknown team or grant, or nobody in it

  const EpochState* newest_epoch(const Scope& scope) const;  // null before the first
  const EpochState* epoch(const Scope& scope, std::uint64_t n) const;
  // The newest epoch does not fit the members any more: a recipient is revoked, left, or replaced its box key.
  bool must_rotate(const Scope& scope) const;
  // must_rotate, none yet, or 30 days old; never for a closed scope. A newcomer alone makes none due (see lacks).
  bool rotation_is_due(const Scope& scope, Day today) const;
  // The device is a member, but the newest epoch is not sealed to its current box key: it may rotate at once.
  bool lacks(const Scope& scope, const DeviceId& dev) const;

  const SecretState* secret(std::string_view name) const;
  std::vector<std::string> secrets_of(const Scope& scope) const;
  const roster::Pack* newest_pack() const;
  bool invitation_used(const InvitationId& inv) const;

  Roster(Roster&&) noexcept;
  Roster& operator=(Roster&&) noexcept;
  Roster(const Roster&);  // for trying links before they are committed
  Roster& operator=(const Roster&);
  ~Roster();

 private:
  struct State;
  explicit Roster(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// What a recipient of a sealed secret checks after opening it.
Hash secret_commitment(std::string_view name, ByteView secret);

}  // namespace tacit

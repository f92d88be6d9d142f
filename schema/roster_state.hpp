#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "schema/roster.hpp"

// What a Roster holds, and how one link changes it. Only for schema/roster*.cpp.
namespace tacit::roster {

using Device = tacit::Roster::Device;
using EpochState = tacit::Roster::EpochState;
using SecretState = tacit::Roster::SecretState;
// Shared, never changed in place, so that copying a roster does not copy its key history.
using EpochPtr = std::shared_ptr<const EpochState>;

struct State {
  OrgId org;
  std::vector<Hash> links;                       // by seq
  std::vector<std::uint64_t> indexes;            // by seq
  std::unordered_map<Hash, std::uint64_t> seqs;  // of each link
  DeviceKeys recovery;
  ServiceKeys service;
  HistoryPolicy history = HistoryPolicy::grant;
  std::map<DeviceId, Device> devices;
  std::vector<DeviceId> admitted;               // in order
  std::map<Scope, std::set<DeviceId>> members;  // active ones; no empty sets
  std::set<InvitationId> invitations;           // used
  std::set<BoxPublicKey> box_keys;              // ever used
  std::set<TeamId> teams, grants;
  std::map<Scope, std::vector<EpochPtr>> epochs;  // n = position + 1
  std::map<std::string, SecretState, std::less<>> secrets;
  std::optional<Pack> pack;

  const Device* device(const DeviceId& id) const;
  bool is_member(const DeviceId& dev, const Scope& scope) const;
  const EpochState* epoch(const Scope& scope, std::uint64_t n) const;  // null when there is none
  std::uint64_t newest_epoch(const Scope& scope) const;                // 0 before the first
  // Puts the device in, or in the place of its older self, and keeps `members` true to it.
  void put(const Device& device);
  void remove(const DeviceId& id);

  void open_grant(const TeamId& grant);
  void close_grant(const TeamId& grant);  // as if it had never been opened

 private:
  std::vector<Scope> scopes_of(const Device& device) const;
  void enlist(const Device& device);
  void delist(const Device& device);
};

// The link that is being applied.
struct Place {
  Hash link;
  std::uint64_t seq, index;
  Day day;
  DeviceId signer;
};

// Applies the ops of one link, each upon what the ones before it left, each checked first against the rules of
// protocol §3. Everything is undone on destruction unless it was kept: a link is applied whole or not at all, at the
// cost of its own size.
class Change {
 public:
  Change(State& state, const Place& place) : state_(state), place_(place) {}
  ~Change();
  Change(const Change&) = delete;
  Change& operator=(const Change&) = delete;

  Result<void> found(const Found& op);
  Result<void> apply(const Op& op);
  void keep() { undo_.clear(); }

 private:
  Result<void> operator()(const Found& op);
  Result<void> operator()(const AddTeam& op);
  Result<void> operator()(const Admit& op);
  Result<void> operator()(const Revoke& op);
  Result<void> operator()(const ChangeRole& op);
  Result<void> operator()(const Rekey& op);
  Result<void> operator()(const Service& op);
  Result<void> operator()(const Epoch& op);
  Result<void> operator()(const Grant& op);
  Result<void> operator()(const Secret& op);
  Result<void> operator()(const Reseal& op);
  Result<void> operator()(const Pack& op);
  Result<void> operator()(const Fund& op);
  Result<void> operator()(const Restrict& op);

  Result<void> demand_steward() const;
  Result<void> demand_member(const Scope& scope) const;  // the signer; of a scope that is not closed
  Result<void> demand_newest_epoch(const Scope& scope, std::uint64_t epoch) const;
  Result<void> demand_grants(const std::vector<TeamId>& grants) const;
  Result<void> demand_teams(const std::vector<TeamId>& teams) const;
  Result<void> demand_room() const;
  Result<void> check_recipients(const Epoch& op) const;
  bool holds(const DeviceId& dev, const EpochState& epoch) const;
  void put(const Device& device);
  void use_box_key(const BoxPublicKey& key);

  State& state_;
  const Place& place_;
  std::vector<std::function<void()>> undo_;  // each restores remembered values; run last to first
};

}  // namespace tacit::roster

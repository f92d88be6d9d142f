#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "schema/entry.hpp"
#include "schema/roster_ops.hpp"

namespace tacit::simulation {

// A naive reading of the whole log, from the first leaf to the last: who was what at every place, which keys were given
// to whom, and what was sent to where. Shares the codecs with the product, but none of its rules.
class LogReading {
 public:
  struct Standing {
    Role role;
    std::set<TeamId> teams, grants;
    bool active = true;
    bool is_in(const Scope& scope) const;
  };
  // Who is who after a link.
  struct State {
    std::uint64_t index = 0;  // of the link
    std::map<DeviceId, Standing> devices;
    std::set<TeamId> teams, grants;
    std::map<Scope, std::uint64_t> newest;  // epoch
    std::set<DeviceId> members(const Scope& scope) const;
  };
  struct Epoch {
    std::uint64_t index;         // of its link
    std::set<DeviceId> wrapped;  // but for the recovery key
    std::set<DeviceId> given;    // these, and those who were granted it later
  };
  struct Sent {
    std::uint64_t index;
    Hash hash;
    Entry entry;
  };

  // Throws Violation where a link or an entry breaks a rule: `founder` alone is a steward.
  LogReading(const std::vector<std::string>& leaves, const DeviceId& founder, roster::HistoryPolicy policy);

  const State& now() const { return states_.back(); }
  const State& at(std::uint64_t index) const;  // by the links before this leaf
  const std::map<std::pair<Scope, std::uint64_t>, Epoch>& epochs() const { return epochs_; }
  bool holds(const DeviceId& dev, const Scope& scope, std::uint64_t n) const;
  const std::vector<Sent>& entries() const { return entries_; }
  const Sent* entry(const Hash& hash) const;
  // The leaf before which the device was in the scope for the last time; none: never.
  std::optional<std::uint64_t> left(const DeviceId& dev, const Scope& scope) const;
  // RFC 6962, straight from its definition.
  Hash root(std::uint64_t size) const { return root_of(0, size); }

 private:
  void read_link(const std::string& leaf, std::uint64_t index);
  void read_entry(const std::string& leaf, std::uint64_t index);
  void check_entry(const Sent& sent);
  void check_addresses(const Sent& sent, const State& cited);
  Hash root_of(std::uint64_t begin, std::uint64_t end) const;

  void apply(const roster::Found& op, const DeviceId& by);
  void apply(const roster::AddTeam& op, const DeviceId& by);
  void apply(const roster::Admit& op, const DeviceId& by);
  void apply(const roster::Revoke& op, const DeviceId& by);
  void apply(const roster::ChangeRole& op, const DeviceId& by);
  void apply(const roster::Epoch& op, const DeviceId& by);
  void apply(const roster::Grant& op, const DeviceId& by);
  void apply(const roster::Secret& op, const DeviceId& by);
  void apply(const roster::Reseal& op, const DeviceId& by);
  void apply(const roster::Pack& op, const DeviceId& by);
  void apply(const roster::Rekey& op, const DeviceId& by);
  void apply(const roster::Service& op, const DeviceId& by);
  void apply(const roster::Fund& op, const DeviceId& by);
  void apply(const roster::Restrict& op, const DeviceId& by);

  struct Chain {
    std::uint64_t seq = 0;
    Hash head{};
    std::map<Scope, std::uint64_t> counts;
  };
  const DeviceId founder_;
  const roster::HistoryPolicy policy_;
  const std::vector<std::string>& leaves_;
  DeviceId recovery_{};
  State state_;  // while a link is read
  Hash link_{};
  std::vector<State> states_;
  std::map<Hash, std::size_t> links_;  // which of states_
  std::map<std::pair<Scope, std::uint64_t>, Epoch> epochs_;
  std::map<DeviceId, Chain> chains_;
  std::vector<Sent> entries_;
};

}  // namespace tacit::simulation

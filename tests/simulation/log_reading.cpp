#include "tests/simulation/log_reading.hpp"

#include <algorithm>

#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"
#include "crypto/jws.hpp"
#include "schema/limits.hpp"
#include "tests/simulation/trace.hpp"

namespace tacit::simulation {
namespace {

template <class T>
T readable(Result<T> result) {
  if (!result) throw Violation("a leaf of the log cannot be read");
  return std::move(*result);
}

std::string place(std::uint64_t index) { return " (leaf " + std::to_string(index) + ")"; }

}  // namespace

bool LogReading::Standing::is_in(const Scope& scope) const {
  if (!active) return false;
  switch (scope.kind) {
    case Scope::Kind::org: return role != Role::auditor;
    case Scope::Kind::audit: return role == Role::staff || (role == Role::auditor && grants.empty());
    case Scope::Kind::team: return teams.contains(scope.id);
    case Scope::Kind::grant: return role == Role::staff || grants.contains(scope.id);
  }
  return false;
}

std::set<DeviceId> LogReading::State::members(const Scope& scope) const {
  std::set<DeviceId> out;
  if (scope.kind == Scope::Kind::grant && !grants.contains(scope.id)) return out;
  for (const auto& [dev, standing] : devices)
    if (standing.is_in(scope)) out.insert(dev);
  return out;
}

LogReading::LogReading(const std::vector<std::string>& leaves, const DeviceId& founder, roster::HistoryPolicy policy)
    : founder_(founder), policy_(policy), leaves_(leaves) {
  for (std::uint64_t index = 0; index < leaves.size(); ++index) {
    if (parse_jws(leaves[index], Typ::roster, limits::kRosterLink))
      read_link(leaves[index], index);
    else
      read_entry(leaves[index], index);
  }
}

const LogReading::State& LogReading::at(std::uint64_t index) const {
  const State* found = &states_.front();
  for (const State& state : states_)
    if (state.index < index) found = &state;
  return *found;
}

bool LogReading::holds(const DeviceId& dev, const Scope& scope, std::uint64_t n) const {
  const auto epoch = epochs_.find({scope, n});
  return epoch != epochs_.end() && epoch->second.given.contains(dev);
}

const LogReading::Sent* LogReading::entry(const Hash& hash) const {
  for (const Sent& sent : entries_)
    if (sent.hash == hash) return &sent;
  return nullptr;
}

std::optional<std::uint64_t> LogReading::left(const DeviceId& dev, const Scope& scope) const {
  std::optional<std::uint64_t> out;
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const auto device = states_[i].devices.find(dev);
    if (device == states_[i].devices.end() || !device->second.is_in(scope)) continue;
    out = i + 1 < states_.size() ? states_[i + 1].index : leaves_.size();
  }
  return out;
}

Hash LogReading::root_of(std::uint64_t begin, std::uint64_t end) const {
  Bytes bytes;
  if (end - begin == 1) {
    bytes.push_back(0);
    append(bytes, leaves_[begin]);
    return sha256(bytes);
  }
  std::uint64_t split = 1;
  while (split * 2 < end - begin) split *= 2;
  bytes.push_back(1);
  for (const Hash& half : {root_of(begin, begin + split), root_of(begin + split, end)}) append(bytes, half.view());
  return sha256(bytes);
}

void LogReading::read_link(const std::string& leaf, std::uint64_t index) {
  const auto jws = readable(parse_jws(leaf, Typ::roster, limits::kRosterLink));
  const auto link = readable(roster::decode(jws.payload_text));
  demand(link.seq == states_.size(), "a link has the wrong number" + place(index));
  demand(link.prev == (index == 0 ? "" : b64(link_)), "a link does not follow the one before" + place(index));
  state_.index = index;
  link_ = hash_of_jws(leaf);
  if (index > 0) {
    const auto signer = state_.devices.find(jws.kid);
    demand(signer != state_.devices.end() && signer->second.active, "a link is not by an active device" + place(index));
  }
  for (const roster::Op& op : link.ops) std::visit([&](const auto& one) { apply(one, jws.kid); }, op);
  links_.emplace(link_, states_.size());
  states_.push_back(state_);
}

void LogReading::apply(const roster::Found& op, const DeviceId& by) {
  demand(states_.empty() && by == founder_, "an organisation is founded twice");
  recovery_ = device_id_of(op.recovery.sign_pk);
  state_.devices.emplace(by, Standing{.role = Role::staff, .teams = {}, .grants = {}});
  chains_[by].head = link_;
}

void LogReading::apply(const roster::AddTeam& op, const DeviceId& by) {
  demand(by == founder_, "a team is added by somebody else than the steward");
  demand(state_.teams.insert(op.team).second, "a team is added twice");
}

void LogReading::apply(const roster::Admit& op, const DeviceId& by) {
  demand(by == founder_, "a device is admitted by somebody else than the steward");
  const DeviceId dev = device_id_of(op.keys.sign_pk);
  demand(
      state_.devices.emplace(dev, Standing{.role = op.role, .teams = {op.teams.begin(), op.teams.end()}, .grants = {}})
          .second,
      "a device is admitted twice");
  chains_[dev].head = link_;
}

void LogReading::apply(const roster::Revoke& op, const DeviceId& by) {
  demand(by == founder_, "a device is revoked by somebody else than the steward");
  demand(std::exchange(state_.devices.at(op.dev).active, false), "a device is revoked twice");
}

void LogReading::apply(const roster::ChangeRole& op, const DeviceId& by) {
  demand(by == founder_, "a role is changed by somebody else than the steward");
  Standing& standing = state_.devices.at(op.dev);
  demand(standing.active, "a revoked device gets another role");
  standing.role = op.role;
  if (op.role != Role::auditor) standing.grants.clear();
  standing.teams = {op.teams.begin(), op.teams.end()};
}

void LogReading::apply(const roster::Fund& op, const DeviceId& by) {
  demand(by == founder_, "a grant is opened by somebody else than the steward");
  demand(state_.grants.insert(op.grant).second, "a grant is opened twice");
}

void LogReading::apply(const roster::Restrict& op, const DeviceId& by) {
  demand(by == founder_, "an auditor is restricted by somebody else than the steward");
  Standing& standing = state_.devices.at(op.dev);
  demand(standing.active && standing.role == Role::auditor, "somebody is restricted who is no auditor");
  standing.grants = {op.grants.begin(), op.grants.end()};
}

void LogReading::apply(const roster::Epoch& op, const DeviceId& by) {
  const auto members = state_.members(op.scope);
  demand(members.contains(by), "an epoch is made by somebody outside of " + to_text(op.scope));
  std::set<DeviceId> wrapped;
  for (const roster::Wrap& wrap : op.wraps) wrapped.insert(wrap.dev);
  demand(wrapped.erase(recovery_) == 1, "an epoch is not sealed to the recovery key");
  demand(wrapped == members, "an epoch of " + to_text(op.scope) + " is not sealed to exactly its members");
  demand(op.n == ++state_.newest[op.scope], "an epoch has the wrong number");
  epochs_[{op.scope, op.n}] = Epoch{.index = state_.index, .wrapped = wrapped, .given = wrapped};
}

void LogReading::apply(const roster::Grant& op, const DeviceId& by) {
  demand(policy_ == roster::HistoryPolicy::grant, "the past is granted though the policy says no");
  demand(state_.devices.at(op.dev).is_in(op.scope), "a key of " + to_text(op.scope) + " is granted to an outsider");
  for (std::uint64_t n = op.from; n <= op.to; ++n) {
    demand(holds(by, op.scope, n), "somebody grants a key that they do not hold");
    demand(epochs_.at({op.scope, n}).given.insert(op.dev).second, "a key is granted to somebody who holds it");
  }
}

void LogReading::apply(const roster::Secret& op, const DeviceId& by) {
  demand(state_.devices.at(by).is_in(op.scope), "a secret is made by an outsider");
}
void LogReading::apply(const roster::Reseal& op, const DeviceId& by) {
  demand(state_.devices.at(by).is_in(op.scope), "a secret is sealed anew by an outsider");
}
void LogReading::apply(const roster::Pack&, const DeviceId& by) {
  demand(by == founder_, "a pack is published by somebody else than the steward");
}
void LogReading::apply(const roster::Rekey&, const DeviceId&) { demand(false, "nobody changes their key here"); }
void LogReading::apply(const roster::Service&, const DeviceId&) { demand(false, "nobody changes the server here"); }

void LogReading::read_entry(const std::string& leaf, std::uint64_t index) {
  const auto read = readable(tacit::read_entry(leaf));
  entries_.push_back({index, read.hash, read.entry});
  check_entry(entries_.back());
  Chain& chain = chains_[read.entry.dev];
  demand(read.entry.seq == ++chain.seq && read.entry.prev == chain.head,
         "an entry does not follow its device's previous one" + place(index));
  chain.head = read.hash;
  for (const Address& to : read.entry.to)
    demand(to.n == ++chain.counts[to.scope], "an entry does not go on counting in " + to_text(to.scope) + place(index));
}

void LogReading::check_entry(const Sent& sent) {
  const auto signer = state_.devices.find(sent.entry.dev);
  demand(signer != state_.devices.end() && signer->second.active,
         "an entry is not by an active device" + place(sent.index));
  demand(signer->second.role != Role::auditor, "an entry is by an auditor" + place(sent.index));
  const auto cited = links_.find(sent.entry.roster);
  demand(cited != links_.end(), "an entry cites a link that does not stand before it" + place(sent.index));
  demand(sent.entry.log_size <= sent.index && sent.entry.log_root == root(sent.entry.log_size),
         "an entry cites a log that never was" + place(sent.index));
  check_addresses(sent, states_[cited->second]);
}

// By what its writer knew, it is sealed to the newest keys; and where the writer is a member, to nobody who has left.
void LogReading::check_addresses(const Sent& sent, const State& cited) {
  for (const Address& to : sent.entry.to) {
    const auto newest = cited.newest.find(to.scope);
    demand(newest != cited.newest.end() && newest->second == to.epoch,
           "an entry is sealed to an old key of " + to_text(to.scope) + place(sent.index));
    if (!cited.devices.at(sent.entry.dev).is_in(to.scope)) continue;
    const auto members = cited.members(to.scope);
    for (const DeviceId& dev : epochs_.at({to.scope, to.epoch}).wrapped)
      demand(members.contains(dev), "an entry is sealed to one who has left " + to_text(to.scope) + place(sent.index));
  }
}

}  // namespace tacit::simulation

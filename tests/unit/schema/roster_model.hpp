#pragma once
#include "roster_fixture.hpp"

namespace tacit::testing {

// The rules of protocol §3 once more, as naively as possible: everything is searched for, nothing is kept in step, a
// link is tried on a copy.
struct RosterModel {
  struct Device {
    Role role;
    std::set<TeamId> teams, grants;
    bool steward = false, active = true;
    BoxPublicKey box_pk;
  };
  struct Epoch {
    std::map<DeviceId, BoxPublicKey> recipients;
    std::set<DeviceId> granted;
  };

  DeviceId recovery;
  BoxPublicKey recovery_box;
  bool gives_past;
  std::map<DeviceId, Device> devices;
  std::set<TeamId> teams, grants;
  std::set<InvitationId> invitations;
  std::vector<BoxPublicKey> boxes;
  std::map<Scope, std::vector<Epoch>> epochs;
  std::map<std::string, std::size_t> secrets;  // number of copies
  std::uint64_t pack = 0;

  bool member(const DeviceId& id, const Scope& scope) const {
    if (!devices.contains(id) || !devices.at(id).active) return false;
    const Device& device = devices.at(id);
    if (scope == Scope::org()) return device.role == Role::worker || device.role == Role::staff;
    const bool restricted = !device.grants.empty();
    if (scope == Scope::audit()) return (device.role == Role::auditor && !restricted) || device.role == Role::staff;
    if (scope.kind == Scope::Kind::grant)
      return grants.contains(scope.id) && (device.role == Role::staff || device.grants.contains(scope.id));
    return scope.kind == Scope::Kind::team && device.teams.contains(scope.id);
  }
  std::map<DeviceId, BoxPublicKey> recipients(const Scope& scope) const {
    std::map<DeviceId, BoxPublicKey> out{{recovery, recovery_box}};
    for (const auto& [id, device] : devices)
      if (member(id, scope)) out.emplace(id, device.box_pk);
    return out;
  }
  bool steward(const DeviceId& id) const { return devices.contains(id) && devices.at(id).steward; }
  bool fresh_box(const BoxPublicKey& key) const { return std::find(boxes.begin(), boxes.end(), key) == boxes.end(); }
  bool known(const std::vector<TeamId>& list) const {
    return std::all_of(list.begin(), list.end(), [&](const TeamId& team) { return teams.contains(team); });
  }
  bool newest(const Scope& scope, std::uint64_t n) const {
    return epochs.contains(scope) && epochs.at(scope).size() == n;
  }

  bool apply(const DeviceId&, const roster::Found&) { return false; }
  bool apply(const DeviceId& by, const roster::AddTeam& op) { return steward(by) && teams.insert(op.team).second; }
  bool apply(const DeviceId& by, const roster::Admit& op) {
    const DeviceId id = device_id_of(op.keys.sign_pk);
    if (!steward(by) || devices.contains(id) || id == recovery || invitations.contains(op.inv) ||
        !fresh_box(op.keys.box_pk) || !known(op.teams))
      return false;
    devices[id] = {op.role, {op.teams.begin(), op.teams.end()}, {}, false, true, op.keys.box_pk};
    invitations.insert(op.inv);
    boxes.push_back(op.keys.box_pk);
    return true;
  }
  bool apply(const DeviceId& by, const roster::Revoke& op) {
    if (!steward(by) || !devices.contains(op.dev) || !devices[op.dev].active || steward(op.dev)) return false;
    devices[op.dev].active = false;
    return true;
  }
  bool apply(const DeviceId& by, const roster::ChangeRole& op) {
    if (!steward(by) || !devices.contains(op.dev) || !devices[op.dev].active || !known(op.teams)) return false;
    if (steward(op.dev) && op.role != Role::staff) return false;
    devices[op.dev].role = op.role;
    if (op.role != Role::auditor) devices[op.dev].grants.clear();
    devices[op.dev].teams = {op.teams.begin(), op.teams.end()};
    return true;
  }
  bool apply(const DeviceId& by, const roster::Fund& op) { return steward(by) && grants.insert(op.grant).second; }
  bool apply(const DeviceId& by, const roster::Restrict& op) {
    if (!steward(by) || !devices.contains(op.dev) || !devices[op.dev].active || devices[op.dev].role != Role::auditor)
      return false;
    for (const TeamId& grant : op.grants)
      if (!grants.contains(grant)) return false;
    devices[op.dev].grants = {op.grants.begin(), op.grants.end()};
    return true;
  }
  bool apply(const DeviceId& by, const roster::Rekey& op) {
    if (!fresh_box(op.box_pk)) return false;
    devices[by].box_pk = op.box_pk;
    boxes.push_back(op.box_pk);
    return true;
  }
  bool apply(const DeviceId& by, const roster::Service&) { return steward(by); }
  bool apply(const DeviceId& by, const roster::Epoch& op) {
    if (!member(by, op.scope) || op.n != epochs[op.scope].size() + 1) return false;
    const auto expected = recipients(op.scope);
    if (op.wraps.size() != expected.size()) return false;
    for (const roster::Wrap& wrap : op.wraps)
      if (!expected.contains(wrap.dev)) return false;
    epochs[op.scope].push_back({expected, {}});
    return true;
  }
  bool apply(const DeviceId& by, const roster::Grant& op) {
    if (!gives_past || !member(by, op.scope) || !member(op.dev, op.scope)) return false;
    for (std::uint64_t n = op.from; n <= op.to; ++n) {
      if (n > epochs[op.scope].size()) return false;
      const Epoch& epoch = epochs[op.scope][n - 1];
      if (!epoch.recipients.contains(by) && !epoch.granted.contains(by)) return false;
    }
    for (std::uint64_t n = op.from; n <= op.to; ++n) epochs[op.scope][n - 1].granted.insert(op.dev);
    return true;
  }
  bool apply(const DeviceId& by, const roster::Secret& op) {
    const bool of_pack = op.name.starts_with("pack/");
    if (!member(by, Scope::org()) || (of_pack && !steward(by)) || op.scope != Scope::org()) return false;
    if (secrets.contains(op.name) || !newest(op.scope, op.epoch)) return false;
    secrets[op.name] = 1;
    return true;
  }
  bool apply(const DeviceId& by, const roster::Reseal& op) {
    const bool fits = op.scope == Scope::org() || (op.name.starts_with("pack/") &&
                                                   (op.scope == Scope::audit() || op.scope.kind == Scope::Kind::grant));
    if (!fits || !member(by, op.scope) || !secrets.contains(op.name) || !newest(op.scope, op.epoch)) return false;
    ++secrets[op.name];
    return true;
  }
  bool apply(const DeviceId& by, const roster::Pack& op) {
    if (!steward(by) || op.generation != pack + 1 || !secrets.contains("pack/" + std::to_string(op.generation)))
      return false;
    pack = op.generation;
    return true;
  }

  bool append(const DeviceId& by, const std::vector<roster::Op>& ops) {
    if (!devices.contains(by) || !devices.at(by).active) return false;
    RosterModel after = *this;
    for (const roster::Op& op : ops)
      if (!std::visit([&](const auto& of_kind) { return after.apply(by, of_kind); }, op)) return false;
    *this = std::move(after);
    return true;
  }

  bool must_rotate(const Scope& scope) const {
    if (!epochs.contains(scope) || epochs.at(scope).empty() || recipients(scope).size() == 1) return false;
    const auto now = recipients(scope);
    for (const auto& recipient : epochs.at(scope).back().recipients)
      if (!now.contains(recipient.first) || now.at(recipient.first) != recipient.second) return true;
    return false;
  }
};

}  // namespace tacit::testing

#include "schema/limits.hpp"
#include "schema/roster_state.hpp"

// Who may say who is who: the ops about devices, teams and the service.
namespace tacit::roster {

Change::~Change() {
  for (auto undo = undo_.rbegin(); undo != undo_.rend(); ++undo) (*undo)();
}

Result<void> Change::apply(const Op& op) {
  return std::visit([this](const auto& of_kind) { return (*this)(of_kind); }, op);
}

Result<void> Change::demand_steward() const {
  if (state_.device(place_.signer)->steward) return {};
  return fail(Code::not_allowed, "only a steward may do this");
}

Result<void> Change::demand_teams(const std::vector<TeamId>& teams) const {
  for (const TeamId& team : teams)
    if (!state_.teams.contains(team)) return fail(Code::not_found, "there is no such team");
  return {};
}

Result<void> Change::demand_grants(const std::vector<TeamId>& grants) const {
  for (const TeamId& grant : grants)
    if (!state_.grants.contains(grant)) return fail(Code::not_found, "there is no such grant");
  return {};
}

// Every scope stays small enough for an epoch that is sealed to all of it and to the recovery key.
Result<void> Change::demand_room() const {
  std::vector<Scope> scopes{Scope::org(), Scope::audit()};
  for (const TeamId& grant : state_.grants) scopes.push_back(Scope::grant(grant));
  for (const Scope& scope : scopes) {
    const auto members = state_.members.find(scope);
    if (members != state_.members.end() && members->second.size() >= limits::kMembers)
      return fail(Code::too_large, "the organisation has its most devices");
  }
  return {};
}

void Change::put(const Device& device) {
  const Device* before = state_.device(device.id);
  if (before == nullptr)
    undo_.emplace_back([this, id = device.id] { state_.remove(id); });
  else
    undo_.emplace_back([this, before = *before] { state_.put(before); });
  state_.put(device);
}

void Change::use_box_key(const BoxPublicKey& key) {
  undo_.emplace_back([this, key] { state_.box_keys.erase(key); });
  state_.box_keys.insert(key);
}

Result<void> Change::found(const Found& op) {
  if (op.device.sign_pk == op.recovery.sign_pk || op.device.box_pk == op.recovery.box_pk)
    return fail(Code::malformed, "the recovery keys are the founder's own");
  state_.recovery = op.recovery;
  state_.service = op.service;
  state_.history = op.history;
  state_.box_keys = {op.device.box_pk, op.recovery.box_pk};
  state_.admitted = {place_.signer};
  state_.put({.id = place_.signer,
              .keys = op.device,
              .inv = {},
              .role = Role::staff,
              .steward = true,
              .teams = {},
              .grants = {},
              .admitted_by = place_.link,
              .admitted_at = place_.index,
              .revoked_at = {}});
  return {};
}

Result<void> Change::operator()(const Found&) { return fail(Code::not_allowed, "an organisation is founded once"); }

Result<void> Change::operator()(const AddTeam& op) {
  CHECK(demand_steward());
  if (state_.teams.contains(op.team)) return fail(Code::already_done, "this team exists");
  if (state_.teams.size() >= limits::kTeams) return fail(Code::too_large, "the organisation has its most teams");
  undo_.emplace_back([this, team = op.team] { state_.teams.erase(team); });
  state_.teams.insert(op.team);
  return {};
}

Result<void> Change::operator()(const Fund& op) {
  CHECK(demand_steward());
  if (state_.grants.contains(op.grant)) return fail(Code::already_done, "this grant exists");
  if (state_.grants.size() >= limits::kGrants) return fail(Code::too_large, "the organisation has its most grants");
  undo_.emplace_back([this, grant = op.grant] { state_.close_grant(grant); });
  state_.open_grant(op.grant);
  return {};
}

Result<void> Change::operator()(const Restrict& op) {
  CHECK(demand_steward());
  const Device* device = state_.device(op.dev);
  if (device == nullptr || !device->active() || device->role != Role::auditor)
    return fail(Code::not_found, "there is no such auditor");
  CHECK(demand_grants(op.grants));
  Device changed = *device;
  changed.grants = {op.grants.begin(), op.grants.end()};
  put(changed);
  return demand_room();
}

Result<void> Change::operator()(const Admit& op) {
  CHECK(demand_steward());
  const DeviceId id = device_id_of(op.keys.sign_pk);
  if (state_.invitations.contains(op.inv)) return fail(Code::already_done, "this invitation was used");
  if (state_.device(id) != nullptr || id == device_id_of(state_.recovery.sign_pk))
    return fail(Code::already_done, "this device was admitted before");
  if (state_.box_keys.contains(op.keys.box_pk)) return fail(Code::already_done, "this box key was used before");
  CHECK(demand_teams(op.teams));
  undo_.emplace_back([this, inv = op.inv] { state_.invitations.erase(inv); });
  state_.invitations.insert(op.inv);
  use_box_key(op.keys.box_pk);
  undo_.emplace_back([this, count = state_.admitted.size()] { state_.admitted.resize(count); });
  state_.admitted.push_back(id);
  put({.id = id,
       .keys = op.keys,
       .inv = op.inv,
       .role = op.role,
       .steward = false,
       .teams = {op.teams.begin(), op.teams.end()},
       .grants = {},
       .admitted_by = place_.link,
       .admitted_at = place_.index,
       .revoked_at = {}});
  return demand_room();
}

// Stewards come and go by proposal and approval only (protocol §3), so there is always one.
Result<void> Change::operator()(const Revoke& op) {
  CHECK(demand_steward());
  const Device* device = state_.device(op.dev);
  if (device == nullptr) return fail(Code::not_found, "there is no such device");
  if (!device->active()) return fail(Code::already_done, "this device is revoked");
  if (device->steward) return fail(Code::not_allowed, "a steward cannot be revoked");
  Device revoked = *device;
  revoked.revoked_at = place_.index;
  put(revoked);
  return {};
}

Result<void> Change::operator()(const ChangeRole& op) {
  CHECK(demand_steward());
  const Device* device = state_.device(op.dev);
  if (device == nullptr || !device->active()) return fail(Code::not_found, "there is no such active device");
  if (device->steward && op.role != Role::staff) return fail(Code::not_allowed, "a steward stays staff");
  CHECK(demand_teams(op.teams));
  Device changed = *device;
  changed.role = op.role;
  if (op.role != Role::auditor) changed.grants.clear();
  changed.teams = {op.teams.begin(), op.teams.end()};
  put(changed);
  return demand_room();
}

Result<void> Change::operator()(const Rekey& op) {
  if (state_.box_keys.contains(op.box_pk)) return fail(Code::already_done, "this box key was used before");
  use_box_key(op.box_pk);
  Device changed = *state_.device(place_.signer);
  changed.keys.box_pk = op.box_pk;
  put(changed);
  return {};
}

Result<void> Change::operator()(const Service& op) {
  CHECK(demand_steward());
  undo_.emplace_back([this, before = state_.service] { state_.service = before; });
  state_.service = op.service;
  return {};
}

}  // namespace tacit::roster

#include "schema/roster_state.hpp"

namespace tacit::roster {

std::vector<Scope> State::scopes_of(const Device& device) const {
  std::vector<Scope> all{Scope::org(), Scope::audit()};
  for (const TeamId& team : device.teams) all.push_back(Scope::team(team));
  for (const TeamId& grant : grants) all.push_back(Scope::grant(grant));
  std::erase_if(all, [&](const Scope& scope) { return !tacit::Roster::is_member(device, scope); });
  return all;
}

const Device* State::device(const DeviceId& id) const {
  const auto found = devices.find(id);
  return found == devices.end() ? nullptr : &found->second;
}

bool State::is_member(const DeviceId& dev, const Scope& scope) const {
  const auto found = members.find(scope);
  return found != members.end() && found->second.contains(dev);
}

const EpochState* State::epoch(const Scope& scope, std::uint64_t n) const {
  const auto found = epochs.find(scope);
  if (found == epochs.end() || n < 1 || n > found->second.size()) return nullptr;
  return found->second[n - 1].get();
}

std::uint64_t State::newest_epoch(const Scope& scope) const {
  const auto found = epochs.find(scope);
  return found == epochs.end() ? 0 : found->second.size();
}

void State::put(const Device& device) {
  remove(device.id);
  devices.emplace(device.id, device);
  enlist(device);
}

void State::remove(const DeviceId& id) {
  const auto found = devices.find(id);
  if (found == devices.end()) return;
  delist(found->second);
  devices.erase(found);
}

void State::enlist(const Device& device) {
  if (!device.active()) return;
  for (const Scope& scope : scopes_of(device)) members[scope].insert(device.id);
}

void State::open_grant(const TeamId& grant) {
  grants.insert(grant);
  for (const auto& [id, device] : devices)
    if (device.active() && tacit::Roster::is_member(device, Scope::grant(grant)))
      members[Scope::grant(grant)].insert(id);
}

void State::close_grant(const TeamId& grant) {
  grants.erase(grant);
  members.erase(Scope::grant(grant));
}

void State::delist(const Device& device) {
  for (const Scope& scope : scopes_of(device)) {
    const auto found = members.find(scope);
    if (found == members.end()) continue;
    found->second.erase(device.id);
    if (found->second.empty()) members.erase(found);
  }
}

}  // namespace tacit::roster

#include "client/sync/standing.hpp"

#include "crypto/jws.hpp"
#include "schema/limits.hpp"

namespace tacit::sync {
namespace {

// The links are in the chain: they have been verified.
roster::Link read_link(const std::string& jws) {
  const auto parsed = parse_jws(jws, Typ::roster, limits::kRosterLink);
  ASSERT_INVARIANT(parsed.has_value());
  auto link = roster::decode(parsed->payload_text);
  ASSERT_INVARIANT(link.has_value());
  return std::move(*link);
}

}  // namespace

Standing::Standing(const Memory& memory, const Roster& roster) {
  for (const PlacedLink& placed : memory.links()) {
    for (const roster::Op& op : read_link(placed.jws).ops) {
      if (const auto* change = std::get_if<roster::ChangeRole>(&op))
        changes_[change->dev].push_back({placed.index, change->role, {change->teams.begin(), change->teams.end()}});
      if (const auto* admit = std::get_if<roster::Admit>(&op))
        changes_[device_id_of(admit->keys.sign_pk)].push_back(
            {placed.index, admit->role, {admit->teams.begin(), admit->teams.end()}});
    }
  }
  for (const Roster::Device* device : roster.devices())
    if (changes_[device->id].empty() || changes_[device->id].front().index > device->admitted_at)
      changes_[device->id].insert(changes_[device->id].begin(), {device->admitted_at, Role::staff, {}});
}

Signer Standing::at(const Roster::Device& device, std::uint64_t index) const {
  Signer out{device.id, device.role, device.steward, device.teams};
  const auto found = changes_.find(device.id);
  if (found == changes_.end()) return out;
  for (const Change& change : found->second) {
    if (change.index > index) break;
    out.role = change.role;
    out.teams = change.teams;
  }
  return out;
}

}  // namespace tacit::sync

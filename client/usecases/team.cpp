#include "client/usecases/team.hpp"

#include <algorithm>

#include "crypto/encoding.hpp"
#include "crypto/random.hpp"

namespace tacit::usecases {
namespace {

std::string name_of(const Session& session, const TeamId& team) {
  return session.vault.label(record::Label::Subject::team, id_text(team));
}

Result<const Roster*> roster_of(const Session& session) {
  const Roster* roster = session.vault.roster();
  if (roster == nullptr) return fail(Code::not_ready, "sync first: this device knows no organisation yet");
  return roster;
}

sync::Wish wish_for(const TeamId& team, const DeviceId& self, bool join) {
  sync::Wish wish;
  wish.ops = [team, self, join](const Roster& roster) -> Result<std::vector<roster::Op>> {
    std::vector<roster::Op> ops;
    if (!roster.has_team(team)) ops.emplace_back(roster::AddTeam{team});
    const Roster::Device* device = roster.device(self);
    if (!join || device == nullptr || device->teams.contains(team)) return ops;
    std::set<TeamId> teams = device->teams;
    teams.insert(team);
    ops.emplace_back(roster::ChangeRole{self, device->role, {teams.begin(), teams.end()}});
    return ops;
  };
  return wish;
}

}  // namespace

Result<TeamAdded> add_team(const Online& online, const NewTeam& team) {
  TRY(const Roster* roster, roster_of(online.session()));
  TRY(const Vault::Identity identity, online.vault.identity());
  const Roster::Device* self = roster->device(identity.dev);
  if (self == nullptr || !self->steward) return fail(Code::not_allowed, "only a steward may add a team");
  if (team.name.empty() || team.name.size() > limits::kName) return fail(Code::invalid_argument, "a team needs a name");
  const auto same = find_team(online.session(), team.name);
  if (same || same.error().code != Code::not_found) return fail(Code::already_done, "there is a team of that name");
  const auto id = random_id<TeamId>();
  // Saved first: whatever interrupts the rest, there is never a team without its name. A name without a team is not
  // shown anywhere.
  const record::Label label{record::Label::Subject::team, id_text(id), team.name};
  TRY(const RecordId rid, online.vault.new_record_id());
  CHECK(online.vault.save({{rid, label, {Scope::org()}, false}}));
  TRY(sync::Outcome outcome, synchronise(online, wish_for(id, identity.dev, team.join)));
  if (!online.vault.roster()->has_team(id)) {
    CHECK(require_complete(outcome));
    return fail(Code::not_ready, "the team could not be added: sync and try again");
  }
  return TeamAdded{id, std::move(outcome)};
}

Result<std::vector<TeamLine>> list_teams(const Session& session) {
  TRY(const Roster* roster, roster_of(session));
  std::vector<TeamLine> out;
  for (const TeamId& team : roster->teams())
    out.push_back({team, name_of(session, team), roster->members(Scope::team(team)).size()});
  return out;
}

Result<TeamId> find_team(const Session& session, std::string_view named) {
  TRY(const Roster* roster, roster_of(session));
  std::vector<TeamId> found;
  for (const TeamId& team : roster->teams())
    if (named == id_text(team) || (!named.empty() && named == name_of(session, team))) found.push_back(team);
  if (found.empty()) return fail(Code::not_found, "there is no team of that name");
  if (found.size() > 1) return fail(Code::invalid_argument, "several teams have that name: say the id");
  return found.front();
}

Result<std::vector<TeamId>> find_teams(const Session& session, const std::vector<std::string>& named) {
  std::set<TeamId> out;
  for (const std::string& name : named) {
    TRY(const TeamId team, find_team(session, name));
    out.insert(team);
  }
  return std::vector<TeamId>(out.begin(), out.end());
}

}  // namespace tacit::usecases

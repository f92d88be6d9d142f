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

// The team that this name stands for: the one asked for before, or a new one.
Result<Vault::TeamWish> keep_wish(const Online& online, const NewTeam& team) {
  auto wish = online.vault.team_wish(team.name);
  const auto same = find_team(online.session(), team.name);
  if (same ? !wish || *same != wish->team : same.error().code != Code::not_found)
    return fail(Code::already_done, "there is a team of that name: give the new one another");
  if (!wish) wish = {team.name, random_id<TeamId>()};
  wish->join = wish->join || team.join;
  CHECK(online.vault.keep_team_wish(*wish));
  return *wish;
}

// Saved before there is a team: whatever interrupts the rest, there is never one without its name. A name without a
// team is not shown anywhere.
Result<void> save_name(Vault& vault, const Vault::TeamWish& wish) {
  const std::string id = id_text(wish.team);
  if (!vault.label(record::Label::Subject::team, id).empty()) return {};
  TRY(const RecordId rid, vault.new_record_id());
  return vault.save({{rid, record::Label{record::Label::Subject::team, id, wish.name}, {Scope::org()}, false}});
}

}  // namespace

// Each step is found done or undone when it is called again, so an interrupted one goes on where it stopped.
Result<TeamAdded> add_team(const Online& online, const NewTeam& team) {
  CHECK(demand_steward(online.session()));
  TRY(const Vault::Identity identity, online.vault.identity());
  if (team.name.empty() || team.name.size() > limits::kName) return fail(Code::invalid_argument, "a team needs a name");
  TRY(const Vault::TeamWish kept, keep_wish(online, team));
  CHECK(save_name(online.vault, kept));
  const sync::Wish wish = wish_for(kept.team, identity.dev, kept.join);
  TRY(sync::Outcome outcome, synchronise(online, wish));
  TRY(const auto left, wish.ops(*online.vault.roster()));
  if (!left.empty()) {
    CHECK(require_complete(outcome));
    return fail(Code::not_ready, "the team could not be added: sync and try again");
  }
  CHECK(online.vault.forget_team_wish(team.name));
  return TeamAdded{kept.team, std::move(outcome)};
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

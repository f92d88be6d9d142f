#include "client/usecases/member.hpp"

#include <algorithm>

#include "client/usecases/grant.hpp"
#include "client/usecases/team.hpp"
#include "crypto/encoding.hpp"
#include "schema/invitation.hpp"

namespace tacit::usecases {
namespace {

constexpr std::size_t kShortest = 4;  // characters of an id, digits of a fingerprint

std::string name_of(const Session& session, const DeviceId& device) {
  return session.vault.label(record::Label::Subject::device, id_text(device));
}

std::string name_of(const Session& session, const TeamId& team) {
  const std::string name = session.vault.label(record::Label::Subject::team, id_text(team));
  return name.empty() ? id_text(team) : name;
}

Result<const Roster*> roster_of(const Session& session) {
  const Roster* roster = session.vault.roster();
  if (roster == nullptr) return fail(Code::not_ready, "sync first: this device knows no organisation yet");
  return roster;
}

std::string digits_of(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c >= '0' && c <= '9') out.push_back(c);
  return out;
}

Result<Candidate> choose(std::vector<Candidate> candidates, std::string_view asked) {
  const std::string digits = digits_of(asked);
  if (digits.size() < kShortest)
    return fail(Code::invalid_argument, "say at least the first four digits of the fingerprint");
  const auto other = [&](const Candidate& candidate) { return !digits_of(candidate.fingerprint).starts_with(digits); };
  std::erase_if(candidates, other);
  if (candidates.empty()) return fail(Code::not_found, "nobody with that fingerprint has asked to join");
  if (candidates.size() > 1) return fail(Code::invalid_argument, "several requests fit: say more of the fingerprint");
  return std::move(candidates.front());
}

// An admission whose answer was lost has used the request up; asked again, it is done. Else `otherwise` holds.
Result<Admitted> admitted_before(const Online& online, std::string_view asked, const Error& otherwise) {
  if (otherwise.code != Code::not_found) return fail(otherwise);
  TRY(sync::Outcome outcome, synchronise(online));
  TRY(const std::vector<Member> members, list_members(online.session()));
  for (const Member& member : members)
    if (member.active && digits_of(member.fingerprint).starts_with(digits_of(asked)))
      return Admitted{member.device, member.name, std::move(outcome)};
  return fail(otherwise);
}

// Empty once the device is in.
sync::Wish wish_to_admit(const Candidate& candidate) {
  sync::Wish wish;
  wish.ops = [candidate](const Roster& roster) -> Result<std::vector<roster::Op>> {
    if (const Roster::Device* known = roster.device(device_id_of(candidate.keys.sign_pk))) {
      if (known->active()) return std::vector<roster::Op>();
      return fail(Code::not_allowed, "this device was revoked: it can only come back with a new vault");
    }
    if (roster.invitation_used(candidate.inv)) return fail(Code::already_done, "this invitation was used");
    std::vector<roster::Op> ops{roster::Admit{candidate.inv, candidate.keys, candidate.role, candidate.teams}};
    // In the same link, so that it is never in a scope that it should not read.
    if (!candidate.grants.empty())
      ops.emplace_back(roster::Restrict{device_id_of(candidate.keys.sign_pk), candidate.grants});
    return ops;
  };
  return wish;
}

}  // namespace

Result<const Roster::Device*> find_member(const Session& session, std::string_view named) {
  TRY(const Roster* roster, roster_of(session));
  std::vector<const Roster::Device*> found;
  for (const Roster::Device* device : roster->devices()) {
    const bool by_id = named.size() >= kShortest && id_text(device->id).starts_with(named);
    if (device->active() && (by_id || (!named.empty() && named == name_of(session, device->id))))
      found.push_back(device);
  }
  if (found.empty()) return fail(Code::not_found, "there is no such active device");
  if (found.size() > 1) return fail(Code::invalid_argument, "several devices fit: say the id");
  return found.front();
}

Result<std::vector<Member>> list_members(const Session& session) {
  TRY(const Roster* roster, roster_of(session));
  std::vector<Member> out;
  for (const Roster::Device* device : roster->devices()) {
    Member member{device->id,       name_of(session, device->id), device->role, device->steward, {},
                  device->active(), fingerprint(device->keys)};
    for (const TeamId& team : device->teams) {
      member.teams.push_back(name_of(session, team));
      member.team_ids.push_back(team);
    }
    for (const TeamId& grant : device->grants) member.grants.push_back(code_of_grant(session.vault, grant));
    out.push_back(std::move(member));
  }
  return out;
}

Result<std::vector<Candidate>> list_candidates(const Online& online) {
  CHECK(demand_steward(online.session()));
  TRY(Connection connection, Connection::open(online));
  TRY(const std::string body, connection.exchange({"GET", api::kEnrolments, {}, {}}));
  TRY(const auto enrolments, api::decode<api::Enrolments>(body));
  const auto invitations = online.vault.invitations();
  std::vector<Candidate> out;
  for (const SignedJoin& signed_join : enrolments.joins) {
    const auto join = read_join(signed_join.jws);
    if (!join) continue;
    for (const Vault::OpenInvitation& invitation : invitations) {
      if (invitation.inv != join->inv || !check_join_mac(signed_join, invitation.secret) ||
          online.clock.today() > invitation.expires || online.vault.roster()->invitation_used(join->inv))
        continue;
      out.push_back({join->inv, join->keys, fingerprint(join->keys), invitation.name, invitation.role, invitation.teams,
                     invitation.grants});
    }
  }
  return out;
}

// The name is saved before the device is in: whatever interrupts the rest, the next sync brings both together.
Result<Admitted> admit(const Online& online, std::string_view asked) {
  TRY(std::vector<Candidate> candidates, list_candidates(online));
  const auto candidate = choose(std::move(candidates), asked);
  if (!candidate) return admitted_before(online, asked, candidate.error());
  const DeviceId device = device_id_of(candidate->keys.sign_pk);
  if (name_of(online.session(), device).empty()) {
    const record::Label label{record::Label::Subject::device, id_text(device), candidate->name};
    TRY(const RecordId rid, online.vault.new_record_id());
    CHECK(online.vault.save({{rid, label, {Scope::org()}, false}}));
  }
  TRY(sync::Outcome outcome, synchronise(online, wish_to_admit(*candidate)));
  const Roster::Device* known = online.vault.roster()->device(device);
  if (known == nullptr || !known->active()) {
    CHECK(require_complete(outcome));
    return fail(Code::not_ready, "the device could not be admitted: sync and try again");
  }
  return Admitted{device, candidate->name, std::move(outcome)};
}

namespace {

struct Standing {
  Role role;
  std::vector<TeamId> teams, grants;

  bool holds_of(const Roster::Device& device) const {
    return device.role == role && device.teams == std::set<TeamId>(teams.begin(), teams.end()) && has_grants(device);
  }
  bool has_grants(const Roster::Device& device) const {
    return device.grants == std::set<TeamId>(grants.begin(), grants.end());
  }
};

sync::Wish wish_to_change(const DeviceId& dev, const Standing& wanted) {
  sync::Wish wish;
  wish.ops = [dev, wanted](const Roster& roster) -> Result<std::vector<roster::Op>> {
    std::vector<roster::Op> ops;
    const Roster::Device* now = roster.device(dev);
    if (wanted.holds_of(*now)) return ops;
    ops.emplace_back(roster::ChangeRole{dev, wanted.role, wanted.teams});
    if (wanted.role == Role::auditor && !wanted.has_grants(*now))
      ops.emplace_back(roster::Restrict{dev, wanted.grants});
    return ops;
  };
  return wish;
}

}  // namespace

Result<sync::Outcome> change_member(const Online& online, const MemberChange& change) {
  CHECK(demand_steward(online.session()));
  TRY(const Roster::Device* device, find_member(online.session(), change.device));
  TRY(std::vector<TeamId> teams, find_teams(online.session(), change.teams));
  TRY(std::vector<TeamId> grants, find_grants(online.session(), change.grants));
  if (change.role == Role::auditor && !teams.empty())
    return fail(Code::invalid_argument, "an auditor belongs to no team");
  if (change.role != Role::auditor && !grants.empty())
    return fail(Code::invalid_argument, "only an auditor is restricted to grants");
  if (change.role == Role::auditor && grants.empty() && !device->grants.empty() && !change.all_grants)
    return fail(Code::invalid_argument, "this auditor reads some grants alone: name them, or say --all-grants");
  const Standing wanted{change.role, std::move(teams), std::move(grants)};
  const DeviceId dev = device->id;
  TRY(sync::Outcome outcome, synchronise(online, wish_to_change(dev, wanted)));
  if (!wanted.holds_of(*online.vault.roster()->device(dev))) {
    CHECK(require_complete(outcome));
    return fail(Code::not_ready, "the device was not changed: sync and try again");
  }
  return outcome;
}

Result<sync::Outcome> revoke(const Online& online, std::string_view named) {
  CHECK(demand_steward(online.session()));
  TRY(const Roster::Device* device, find_member(online.session(), named));
  sync::Wish wish;
  wish.ops = [dev = device->id](const Roster& roster) -> Result<std::vector<roster::Op>> {
    if (!roster.device(dev)->active()) return std::vector<roster::Op>();
    return std::vector<roster::Op>{roster::Revoke{dev}};
  };
  const DeviceId dev = device->id;
  TRY(sync::Outcome outcome, synchronise(online, std::move(wish)));
  // Only the roster tells whether it came true: a sync may stop early, or find an alarm, before it gets so far.
  if (online.vault.roster()->device(dev)->active()) {
    CHECK(require_complete(outcome));
    return fail(Code::not_ready, "the device is NOT revoked yet: sync and try again");
  }
  return outcome;
}

}  // namespace tacit::usecases

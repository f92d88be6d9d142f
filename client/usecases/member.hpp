#pragma once
#include "client/usecases/sync.hpp"

// Who is in the organisation: seeing, admitting, changing, revoking. All but seeing take a steward.
namespace tacit::usecases {

struct Member {
  DeviceId device;
  std::string name;  // label, or empty
  Role role;
  bool steward;
  std::vector<std::string> teams;  // labels, or ids without one
  bool active;
  std::string fingerprint;
  std::vector<std::string> grants = {};  // codes, or ids without one: all that an auditor reads; none: everything
  std::vector<TeamId> team_ids = {};     // of `teams`
};
// As the roster was at the last sync. not_ready before the first.
Result<std::vector<Member>> list_members(const Session& session);

// The active device of that label, or whose id begins so. not_ready | not_found | invalid_argument when several fit.
Result<const Roster::Device*> find_member(const Session& session, std::string_view named);

// Somebody who asked to join with one of this steward's invitations.
struct Candidate {
  InvitationId inv;
  roster::DeviceKeys keys;
  std::string fingerprint;
  std::string name;  // the invitation's
  Role role;
  std::vector<TeamId> teams, grants;
};
// Asks the server. Requests that none of our invitations proves are left out.
Result<std::vector<Candidate>> list_candidates(const Online& online);

struct Admitted {
  DeviceId device;
  std::string name;
  sync::Outcome sync;
};
// The candidate whose fingerprint begins with these digits (spaces and hyphens do not matter, at least one group of
// four), as compared face to face. The same person asking twice with one invitation is two candidates.
// May be repeated after an interruption: a device that is in already is the answer again.
// not_found | invalid_argument when several match.
Result<Admitted> admit(const Online& online, std::string_view fingerprint);

struct MemberChange {
  std::string device;  // its label or the beginning of its id (at least four characters)
  Role role = Role::worker;
  std::vector<std::string> teams;
  std::vector<std::string> grants = {};  // of an auditor: codes of those it is to read alone
  bool all_grants = false;               // it is to read everything from now on, its past too
};
// The new role replaces the old one with all its teams and grants. Scopes the device left are rotated in the same link
// as far as this steward is in them, else by their members' next sync.
Result<sync::Outcome> change_member(const Online& online, const MemberChange& change);
// From now on the server refuses the device, and new entries are sealed to keys it does not hold.
Result<sync::Outcome> revoke(const Online& online, std::string_view device);

}  // namespace tacit::usecases

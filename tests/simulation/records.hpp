#pragma once
#include <optional>
#include <string>
#include <vector>

#include "schema/record.hpp"
#include "schema/scope.hpp"
#include "tests/simulation/dice.hpp"

namespace tacit::simulation {

// A record somebody made up, and to whom it goes.
struct Invented {
  std::string kind;
  record::Record record;
  std::vector<Scope> scopes;
  bool audit_face = false;
  std::vector<Scope> grants = {};  // who pays
};

// What a recorder may draw on.
struct Circumstances {
  Day today;
  Scope team;
  std::vector<Scope> other_teams;  // for referrals
  std::vector<ClientId> clients;   // known codes; a registration adds to them
  DeviceId holder;                 // for issues of stock
  Role role = Role::worker;
};

// Any kind of record this role makes for a team. Sound by the pack street-rounds.
Invented invent(Dice& dice, const Circumstances& with);
// For a device in no team: what goes to the whole organisation, or to auditors alone.
Invented invent_without_team(Dice& dice, const Circumstances& with);
// A changed copy of the same kind, in the same quarter; empty for kinds that cannot be corrected here.
std::optional<record::Body> changed(Dice& dice, const record::Body& body);
record::Body of_another_kind(const record::Body& body, Day today);
// Whether such a record has an audit face: the table of docs/records.md, written down once more.
bool has_audit_face(const record::Record& record);

}  // namespace tacit::simulation

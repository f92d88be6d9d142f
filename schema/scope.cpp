#include "schema/scope.hpp"

#include "crypto/encoding.hpp"

namespace tacit {
namespace {

constexpr std::string_view kTeam = "team/";
constexpr std::string_view kGrant = "audit/";

}  // namespace

std::string_view to_text(Role role) {
  switch (role) {
    case Role::worker: return "worker";
    case Role::staff: return "staff";
    case Role::auditor: return "auditor";
  }
  broken_invariant("role", __FILE__, __LINE__);
}

Result<Role> parse_role(std::string_view text) {
  for (const Role role : {Role::worker, Role::staff, Role::auditor})
    if (text == to_text(role)) return role;
  return fail(Code::malformed, "not a role");
}

std::string to_text(const Scope& scope) {
  switch (scope.kind) {
    case Scope::Kind::org: return "org";
    case Scope::Kind::audit: return "audit";
    case Scope::Kind::team: return std::string(kTeam) + id_text(scope.id);
    case Scope::Kind::grant: return std::string(kGrant) + id_text(scope.id);
  }
  broken_invariant("scope kind", __FILE__, __LINE__);
}

Result<Scope> parse_scope(std::string_view text) {
  if (text == "org") return Scope::org();
  if (text == "audit") return Scope::audit();
  const bool team = text.starts_with(kTeam);
  if (!team && !text.starts_with(kGrant)) return fail(Code::malformed, "not a scope");
  TRY(const TeamId id, parse_id<TeamId>(text.substr(team ? kTeam.size() : kGrant.size())));
  return Scope{team ? Scope::Kind::team : Scope::Kind::grant, id};
}

}  // namespace tacit

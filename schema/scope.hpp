#pragma once
#include <string>
#include <string_view>

#include "common/base/ids.hpp"
#include "common/base/result.hpp"

namespace tacit {

enum class Role { worker, staff, auditor };
std::string_view to_text(Role role);
Result<Role> parse_role(std::string_view text);

// Whom a sealed copy is for (protocol §3); a grant is who pays, with auditors of its own. Text: "org", "audit",
// "team/<26 characters>", "audit/<26 characters>".
struct Scope {
  enum class Kind { org, audit, team, grant };
  Kind kind = Kind::org;
  TeamId id{};  // the team or grant; zero for org and audit
  auto operator<=>(const Scope&) const = default;

  static Scope org() { return {Kind::org, {}}; }
  static Scope audit() { return {Kind::audit, {}}; }
  static Scope team(const TeamId& team) { return {Kind::team, team}; }
  static Scope grant(const TeamId& grant) { return {Kind::grant, grant}; }
};
std::string to_text(const Scope& scope);
Result<Scope> parse_scope(std::string_view text);

}  // namespace tacit

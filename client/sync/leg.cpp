#include "client/sync/leg.hpp"

#include <algorithm>

namespace tacit::sync {

void Context::raise(Code alarm, std::optional<std::uint64_t> index) {
  const Alarm raised{alarm, index};
  if (std::find(effects.alarms.begin(), effects.alarms.end(), raised) == effects.alarms.end())
    effects.alarms.push_back(raised);
  outcome.alarms.push_back(alarm);
}

bool Context::may_write() const { return roster().device(self())->role != Role::auditor; }

Request get(std::string_view path, std::string query) { return {"GET", std::string(path), std::move(query), {}}; }
Request post(std::string_view path, std::string body) { return {"POST", std::string(path), {}, std::move(body)}; }

std::vector<Scope> scopes_of(const Roster& roster, const DeviceId& dev) {
  std::vector<Scope> out;
  if (roster.is_member(dev, Scope::org())) out.push_back(Scope::org());
  for (const TeamId& team : roster.teams())
    if (roster.is_member(dev, Scope::team(team))) out.push_back(Scope::team(team));
  if (roster.is_member(dev, Scope::audit())) out.push_back(Scope::audit());
  for (const TeamId& grant : roster.grants())
    if (roster.is_member(dev, Scope::grant(grant))) out.push_back(Scope::grant(grant));
  return out;
}

std::vector<Scope> scopes_read_by(const Roster& roster, const DeviceId& dev) {
  std::vector<Scope> out = scopes_of(roster, dev);
  if (roster.is_member(dev, Scope::audit()))
    std::erase_if(out, [](const Scope& scope) { return scope.kind == Scope::Kind::grant; });
  return out;
}

Error error_of_alarm(Code alarm) {
  switch (alarm) {
    case Code::alarm_fork: return {alarm, "the server showed two histories that exclude each other"};
    case Code::alarm_rollback: return {alarm, "the server showed an older state than before"};
    case Code::alarm_entry_missing: return {alarm, "an entry that was sent is not in the log"};
    case Code::alarm_entry_withheld: return {alarm, "the server held back an entry of this scope"};
    case Code::alarm_roster_withheld: return {alarm, "the server held back a part of the roster"};
    case Code::alarm_face_missing: return {alarm, "the server did not hand out the sealed copy of an entry"};
    case Code::alarm_key_mismatch: return {alarm, "a key is missing or not the one that was announced"};
    case Code::alarm_recipients_mismatch: return {alarm, "an epoch is not sealed to exactly the members"};
    case Code::alarm_roster_invalid: return {alarm, "the roster breaks its own rules"};
    case Code::alarm_entry_invalid: return {alarm, "an entry in the log is not valid"};
    default: return {alarm, "the server misbehaved"};
  }
}

}  // namespace tacit::sync

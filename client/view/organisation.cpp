#include "client/view/organisation.hpp"

#include "client/i18n/alarms.hpp"
#include "client/view/json.hpp"
#include "crypto/encoding.hpp"

namespace tacit::view {

json::array alarm_names(const std::vector<Code>& alarms) {
  json::array out;
  for (const Code alarm : alarms) out.push_back(name_of(alarm).c_str());
  return out;
}

json::object alarm_json(const Vault::Alarm& alarm) {
  const i18n::AlarmText& text = i18n::text_of(alarm.code);
  json::object out{{"id", alarm.id},
                   {"alarm", name_of(alarm.code).c_str()},
                   {"since", to_text(alarm.day)},
                   {"last", to_text(alarm.last)},
                   {"what", text.what.c_str()},
                   {"safe", text.safe.c_str()},
                   {"todo", text.todo.c_str()}};
  if (alarm.index) out["leaf"] = *alarm.index;
  if (alarm.settled)
    out["settled"] =
        json::object{{"day", to_text(alarm.settled->day)}, {"reason", alarm.settled->reason.expose(Disclose())}};
  return out;
}

json::object member_json(const usecases::Member& member) {
  json::array team_ids;
  for (const TeamId& team : member.team_ids) team_ids.emplace_back(id_text(team));
  return {{"device", id_text(member.device)},
          {"name", member.name},
          {"role", std::string(to_text(member.role))},
          {"steward", member.steward},
          {"teams", list_of(member.teams)},
          {"team_ids", std::move(team_ids)},
          {"active", member.active},
          {"fingerprint", member.fingerprint},
          {"grants", list_of(member.grants)}};
}

json::object candidate_json(const usecases::Candidate& one) {
  return {{"fingerprint", one.fingerprint}, {"name", one.name}, {"role", std::string(to_text(one.role))}};
}

json::object team_json(const usecases::TeamLine& team) {
  return {{"team", id_text(team.team)}, {"name", team.name}, {"members", team.members}};
}

json::object status_json(const usecases::Status& status) {
  json::array teams(status.teams.begin(), status.teams.end());
  std::vector<Code> alarms;
  for (const auto& alarm : status.alarms) alarms.push_back(alarm.code);
  return {{"joined", status.founded_or_joined},
          {"admitted", status.admitted},
          {"device", status.device},
          {"name", status.name},
          {"organisation", status.organisation},
          {"role", status.role ? std::string(to_text(*status.role)) : std::string()},
          {"steward", status.steward},
          {"teams", teams},
          {"pack", status.pack},
          {"unsent", status.unsent},
          {"unopened", status.unopened},
          {"log_size", status.log_size},
          {"roster_seq", status.roster_seq},
          {"contents_missing", status.contents_missing},
          {"faces_differ", status.faces_differ},
          {"faces_not_judged", status.faces_not_judged},
          {"last_backup", status.backup.last ? to_text(*status.backup.last) : std::string()},
          {"backup_due", status.backup.due},
          {"alarms", alarm_names(alarms)}};
}

json::object log_json(const sync::LogReport& audited) {
  json::array problems;
  for (const auto& problem : audited.problems) {
    json::object one{{"alarm", name_of(problem.code).c_str()}};
    if (problem.index) one["index"] = *problem.index;
    problems.push_back(std::move(one));
  }
  return {{"leaves", audited.leaves},   {"entries", audited.entries}, {"links", audited.links},
          {"devices", audited.devices}, {"root", b64(audited.root)},  {"problems", problems}};
}

}  // namespace tacit::view

#pragma once
#include "client/usecases/member.hpp"
#include "client/usecases/status.hpp"
#include "client/usecases/team.hpp"
#include "client/usecases/verify.hpp"
#include "common/base/json.hpp"

// Who is in the organisation, how this device stands, and what was found out about the log.
namespace tacit::view {

json::array alarm_names(const std::vector<Code>& alarms);
json::object alarm_json(const Vault::Alarm& alarm);
json::object member_json(const usecases::Member& member);
json::object candidate_json(const usecases::Candidate& one);
json::object team_json(const usecases::TeamLine& team);
json::object status_json(const usecases::Status& status);
json::object log_json(const sync::LogReport& audited);

}  // namespace tacit::view

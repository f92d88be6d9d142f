#include "client/web/tasks.hpp"

#include <algorithm>
#include <array>

#include "client/usecases/invite.hpp"
#include "client/usecases/verify.hpp"
#include "client/view/organisation.hpp"
#include "client/web/read.hpp"

namespace tacit::web {
namespace {

using usecases::Online;

// Where a verb's sync was cut short, or found something wrong, the call says so.
Result<json::object> after(const sync::Outcome& outcome, json::object answer = {}) {
  CHECK(usecases::require_complete(outcome));
  return answer;
}

Result<Role> role_in(Fields& fields) {
  const auto role = parse_role(fields.text("role", 1, limits::kCode));
  if (!role) fields.reject();
  return role;
}

Result<Task> waiting(const json::value& body) {
  CHECK(Fields(body).finish());
  return Task([](const Online& online) -> Result<json::object> {
    TRY(const auto candidates, usecases::list_candidates(online));
    json::array list;
    for (const auto& one : candidates) list.push_back(view::candidate_json(one));
    return json::object{{"waiting", std::move(list)}};
  });
}

Result<Task> invite(const json::value& body) {
  Fields fields(body);
  constexpr std::int64_t kMostDays = 60;
  usecases::NewInvitation invitation{.name = fields.text("name", 1, limits::kName),
                                     .teams = texts(fields, "teams"),
                                     .days = static_cast<std::int32_t>(fields.integer("days", 1, kMostDays)),
                                     .grants = texts(fields, "grants")};
  const auto role = role_in(fields);
  CHECK(fields.finish());
  invitation.role = *role;
  return Task([invitation](const Online& online) -> Result<json::object> {
    TRY(const auto invited, usecases::invite(online, invitation));
    return json::object{{"invitation", invited.text}, {"expires", to_text(invited.expires)}};
  });
}

Result<Task> admit(const json::value& body) {
  Fields fields(body);
  const std::string digits = fields.text("digits", 1, limits::kName);
  CHECK(fields.finish());
  return Task([digits](const Online& online) -> Result<json::object> {
    TRY(const auto admitted, usecases::admit(online, digits));
    return after(admitted.sync, {{"device", id_text(admitted.device)}, {"name", admitted.name}});
  });
}

Result<Task> revoke(const json::value& body) {
  Fields fields(body);
  const auto device = maybe_id<DeviceId>(fields, "device");
  if (!device) fields.reject();
  CHECK(fields.finish());
  return Task([named = id_text(*device)](const Online& online) -> Result<json::object> {
    TRY(const auto outcome, usecases::revoke(online, named));
    return after(outcome, {{"rotated", outcome.rotated}});
  });
}

Result<Task> change_member(const json::value& body) {
  Fields fields(body);
  const auto device = maybe_id<DeviceId>(fields, "device");
  if (!device) fields.reject();
  usecases::MemberChange change{.device = {},
                                .teams = texts(fields, "teams"),
                                .grants = texts(fields, "grants"),
                                .all_grants = flag(fields, "all_grants")};
  const auto role = role_in(fields);
  CHECK(fields.finish());
  change.device = id_text(*device);
  change.role = *role;
  return Task([change](const Online& online) -> Result<json::object> {
    TRY(const auto outcome, usecases::change_member(online, change));
    return after(outcome);
  });
}

Result<Task> add_team(const json::value& body) {
  Fields fields(body);
  const usecases::NewTeam team{.name = fields.text("name", 1, limits::kName), .join = flag(fields, "join")};
  CHECK(fields.finish());
  return Task([team](const Online& online) -> Result<json::object> {
    TRY(const auto added, usecases::add_team(online, team));
    return after(added.sync, {{"team", id_text(added.team)}});
  });
}

// What it found is its answer, and stands as alarms too; that it could not go through to the end is a failure.
Result<Task> verify(const json::value& body) {
  CHECK(Fields(body).finish());
  return Task([](const Online& online) -> Result<json::object> {
    TRY(const auto audited, usecases::verify_log(online));
    if (audited.stopped && audited.problems.empty()) return fail(*audited.stopped);
    auto found = view::log_json(audited);
    found["complete"] = !audited.stopped.has_value();
    return found;
  });
}

struct NamedTask {
  std::string_view name;
  MakeTask make;
};
constexpr std::array kTasks{NamedTask{"waiting", waiting},
                            NamedTask{"invite", invite},
                            NamedTask{"admit", admit},
                            NamedTask{"revoke", revoke},
                            NamedTask{"change_member", change_member},
                            NamedTask{"add_team", add_team},
                            NamedTask{"verify", verify}};

}  // namespace

MakeTask find_task(std::string_view call) {
  const auto found = std::find_if(kTasks.begin(), kTasks.end(), [&](const NamedTask& one) { return one.name == call; });
  return found == kTasks.end() ? nullptr : found->make;
}

}  // namespace tacit::web

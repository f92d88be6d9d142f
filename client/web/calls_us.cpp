#include <array>

#include "client/usecases/alarms.hpp"
#include "client/view/organisation.hpp"
#include "client/web/calls.hpp"
#include "client/web/read.hpp"

namespace tacit::web {
namespace {

Result<json::object> members(Opened& opened, const json::value& body) {
  CHECK(Fields(body).finish());
  TRY(const auto everybody, usecases::list_members(opened.session()));
  TRY(const auto all_teams, usecases::list_teams(opened.session()));
  json::array list, teams;
  for (const auto& one : everybody) list.push_back(view::member_json(one));
  for (const auto& one : all_teams) teams.push_back(view::team_json(one));
  return json::object{{"members", std::move(list)}, {"teams", std::move(teams)}};
}

Result<json::object> status(Opened& opened, const json::value& body) {
  CHECK(Fields(body).finish());
  return view::status_json(usecases::status_of(opened.session()));
}

Result<json::object> alarms(Opened& opened, const json::value& body) {
  Fields fields(body);
  const bool all = flag(fields, "all");
  CHECK(fields.finish());
  json::array list;
  for (const auto& one : opened.vault.alarms(all ? Vault::Alarms::all : Vault::Alarms::standing))
    list.push_back(view::alarm_json(one));
  return json::object{{"alarms", std::move(list)}};
}

Result<json::object> settle_alarm(Opened& opened, const json::value& body) {
  Fields fields(body);
  const auto id = fields.integer("id");
  const auto reason = personal(fields, "reason");
  CHECK(fields.finish());
  CHECK(usecases::settle_alarm(opened.session(), id, reason));
  return json::object{};
}

constexpr std::array kAboutUs{NamedCall{"members", members}, NamedCall{"status", status}, NamedCall{"alarms", alarms},
                              NamedCall{"settle_alarm", settle_alarm}};

}  // namespace

std::span<const NamedCall> calls_about_us() { return kAboutUs; }

}  // namespace tacit::web

#include "client/usecases/activity.hpp"

#include "client/usecases/grant.hpp"

namespace tacit::usecases {
Result<RecordId> add_outing(Session& session, const NewOuting& outing) {
  TRY(const Recorder recorder, recorder_of(session));
  TRY(const TeamId team, choose_team(session, recorder, outing.team));
  record::Outing body{.day = outing.day.value_or(session.clock.today()),
                      .kind = outing.kind,
                      .time = outing.time,
                      .site = outing.site,
                      .route = outing.route,
                      .crew = outing.crew};
  if (body.crew.empty()) body.crew.push_back(recorder.device);
  TRY(auto grants, scopes_of_grants(recorder, outing.grants));
  TRY(auto prepared, prepare(recorder, std::move(body), {Scope::team(team)}, std::move(grants)));
  return save_one(session, std::move(prepared));
}

Result<RecordId> add_group(Session& session, const NewGroup& group) {
  TRY(const Recorder recorder, recorder_of(session));
  TRY(const TeamId team, choose_team(session, recorder, group.team));
  record::GroupSession body{.day = group.day.value_or(session.clock.today()),
                            .kind = group.kind,
                            .topic = group.topic,
                            .site = group.site,
                            .participants = group.participants,
                            .known = {}};
  for (const auto& asked : group.known) {
    TRY(const Vault::Person person, find_client(session, asked));
    body.known.push_back(person.client);
  }
  TRY(auto grants, scopes_of_grants(recorder, group.grants));
  TRY(auto prepared, prepare(recorder, std::move(body), {Scope::team(team)}, std::move(grants)));
  return save_one(session, std::move(prepared));
}

}  // namespace tacit::usecases

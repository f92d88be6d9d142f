#include "client/usecases/activity.hpp"

namespace tacit::usecases {
namespace {

Result<RecordId> save_one(Session& session, Result<Vault::NewRecord> prepared) {
  CHECK(prepared);
  const RecordId rid = prepared->rid;
  std::vector<Vault::NewRecord> records;
  records.push_back(std::move(*prepared));
  CHECK(session.vault.save(records));
  return rid;
}

}  // namespace

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
  return save_one(session, prepare(recorder, std::move(body), {Scope::team(team)}));
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
  return save_one(session, prepare(recorder, std::move(body), {Scope::team(team)}));
}

}  // namespace tacit::usecases

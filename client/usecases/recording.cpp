#include "client/usecases/recording.hpp"

#include "client/sync/memory.hpp"
#include "crypto/encoding.hpp"

namespace tacit::usecases {

Result<Recorder> recorder_of(const Session& session) {
  TRY(const sync::Memory* memory, session.vault.memory());
  const Roster* roster = session.vault.roster();
  auto pack = session.vault.pack();
  if (roster == nullptr || !pack)
    return fail(Code::not_ready, "the organisation's pack is not here yet: use `tacit sync`");
  const Roster::Device* device = roster->device(memory->signing_key().device_id());
  if (device == nullptr)
    return fail(Code::not_ready, "this device is not admitted yet: ask a steward, then use `tacit sync`");
  if (!device->active()) return fail(Code::not_allowed, "this device has been revoked: it can record nothing more");
  if (device->role == Role::auditor) return fail(Code::not_allowed, "an auditor's device records nothing");
  return Recorder{.vault = &session.vault,
                  .pack = std::move(*pack),
                  .device = device->id,
                  .role = device->role,
                  .teams = {device->teams.begin(), device->teams.end()}};
}

Result<TeamId> choose_team(const Session& session, const Recorder& recorder, const std::optional<std::string>& named) {
  if (recorder.teams.empty()) return fail(Code::not_ready, "this device belongs to no team yet: ask a steward");
  if (!named) {
    if (recorder.teams.size() == 1) return recorder.teams.front();
    return fail(Code::invalid_argument, "this device belongs to several teams: say which with --team");
  }
  for (const TeamId& team : recorder.teams)
    if (*named == id_text(team) || *named == session.vault.label(record::Label::Subject::team, id_text(team)))
      return team;
  return fail(Code::not_found, "this device belongs to no team of that name");
}

Result<Vault::Person> find_client(const Session& session, const Personal<std::string>& asked) {
  constexpr std::size_t kLinked = 8;  // codes of one person that a search may well find together
  const auto found = session.vault.find_people(asked, kLinked);
  if (found.empty()) return fail(Code::not_found, "nobody in this vault matches: use `tacit person add`");
  const ClientId kept = session.vault.canonical(found.front().client);
  for (const auto& person : found)
    if (session.vault.canonical(person.client) != kept || found.size() == kLinked)
      return fail(Code::invalid_argument, "more than one person matches: use the code");
  for (const auto& person : found)
    if (person.client == kept) return person;
  return found.front();
}

bool has_audit_face(const record::Body& body) {
  if (const auto* link = std::get_if<record::ClientLink>(&body)) return !link->quarter.empty();
  return !std::holds_alternative<record::ClientRegister>(body) && !std::holds_alternative<record::Consent>(body) &&
         !std::holds_alternative<record::Label>(body) && !std::holds_alternative<record::Referral>(body);
}

Result<Vault::NewRecord> prepare(const Recorder& recorder, const record::Body& body, std::vector<Scope> team_scopes) {
  CHECK(check_offered(body, recorder.pack));
  TRY(const RecordId rid, recorder.vault->new_record_id());
  return Vault::NewRecord{.rid = rid,
                          .record = record::to_record(body),
                          .team_scopes = std::move(team_scopes),
                          .audit_face = has_audit_face(body)};
}

}  // namespace tacit::usecases

#include "client/usecases/support.hpp"

#include "client/usecases/change.hpp"
#include "client/usecases/link.hpp"

namespace tacit::usecases {
namespace {

// What every verb here begins with.
struct Setting {
  Recorder recorder;
  Scope team;
  Day day;
};
Result<Setting> setting_of(const Session& session, const std::optional<std::string>& team, std::optional<Day> day) {
  TRY(Recorder recorder, recorder_of(session));
  TRY(const TeamId chosen, choose_team(session, recorder, team));
  return Setting{std::move(recorder), Scope::team(chosen), day.value_or(session.clock.today())};
}

Result<RecordId> save(Session& session, const Setting& setting, const record::Body& body) {
  TRY(auto prepared, prepare(setting.recorder, body, {setting.team}));
  return save_one(session, std::move(prepared));
}

// A duplicate is not carried on.
Result<ClientId> client_of(const Session& session, const Personal<std::string>& asked) {
  TRY(const Vault::Person person, find_client(session, asked));
  return session.vault.canonical(person.client);
}

Result<std::optional<ClientId>> client_of(const Session& session, const std::optional<Personal<std::string>>& asked) {
  if (!asked) return std::optional<ClientId>();
  TRY(const ClientId client, client_of(session, *asked));
  return std::optional(client);
}

}  // namespace

Result<Noted> add_intake(Session& session, const NewIntake& intake) {
  TRY(const Setting setting, setting_of(session, intake.team, intake.day));
  TRY(const auto client, client_of(session, intake.client));
  TRY(const RecordId rid, save(session, setting,
                               record::Intake{.day = setting.day,
                                              .kind = intake.kind,
                                              .site = intake.site,
                                              .from = intake.from,
                                              .outcome = intake.outcome,
                                              .client = client,
                                              .note = intake.note}));
  return Noted{rid, looks_personal(session.vault, intake.note)};
}

Result<RecordId> add_household(Session& session, const NewHousehold& household) {
  TRY(const Setting setting, setting_of(session, household.team, household.day));
  TRY(const ClientId client, client_of(session, household.client));
  return save(session, setting, record::Household{.client = client, .day = setting.day, .members = household.members});
}

Result<Noted> add_case_step(Session& session, const NewCaseStep& step) {
  TRY(const Setting setting, setting_of(session, step.team, step.day));
  TRY(const ClientId client, client_of(session, step.client));
  TRY(auto prepared, prepare(setting.recorder,
                             record::Case{.client = client,
                                          .day = setting.day,
                                          .kind = step.kind,
                                          .step = step.step,
                                          .until = step.until,
                                          .outcome = step.outcome,
                                          .note = step.note},
                             {setting.team}));
  std::vector<Vault::NewRecord> records;
  if (prepared.audit_face) {
    TRY(records, prepare_missing_links(setting.recorder, setting.team.id, client, setting.day, {}));
  }
  const RecordId rid = prepared.rid;
  records.push_back(std::move(prepared));
  CHECK(session.vault.save(records));
  return Noted{rid, looks_personal(session.vault, step.note)};
}

Result<RecordId> add_stay(Session& session, const NewStay& stay) {
  TRY(const Setting setting, setting_of(session, stay.team, stay.day));
  TRY(const ClientId client, client_of(session, stay.client));
  return save(session, setting,
              record::Stay{.client = client,
                           .day = setting.day,
                           .until = stay.until,
                           .planned = stay.until > session.clock.today(),
                           .kind = stay.kind,
                           .site = stay.site,
                           .people = stay.people});
}

Result<Change> end_stay(Session& session, const RecordId& stay, Day day) {
  const auto body = effective_body(session.vault, stay);
  const auto* found = body ? std::get_if<record::Stay>(&*body) : nullptr;
  if (found == nullptr) return fail(Code::not_found, "there is no such stay here");
  if (day > session.clock.today())
    return fail(Code::invalid_argument, "that day is still ahead: end a stay when they have left");
  record::Stay ended = *found;
  ended.until = day;
  ended.planned = false;
  return correct_record(session, stay, ended);
}

Result<Noted> add_incident(Session& session, const NewIncident& incident) {
  TRY(const Setting setting, setting_of(session, incident.team, incident.day));
  TRY(const auto client, client_of(session, incident.client));
  TRY(const RecordId rid, save(session, setting,
                               record::Incident{.day = setting.day,
                                                .client = client,
                                                .kind = incident.kind,
                                                .outcome = incident.outcome,
                                                .site = incident.site,
                                                .note = incident.note}));
  return Noted{rid, looks_personal(session.vault, incident.note)};
}

Result<RecordId> add_consent(Session& session, const NewConsent& consent) {
  TRY(const Setting setting, setting_of(session, consent.team, consent.day));
  TRY(const Vault::Person person, find_client(session, consent.client));
  if (consent.given) CHECK(check_who_consents(setting.recorder.pack, person.attributes, consent.by));
  return save(session, setting,
              record::Consent{.client = session.vault.canonical(person.client),
                              .version = setting.recorder.pack.consent_version,
                              .given = consent.given,
                              .day = setting.day,
                              .by = consent.by});
}

}  // namespace tacit::usecases

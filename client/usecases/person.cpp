#include "client/usecases/prepared.hpp"
#include "crypto/random.hpp"

namespace tacit::usecases {

Result<PreparedPerson> prepare_person(const Session& session, const Recorder& recorder, const TeamId& team,
                                      const NewPerson& said) {
  const Day day = said.day.value_or(session.clock.today());
  ClientCode code = ClientCode::random();
  // 50 random bits hardly ever repeat, but a repeat would show two people under one code.
  while (session.vault.person_by_code(code)) code = ClientCode::random();
  PreparedPerson out{.added = {.client = random_id<ClientId>(), .code = code}, .identifiers = {}, .records = {}};
  TRY(auto registration,
      prepare(
          recorder,
          record::ClientRegister{.client = out.added.client, .code = code, .attributes = said.attributes, .day = day},
          {Scope::team(team)}));
  out.records.push_back(std::move(registration));
  if (said.consented) {
    CHECK(check_who_consents(recorder.pack, said.attributes, said.consented_by));
    TRY(auto consent, prepare(recorder,
                              record::Consent{.client = out.added.client,
                                              .version = recorder.pack.consent_version,
                                              .given = true,
                                              .day = day,
                                              .by = said.consented_by},
                              {Scope::team(team)}));
    out.records.push_back(std::move(consent));
  }
  out.identifiers = {.client = out.added.client,
                     .code = code,
                     .name = said.name,
                     .nickname = said.nickname,
                     .phone = said.phone,
                     .note = said.note,
                     .attributes = said.attributes,
                     .has_identifiers = true};
  return out;
}

Result<AddedPerson> add_person(Session& session, const NewPerson& person) {
  TRY(const Recorder recorder, recorder_of(session));
  TRY(const TeamId team, choose_team(session, recorder, person.team));
  TRY(const PreparedPerson prepared, prepare_person(session, recorder, team, person));
  CHECK(session.vault.save(prepared.records, &prepared.identifiers));
  return prepared.added;
}

std::vector<Vault::Person> find_people(const Session& session, const Personal<std::string>& words, std::size_t limit) {
  return session.vault.find_people(words, limit);
}

Result<ShownPerson> show_person(const Session& session, const Personal<std::string>& asked) {
  TRY(auto person, find_client(session, asked));
  auto timeline = session.vault.histories_of(person.client);
  return ShownPerson{std::move(person), std::move(timeline)};
}

Result<RecordId> link_people(Session& session, const LinkPeople& link) {
  TRY(const Recorder recorder, recorder_of(session));
  TRY(const TeamId team, choose_team(session, recorder, link.team));
  TRY(const Vault::Person kept, find_client(session, link.kept));
  TRY(const Vault::Person duplicate, find_client(session, link.duplicate));
  if (session.vault.canonical(kept.client) == session.vault.canonical(duplicate.client))
    return fail(Code::already_done, "both are one person already");
  // Auditors are told quarter by quarter, in records of their own; without a common quarter one record does.
  auto quarters = session.vault.quarters_in_common(kept.client, duplicate.client);
  if (quarters.empty()) quarters.emplace_back();
  std::vector<Vault::NewRecord> records;
  for (auto& quarter : quarters) {
    TRY(auto record, prepare(recorder,
                             record::ClientLink{.kept = kept.client,
                                                .duplicate = duplicate.client,
                                                .day = link.day.value_or(session.clock.today()),
                                                .quarter = std::move(quarter)},
                             {Scope::team(team)}));
    records.push_back(std::move(record));
  }
  const RecordId rid = records.front().rid;
  CHECK(session.vault.save(records));
  return rid;
}

}  // namespace tacit::usecases

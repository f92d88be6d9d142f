#include <algorithm>

#include "client/usecases/link.hpp"
#include "client/usecases/prepared.hpp"
#include "crypto/random.hpp"
#include "schema/hand_over.hpp"

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
                     .has_identifiers = true,
                     .other_codes = said.other_codes};
  CHECK(check_identifiers(out.identifiers));
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

Result<void> check_identifiers(const Vault::Person& person) {
  const auto size = [](const Personal<std::string>& text) { return text.expose(Disclose()).size(); };
  if (std::max({size(person.name), size(person.nickname), size(person.phone), size(person.other_codes)}) >
          limits::kIdentifier ||
      size(person.note) > limits::kPrivateNote)
    return fail(Code::too_large, "a name, a phone, the other codes or the private note would be too long: shorten it");
  return {};
}

Result<Vault::Person> edit_person(Session& session, const EditPerson& edit) {
  TRY(Vault::Person person, find_client(session, edit.asked));
  if (edit.name) person.name = *edit.name;
  if (edit.nickname) person.nickname = *edit.nickname;
  if (edit.phone) person.phone = *edit.phone;
  if (edit.note) person.note = *edit.note;
  if (edit.other_codes) person.other_codes = *edit.other_codes;
  person.has_identifiers = true;
  CHECK(check_identifiers(person));
  session.vault.put_identifiers({person});
  return person;
}

std::vector<Vault::Alike> find_duplicates(const Session& session, std::size_t limit) {
  return session.vault.alike(limit);
}

Result<void> keep_distinct(Session& session, const Personal<std::string>& one, const Personal<std::string>& other) {
  TRY(const Vault::Person left, find_client(session, one));
  TRY(const Vault::Person right, find_client(session, other));
  if (session.vault.canonical(left.client) == session.vault.canonical(right.client))
    return fail(Code::invalid_argument, "both count as one person: if they were linked by mistake, void that record");
  session.vault.keep_distinct(left.client, right.client);
  return {};
}

Result<RecordId> link_people(Session& session, const LinkPeople& link) {
  TRY(const Recorder recorder, recorder_of(session));
  TRY(const TeamId team, choose_team(session, recorder, link.team));
  TRY(const Vault::Person kept, find_client(session, link.kept));
  TRY(const Vault::Person duplicate, find_client(session, link.duplicate));
  if (session.vault.canonical(kept.client) == session.vault.canonical(duplicate.client))
    return fail(Code::already_done, "both are one person already");
  TRY(const auto records,
      prepare_links(recorder, team, kept.client, duplicate.client, link.day.value_or(session.clock.today())));
  const RecordId rid = records.front().rid;
  CHECK(session.vault.save(records));
  return rid;
}

}  // namespace tacit::usecases

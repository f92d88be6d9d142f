#include "client/usecases/evening.hpp"

#include "client/usecases/grant.hpp"
#include "client/usecases/link.hpp"
#include "client/usecases/prepared.hpp"
#include "crypto/random.hpp"

namespace tacit::usecases {
namespace {

class Sheet {
 public:
  Sheet(Session& session, Recorder recorder, const TeamId& team)
      : session_(session), recorder_(std::move(recorder)), team_(team) {}

  Result<void> take(const NewOuting& said) {
    outing_ = record::Outing{.day = said.day.value_or(session_.clock.today()),
                             .kind = said.kind,
                             .time = said.time,
                             .site = said.site,
                             .route = said.route,
                             .crew = said.crew};
    if (outing_.crew.empty()) outing_.crew.push_back(recorder_.device);
    TRY(grants_, scopes_of_grants(recorder_, said.grants));
    TRY(auto record, prepare(recorder_, outing_, {Scope::team(team_)}, grants_));
    added_.outing = record.rid;
    records_.push_back(std::move(record));
    return {};
  }

  Result<void> take(const MetPerson& met) {
    if (met.contact.outing) return fail(Code::invalid_argument, "a row of an evening belongs to that evening's outing");
    EnteredRow row{};
    TRY(const auto client, client_of(met, row));
    record::Contact body = contact_on_outing(met.contact);
    if (client) body.client = session_.vault.canonical(client->client);  // a duplicate is not carried on
    TRY(auto prepared, prepare_contact(recorder_, team_, met.contact, std::move(body),
                                       client ? client->attributes : record::Attributes(), grants_));
    row.contact = std::move(prepared.added);
    keep(std::move(prepared.records));
    added_.rows.push_back(std::move(row));
    return {};
  }

  Result<AddedEvening> save() {
    drop_repeated_links(records_);
    CHECK(session_.vault.save(records_, people_));
    return std::move(added_);
  }

 private:
  Result<std::optional<Vault::Person>> client_of(const MetPerson& met, EnteredRow& row) {
    if (met.registers) {
      if (met.contact.client) return fail(Code::invalid_argument, "a row names a client or registers one, not both");
      NewPerson said = *met.registers;
      if (!said.day) said.day = outing_.day;
      TRY(auto prepared, prepare_person(session_, recorder_, team_, said));
      row.person = prepared.added;
      keep(std::move(prepared.records));
      people_.push_back(prepared.identifiers);
      return std::optional(std::move(prepared.identifiers));
    }
    if (!met.contact.client) return std::optional<Vault::Person>();
    TRY(auto person, find_client(session_, *met.contact.client));
    return std::optional(std::move(person));
  }

  record::Contact contact_on_outing(const NewContact& said) const {
    record::Contact body{.day = said.day.value_or(outing_.day),
                         .client = {},
                         .anonymous = 0,
                         .outing = added_.outing,
                         .kind = said.kind,
                         .time = said.time.value_or(outing_.time),
                         .site = said.site,
                         .services = {},
                         .tests = {},
                         .given = {},
                         .about = {},
                         .note = {}};
    if (body.kind.empty()) body.kind = outing_.kind;
    if (body.site.empty()) body.site = outing_.site;
    return body;
  }

  void keep(std::vector<Vault::NewRecord> records) {
    records_.insert(records_.end(), std::make_move_iterator(records.begin()), std::make_move_iterator(records.end()));
  }

  Session& session_;
  const Recorder recorder_;
  const TeamId team_;
  record::Outing outing_;
  std::vector<Scope> grants_;  // that pay for it
  AddedEvening added_{};
  std::vector<Vault::NewRecord> records_;
  std::vector<Vault::Person> people_;
};

}  // namespace

Result<AddedEvening> add_evening(Session& session, const NewEvening& evening) {
  TRY(Recorder recorder, recorder_of(session));
  TRY(const TeamId team, choose_team(session, recorder, evening.outing.team));
  Sheet sheet(session, std::move(recorder), team);
  CHECK(sheet.take(evening.outing));
  for (const MetPerson& met : evening.met) CHECK(sheet.take(met));
  return sheet.save();
}

Result<std::vector<RefusedRow>> check_evening(Session& session, const NewEvening& evening) {
  TRY(Recorder recorder, recorder_of(session));
  TRY(const TeamId team, choose_team(session, recorder, evening.outing.team));
  Sheet sheet(session, std::move(recorder), team);
  CHECK(sheet.take(evening.outing));
  std::vector<RefusedRow> out;
  for (std::size_t i = 0; i < evening.met.size(); ++i)
    if (const auto taken = sheet.take(evening.met[i]); !taken) out.push_back({i, taken.error()});
  return out;
}

}  // namespace tacit::usecases

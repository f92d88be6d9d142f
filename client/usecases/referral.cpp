#include "client/usecases/referral.hpp"

#include <algorithm>

#include "crypto/encoding.hpp"

namespace tacit::usecases {
namespace {

Result<TeamId> team_named(const Session& session, const std::string& name) {
  for (const TeamId& team : session.vault.roster()->teams()) {
    const bool meant =
        name == id_text(team) || name == session.vault.label(record::Label::Subject::team, id_text(team));
    if (!meant) continue;
    if (session.vault.roster()->closed(Scope::team(team))) return fail(Code::not_allowed, "that team is closed");
    return team;
  }
  return fail(Code::not_found, "the organisation has no team of that name: see `tacit team list`");
}

Result<RecordId> asked_for(const Session& session, const NewOutcome& outcome) {
  if (outcome.of) return *outcome.of;
  if (!outcome.voucher) return fail(Code::invalid_argument, "say of which referral: the number of its voucher");
  const auto number = ClientCode::parse(outcome.voucher->expose(Disclose()));
  if (!number)
    return fail(Code::invalid_argument, "that is no voucher number: read it once more, with its last letter");
  const auto found = session.vault.referral_of(*number);
  if (!found) return fail(Code::not_found, "no referral here has that voucher: use `tacit sync`, then try again");
  return *found;
}

struct Sent {
  ClientId client;
  Day day;  // nothing can have come of it before
  bool is_appointment;
};
std::optional<Sent> sent_by(const record::Body& body) {
  if (const auto* r = std::get_if<record::Referral>(&body)) return Sent{r->client, r->day, false};
  if (const auto* r = std::get_if<record::Appointment>(&body)) return Sent{r->client, r->on, true};
  return std::nullopt;
}

bool calls_off(record::Outcome::What what) {
  return what == record::Outcome::What::declined || what == record::Outcome::What::refused;
}

}  // namespace

Result<Voucher> add_referral(Session& session, const NewReferral& referral) {
  TRY(const Recorder recorder, recorder_of(session));
  TRY(const TeamId team, choose_team(session, recorder, referral.team));
  TRY(const Vault::Person person, find_client(session, referral.client));
  std::vector<Scope> scopes{Scope::team(team)};
  if (referral.to_team) {
    TRY(const TeamId other, team_named(session, *referral.to_team));
    if (other == team) return fail(Code::invalid_argument, "that is the team that refers: name another one");
    scopes.push_back(Scope::team(other));
  }
  const ClientCode number = ClientCode::random();
  TRY(auto prepared, prepare(recorder,
                             record::Referral{.client = session.vault.canonical(person.client),
                                              .destination = referral.destination,
                                              .reason = referral.reason,
                                              .voucher = number,
                                              .day = referral.day.value_or(session.clock.today())},
                             std::move(scopes)));
  TRY(const RecordId rid, save_one(session, std::move(prepared)));
  return Voucher{referral.destination, number, rid};
}

Result<record::Referral> find_referral(const Vault& vault, const RecordId& root) {
  const auto body = effective_body(vault, root);
  const auto* referral = body ? std::get_if<record::Referral>(&*body) : nullptr;
  if (referral == nullptr) return fail(Code::not_found, "there is no such referral here");
  return *referral;
}

Result<RecordId> add_appointment(Session& session, const NewAppointment& appointment) {
  TRY(const Recorder recorder, recorder_of(session));
  TRY(const TeamId team, choose_team(session, recorder, appointment.team));
  TRY(const Vault::Person person, find_client(session, appointment.client));
  TRY(auto prepared, prepare(recorder,
                             record::Appointment{.client = session.vault.canonical(person.client),
                                                 .day = appointment.day.value_or(session.clock.today()),
                                                 .on = appointment.on,
                                                 .at = appointment.at,
                                                 .service = appointment.service,
                                                 .site = appointment.site},
                             {Scope::team(team)}));
  return save_one(session, std::move(prepared));
}

Result<Noted> add_outcome(Session& session, const NewOutcome& outcome) {
  TRY(const Recorder recorder, recorder_of(session));
  TRY(const RecordId of, asked_for(session, outcome));
  const auto body = effective_body(session.vault, of);
  const auto sent = body ? sent_by(*body) : std::nullopt;
  if (!sent) return fail(Code::not_found, "there is no such referral or appointment here, or it was voided");
  const Day day = outcome.day.value_or(session.clock.today());
  if (day < sent->day && !(sent->is_appointment && calls_off(outcome.what)))
    return fail(Code::invalid_argument, "that day lies before the referral or appointment: check the date");
  TRY(auto scopes, scopes_of_record(session.vault, of));
  // What a team says is its own, though others are told.
  std::stable_partition(scopes.begin(), scopes.end(), [&](const Scope& scope) {
    return std::ranges::find(recorder.teams, scope.id) != recorder.teams.end();
  });
  TRY(auto prepared,
      prepare(recorder,
              record::Outcome{.client = sent->client, .of = of, .what = outcome.what, .day = day, .note = outcome.note},
              std::move(scopes)));
  TRY(const RecordId rid, save_one(session, std::move(prepared)));
  return Noted{rid, looks_personal(session.vault, outcome.note)};
}

}  // namespace tacit::usecases

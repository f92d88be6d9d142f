#include "client/usecases/recording.hpp"

#include "client/sync/memory.hpp"
#include "crypto/encoding.hpp"
#include "schema/audit_record.hpp"

namespace tacit::usecases {
namespace {
constexpr Literal kAhead = "that day is still ahead: check the date";
}

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
                  .teams = {device->teams.begin(), device->teams.end()},
                  .today = session.clock.today()};
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

bool has_audit_face(const record::Body& body, const Pack& pack) {
  const auto nobody = [](const ClientId&, std::string_view) -> Result<Pseudonym> { return Pseudonym{}; };
  const auto coarse = audit::coarsen(record::to_record(body), {pack, nobody}, false);
  return coarse && coarse->has_value();
}

Result<void> check_who_consents(const Pack& pack, const record::Attributes& client, record::Consent::By by) {
  if (by == record::Consent::By::guardian || !pack.needs_guardian(client)) return {};
  return fail(Code::not_allowed, "for this client a guardian consents: ask them, and say --by-guardian");
}

std::optional<record::Body> effective_body(const Vault& vault, const RecordId& root) {
  const auto history = vault.history(root);
  if (!history || !history->effective) return std::nullopt;
  return domain::team_body(history->versions[*history->effective]);
}

Result<std::vector<Scope>> scopes_of_record(const Vault& vault, const RecordId& root) {
  const auto history = vault.history(root);
  if (!history || history->original() == nullptr) return fail(Code::not_found, "there is no such record here");
  std::vector<Scope> scopes;
  for (const auto& text : history->original()->scopes) {
    TRY(const Scope scope, parse_scope(text));
    scopes.push_back(scope);
  }
  return scopes;
}

bool holds_an_address(std::string_view note) {
  constexpr int kPhoneDigits = 7;
  int digits = 0;
  for (char c : note) {
    if (c == '@') return true;
    if (c >= '0' && c <= '9')
      ++digits;
    else if (c != ' ' && c != '-' && c != '(' && c != ')' && c != '+')
      digits = 0;
    if (digits >= kPhoneDigits) return true;
  }
  return false;
}

bool looks_personal(const Vault& vault, std::string_view note) {
  return holds_an_address(note) || vault.names_somebody(note);
}

Result<RecordId> save_one(Session& session, Vault::NewRecord record) {
  const RecordId rid = record.rid;
  std::vector<Vault::NewRecord> records;
  records.push_back(std::move(record));
  CHECK(session.vault.save(records));
  return rid;
}

Result<Vault::NewRecord> prepare(const Recorder& recorder, const record::Body& body, std::vector<Scope> team_scopes,
                                 std::vector<Scope> grants) {
  CHECK(check_offered(body, recorder.pack));
  // An appointment is recorded on the day on which it is made.
  if (record::day_of(body) > recorder.today) return fail(Code::invalid_argument, kAhead);
  TRY(const RecordId rid, recorder.vault->new_record_id());
  const bool audit_face = has_audit_face(body, recorder.pack);
  if (!audit_face) grants.clear();
  return Vault::NewRecord{.rid = rid,
                          .record = record::to_record(body),
                          .team_scopes = std::move(team_scopes),
                          .audit_face = audit_face,
                          .grants = std::move(grants)};
}

}  // namespace tacit::usecases

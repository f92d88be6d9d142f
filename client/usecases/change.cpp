#include "client/usecases/change.hpp"

#include <algorithm>

#include "crypto/encoding.hpp"

namespace tacit::usecases {
namespace {

std::optional<record::Body> body_of(const domain::Version& version) {
  if (!version.team) return std::nullopt;
  if (const auto* correct = std::get_if<record::Correct>(&*version.team)) return correct->replacement;
  return record::to_body(*version.team);
}

bool may_change(const Recorder& recorder, const domain::Version& original) {
  if (original.dev == recorder.device) return true;
  return recorder.role == Role::staff &&
         std::any_of(recorder.teams.begin(), recorder.teams.end(), [&](const TeamId& team) {
           const std::string scope = to_text(Scope::team(team));
           return std::find(original.scopes.begin(), original.scopes.end(), scope) != original.scopes.end();
         });
}

// Beside the same record id, pseudonyms of two quarters would be joined for auditors (protocol §7).
bool names_a_pseudonym(const record::Body& body) {
  return std::holds_alternative<record::Contact>(body) || std::holds_alternative<record::Case>(body) ||
         std::holds_alternative<record::Stay>(body);
}
bool same_quarter(const record::Body& before, const record::Body& after) {
  return !names_a_pseudonym(before) || quarter_of(record::day_of(before)) == quarter_of(record::day_of(after));
}

struct Target {
  domain::History history;
  const domain::Version& effective() const { return history.versions[*history.effective]; }
  record::Body body;
};

Result<Target> find_target(const Session& session, const Recorder& recorder, const RecordId& root) {
  auto history = session.vault.history(root);
  if (!history) return fail(Code::not_found, "there is no such record here");
  if (!history->effective) return fail(Code::already_done, "this record has been voided");
  const auto body = body_of(history->versions[*history->effective]);
  if (!body) return fail(Code::not_allowed, "this device cannot open that record");
  if (!may_change(recorder, *history->original()))
    return fail(Code::not_allowed, "only the device that made a record, or staff of its team, may change it");
  return Target{std::move(*history), *body};
}

Result<Change> save_change(Session& session, const Pack& pack, const Target& target, record::Record change) {
  TRY(auto scopes, scopes_of_record(session.vault, target.history.root));
  TRY(const RecordId rid, session.vault.new_record_id());
  Vault::NewRecord record{.rid = rid,
                          .record = std::move(change),
                          .team_scopes = std::move(scopes),
                          // Also what the pack of this device does not know yet is taken back from auditors.
                          .audit_face = has_audit_face(target.body, pack) || target.history.original()->to_auditors};
  std::vector<Vault::NewRecord> records;
  records.push_back(std::move(record));
  CHECK(session.vault.save(records));
  return Change{Changed::recorded, rid};
}

}  // namespace

Result<Change> correct_record(Session& session, const RecordId& root, record::Body replacement) {
  TRY(const Recorder recorder, recorder_of(session));
  TRY(const Target target, find_target(session, recorder, root));
  if (replacement.index() != target.body.index())
    return fail(Code::invalid_argument, "a correction must be of the same kind as the record");
  CHECK(check(replacement, recorder.pack));
  if (record::day_of(replacement) > recorder.today)
    return fail(Code::invalid_argument, "that day is still ahead: check the date");
  const domain::Version& version = target.effective();
  if (version.entry && !same_quarter(target.body, replacement))
    return fail(Code::invalid_argument,
                "a correction cannot move this record into another quarter: void it and record it anew");
  if (has_audit_face(target.body, recorder.pack) != has_audit_face(replacement, recorder.pack))
    return fail(Code::invalid_argument,
                "auditors see one of the two kinds and not the other: void it and record it anew");
  if (version.entry)
    return save_change(session, recorder.pack, target,
                       record::Correct{.target = root, .entry = *version.entry, .replacement = std::move(replacement)});
  record::Record edited = record::to_record(replacement);
  if (const auto* correct = version.team ? std::get_if<record::Correct>(&*version.team) : nullptr)
    edited = record::Correct{.target = root, .entry = correct->entry, .replacement = std::move(replacement)};
  CHECK(session.vault.edit_draft(version.rid, edited));
  return Change{Changed::draft, version.rid};
}

Result<Change> void_record(Session& session, const RecordId& root, const std::string& reason) {
  TRY(const Recorder recorder, recorder_of(session));
  TRY(const Target target, find_target(session, recorder, root));
  const domain::Version& version = target.effective();
  if (version.entry)
    return save_change(session, recorder.pack, target,
                       record::Void{.target = root, .entry = *version.entry, .reason = reason});
  CHECK(session.vault.drop_draft(version.rid));
  // An unsent correction is gone now; what it corrected is still there and is voided in its place.
  if (version.rid != root) return void_record(session, root, reason);
  return Change{Changed::draft, version.rid};
}

}  // namespace tacit::usecases

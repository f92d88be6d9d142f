#include "client/usecases/change.hpp"

#include <algorithm>

#include "client/usecases/grant.hpp"
#include "client/usecases/link.hpp"
#include "crypto/encoding.hpp"

namespace tacit::usecases {
namespace {

bool may_change(const Recorder& recorder, const domain::Version& original) {
  if (original.dev == recorder.device) return true;
  if (recorder.role != Role::staff || original.scopes.empty()) return false;
  return original.scopes.front() == to_text(Scope::org()) ||
         std::any_of(recorder.teams.begin(), recorder.teams.end(),
                     [&](const TeamId& team) { return original.scopes.front() == to_text(Scope::team(team)); });
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
  const auto body = domain::team_body(history->versions[*history->effective]);
  if (!body) return fail(Code::not_allowed, "this device cannot open that record");
  if (!may_change(recorder, *history->original()))
    return fail(Code::not_allowed, "only the device that made a record, or staff of its team, may change it");
  return Target{std::move(*history), *body};
}

// Links count people, and have no figures of their own.
bool counts_in_closed(const Vault& vault, const Target& target) {
  const auto* link = std::get_if<record::ClientLink>(&target.body);
  if (link == nullptr || link->quarter.empty()) return vault.counts_in_closed(target.history.root);
  const auto closed = vault.closed_until();
  const auto quarter = parse_period(link->quarter);
  return closed && quarter && quarter->from <= *closed;
}

// `with`: what has to be saved together with it.
Result<Change> save_change(Session& session, const Pack& pack, const Target& target, record::Record change,
                           std::vector<Vault::NewRecord> with = {}) {
  auto grants = grants_of_record(session.vault, target.history.root);
  const bool was_closed = counts_in_closed(session.vault, target);
  TRY(auto scopes, scopes_of_record(session.vault, target.history.root));
  TRY(const RecordId rid, session.vault.new_record_id());
  Vault::NewRecord record{.rid = rid,
                          .record = std::move(change),
                          .team_scopes = std::move(scopes),
                          // Also what the pack of this device does not know yet is taken back from auditors.
                          .audit_face = has_audit_face(target.body, pack) || target.history.original()->to_auditors,
                          .grants = std::move(grants)};
  with.insert(with.begin(), std::move(record));
  CHECK(session.vault.save(with));
  return Change{Changed::recorded, rid, {}, was_closed || counts_in_closed(session.vault, target)};
}

// What auditors have to be told when this is about a client.
Result<std::vector<Vault::NewRecord>> links_told_by(const Recorder& recorder, const Target& target,
                                                    const record::Body& body, const std::vector<Scope>& grants) {
  const auto* contact = std::get_if<record::Contact>(&body);
  if (contact == nullptr || !contact->client) return std::vector<Vault::NewRecord>();
  TRY(const Scope team, parse_scope(target.history.original()->scopes.front()));
  return prepare_missing_links(recorder, team.id, *contact->client, contact->day, grants);
}

}  // namespace

Result<Change> correct_record(Session& session, const RecordId& root, record::Body replacement) {
  TRY(const Recorder recorder, recorder_of(session));
  TRY(const Target target, find_target(session, recorder, root));
  if (replacement.index() != target.body.index())
    return fail(Code::invalid_argument, "a correction must be of the same kind as the record");
  if (std::holds_alternative<record::Closing>(replacement))
    return fail(Code::invalid_argument, "a closing is not corrected: void it, and close the right period");
  if (std::holds_alternative<record::ClientLink>(replacement))
    return fail(Code::invalid_argument, "a link is not corrected: void it, and link the right codes");
  if (std::holds_alternative<record::StockMove>(replacement) || std::holds_alternative<record::StockCount>(replacement))
    return fail(Code::invalid_argument, "what goods did is not corrected: void it, and record it anew");
  CHECK(check(replacement, recorder.pack));
  if (record::day_of(replacement) > recorder.today)
    return fail(Code::invalid_argument, "that day is still ahead: check the date");
  const domain::Version& version = target.effective();
  const domain::Version& original = *target.history.original();
  if (original.entry && !same_quarter(target.body, replacement))
    return fail(Code::invalid_argument,
                "a correction cannot move this record into another quarter: void it and record it anew");
  if (original.to_auditors != has_audit_face(replacement, recorder.pack))
    return fail(Code::invalid_argument,
                "auditors see one of the two kinds and not the other: void it and record it anew");
  TRY(auto grants, grants_that_pay(recorder, target.body, replacement, grants_of_record(session.vault, root)));
  if (original.entry && !std::ranges::includes(grants_of_record(session.vault, root), grants))
    return fail(Code::invalid_argument, "another grant would pay for it: void it and record it anew");
  TRY(auto links, links_told_by(recorder, target, replacement, grants));
  if (version.entry)
    return save_change(session, recorder.pack, target,
                       record::Correct{.target = root, .entry = *version.entry, .replacement = std::move(replacement)},
                       std::move(links));
  record::Record edited = record::to_record(replacement);
  if (const auto* correct = version.team ? std::get_if<record::Correct>(&*version.team) : nullptr)
    edited = record::Correct{.target = root, .entry = correct->entry, .replacement = std::move(replacement)};
  if (original.entry) grants = grants_of_record(session.vault, root);
  CHECK(session.vault.edit_draft(version.rid, edited, grants, links));
  return Change{Changed::draft, version.rid};
}

namespace {

Result<Change> void_one(Session& session, const Recorder& recorder, const RecordId& root, const std::string& reason) {
  TRY(const Target target, find_target(session, recorder, root));
  const domain::Version& version = target.effective();
  if (version.entry)
    return save_change(session, recorder.pack, target,
                       record::Void{.target = root, .entry = *version.entry, .reason = reason});
  CHECK(session.vault.drop_draft(version.rid));
  // An unsent correction is gone now; what it corrected is still there and is voided in its place.
  if (version.rid != root) return void_one(session, recorder, root, reason);
  return Change{Changed::draft, version.rid};
}

// Of a link, and of a closing, all records that say the same: as long as one of them counts, it holds.
std::vector<RecordId> further_records(const Session& session, const Target& target) {
  std::vector<RecordId> same;
  if (const auto* link = std::get_if<record::ClientLink>(&target.body))
    same = session.vault.links_between(link->kept, link->duplicate);
  if (const auto* closing = std::get_if<record::Closing>(&target.body))
    for (const RecordId& root : session.vault.closings()) {
      const auto body = effective_body(session.vault, root);
      const auto* other = body ? std::get_if<record::Closing>(&*body) : nullptr;
      if (other != nullptr && other->until == closing->until) same.push_back(root);
    }
  std::erase(same, target.history.root);
  return same;
}

}  // namespace

Result<Change> void_record(Session& session, const RecordId& root, const std::string& reason) {
  TRY(const Recorder recorder, recorder_of(session));
  TRY(const Target target, find_target(session, recorder, root));
  const auto further = further_records(session, target);
  for (const RecordId& other : further)
    if (const auto may = find_target(session, recorder, other); !may)
      return fail(may.error().code, "a colleague's device recorded the same as well: staff of the team void both");
  // The one that was named comes last: interrupted, the same can be said again.
  std::vector<RecordId> also;
  for (const RecordId& other : further) {
    CHECK(void_one(session, recorder, other, reason));
    also.push_back(other);
  }
  TRY(Change change, void_one(session, recorder, root, reason));
  change.also = std::move(also);
  return change;
}

Result<void> undo_records(Session& session, std::span<const RecordId> records) {
  if (records.empty()) return fail(Code::invalid_argument, "say which records");
  return session.vault.drop_drafts(records);
}

}  // namespace tacit::usecases

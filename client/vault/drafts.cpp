#include "client/vault/parts.hpp"

namespace tacit::vault {
namespace {

using ChangeDraft = UnsealedChanges::Change;

std::vector<ChangeDraft> changes_waiting(Database& db) {
  Statement row = db.statement(
      "SELECT rid, kind, kind_version, body FROM draft WHERE entry IS NULL AND kind IN ('correct', 'void')"
      " ORDER BY id");
  std::vector<ChangeDraft> out;
  while (row.step()) {
    record::Record record = draft_record(row, 1);
    const auto* correct = std::get_if<record::Correct>(&record);
    const Hash names = correct != nullptr ? correct->entry : std::get<record::Void>(record).entry;
    out.push_back({row.fixed<RecordId>(0), std::move(record), names});
  }
  return out;
}

std::optional<record::Record> unsealed_draft(Database& db, const RecordId& rid) {
  Statement row = db.statement("SELECT kind, kind_version, body FROM draft WHERE rid = ?1 AND entry IS NULL");
  row.bind_all(rid);
  if (!row.step()) return std::nullopt;
  return draft_record(row, 0);
}

}  // namespace

void rewrite_draft(Database& db, const RecordId& rid, const record::Record& record) {
  db.run("UPDATE draft SET kind = ?2, kind_version = ?3, body = ?4 WHERE rid = ?1", rid, record::kind_of(record),
         record::version_of(record), json::serialize(record::encode(record)));
  db.run("UPDATE version SET client = ?2 WHERE rid = ?1 AND entry IS NULL", rid, client_of(record));
}

void remove_draft(Database& db, const RecordId& rid) {
  // A registration that never was leaves no identifiers behind.
  db.run("DELETE FROM person WHERE client IN (SELECT client FROM client WHERE root = ?1)", rid);
  db.run("DELETE FROM snooze WHERE client IN (SELECT client FROM client WHERE root = ?1)", rid);
  db.run("DELETE FROM draft WHERE rid = ?1", rid);
  db.run("DELETE FROM version WHERE rid = ?1 AND entry IS NULL", rid);
}

void UnsealedChanges::carry_out() {
  if (rids_.empty()) return;
  for (Change& change : changes_waiting(db_))
    while (fold(change)) {
    }
}

// True when the change stands and names an earlier version now.
bool UnsealedChanges::fold(Change& change) {
  const auto named = rids_.find(change.names);
  if (named == rids_.end()) return false;
  const RecordId target = named->second;
  auto before = unsealed_draft(db_, target);
  if (!before || std::holds_alternative<record::Void>(*before)) return false;
  projections_.touch(root_of(change.rid, change.record, std::nullopt));
  auto* earlier = std::get_if<record::Correct>(&*before);
  if (const auto* correct = std::get_if<record::Correct>(&change.record)) {
    if (earlier != nullptr)
      earlier->replacement = correct->replacement;
    else
      before = record::to_record(correct->replacement);
    rewrite_draft(db_, target, *before);
    remove_draft(db_, change.rid);
    for (auto& [hash, rid] : rids_)
      if (rid == change.rid) rid = target;
    return false;
  }
  if (earlier == nullptr) {
    remove_draft(db_, change.rid);
    remove_draft(db_, target);
    return false;
  }
  // Without the correction, what it corrected is voided.
  change.names = earlier->entry;
  std::get<record::Void>(change.record).entry = change.names;
  rewrite_draft(db_, change.rid, change.record);
  remove_draft(db_, target);
  return true;
}

}  // namespace tacit::vault

#include "client/vault/embedded.hpp"
#include "client/vault/memory.hpp"

namespace tacit {
namespace vault {
namespace {

// What all disclosures of an entry agree on.
std::optional<RecordId> rid_of(Database& db, const Hash& entry, const ReceivedEntry& received) {
  Statement face = db.statement("SELECT face, text FROM disclosure WHERE entry = ?1");
  face.bind_all(entry);
  if (!face.step()) return std::nullopt;
  const bool team = face.integer(0) == static_cast<int>(Face::team);
  const auto opened = open_disclosure(received, team ? Face::team : Face::audit, face.text(1));
  if (!opened) throw StorageFailure(Code::storage_damaged, "a stored face is damaged", 0);
  return opened->rid;
}

// A version row for every entry of which at least one face is in clear.
void versions_of_entries(Database& db, Projections& projections) {
  Statement row =
      db.statement("SELECT e.hash, e.idx, e.dev, e.jws, d.id FROM entry e LEFT JOIN draft d ON d.entry = e.hash");
  while (row.step()) {
    const Hash hash = row.fixed<Hash>(0);
    const auto received = read_entry(row.text(3));
    if (!received) throw StorageFailure(Code::storage_damaged, "a stored entry is damaged", 0);
    const auto rid = rid_of(db, hash, *received);
    if (!rid) continue;
    const EntryContent content = read_content(db, hash);
    const RecordId root = root_of(*rid, content.team, content.audit);
    const std::int64_t place = !row.is_null(1) ? row.integer(1) : kUnsentPlace + row.integer(4);
    insert_version(
        db, {root, *rid, hash, place, row.fixed<DeviceId>(2), content.team ? client_of(*content.team) : std::nullopt});
    projections.touch(root);
  }
}

void versions_of_drafts(Database& db, const DeviceId& dev, Projections& projections) {
  Statement row = db.statement("SELECT id, rid, kind, kind_version, body FROM draft WHERE entry IS NULL");
  while (row.step()) {
    const auto rid = row.fixed<RecordId>(1);
    const auto record = draft_record(row, 2);
    const RecordId root = root_of(rid, record, std::nullopt);
    insert_version(db, {root, rid, std::nullopt, kUnsentPlace + row.integer(0), dev, client_of(record)});
    projections.touch(root);
  }
}

// How words are folded may have changed since they were written.
void refold(Database& db) {
  Statement row = db.statement("SELECT client, name, nickname, phone, note, other_codes FROM person");
  std::vector<std::pair<ClientId, std::string>> folded;
  while (row.step()) {
    const auto text = [&](int column) { return Personal(std::string(row.text(column))); };
    folded.emplace_back(row.fixed<ClientId>(0), sought_words(text(1), text(2), text(3), text(4), text(5)));
  }
  for (const auto& [client, words] : folded) db.run("UPDATE person SET folded = ?2 WHERE client = ?1", client, words);
}

}  // namespace

void rebuild_projections(Vault::Parts& parts, std::span<const sync::HeldSecret> fresh) {
  for (const Literal table :
       // The sums first: then each fact that goes finds none to change.
       {Literal("DELETE FROM tally"), Literal("DELETE FROM version"), Literal("DELETE FROM fact"),
        Literal("DELETE FROM client"), Literal("DELETE FROM alias_edge"), Literal("DELETE FROM alias"),
        Literal("DELETE FROM label"), Literal("DELETE FROM voucher"), Literal("DELETE FROM closing"),
        Literal("DELETE FROM movement"), Literal("DELETE FROM lot"), Literal("DELETE FROM used_lot"),
        Literal("DELETE FROM paid"), Literal("DELETE FROM due_stale"), Literal("DELETE FROM due_open"),
        Literal("DELETE FROM fact_code")})
    parts.db.run(table);
  refold(parts.db);
  Projections projections(parts, fresh);
  versions_of_entries(parts.db, projections);
  if (parts.memory) versions_of_drafts(parts.db, parts.memory->signing_key().device_id(), projections);
  projections.settle();
}

void remake_projections(Vault::Parts& parts) {
  Transaction transaction(parts.db);
  parts.db.run_script(embedded::vault_projections().front().second);
  rebuild_projections(parts);
  write_number(parts.db, "projection_version", kProjectionVersion);
  transaction.commit();
}

}  // namespace vault

Result<void> Vault::rebuild() {
  // Drafts need to know whose they are; without an organisation there are none.
  if (const auto known = memory(); !known && known.error().code != Code::not_ready) return fail(known.error());
  vault::remake_projections(*parts_);
  return {};
}

}  // namespace tacit

#include "client/vault/memory.hpp"
#include "schema/record_id.hpp"

namespace tacit {
namespace {

// The body as stored, once it is certain that it can be read again.
Result<std::string> body_of(const record::Record& record) {
  std::string text = json::serialize(record::encode(record));
  TRY(const json::value value, json::parse(text, limits::kDisclosure));
  CHECK(record::decode(record::kind_of(record), record::version_of(record), value));
  return text;
}

std::string write_scopes(const std::vector<Scope>& scopes) {
  std::vector<std::string> texts;
  for (const Scope& scope : scopes) texts.push_back(to_text(scope));
  return vault::write_texts(texts);
}

// Its place among the unsent.
std::int64_t insert_draft(Database& db, const Vault::NewRecord& one, const std::string& body) {
  db.run(
      "INSERT INTO draft (rid, kind, kind_version, body, scopes, audit_face, grants)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      one.rid, record::kind_of(one.record), record::version_of(one.record), body, write_scopes(one.team_scopes),
      one.audit_face, write_scopes(one.grants));
  return vault::kUnsentPlace + db.last_row_id();
}

RecordId root_of_draft(const RecordId& rid, const record::Record& record) {
  return vault::root_of(rid, record, std::nullopt);
}

// The roots in a column of ids, read before anything else is asked.
std::vector<RecordId> roots_in(Statement row) {
  std::vector<RecordId> roots;
  while (row.step()) roots.push_back(row.fixed<RecordId>(0));
  return roots;
}

// Inside the caller's transaction.
Result<void> insert_records(Database& db, const sync::Memory& memory, const std::vector<Vault::NewRecord>& records,
                            vault::Projections& projections) {
  const DeviceId dev = memory.signing_key().device_id();
  for (const Vault::NewRecord& one : records) {
    // Everybody else would leave it out.
    ASSERT_INVARIANT(is_record_id_of(one.rid, memory.org(), dev));
    TRY(const std::string body, body_of(one.record));
    const std::int64_t place = insert_draft(db, one, body);
    const RecordId root = root_of_draft(one.rid, one.record);
    vault::insert_version(db, {root, one.rid, std::nullopt, place, dev, vault::client_of(one.record)});
    projections.touch(root);
  }
  return {};
}

constexpr Literal kAlreadySealed = "this record was sealed already: use `tacit correct` or `tacit void`";
constexpr Literal kNoDraft = "there is no such unsent record";

}  // namespace

Result<RecordId> Vault::new_record_id() const {
  TRY(const sync::Memory* memory, this->memory());
  while (true) {
    const RecordId rid = make_record_id(memory->org(), memory->signing_key().device_id());
    if (!parts_->db.integer("SELECT 1 FROM version WHERE rid = ?1 LIMIT 1", rid)) return rid;
  }
}

Result<void> Vault::save(const std::vector<NewRecord>& records, const Person* person) {
  return save(records, person == nullptr ? std::vector<Person>() : std::vector<Person>{*person});
}

Result<void> Vault::save(const std::vector<NewRecord>& records, const std::vector<Person>& people) {
  return save(records, people, std::vector<Imported>());
}

Result<void> Vault::save(const std::vector<NewRecord>& records, const std::vector<Person>& people,
                         const std::vector<Imported>& imported) {
  TRY(const sync::Memory* memory, this->memory());
  Database& db = parts_->db;
  Transaction transaction(db);
  for (const Person& person : people) vault::write_identifiers(db, person);
  vault::insert_imported(db, imported);
  vault::Projections projections(*parts_);
  CHECK(insert_records(db, *memory, records, projections));
  projections.settle();
  transaction.commit();
  return {};
}

Result<void> Vault::edit_draft(const RecordId& rid, const record::Record& record,
                               const std::optional<std::vector<Scope>>& grants, const std::vector<NewRecord>& with) {
  CHECK(body_of(record));
  TRY(const sync::Memory* memory, this->memory());
  Database& db = parts_->db;
  Transaction transaction(db);
  const auto sealed = db.integer("SELECT entry IS NOT NULL FROM draft WHERE rid = ?1", rid);
  if (!sealed) return fail(Code::not_found, kNoDraft);
  if (*sealed != 0) return fail(Code::already_done, kAlreadySealed);
  vault::rewrite_draft(db, rid, record);
  if (grants) db.run("UPDATE draft SET grants = ?2 WHERE rid = ?1", rid, write_scopes(*grants));
  vault::Projections projections(*parts_);
  CHECK(insert_records(db, *memory, with, projections));
  projections.touch(root_of_draft(rid, record));
  projections.settle();
  transaction.commit();
  return {};
}

Result<void> Vault::drop_draft(const RecordId& rid) { return drop_drafts({&rid, 1}); }

Result<void> Vault::drop_drafts(std::span<const RecordId> rids) {
  Database& db = parts_->db;
  Transaction transaction(db);
  vault::Projections projections(*parts_);
  for (const RecordId& rid : rids) {
    const auto sealed = db.integer("SELECT entry IS NOT NULL FROM draft WHERE rid = ?1", rid);
    if (!sealed) return fail(Code::not_found, kNoDraft);
    if (*sealed != 0) return fail(Code::already_done, kAlreadySealed);
    Statement select = db.statement("SELECT root FROM version WHERE rid = ?1 AND entry IS NULL");
    select.bind_all(rid);
    for (const RecordId& root : roots_in(std::move(select))) projections.touch(root);
    vault::remove_draft(db, rid);
  }
  projections.settle();
  transaction.commit();
  return {};
}

std::uint64_t Vault::unsent() const {
  return static_cast<std::uint64_t>(parts_->db.integer("SELECT count(*) FROM draft").value_or(0));
}

std::optional<domain::History> Vault::history(const RecordId& root) const {
  auto history = vault::load_history(*parts_, root);
  if (history.versions.empty()) return std::nullopt;
  return history;
}

std::vector<domain::History> Vault::histories_of(const ClientId& client) const {
  // Those of the client and of every duplicate linked to it, in the order in which they were first recorded.
  Statement select = parts_->db.statement(
      "SELECT root FROM version WHERE client = ?1 OR client IN (SELECT person FROM alias WHERE canonical = ?1)"
      " GROUP BY root ORDER BY min(place)");
  select.bind_all(canonical(client));
  std::vector<domain::History> out;
  for (const RecordId& root : roots_in(std::move(select))) out.push_back(vault::load_history(*parts_, root));
  return out;
}

Vault::Opened Vault::disclosures_of(const Hash& entry) const {
  Statement row = parts_->db.statement("SELECT jws FROM entry WHERE hash = ?1");
  row.bind_all(entry);
  if (!row.step()) throw StorageFailure(Code::storage_damaged, "an entry is missing in the vault", 0);
  Opened out{std::string(row.text(0)), {}};
  Statement face = parts_->db.statement("SELECT text FROM disclosure WHERE entry = ?1 ORDER BY face");
  face.bind_all(entry);
  while (face.step()) out.opened.emplace_back(face.text(0));
  return out;
}

std::vector<domain::History> Vault::whose_faces(domain::FaceMatch wanted) const {
  Statement select = parts_->db.statement(
      "SELECT root FROM version WHERE faces <> 0 AND faces = ?1 GROUP BY root ORDER BY max(place) DESC");
  select.bind_all(static_cast<int>(wanted));
  std::vector<domain::History> out;
  for (const RecordId& root : roots_in(std::move(select))) {
    auto history = vault::load_history(*parts_, root);
    if (history.last && history.versions[*history.last].faces == wanted) out.push_back(std::move(history));
  }
  return out;
}

std::uint64_t Vault::contents_missing() const {
  return static_cast<std::uint64_t>(
      parts_->db
          .integer("SELECT count(*) FROM entry WHERE idx IS NOT NULL"
                   " AND NOT EXISTS (SELECT 1 FROM disclosure WHERE disclosure.entry = entry.hash)"
                   " AND NOT EXISTS (SELECT 1 FROM unopened WHERE unopened.entry = entry.hash)")
          .value_or(0));
}

std::optional<RecordId> Vault::referral_of(const ClientCode& voucher) const {
  Statement row = parts_->db.statement("SELECT root FROM voucher WHERE number = ?1 ORDER BY root LIMIT 1");
  row.bind_all(voucher.bits);
  if (!row.step()) return std::nullopt;
  return row.fixed<RecordId>(0);
}

std::vector<domain::History> Vault::recent(std::size_t limit) const {
  Statement select = parts_->db.statement("SELECT root FROM version GROUP BY root ORDER BY max(place) DESC LIMIT ?1");
  select.bind_all(limit);
  std::vector<domain::History> out;
  for (const RecordId& root : roots_in(std::move(select))) out.push_back(vault::load_history(*parts_, root));
  return out;
}

}  // namespace tacit

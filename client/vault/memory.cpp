#include "client/vault/memory.hpp"

namespace tacit::vault {
namespace {

std::uint64_t unsigned_of(const Statement& row, int column) { return static_cast<std::uint64_t>(row.integer(column)); }

template <class F>
F setting_of(Database& db, std::string_view name) {
  const auto bytes = read_setting(db, name);
  if (!bytes || bytes->size() != F::kSize) return F{};
  return F::from(*bytes);
}

Scope scope_of(std::string_view text) {
  const auto scope = parse_scope(text);
  if (!scope) throw StorageFailure(Code::storage_damaged, "a scope in the vault is damaged", 0);
  return *scope;
}

sync::Draft draft_of(const Statement& row) {
  sync::Draft draft{.rid = row.fixed<RecordId>(0),
                    .record = draft_record(row, 1),
                    .team_scopes = {},
                    .audit_face = row.integer(5) != 0};
  for (const auto& scope : read_texts(row.text(4))) draft.team_scopes.push_back(scope_of(scope));
  for (const auto& grant : read_texts(row.text(6))) draft.grants.push_back(scope_of(grant));
  return draft;
}

std::vector<Bytes> copies_of(Database& db, const Hash& entry) {
  std::vector<Bytes> copies;
  Statement row = db.statement("SELECT copy FROM outgoing WHERE entry = ?1 ORDER BY position");
  row.bind_all(entry);
  while (row.step()) copies.push_back(to_bytes(row.blob(0)));
  return copies;
}

}  // namespace

VaultMemory::VaultMemory(const Vault::Parts& parts, const Vault::Identity& identity)
    : parts_(parts),
      signing_key_(SigningKey::from_seed(identity.sign_seed)),
      box_key_(BoxKeyPair::from_seed(identity.box_seed)) {
  load_keys();
}

void VaultMemory::load_keys() {
  Statement seed = parts_.db.statement("SELECT scope, n, seed FROM epoch_seed");
  while (seed.step())
    seeds_.try_emplace({scope_of(seed.text(0)), unsigned_of(seed, 1)}, EpochSeed::copy_from(seed.blob(2)));
  Statement secret = parts_.db.statement("SELECT name, secret FROM org_secret");
  while (secret.step()) secrets_.try_emplace(std::string(secret.text(0)), OrgSecret::copy_from(secret.blob(1)));
}

OrgId VaultMemory::org() const { return setting_of<OrgId>(parts_.db, "org"); }

std::optional<sync::Pin> VaultMemory::pin() const {
  const auto seq = read_number(parts_.db, "pinned_seq");
  if (!seq) return std::nullopt;
  return sync::Pin{static_cast<std::uint64_t>(*seq), setting_of<Hash>(parts_.db, "pinned_hash")};
}

const Roster* VaultMemory::roster() const { return parts_.roster ? &*parts_.roster : nullptr; }

std::vector<sync::PlacedLink> VaultMemory::links() const {
  std::vector<sync::PlacedLink> links;
  Statement row = parts_.db.statement("SELECT idx, jws FROM link ORDER BY seq");
  while (row.step()) links.push_back({unsigned_of(row, 0), std::string(row.text(1))});
  return links;
}

const EpochSeed* VaultMemory::seed(const Scope& scope, std::uint64_t n) const {
  const auto found = seeds_.find({scope, n});
  return found == seeds_.end() ? nullptr : &found->second;
}

const OrgSecret* VaultMemory::secret(std::string_view name) const {
  const auto found = secrets_.find(name);
  return found == secrets_.end() ? nullptr : &found->second;
}

std::optional<sync::PackText> VaultMemory::pack() const {
  const auto generation = read_number(parts_.db, "pack_generation");
  const auto text = read_setting(parts_.db, "pack");
  if (!generation || !text) return std::nullopt;
  return sync::PackText{static_cast<std::uint64_t>(*generation), std::string(as_text(*text))};
}

const Pack* VaultMemory::programme() const { return parts_.pack ? &*parts_.pack : nullptr; }

std::optional<Bytes> VaultMemory::blob(const Hash& hash) const {
  Statement row = parts_.db.statement("SELECT bytes FROM blob WHERE hash = ?1");
  row.bind_all(hash);
  if (!row.step()) return std::nullopt;
  return to_bytes(row.blob(0));
}

std::uint64_t VaultMemory::wraps_from() const {
  return static_cast<std::uint64_t>(read_number(parts_.db, "wraps_from").value_or(0));
}

std::optional<Checkpoint> VaultMemory::checkpoint() const {
  const auto text = read_setting(parts_.db, "checkpoint");
  if (!text) return std::nullopt;
  const auto checkpoint = parse_checkpoint_text(as_text(*text));
  if (!checkpoint) throw StorageFailure(Code::storage_damaged, "the remembered checkpoint is damaged", 0);
  return *checkpoint;
}

std::vector<sync::Claim> VaultMemory::claims() const {
  std::vector<sync::Claim> claims;
  // Rows without a source were made by older programs for what a page showed; a page is proven at once now.
  Statement row = parts_.db.statement("SELECT source, size, root FROM claim WHERE source IS NOT NULL ORDER BY id");
  while (row.step()) claims.push_back({row.fixed<DeviceId>(0), unsigned_of(row, 1), row.fixed<Hash>(2)});
  return claims;
}

sync::OwnChain VaultMemory::own_chain() const {
  sync::OwnChain chain{.seq = static_cast<std::uint64_t>(read_number(parts_.db, "own_seq").value_or(0)),
                       .head = setting_of<Hash>(parts_.db, "own_head"),
                       .counts = {}};
  Statement row = parts_.db.statement("SELECT scope, n FROM own_count");
  while (row.step()) chain.counts.push_back({scope_of(row.text(0)), unsigned_of(row, 1)});
  std::sort(chain.counts.begin(), chain.counts.end(), [](const auto& a, const auto& b) { return a.scope < b.scope; });
  return chain;
}

std::optional<sync::Sent> VaultMemory::last_sent() const {
  Statement row = parts_.db.statement(
      "SELECT seq, hash, idx FROM entry WHERE dev = ?1 AND idx IS NOT NULL ORDER BY seq DESC LIMIT 1");
  row.bind_all(signing_key_.device_id());
  if (!row.step()) return std::nullopt;
  return sync::Sent{unsigned_of(row, 0), row.fixed<Hash>(1), unsigned_of(row, 2)};
}

std::vector<sync::Sealed> VaultMemory::unacknowledged(std::size_t limit) const {
  std::vector<sync::Sealed> out;
  Statement row = parts_.db.statement(
      "SELECT d.rid, e.seq, e.hash, e.jws FROM entry e INDEXED BY entry_unsent JOIN draft d ON d.entry = e.hash"
      " WHERE e.idx IS NULL ORDER BY e.seq LIMIT ?1");
  row.bind_all(limit);
  while (row.step())
    out.push_back({row.fixed<RecordId>(0), unsigned_of(row, 1), row.fixed<Hash>(2), std::string(row.text(3)), {}});
  for (auto& sealed : out) sealed.copies = copies_of(parts_.db, sealed.hash);
  return out;
}

std::vector<sync::Draft> VaultMemory::drafts(std::size_t skip, std::size_t limit) const {
  std::vector<sync::Draft> out;
  Statement row = parts_.db.statement(
      "SELECT rid, kind, kind_version, body, scopes, audit_face, grants FROM draft WHERE entry IS NULL"
      " ORDER BY id LIMIT ?1 OFFSET ?2");
  row.bind_all(limit, skip);
  while (row.step()) out.push_back(draft_of(row));
  return out;
}

std::optional<sync::Draft> VaultMemory::draft(const RecordId& rid) const {
  Statement row = parts_.db.statement(
      "SELECT rid, kind, kind_version, body, scopes, audit_face, grants FROM draft"
      " WHERE rid = ?1 AND entry IS NULL");
  row.bind_all(rid);
  if (!row.step()) return std::nullopt;
  return draft_of(row);
}

std::optional<Hash> VaultMemory::own_entry_of(const RecordId& rid) const {
  Statement row = parts_.db.statement(
      "SELECT entry FROM version WHERE rid = ?1 AND dev = ?2 AND entry IS NOT NULL ORDER BY place LIMIT 1");
  row.bind_all(rid, signing_key_.device_id());
  if (!row.step()) return std::nullopt;
  return row.fixed<Hash>(0);
}

std::uint64_t VaultMemory::cursor(const Scope& scope) const {
  return static_cast<std::uint64_t>(
      parts_.db.integer("SELECT idx FROM cursor WHERE scope = ?1", to_text(scope)).value_or(0));
}

std::optional<sync::Seen> VaultMemory::seen(const DeviceId& dev, const Scope& scope) const {
  Statement row = parts_.db.statement("SELECT n, seq, hash FROM seen WHERE dev = ?1 AND scope = ?2");
  row.bind_all(dev, to_text(scope));
  if (!row.step()) return std::nullopt;
  return sync::Seen{unsigned_of(row, 0), unsigned_of(row, 1), row.fixed<Hash>(2)};
}

std::optional<Hash> VaultMemory::entry_at(const DeviceId& dev, std::uint64_t seq) const {
  Statement row = parts_.db.statement("SELECT hash FROM entry WHERE dev = ?1 AND seq = ?2");
  row.bind_all(dev, seq);
  if (!row.step()) return std::nullopt;
  return row.fixed<Hash>(0);
}

std::vector<sync::Unopened> VaultMemory::unopened(const Scope& scope, std::uint64_t epoch, std::uint64_t after,
                                                  std::size_t limit) const {
  std::vector<sync::Unopened> out;
  Statement row = parts_.db.statement(
      "SELECT u.idx, e.jws, u.copy FROM unopened u JOIN entry e ON e.hash = u.entry"
      " WHERE u.scope = ?1 AND u.epoch = ?2 AND u.idx > ?3 ORDER BY u.idx LIMIT ?4");
  row.bind_all(to_text(scope), epoch, after, limit);
  while (row.step()) out.push_back({unsigned_of(row, 0), std::string(row.text(1)), to_bytes(row.blob(2))});
  return out;
}

std::uint64_t VaultMemory::unopened_count() const {
  return static_cast<std::uint64_t>(parts_.db.integer("SELECT count(*) FROM unopened").value_or(0));
}

std::vector<Code> VaultMemory::alarms() const {
  std::vector<Code> out;
  Statement row = parts_.db.statement("SELECT code FROM alarm WHERE settled IS NULL ORDER BY id");
  while (row.step())
    if (const auto code = code_named(row.text(0))) out.push_back(*code);
  return out;
}

}  // namespace tacit::vault

namespace tacit {

Result<const sync::Memory*> Vault::memory() const {
  if (!parts_->memory) {
    TRY(const Identity who, identity());
    if (!who.org) return fail(Code::not_ready, "this device belongs to no organisation yet");
    parts_->memory = std::make_unique<vault::VaultMemory>(*parts_, who);
  }
  return parts_->memory.get();
}

}  // namespace tacit

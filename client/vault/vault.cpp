#include "client/vault/vault.hpp"

#include "client/vault/embedded.hpp"
#include "client/vault/memory.hpp"
#include "client/vault/parts.hpp"
#include "common/storage/migrations.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/slots.hpp"

namespace tacit {
namespace {

constexpr std::int32_t kApplicationId = 0x54435631;  // "TCV1"

constexpr int kPageCacheKib = 64 * 1024;

}  // namespace

namespace vault {

std::filesystem::path header_in(const std::filesystem::path& folder) { return folder / "vault.header"; }
std::filesystem::path database_in(const std::filesystem::path& folder) { return folder / "vault.db"; }

Result<FileLock> lock_folder(const std::filesystem::path& folder) {
  auto lock = FileLock::acquire(folder / "vault.lock");
  if (!lock) return fail(lock.error().code, "another tacit has this vault open: close it first");
  return lock;
}

void remove_unnamed_database(const std::filesystem::path& folder) {
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(database_in(folder).string() + suffix);
}

Result<Database> open_database(const std::filesystem::path& path, const DatabaseKey& key, OpenMode mode) {
  auto db = Database::open(path, key.expose(Expose()), mode);
  // Whole fact tables are counted, and a page that is not cached has to be decrypted first.
  if (db) db->set_page_cache_kib(kPageCacheKib);
  // The slot gave the right key, so a database it does not open is a damaged one.
  if (!db && db.error().code == Code::decryption_failed)
    return fail(Code::storage_damaged, "the vault's database is damaged: restore a backup");
  return db;
}

Result<bool> prepare_schema(Database& db) {
  std::vector<Migration> steps;
  for (const auto& [name, text] : embedded::vault_migrations())
    steps.push_back({static_cast<int>(steps.size()) + 1, text});
  CHECK(migrate(db, steps, kApplicationId));
  return read_number(db, "projection_version") != kProjectionVersion;
}

Result<void> load_state(Vault::Parts& parts) {
  parts.roster.reset();
  parts.pack.reset();
  Statement row = parts.db.statement("SELECT jws, idx FROM link ORDER BY seq");
  while (row.step()) {
    const auto index = static_cast<std::uint64_t>(row.integer(1));
    if (!parts.roster) {
      TRY(Roster founded, Roster::found(row.text(0), index));
      parts.roster = std::move(founded);
    } else {
      CHECK(parts.roster->append(row.text(0), index));
    }
  }
  if (const auto text = read_setting(parts.db, "pack")) {
    TRY(parts.pack, read_pack(as_text(*text)));
  }
  return {};
}

}  // namespace vault

Vault::Parts::Parts(std::filesystem::path folder_in, FileLock lock_in, DatabaseKey key_in, Database db_in)
    : folder(std::move(folder_in)), lock(std::move(lock_in)), key(std::move(key_in)), db(std::move(db_in)) {}
Vault::Parts::~Parts() = default;

Vault::Vault(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Vault::Vault(Vault&&) noexcept = default;
Vault& Vault::operator=(Vault&&) noexcept = default;
Vault::~Vault() = default;
Vault::Parts& Vault::parts() { return *parts_; }
const Roster* Vault::roster() const { return parts_->roster ? &*parts_->roster : nullptr; }
std::optional<Pack> Vault::pack() const { return parts_->pack; }

Result<Vault> Vault::create(const std::filesystem::path& folder, const SecretText& passphrase, Argon2Cost cost) {
  create_private_directory(folder);
  TRY(FileLock lock, vault::lock_folder(folder));
  if (std::filesystem::exists(vault::header_in(folder)))
    return fail(Code::already_done, "there is a vault in this folder already");
  vault::remove_unnamed_database(folder);
  const VaultKey key = VaultKey::random();
  TRY(const VaultSlots slots, VaultSlots::create(key, passphrase, cost, kVaultSlotCount));
  DatabaseKey raw = vault_database_key(key);
  TRY(Database db, vault::open_database(vault::database_in(folder), raw, OpenMode::create));
  CHECK(vault::prepare_schema(db));
  Vault vault(std::make_unique<Parts>(folder, std::move(lock), std::move(raw), std::move(db)));
  CHECK(vault.rebuild());
  write_file_durably(vault::header_in(folder), encode_vault_header(slots));
  return vault;
}

Result<Vault> Vault::open(const std::filesystem::path& folder, const SecretText& passphrase) {
  if (!std::filesystem::exists(vault::header_in(folder)))
    return fail(Code::not_found, "there is no vault in this folder");
  TRY(FileLock lock, vault::lock_folder(folder));
  auto header = read_file(vault::header_in(folder), kVaultHeaderSize);
  if (!header) return fail(Code::storage_damaged, "the vault's header is damaged: restore a backup");
  TRY(const VaultSlots slots, decode_vault_header(*header));
  TRY(const auto opened, slots.open(passphrase));
  DatabaseKey raw = vault_database_key(opened.key);
  TRY(Database db, vault::open_database(vault::database_in(folder), raw, OpenMode::existing));
  TRY(const bool outdated_projections, vault::prepare_schema(db));
  Vault vault(std::make_unique<Parts>(folder, std::move(lock), std::move(raw), std::move(db)));
  CHECK(vault::load_state(*vault.parts_));
  if (outdated_projections) CHECK(vault.rebuild());
  return vault;
}

Result<void> Vault::change_passphrase(const SecretText& old_one, const SecretText& new_one, Argon2Cost cost) {
  TRY(const Bytes header, read_file(vault::header_in(parts_->folder), kVaultHeaderSize));
  TRY(const VaultSlots slots, decode_vault_header(header));
  TRY(const auto opened, slots.open(old_one));
  // A new table: the cost and the salt are shared by all slots, and the other ones are not in use yet.
  TRY(const VaultSlots renewed, VaultSlots::create(opened.key, new_one, cost, kVaultSlotCount));
  write_file_durably(vault::header_in(parts_->folder), encode_vault_header(renewed));
  return {};
}

}  // namespace tacit

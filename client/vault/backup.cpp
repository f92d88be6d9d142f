#include <unistd.h>

#include "client/vault/parts.hpp"
#include "common/files/stretch.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/slots.hpp"

// A backup is one file: the database, and behind it the header that leads to its key. That way round the copy that
// SQLite made grows by a few bytes and is not written a second time.
namespace tacit {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLastBackup = "last_backup";
constexpr Literal kDamaged = "this backup is damaged or cut short, or it is none: use another one";

// Names that disappear whatever happens: what an interrupted backup left, and what this one leaves if it fails.
class Leftovers {
 public:
  explicit Leftovers(const fs::path& part) : part_(part) { remove(); }
  Leftovers(const Leftovers&) = delete;
  Leftovers& operator=(const Leftovers&) = delete;
  ~Leftovers() { remove(); }

 private:
  void remove() const {
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(part_.string() + suffix, ignored);
  }
  const fs::path part_;
};

Result<void> expect_room(const fs::path& file) {
  std::error_code ignored;
  if (fs::exists(file, ignored))
    return fail(Code::already_done, "there is something under that name already: choose another");
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, ignored)) return fail(Code::not_found, "there is no such folder");
  if (::access(folder.c_str(), W_OK) != 0) return fail(Code::not_allowed, "no file can be made there");
  return {};
}

// Opened as a restore would, every page read.
Result<void> check_copy(const fs::path& copy, const DatabaseKey& key) {
  TRY(Database db, vault::open_database(copy, key, OpenMode::existing));
  return db.check_integrity();
}

bool has_vault(const fs::path& folder) { return fs::exists(vault::header_in(folder)); }

// Everything but the name that makes it a vault.
Result<void> place_database(const fs::path& folder, const fs::path& file, std::uint64_t size, const VaultKey& key) {
  const fs::path database = vault::database_in(folder);
  vault::remove_unnamed_database(folder);
  CHECK(copy_start(file, database, size));
  sync_directory(folder);
  TRY(Database db, vault::open_database(database, vault_database_key(key), OpenMode::existing));
  CHECK(db.check_integrity());
  CHECK(vault::prepare_schema(db));
  return db.checkpoint_truncate();
}

}  // namespace

Result<void> Vault::back_up(const fs::path& file, Day today) {
  CHECK(expect_room(file));
  TRY(const Bytes header, read_file(vault::header_in(parts_->folder), kVaultHeaderSize));
  CHECK(decode_vault_header(header));
  const fs::path part = fs::path(file).concat(".part");
  const Leftovers leftovers(part);
  CHECK(parts_->db.back_up(part, parts_->key.expose(Expose())));
  CHECK(check_copy(part, parts_->key));
  append_and_flush(part, header);
  CHECK(name_durably(part, file));
  vault::write_number(parts_->db, kLastBackup, today.since_epoch);
  return {};
}

Result<void> Vault::restore(const fs::path& folder, const fs::path& file, const SecretText& passphrase) {
  constexpr Literal kTaken = "there is a vault in this folder already: a backup is restored into an empty one";
  if (has_vault(folder)) return fail(Code::already_done, kTaken);
  auto end = read_file_end(file, kVaultHeaderSize);
  if (!end && end.error().code == Code::malformed) return fail(Code::storage_damaged, kDamaged);
  if (!end) return fail(end.error());
  const auto slots = decode_vault_header(end->bytes);
  if (!slots)
    return fail(slots.error().code, slots.error().code == Code::storage_damaged ? kDamaged : slots.error().text);
  TRY(const auto opened, slots->open(passphrase));
  create_private_directory(folder);
  TRY(const FileLock lock, vault::lock_folder(folder));
  if (has_vault(folder)) return fail(Code::already_done, kTaken);
  if (const auto placed = place_database(folder, file, end->before, opened.key); !placed) {
    vault::remove_unnamed_database(folder);
    const Error& error = placed.error();
    return error.code == Code::storage_damaged || error.code == Code::malformed ? fail(Code::storage_damaged, kDamaged)
                                                                                : fail(error);
  }
  write_file_durably(vault::header_in(folder), end->bytes);
  return {};
}

std::optional<Day> Vault::last_backup() const {
  const auto day = vault::read_number(parts_->db, kLastBackup);
  if (!day) return std::nullopt;
  return Day{static_cast<std::int32_t>(*day)};
}

}  // namespace tacit

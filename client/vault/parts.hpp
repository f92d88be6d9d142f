#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "client/sync/faces.hpp"
#include "client/vault/vault.hpp"
#include "common/base/json.hpp"
#include "common/files/file.hpp"
#include "common/storage/database.hpp"
#include "common/storage/transaction.hpp"
#include "crypto/encoding.hpp"

// Private to client/vault: what an open vault holds, and the pieces its files share.
namespace tacit {

namespace vault {
class VaultMemory;
}

struct Vault::Parts {
  Parts(std::filesystem::path folder_in, FileLock lock_in, DatabaseKey key_in, Database db_in);
  ~Parts();

  std::filesystem::path folder;
  FileLock lock;
  DatabaseKey key;      // a backup has the same
  mutable Database db;  // reading borrows cached statements
  std::optional<Roster> roster;
  std::optional<Pack> pack;
  std::unique_ptr<vault::VaultMemory> memory;  // made on demand, once there is an identity
};

namespace vault {

// Settings: single values by name.
std::optional<Bytes> read_setting(Database& db, std::string_view name);
void write_setting(Database& db, std::string_view name, ByteView value);
std::optional<std::int64_t> read_number(Database& db, std::string_view name);
void write_number(Database& db, std::string_view name, std::int64_t value);

constexpr std::int64_t kProjectionVersion = 9;
// Brings the schema up to date; true when the projections are of another version and have to be made again.
Result<bool> prepare_schema(Database& db);
// Drops all projections and makes them again, together with the number of their version, in one transaction.
void remake_projections(Vault::Parts& parts);
std::vector<std::string> read_texts(std::string_view json_list);
std::string write_texts(const std::vector<std::string>& texts);
// The record of a draft row: kind, kind_version, body in the columns from `first` on.
record::Record draft_record(const Statement& row, int first);
// Reads roster and pack into memory.
Result<void> load_state(Vault::Parts& parts);
// The words of a person that a search looks through, folded.
std::string sought_words(const Personal<std::string>& name, const Personal<std::string>& nickname,
                         const Personal<std::string>& phone, const Personal<std::string>& note,
                         const Personal<std::string>& other_codes = {});
// Those that are not blank.
std::vector<std::string> lines_of(const std::string& text);
// Inside the caller's transaction.
void write_identifiers(Database& db, const Vault::Person& person);

// The two files of a vault.
std::filesystem::path header_in(const std::filesystem::path& folder);
std::filesystem::path database_in(const std::filesystem::path& folder);
Result<FileLock> lock_folder(const std::filesystem::path& folder);
// Not a vault without its header, so what lies there is what an interrupted command left.
void remove_unnamed_database(const std::filesystem::path& folder);
// storage_damaged if the key, which a slot gave, does not open it.
Result<Database> open_database(const std::filesystem::path& path, const DatabaseKey& key, OpenMode mode);

void insert_imported(Database& db, const std::vector<Vault::Imported>& rows);

// ---- versions: what is known of each record (versions.cpp)
// ------------------------------------------------------------

// What the log does not have yet comes after all that it has, in the order in which the drafts were made.
constexpr std::int64_t kUnsentPlace = std::int64_t{1} << 62;

// An entry taken apart, as far as it is open.
struct EntryContent {
  std::optional<record::Record> team;
  std::optional<audit::Record> audit;
  std::vector<std::string> scopes;    // of the team face
  bool to_auditors = false;           // domain/versions.hpp
  std::vector<std::string> grants;    // domain/versions.hpp
  std::vector<std::string> staff_of;  // in which the signer was staff
  bool opaque = false;                // domain/versions.hpp
};
using FreshEntries = std::unordered_map<Hash, EntryContent>;

struct VersionRow {
  RecordId root, rid;
  std::optional<Hash> entry;
  std::int64_t place;
  DeviceId dev;
  std::optional<ClientId> client;
};

std::vector<std::string> team_scopes_of(const Entry& entry);
bool is_to_auditors(const Entry& entry);
std::vector<std::string> grants_of(const Entry& entry);  // texts of the scopes
// The scopes in which somebody of this role is staff.
std::vector<std::string> staff_scopes(Role role, const std::set<TeamId>& teams);
std::vector<std::string> own_staff_scopes(const Vault::Parts& parts);
// The record an entry or draft is about; the team face decides if it is known.
RecordId root_of(const RecordId& rid, const std::optional<record::Record>& team,
                 const std::optional<audit::Record>& audit);
std::optional<ClientId> client_of(const record::Record& record);
void insert_version(Database& db, const VersionRow& row);
EntryContent read_content(Database& db, const Hash& entry);
domain::History load_history(const Vault::Parts& parts, const RecordId& root, const FreshEntries& fresh = {});

// ---- projections: rows made from versions, inside the caller's transaction (projections.cpp)
// -----------------------------

// Collects which records were touched, and settles each of them once.
class Projections {
 public:
  // `fresh`: as for sync::Faces.
  explicit Projections(Vault::Parts& parts, std::span<const sync::HeldSecret> fresh = {})
      : parts_(parts), fresh_secrets_(fresh) {}
  void touch(const RecordId& root) { touched_.insert(root); }
  // What an entry holds, to spare reading it again.
  void remember(const Hash& entry, EntryContent content) { fresh_.insert_or_assign(entry, std::move(content)); }
  void forget(const Hash& entry) { fresh_.erase(entry); }
  void settle();

 private:
  void refresh(const RecordId& root);
  void judge(domain::History& history);

  Vault::Parts& parts_;
  std::set<RecordId> touched_;
  bool links_changed_ = false, closings_changed_ = false;
  FreshEntries fresh_;
  const std::span<const sync::HeldSecret> fresh_secrets_;
  std::optional<sync::Faces> faces_;
};

// ---- unsent drafts, inside the caller's transaction (drafts.cpp)
// ---------------------------------------------------------------

void rewrite_draft(Database& db, const RecordId& rid, const record::Record& record);
void remove_draft(Database& db, const RecordId& rid);

// What is signed anew becomes another entry, so a correction or void that waits and names the entry before would name
// nothing. It is carried out on the draft instead, as if that had never been signed.
class UnsealedChanges {
 public:
  struct Change {
    RecordId rid;
    record::Record record;  // Correct or Void
    Hash names;             // the entry that it replaces
  };
  UnsealedChanges(Database& db, Projections& projections) : db_(db), projections_(projections) {}
  void note(const Hash& entry, const RecordId& rid) { rids_.insert_or_assign(entry, rid); }
  // Once all that was unsealed is noted and a draft again.
  void carry_out();

 private:
  bool fold(Change& change);

  Database& db_;
  Projections& projections_;
  std::map<Hash, RecordId> rids_;
};

// Throws all projections away and makes them again.
void rebuild_projections(Vault::Parts& parts, std::span<const sync::HeldSecret> fresh = {});

// Case, ё/е, accents and script folded (ICU), so that both sides of a search are compared in one form.
std::string fold(std::string_view utf8);
std::string digits_of(std::string_view text);

}  // namespace vault
}  // namespace tacit

#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/domain/facts.hpp"
#include "client/domain/figures.hpp"
#include "client/domain/follow_up.hpp"
#include "client/domain/versions.hpp"
#include "common/base/personal.hpp"
#include "crypto/passphrase.hpp"
#include "crypto/secret.hpp"
#include "schema/audit_record.hpp"
#include "schema/entry.hpp"
#include "schema/pack.hpp"
#include "schema/record.hpp"
#include "schema/roster.hpp"

namespace tacit {

class Database;
namespace sync {
class Memory;
struct Effects;
}  // namespace sync

// One device's own store (protocol §9): names, keys, drafts, everything received and opened, and the fact tables that
// reports and search run on. One writer: the folder is locked while open. Not thread-safe.
// Saved means fsynced: every method that changes something is one transaction and has committed when it returns.
class Vault {
 public:
  // already_done if there is a vault; the cost is set by main alone.
  static Result<Vault> create(const std::filesystem::path& folder, const SecretText& passphrase, Argon2Cost cost);
  // wrong_passphrase | storage_damaged (structure of the header or database) | busy (open elsewhere) | not_found
  static Result<Vault> open(const std::filesystem::path& folder, const SecretText& passphrase);
  Result<void> change_passphrase(const SecretText& old_one, const SecretText& new_one, Argon2Cost cost);

  Vault(Vault&&) noexcept;
  Vault& operator=(Vault&&) noexcept;
  ~Vault();

  // ---- who this device is ----------------------------------------------------------------------------------------
  struct Identity {
    SigningSeed sign_seed;
    BoxSeed box_seed;
    DeviceId dev;
    std::string url;             // of the server
    std::vector<Hash> tls_pins;  // until the roster names them
    std::optional<OrgId> org;
    // What an invitation pinned; a roster without it is refused (alarm-roster-withheld).
    std::optional<std::uint64_t> pinned_seq;
    std::optional<Hash> pinned_hash;
  };
  // What founding needs until it is finished, so that an interrupted one goes on instead of beginning anew: the signed
  // genesis, and the recovery seed until its sheets were printed.
  struct Founding {
    std::string genesis;
    RecoverySeed recovery;
  };
  Result<void> set_identity(const Identity& identity, const Founding* founding = nullptr);
  std::optional<Founding> founding() const;
  Result<void> forget_founding();
  Result<Identity> identity() const;  // not_ready before found or join

  // A team that this steward asked for and that may not be in the roster yet, so that whoever asks again for the name
  // gets this one.
  struct TeamWish {
    std::string name;
    TeamId team;
    bool join = false;
  };
  Result<void> keep_team_wish(const TeamWish& wish);
  std::optional<TeamWish> team_wish(std::string_view name) const;
  Result<void> forget_team_wish(std::string_view name);

  // A steward's open invitations; needed to check joins and to admit with the promised role.
  struct OpenInvitation {
    InvitationId inv;
    InvitationSecret secret;
    Role role;
    std::vector<TeamId> teams;
    Day expires;
    std::string name;  // label for the device to be
  };
  Result<void> add_invitation(const OpenInvitation& invitation);
  std::vector<OpenInvitation> invitations() const;

  // ---- roster, log, keys: written by sync only (client/sync/effects.hpp), read by everyone ------------------------
  const Roster* roster() const;      // null before the first sync
  std::optional<Pack> pack() const;  // newest one this device could open
  Result<Pseudonym> pseudonym(const ClientId& client, std::string_view quarter) const;  // not_ready: sync first
  struct LogState {
    std::uint64_t size = 0;
    Hash root{};
    std::uint64_t generation = 0;
  };
  LogState log_state() const;                                                    // zero before the first sync
  std::string label(record::Label::Subject subject, std::string_view id) const;  // empty if there is none

  // ---- people: never leave this file ------------------------------------------------------------------------------
  struct Person {
    ClientId client;
    ClientCode code;
    Personal<std::string> name, nickname, phone, note;
    record::Attributes attributes;
    bool has_identifiers = false;  // false for clients known from colleagues' records only
  };
  // By any part of name, nickname, phone (digits), private note, or by code; folded with ICU (case, ё/е,
  // Cyrillic/Latin look-alikes). At most `limit`, best first.
  std::vector<Person> find_people(const Personal<std::string>& words, std::size_t limit) const;
  std::optional<Person> person(const ClientId& client) const;
  std::optional<Person> person_by_code(const ClientCode& code) const;
  ClientId canonical(const ClientId& client) const;  // after links
  // Whether a word of at least three letters in it is the name or nickname of somebody here.
  bool names_somebody(std::string_view text) const;
  // The quarters ("2021Q1") in which both were met: only there do both pseudonyms occur.
  std::vector<std::string> quarters_in_common(const ClientId& one, const ClientId& other) const;

  // ---- records -----------------------------------------------------------------------------------------------------
  struct NewRecord {
    RecordId rid;  // from new_record_id
    record::Record record;
    std::vector<Scope> team_scopes;  // where the team face goes: teams, or org for labels; empty for a statement
    bool audit_face;                 // whether it has one (the pack and kind decide)
  };
  // Of this device, and of no record that is here. not_ready before an identity is set.
  Result<RecordId> new_record_id() const;
  // One transaction: the drafts, their facts, and (for registrations) the people's identifiers.
  Result<void> save(const std::vector<NewRecord>& records, const Person* person = nullptr);
  Result<void> save(const std::vector<NewRecord>& records, const std::vector<Person>& people);
  // Unsent drafts may be edited or dropped; a sealed or sent one is `already_done`: use correct or void.
  Result<void> edit_draft(const RecordId& rid, const record::Record& record);
  Result<void> drop_draft(const RecordId& rid);
  std::uint64_t unsent() const;

  // Everything known of one record: all versions, effective or competing, drafts included (domain/versions.hpp).
  std::optional<domain::History> history(const RecordId& root) const;
  std::vector<domain::History> histories_of(const ClientId& client) const;
  std::vector<domain::History> recent(std::size_t limit) const;  // newest first
  // Those of which the version that counts, a void too, is so; newest first. Not for FaceMatch::matches.
  std::vector<domain::History> whose_faces(domain::FaceMatch wanted) const;
  // Entries of which this device should have a face and has none: withheld, or not what their entry says.
  std::uint64_t contents_missing() const;
  // An entry that is here, as it was signed, and the disclosures of it that this device opened, the team face first.
  struct Opened {
    std::string jws;
    std::vector<std::string> opened;
  };
  Opened disclosures_of(const Hash& entry) const;
  std::optional<RecordId> delivery_of(const LotId& lot) const;           // the record by which a lot came into a store
  std::optional<RecordId> referral_of(const ClientCode& voucher) const;  // by the number of its voucher alone

  // ---- figures -----------------------------------------------------------------------------------------------------
  // Runs one aggregate over the fact table (domain/figures.hpp).
  std::vector<domain::Row> run(const domain::Query& query) const;
  // The value of the last statement, in the order of the log, that covers exactly this period.
  std::optional<std::int64_t> newest_statement(std::string_view indicator, const Period& period) const;
  // Throws all facts away and makes them again from the signed objects and opened disclosures.
  Result<void> rebuild();

  // ---- follow-ups --------------------------------------------------------------------------------------------------
  // Client after client, of the team faces that this device opened; linked clients are one
  // (client/domain/follow_up.hpp).
  void each_clients_deeds(
      const std::function<void(const ClientId& client, const std::vector<domain::Deed>& deeds)>& take) const;
  // Hidden until a day, on this device alone, as long as it has the same start.
  struct PutOff {
    ClientId client;  // canonical
    std::string key;
    Day started, until;
    Personal<std::string> reason;
  };
  void put_off(const PutOff& one, Day today);
  std::optional<PutOff> put_off(const ClientId& client, std::string_view key) const;

  // ---- alarms ------------------------------------------------------------------------------------------------------
  // Stands until somebody looked into it and settled it. The same misbehaviour afterwards is an alarm of its own.
  struct Alarm {
    struct Settled {
      Day day;
      Personal<std::string> reason;
    };
    std::int64_t id;
    Code code;
    std::optional<std::uint64_t> index;  // leaf, if it is about one
    Day day;                             // first raised
    Day last;                            // raised again while it stood
    std::optional<Settled> settled;
  };
  enum class Alarms { standing, all };
  std::vector<Alarm> alarms(Alarms which = Alarms::standing) const;  // oldest first
  // not_found | already_done
  Result<void> settle_alarm(std::int64_t id, const Alarm::Settled& settled);

  // ---- for sync ----------------------------------------------------------------------------------------------------
  // What the machine sees; good as long as the vault, always up to date. not_ready before an identity is set.
  Result<const sync::Memory*> memory() const;
  // One transaction, in the order of the members; idempotent (client/sync/effects.hpp). Errors are those of data that
  // does not fit what is here (a roster link that does not append, a sealed entry that is out of order): nothing
  // changed.
  Result<void> apply(const sync::Effects& effects);

  // For client/vault's own parts.
  struct Parts;
  Parts& parts();

 private:
  explicit Vault(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace tacit

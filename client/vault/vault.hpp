#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "client/domain/facts.hpp"
#include "client/domain/figures.hpp"
#include "client/domain/follow_up.hpp"
#include "client/domain/ledger.hpp"
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

  // One file, 0600, that holds everything as it is now and opens with today's passphrase: the database and behind it
  // the header (protocol §11). It was opened and every page of it read before it gets its name, whole and flushed, or
  // there is none. The day is remembered. already_done (the name) | not_found, not_allowed (its folder).
  Result<void> back_up(const std::filesystem::path& file, Day today);
  // Makes a vault from a backup. Nothing is a vault in the folder before all of it was checked; after a failure or a
  // crash it can be repeated. already_done (there is a vault) | busy | not_found | wrong_passphrase | storage_damaged
  // (damaged, cut short, or no backup) | update_needed.
  // It knows nothing that happened since the backup until its next sync (protocol §4, Restored vault).
  static Result<void> restore(const std::filesystem::path& folder, const std::filesystem::path& file,
                              const SecretText& passphrase);
  std::optional<Day> last_backup() const;

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

  // What somebody chose on this device, such as a language; empty if nothing. Nobody else hears of it.
  void keep_choice(std::string_view name, std::string_view value);
  std::string choice(std::string_view name) const;

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
    std::string name;                 // label for the device to be
    std::vector<TeamId> grants = {};  // of an auditor who is to read those alone
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
    bool has_identifiers = false;            // false for clients known from colleagues' records only
    Personal<std::string> other_codes = {};  // of earlier systems, one a line
  };
  // By any part of name, nickname, phone (digits), private note or another code, or by code; folded with ICU (case,
  // ё/е, Cyrillic/Latin look-alikes). At most `limit`, best first.
  std::vector<Person> find_people(const Personal<std::string>& words, std::size_t limit) const;
  std::optional<Person> person(const ClientId& client) const;
  std::optional<Person> person_by_code(const ClientCode& code) const;
  ClientId canonical(const ClientId& client) const;  // after links
  // Everybody with identifiers whose registration is here, by code.
  std::vector<Person> people_with_identifiers() const;
  bool has_identifiers() const;  // of anybody at all
  // What is kept of a client whose registration need not be here; if it is not, code and attributes mean nothing.
  Person identifiers_of(const ClientId& client) const;
  // Texts of the scopes that the registration went to; empty if it is not here.
  std::vector<std::string> registered_in(const ClientId& client) const;
  // Replaces what is kept of these people, whole.
  void put_identifiers(const std::vector<Person>& people);

  // Hand-overs by the hash of what was signed (client/usecases/hand_over.hpp).
  bool accepted(const Hash& hand_over) const;
  // In one transaction: what is kept of these people, and that this hand-over was accepted. already_done: it was.
  Result<void> accept(const Hash& hand_over, const std::vector<Person>& people, Day today);

  // Two that may be one person registered twice, and why.
  struct Alike {
    Person one, other;
    bool phone = false, name = false, other_code = false;
  };
  // Same digits of a phone (the last ten), same name and nickname, the same other code, both folded; best first, at
  // most `limit`. Never what was linked, nor what was said to be distinct. A value that more than eight people share
  // (the phone of a shelter) says nothing and is left out.
  std::vector<Alike> alike(std::size_t limit) const;
  // Not one person: they are not suggested again. Remembered on this device alone.
  void keep_distinct(const ClientId& one, const ClientId& other);
  // The links that count and say that these two are one, in either direction.
  std::vector<RecordId> links_between(const ClientId& one, const ClientId& other) const;
  // Whether a word of at least three letters in it is the name or nickname of somebody here.
  bool names_somebody(std::string_view text) const;
  // The links that count between a client and all who are linked to it, directly or by others.
  struct Linked {
    RecordId root;
    ClientId kept, duplicate;
  };
  std::vector<Linked> links_around(const ClientId& client) const;
  // The quarters ("2021Q1") of which auditors have rows of this id itself, sorted: only there its pseudonym occurs.
  std::vector<std::string> told_quarters(const ClientId& client) const;

  // ---- records -----------------------------------------------------------------------------------------------------
  struct NewRecord {
    RecordId rid;  // from new_record_id
    record::Record record;
    std::vector<Scope> team_scopes;  // where the team face goes: teams, or org for labels; empty for a statement
    bool audit_face;                 // whether it has one (the pack and kind decide)
    std::vector<Scope> grants = {};  // whose auditors get it too
  };
  // Of this device, and of no record that is here. not_ready before an identity is set.
  Result<RecordId> new_record_id() const;
  // One transaction: the drafts, their facts, and (for registrations) the people's identifiers.
  Result<void> save(const std::vector<NewRecord>& records, const Person* person = nullptr);
  Result<void> save(const std::vector<NewRecord>& records, const std::vector<Person>& people);
  // What came from another system: under the key that the row has there, of each source and kind once. An old code is
  // as personal as a name.
  struct Imported {
    std::string source, kind;
    Personal<std::string> key;
    RecordId rid;
    std::optional<ClientId> client;
  };
  // The same transaction with the keys of what is imported; none of them may be here yet.
  Result<void> save(const std::vector<NewRecord>& records, const std::vector<Person>& people,
                    const std::vector<Imported>& imported);
  std::optional<Imported> imported(std::string_view source, std::string_view kind,
                                   const Personal<std::string>& key) const;
  // Unsent drafts may be edited or dropped; a sealed or sent one is `already_done`: use correct or void.
  // `grants`: who pays for it from now on; none: as before. `with`: saved in the same transaction.
  Result<void> edit_draft(const RecordId& rid, const record::Record& record,
                          const std::optional<std::vector<Scope>>& grants = {},
                          const std::vector<NewRecord>& with = {});
  Result<void> drop_draft(const RecordId& rid);
  Result<void> drop_drafts(std::span<const RecordId> rids);  // all of them or none
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
  std::optional<RecordId> referral_of(const ClientCode& voucher) const;  // by the number of its voucher alone

  // ---- figures -----------------------------------------------------------------------------------------------------
  // Runs one aggregate over the fact table (domain/figures.hpp).
  std::vector<domain::Row> run(const domain::Query& query) const;
  struct CodeTotal {
    std::string code, kind;
    std::int64_t quantity;
  };
  // Of one measure, how much of each code and kind, in one pass.
  std::vector<CodeTotal> totals(domain::Face face, domain::Measure measure, const Period& period) const;
  // The different people, by canonical id, that a query which counts people is about: one without a breakdown, `where`
  // and `newest`.
  std::vector<ByteArray<16>> people_in(const domain::Query& query) const;
  // The facts that it adds up, by the day on which they count.
  std::vector<domain::Counted> counted(const domain::Query& query) const;
  // Of everybody of whom it says something, by canonical id: what the first registration says.
  std::map<ByteArray<16>, std::string> said_of_people(const std::string& attribute) const;
  // Outings, contacts, services, tests, group sessions and their participants that one device recorded, as corrected by
  // whomever; by day and outing kind (of a group session: its own kind).
  struct Deeds {
    Day day;
    std::string kind;
    domain::Measure measure;
    std::int64_t quantity;
  };
  std::vector<Deeds> deeds_by_day(const DeviceId& dev, const Period& period) const;
  // The value of the last statement, in the order of the log, that covers exactly this period.
  std::optional<std::int64_t> newest_statement(std::string_view indicator, const Period& period) const;
  // The last day of what is closed. A record that came into the log behind a closing counts from the day after it.
  std::optional<Day> closed_until() const;
  // From which day a record counts, if its own was closed before it came.
  std::optional<Day> counted_later(const RecordId& root) const;
  // Whether figures that are closed count it.
  bool counts_in_closed(const RecordId& root) const;
  std::vector<RecordId> closings() const;
  // How many records of earlier days count in this period.
  std::int64_t late_in(domain::Face face, const Period& period) const;
  // Throws all facts away and makes them again from the signed objects and opened disclosures.
  Result<void> rebuild();

  // ---- goods -------------------------------------------------------------------------------------------------------
  // What each store, each bag and each sending that is on its way holds, also where it comes to nothing.
  std::vector<domain::Holding> holdings() const;
  // Of a store or bag; `until`: as it was at the end of that day.
  std::vector<domain::Holding> holdings(const domain::Place& at, std::optional<Day> until = {}) const;
  std::optional<domain::Lot> lot(const LotId& lot) const;
  std::optional<RecordId> origin_of(const LotId& lot) const;  // the record by which this device knows it
  // The lots of a delivery or kit by what is printed on it, and what became of a lot.
  std::vector<LotId> lots_of_batch(std::string_view batch) const;
  struct LotMovement {
    RecordId root;
    domain::Place source, target;
    Day day;
    std::int64_t quantity;
  };
  std::vector<LotMovement> movements_of(const LotId& lot) const;
  std::vector<LotId> lots_from(const RecordId& root) const;  // that a record made known
  // Contacts that kept it, and of which test or commodity.
  std::vector<std::pair<RecordId, std::string>> contacts_that_used(std::string_view batch) const;
  // Sums of what moved, for each day on which it happened or counts (Vault::closed_until).
  enum class FlowDay { happened, counted };
  struct Flow {
    std::string commodity;  // domain::Movement
    domain::Place source, target;
    Day day;
    std::int64_t quantity;
  };
  // `grant`: only what it paid for.
  std::vector<Flow> flows(domain::Face face, FlowDay day, const std::optional<Period>& period,
                          const std::optional<Scope>& grant = {}) const;
  // What deliveries cost, by currency, in hundredths; from audit faces.
  std::map<std::string, std::int64_t> value_received(const std::optional<Period>& period,
                                                     const std::optional<Scope>& grant = {}) const;

  // ---- follow-ups --------------------------------------------------------------------------------------------------
  // What is open for a client by the pack (client/domain/follow_up.hpp), from the team faces that this device opened;
  // linked clients are one. `client` is canonical.
  std::vector<domain::FollowUp> open_follow_ups(const ClientId& client) const;
  struct OpenFollowUp {
    ClientId client;
    domain::FollowUp what;
  };
  // All that is due by that day. Only those of whom something changed since the last time are looked at anew.
  std::vector<OpenFollowUp> open_follow_ups(Day until);
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

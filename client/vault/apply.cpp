#include "client/sync/effects.hpp"
#include "client/vault/memory.hpp"
#include "crypto/hash.hpp"

namespace tacit {
namespace vault {
namespace {

constexpr std::int32_t kKeepSentDays = 90;  // protocol §5: for a server restored from an older state

// Puts roster and pack back as they were unless the transaction was committed.
class KeptState {
 public:
  KeptState(Vault::Parts& parts, const sync::Effects& effects) : parts_(parts) {
    if (!effects.links.empty()) roster_ = parts.roster;
    if (effects.pack) pack_ = parts.pack;
  }
  KeptState(const KeptState&) = delete;
  KeptState& operator=(const KeptState&) = delete;
  ~KeptState() {
    if (committed_) return;
    if (roster_) parts_.roster = std::move(*roster_);
    if (pack_) parts_.pack = std::move(*pack_);
  }
  void committed() { committed_ = true; }

 private:
  Vault::Parts& parts_;
  std::optional<std::optional<Roster>> roster_;
  std::optional<std::optional<Pack>> pack_;
  bool committed_ = false;
};

// Applies one batch inside the caller's transaction.
class Applier {
 public:
  Applier(Vault::Parts& parts, const sync::Effects& effects)
      : parts_(parts), db_(parts.db), effects_(effects), projections_(parts, effects.secrets) {}

  Result<void> run() {
    CHECK(links());
    keys();
    CHECK(pack());
    log();
    CHECK(own());
    CHECK(incoming());
    // Only now: a record may have been touched by several of the above.
    if (rebuild_)
      rebuild_projections(parts_, effects_.secrets);
    else
      projections_.settle();
    return {};
  }

 private:
  Result<void> links() {
    if (effects_.links.empty()) return {};
    const auto standing_before = own_staff_scopes(parts_);
    for (const auto& link : effects_.links) {
      if (!parts_.roster) {
        TRY(parts_.roster, Roster::found(link.jws, link.index));
      } else {
        // Applied before: the same link is where it was.
        if (parts_.roster->knows(hash_of_jws(link.jws))) continue;
        CHECK(parts_.roster->append(link.jws, link.index));
      }
      db_.run("INSERT INTO link (seq, idx, jws) VALUES (?1, ?2, ?3)", parts_.roster->seq(), link.index, link.jws);
    }
    if (own_staff_scopes(parts_) != standing_before) touch_drafts();
    return {};
  }

  // Whether a draft may correct what others recorded depends on what this device is.
  void touch_drafts() {
    Statement row = db_.statement("SELECT root FROM version WHERE place >= ?1");
    row.bind_all(kUnsentPlace);
    while (row.step()) projections_.touch(row.fixed<RecordId>(0));
  }

  void keys() {
    for (const auto& held : effects_.seeds)
      db_.run("INSERT OR IGNORE INTO epoch_seed (scope, n, seed) VALUES (?1, ?2, ?3)", to_text(held.scope), held.n,
              held.seed.expose(Expose()));
    for (const auto& held : effects_.secrets)
      db_.run("INSERT OR IGNORE INTO org_secret (name, secret) VALUES (?1, ?2)", held.name,
              held.secret.expose(Expose()));
    if (!effects_.secrets.empty()) touch_unjudged();
    for (const Bytes& blob : effects_.blobs_kept)
      db_.run("INSERT OR IGNORE INTO blob (hash, bytes) VALUES (?1, ?2)", sha256({blob}), ByteView(blob));
    for (const Hash& hash : effects_.blobs_dropped) db_.run("DELETE FROM blob WHERE hash = ?1", hash);
    if (effects_.wraps_from) write_number(db_, "wraps_from", static_cast<std::int64_t>(*effects_.wraps_from));
  }

  void touch_unjudged() {
    Statement row = db_.statement("SELECT root FROM version WHERE faces <> 0 AND faces = ?1");
    row.bind_all(static_cast<int>(domain::FaceMatch::not_judged));
    while (row.step()) projections_.touch(row.fixed<RecordId>(0));
  }

  Result<void> pack() {
    if (!effects_.pack) return {};
    TRY(parts_.pack, read_pack(effects_.pack->text));
    write_setting(db_, "pack", as_bytes(effects_.pack->text));
    write_number(db_, "pack_generation", static_cast<std::int64_t>(effects_.pack->generation));
    // Facts hold what the pack says of a site.
    rebuild_ = true;
    return {};
  }

  void log() {
    if (effects_.checkpoint) write_setting(db_, "checkpoint", as_bytes(checkpoint_text(*effects_.checkpoint)));
    for (const auto& claim : effects_.claims) {
      db_.run("DELETE FROM claim WHERE source = ?1", claim.source);
      db_.run("INSERT INTO claim (source, size, root) VALUES (?1, ?2, ?3)", claim.source, claim.size, claim.root);
    }
    for (const auto& claim : effects_.claims_settled)
      db_.run("DELETE FROM claim WHERE source = ?1 AND size = ?2 AND root = ?3", claim.source, claim.size, claim.root);
    for (const auto& alarm : effects_.alarms) {
      const std::int64_t about = alarm.index ? static_cast<std::int64_t>(*alarm.index) : -1;
      db_.run(
          "INSERT INTO alarm (code, idx, day, last) VALUES (?1, ?2, ?3, ?3)"
          " ON CONFLICT (code, idx) WHERE settled IS NULL DO UPDATE SET last = max(last, excluded.last)",
          name_of(alarm.code).view(), about, effects_.day.since_epoch);
    }
  }

  Result<void> own() {
    UnsealedChanges changes(db_, projections_);
    for (const Hash& hash : effects_.unsealed) unseal(hash, changes);
    changes.carry_out();
    for (const auto& sealed : effects_.sealed) CHECK(seal(sealed));
    for (const auto& sent : effects_.sent) CHECK(acknowledge(sent));
    if (!effects_.sent.empty())
      db_.run(
          "DELETE FROM outgoing INDEXED BY outgoing_by_day WHERE day < ?1"
          " AND EXISTS (SELECT 1 FROM entry e WHERE e.hash = outgoing.entry AND e.idx IS NOT NULL)",
          effects_.day.since_epoch - kKeepSentDays);
    for (const auto& one : effects_.adopted)
      CHECK(place_entry(one.hash, one.index, own_device(), one.seq, one.jws, own_staff_scopes(parts_)));
    if (!effects_.own_chain) return {};
    write_number(db_, "own_seq", static_cast<std::int64_t>(effects_.own_chain->seq));
    write_setting(db_, "own_head", effects_.own_chain->head.view());
    db_.run("DELETE FROM own_count");
    for (const auto& count : effects_.own_chain->counts)
      db_.run("INSERT INTO own_count (scope, n) VALUES (?1, ?2)", to_text(count.scope), count.n);
    return {};
  }

  void unseal(const Hash& hash, UnsealedChanges& changes) {
    if (!db_.integer("SELECT 1 FROM entry WHERE hash = ?1 AND idx IS NULL", hash)) return;
    Statement draft = db_.statement("SELECT rid FROM draft WHERE entry = ?1");
    draft.bind_all(hash);
    if (draft.step()) changes.note(hash, draft.fixed<RecordId>(0));
    db_.run("UPDATE draft SET entry = NULL WHERE entry = ?1", hash);
    touch_entry(hash);
    db_.run("UPDATE version SET entry = NULL, faces = 0 WHERE entry = ?1", hash);
    db_.run("DELETE FROM outgoing WHERE entry = ?1", hash);
    db_.run("DELETE FROM disclosure WHERE entry = ?1", hash);
    db_.run("DELETE FROM entry WHERE hash = ?1", hash);
  }

  Result<void> seal(const sync::NewlySealed& one) {
    const auto& sealed = one.entry;
    const auto staff_of = own_staff_scopes(parts_);
    db_.run("INSERT OR IGNORE INTO entry (hash, idx, dev, seq, jws, staff_of) VALUES (?1, NULL, ?2, ?3, ?4, ?5)",
            sealed.hash, own_device(), sealed.seq, sealed.jws, write_texts(staff_of));
    if (db_.changes() == 0) return {};
    TRY(const ReceivedEntry entry, read_entry(sealed.jws));
    for (std::size_t i = 0; i < sealed.copies.size(); ++i)
      db_.run("INSERT OR IGNORE INTO outgoing (entry, position, copy, day) VALUES (?1, ?2, ?3, ?4)", sealed.hash, i,
              ByteView(sealed.copies[i]), effects_.day.since_epoch);
    keep_faces(sealed.hash, one.faces);
    db_.run("UPDATE draft SET entry = ?1 WHERE rid = ?2", sealed.hash, sealed.rid);
    db_.run("UPDATE version SET entry = ?1 WHERE rid = ?2 AND entry IS NULL", sealed.hash, sealed.rid);
    projections_.remember(sealed.hash, content_of(entry.entry, staff_of, one.faces));
    touch_entry(sealed.hash);
    return {};
  }

  Result<void> acknowledge(const sync::NewlySent& sent) {
    CHECK(db_.try_run("UPDATE entry SET idx = ?1 WHERE hash = ?2", sent.index, sent.hash));
    moved_into_log(sent.hash, sent.index);
    return {};
  }

  void moved_into_log(const Hash& hash, std::uint64_t index) {
    db_.run("UPDATE version SET place = ?1 WHERE entry = ?2", index, hash);
    db_.run("DELETE FROM draft WHERE entry = ?1", hash);
    touch_entry(hash);
  }

  Result<void> incoming() {
    for (const auto& received : effects_.received) CHECK(receive(received));
    for (const auto& later : effects_.opened) {
      db_.run("DELETE FROM unopened WHERE entry = ?1 AND scope = ?2", later.hash, to_text(later.scope));
      if (keep_faces(later.hash, later.faces)) note_known(later.hash, later.faces);
    }
    for (const auto& match : effects_.matched) {
      touch_rid(match.rid);
      db_.run("DELETE FROM draft WHERE rid = ?1", match.rid);
      db_.run("DELETE FROM version WHERE rid = ?1 AND entry IS NULL", match.rid);
    }
    for (const auto& one : effects_.seen)
      db_.run("INSERT OR REPLACE INTO seen (dev, scope, n, seq, hash) VALUES (?1, ?2, ?3, ?4, ?5)", one.dev,
              to_text(one.scope), one.seen.n, one.seen.seq, one.seen.hash);
    for (const auto& cursor : effects_.cursors)
      db_.run("INSERT OR REPLACE INTO cursor (scope, idx) VALUES (?1, ?2)", to_text(cursor.scope), cursor.after);
    return {};
  }

  // False if it was known; what is new about its place is taken over.
  Result<bool> place_entry(const Hash& hash, std::uint64_t index, const DeviceId& dev, std::uint64_t seq,
                           const std::string& jws, const std::vector<std::string>& staff_of) {
    const std::string staff_text = write_texts(staff_of);
    CHECK(
        db_.try_run("INSERT INTO entry (hash, idx, dev, seq, jws, staff_of) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                    " ON CONFLICT (hash) DO NOTHING",
                    hash, index, dev, seq, jws, staff_text));
    if (db_.changes() > 0) return true;
    CHECK(db_.try_run("UPDATE entry SET idx = ?2, staff_of = ?3 WHERE hash = ?1 AND (idx IS NOT ?2 OR staff_of <> ?3)",
                      hash, index, staff_text));
    if (db_.changes() == 0) return false;
    projections_.forget(hash);
    moved_into_log(hash, index);
    return false;
  }

  Result<void> receive(const sync::Received& one) {
    const auto staff_of = staff_scopes(one.signer.role, one.signer.teams);
    TRY(const bool fresh, place_entry(one.hash, one.index, one.entry.dev, one.entry.seq, one.jws, staff_of));
    if (one.faces.empty()) {
      if (!one.copy.empty())
        db_.run("INSERT OR IGNORE INTO unopened (entry, scope, epoch, idx, copy) VALUES (?1, ?2, ?3, ?4, ?5)", one.hash,
                to_text(one.scope), one.epoch, one.index, ByteView(one.copy));
      return {};
    }
    if (!keep_faces(one.hash, one.faces)) return {};
    if (!fresh) {
      note_known(one.hash, one.faces);
      return {};
    }
    EntryContent content = content_of(one.entry, staff_of, one.faces);
    const RecordId rid = one.faces.front().face.rid;
    const RecordId root = root_of(rid, content.team, content.audit);
    insert_version(db_, {root, rid, one.hash, static_cast<std::int64_t>(one.index), one.entry.dev,
                         content.team ? client_of(*content.team) : std::nullopt});
    projections_.remember(one.hash, std::move(content));
    projections_.touch(root);
    return {};
  }

  static EntryContent content_of(const Entry& entry, const std::vector<std::string>& staff_of,
                                 const std::vector<sync::ClearFace>& faces) {
    EntryContent content{.team = {},
                         .audit = {},
                         .scopes = team_scopes_of(entry),
                         .to_auditors = is_to_auditors(entry),
                         .grants = grants_of(entry),
                         .staff_of = staff_of};
    for (const auto& face : faces) {
      if (const auto* record = std::get_if<record::Record>(&face.record)) content.team = *record;
      if (const auto* record = std::get_if<audit::Record>(&face.record)) content.audit = *record;
      if (std::holds_alternative<sync::Opaque>(face.record)) content.opaque = true;
    }
    return content;
  }

  // Whether any of them is new.
  bool keep_faces(const Hash& entry, const std::vector<sync::ClearFace>& faces) {
    std::int64_t added = 0;
    for (const auto& face : faces) {
      db_.run("INSERT OR IGNORE INTO disclosure (entry, face, text) VALUES (?1, ?2, ?3)", entry,
              static_cast<int>(face.face.face), face.face.disclosure);
      added += db_.changes();
    }
    return added > 0;
  }

  // An entry that stood here before has got another face, or its first one.
  void note_known(const Hash& hash, const std::vector<sync::ClearFace>& faces) {
    Statement row = db_.statement("SELECT dev, idx FROM entry WHERE hash = ?1");
    row.bind_all(hash);
    if (!row.step()) return;
    EntryContent content = read_content(db_, hash);
    const RecordId rid = faces.front().face.rid;
    const RecordId root = root_of(rid, content.team, content.audit);
    touch_entry(hash);
    db_.run("UPDATE version SET root = ?2, client = ?3 WHERE entry = ?1", hash, root,
            content.team ? client_of(*content.team) : std::nullopt);
    // An own entry without a place has had its version since it was a draft.
    if (db_.changes() == 0)
      insert_version(db_, {root, rid, hash, row.integer(1), row.fixed<DeviceId>(0),
                           content.team ? client_of(*content.team) : std::nullopt});
    projections_.remember(hash, std::move(content));
    projections_.touch(root);
  }

  void touch_entry(const Hash& entry) {
    Statement row = db_.statement("SELECT root FROM version WHERE entry = ?1");
    row.bind_all(entry);
    while (row.step()) projections_.touch(row.fixed<RecordId>(0));
  }

  void touch_rid(const RecordId& rid) {
    Statement row = db_.statement("SELECT root FROM version WHERE rid = ?1");
    row.bind_all(rid);
    while (row.step()) projections_.touch(row.fixed<RecordId>(0));
  }

  DeviceId own_device() const { return parts_.memory->signing_key().device_id(); }

  Vault::Parts& parts_;
  Database& db_;
  const sync::Effects& effects_;
  Projections projections_;
  bool rebuild_ = false;
};

}  // namespace
}  // namespace vault

Result<void> Vault::apply(const sync::Effects& effects) {
  if (effects.empty()) return {};
  CHECK(memory());
  {
    vault::KeptState kept(*parts_, effects);
    Transaction transaction(parts_->db);
    vault::Applier applier(*parts_, effects);
    CHECK(applier.run());
    transaction.commit();
    kept.committed();
  }
  if (!effects.seeds.empty() || !effects.secrets.empty()) parts_->memory->load_keys();
  return {};
}

}  // namespace tacit

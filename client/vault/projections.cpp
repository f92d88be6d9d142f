#include "client/domain/face_match.hpp"
#include "client/domain/ledger.hpp"
#include "client/vault/memory.hpp"

namespace tacit::vault {
namespace {

struct Places {
  std::int64_t version, first;  // `first`: the original's
};

void insert_fact(Database& db, const RecordId& root, const Places& places, const domain::Fact& fact) {
  std::optional<ByteView> person;
  if (fact.person) person = *fact.person;
  db.run(
      "INSERT INTO fact (root, place, face, measure, code, quantity, day, until, quarter, kind, time, site_group,"
      " person, outcome, dev, about, first, counted)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
      " max(?7, COALESCE((SELECT max(until) + 1 FROM closing WHERE place < ?17), ?7)))",
      root, places.version, static_cast<int>(fact.face), static_cast<int>(fact.measure), fact.code, fact.quantity,
      fact.from.since_epoch, fact.until.since_epoch, fact.quarter, fact.kind, fact.time, fact.site_group, person,
      fact.outcome, fact.dev, fact.about, places.first);
}

std::optional<ByteView> holder_of(const domain::Place& place) {
  if (place.holder == ByteArray<16>{}) return std::nullopt;
  return ByteView(place.holder);
}

void insert_movement(Database& db, const RecordId& root, std::int64_t first, const domain::Movement& one) {
  std::optional<std::int64_t> value;
  std::optional<std::string_view> currency;
  if (one.value) value = one.value->hundredths, currency = one.value->currency;
  db.run(
      "INSERT INTO movement (root, face, commodity, lot, quantity, source, source_id, target, target_id, reason,"
      " sending, day, first, value, currency, counted) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
      " ?14, ?15, max(?12, COALESCE((SELECT max(until) + 1 FROM closing WHERE place < ?13), ?12)))",
      root, static_cast<int>(one.face), one.commodity, one.lot, one.quantity, static_cast<int>(one.source.kind),
      holder_of(one.source), static_cast<int>(one.target.kind), holder_of(one.target), static_cast<int>(one.reason),
      one.sending, one.day.since_epoch, first, value, currency);
}

void insert_lot(Database& db, const RecordId& root, std::int64_t first, const domain::Lot& lot) {
  std::optional<std::int32_t> expiry;
  if (lot.expiry) expiry = lot.expiry->since_epoch;
  db.run("INSERT OR REPLACE INTO lot (lot, root, place, commodity, batch, expiry) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
         lot.id, root, first, lot.commodity, lot.batch, expiry);
}

// After a closing came, went or found its place in the log: few do, and what they change may be everything.
void recount_by_closings(Database& db) {
  for (const std::string table : {"fact", "movement"}) {
    const std::string counted =
        "max(day, COALESCE((SELECT max(c.until) + 1 FROM closing c WHERE c.place < " + table + ".first), day))";
    db.run_script("UPDATE " + table + " SET counted = " + counted +
                  " WHERE (counted <> day OR day <= (SELECT max(until) FROM closing)) AND counted <> " + counted + ";");
  }
}

// What has to be made anew over all records.
struct Affected {
  bool links = false, closings = false;
};

// The rows besides facts that the version which counts leads to.
class Derived {
 public:
  // Of the version that counts, and of the original.
  Derived(Database& db, const RecordId& root, std::int64_t place, std::int64_t first)
      : db_(db), root_(root), place_(place), first_(first) {}

  Affected clear() {
    db_.run("DELETE FROM fact WHERE root = ?1", root_);
    db_.run("DELETE FROM movement WHERE root = ?1", root_);
    db_.run("DELETE FROM lot WHERE root = ?1", root_);
    db_.run("DELETE FROM used_lot WHERE root = ?1", root_);
    db_.run("DELETE FROM paid WHERE root = ?1", root_);
    db_.run("DELETE FROM client WHERE root = ?1", root_);
    db_.run("DELETE FROM label WHERE root = ?1", root_);
    db_.run("DELETE FROM voucher WHERE root = ?1", root_);
    db_.run("DELETE FROM alias_edge WHERE root = ?1", root_);
    affected_.links = db_.changes() > 0;
    db_.run("DELETE FROM closing WHERE root = ?1", root_);
    affected_.closings = db_.changes() > 0;
    return affected_;
  }
  Affected add(const domain::Version& version) {
    by_staff_ = !version.staff_of.empty();
    if (version.team) std::visit([this](const auto& one) { insert(one); }, *version.team);
    if (version.audit) std::visit([this](const auto& one) { insert(one); }, *version.audit);
    return affected_;
  }

 private:
  void insert(const record::ClientRegister& r) {
    json::object attributes;
    for (const auto& [code, value] : r.attributes) attributes[code] = value;
    db_.run("INSERT OR REPLACE INTO client (client, root, place, code, attributes) VALUES (?1, ?2, ?3, ?4, ?5)",
            r.client, root_, first_, r.code.bits, json::serialize(attributes));
  }
  void insert(const record::Referral& r) {
    db_.run("INSERT INTO voucher (number, root) VALUES (?1, ?2)", r.voucher.bits, root_);
  }
  void insert(const record::Contact& r) {
    for (const auto& [code, batch] : r.lots)
      db_.run("INSERT INTO used_lot (root, code, batch) VALUES (?1, ?2, ?3)", root_, code, batch);
  }
  void insert(const record::ClientLink& r) { edge(r.duplicate.view(), r.kept.view()); }
  void insert(const audit::Link& r) { edge(r.duplicate.view(), r.kept.view()); }
  // Names steer whom a steward revokes, so only staff give them.
  void insert(const record::Label& r) {
    if (!by_staff_) return;
    db_.run("INSERT OR REPLACE INTO label (subject, id, name, root, place) VALUES (?1, ?2, ?3, ?4, ?5)",
            static_cast<int>(r.subject), r.id, r.name, root_, place_);
  }
  // A corrected closing would stand where its correction does, so there is none: it is voided, and another one made.
  template <class Body>
  void insert_corrected(const Body& body) {
    if (!std::holds_alternative<record::Closing>(body)) std::visit([this](const auto& one) { insert(one); }, body);
  }
  void insert(const record::Correct& r) { insert_corrected(r.replacement); }
  void insert(const audit::Correct& r) { insert_corrected(r.replacement); }
  // The same in both faces. A figure that was told must not change because a worker says so.
  void insert(const record::Closing& r) {
    if (!by_staff_) return;
    db_.run("INSERT OR REPLACE INTO closing (root, place, until) VALUES (?1, ?2, ?3)", root_, place_,
            r.until.since_epoch);
    affected_.closings = true;
  }
  template <class Other>
  void insert(const Other&) {}
  void edge(ByteView duplicate, ByteView kept) {
    db_.run("INSERT INTO alias_edge (root, duplicate, kept) VALUES (?1, ?2, ?3)", root_, duplicate, kept);
    affected_.links = true;
  }

  Database& db_;
  const RecordId& root_;
  bool by_staff_ = false;
  std::int64_t place_, first_;
  Affected affected_;
};

// Whoever the record is about, as it is now, may have something else to do next: also whoever the referral or
// appointment is about of which it says what came.
void follow_up_anew(Database& db, const RecordId& root) {
  db.run(
      "INSERT OR IGNORE INTO due_stale SELECT person FROM fact WHERE root = ?1 AND face = 0 AND person IS NOT NULL"
      " UNION SELECT r.person FROM fact f JOIN fact r INDEXED BY fact_of_root ON r.root = f.about"
      " WHERE f.root = ?1 AND f.face = 0 AND r.face = 0 AND r.person IS NOT NULL",
      root);
}
void follow_up_linked(Database& db) {
  db.run("INSERT OR IGNORE INTO due_stale SELECT person FROM alias UNION SELECT canonical FROM alias");
}

// Few links, so the whole relation is made anew: every person gets the end of its chain. The order of the
// roots decides between links that contradict each other, so that it is the same on every device.
void recompute_aliases(Database& db) {
  std::map<Bytes, Bytes> parent;
  const auto find = [&](Bytes id) {
    for (auto up = parent.find(id); up != parent.end(); up = parent.find(id)) id = up->second;
    return id;
  };
  {
    Statement row = db.statement("SELECT duplicate, kept FROM alias_edge ORDER BY root, duplicate, kept");
    while (row.step()) {
      const Bytes duplicate = find(to_bytes(row.blob(0)));
      const Bytes kept = find(to_bytes(row.blob(1)));
      if (duplicate != kept) parent[duplicate] = kept;
    }
  }
  follow_up_linked(db);
  db.run("DELETE FROM alias");
  for (const auto& [person, up] : parent)
    db.run("INSERT INTO alias (person, canonical) VALUES (?1, ?2)", ByteView(person), ByteView(find(person)));
  follow_up_linked(db);
}

}  // namespace

void Projections::settle() {
  for (const RecordId& root : touched_) refresh(root);
  touched_.clear();
  if (std::exchange(links_changed_, false)) recompute_aliases(parts_.db);
  if (std::exchange(closings_changed_, false)) recount_by_closings(parts_.db);
}

void Projections::judge(domain::History& history) {
  if (!parts_.memory) return;
  if (!faces_) faces_.emplace(*parts_.memory, fresh_secrets_);
  std::vector<domain::FaceMatch> before;
  for (const auto& version : history.versions) before.push_back(version.faces);
  domain::judge_faces(history, [this](const record::Record& record) { return faces_->coarsen(record, true); });
  for (std::size_t i = 0; i < before.size(); ++i)
    if (const auto& version = history.versions[i]; version.faces != before[i])
      parts_.db.run("UPDATE version SET faces = ?2 WHERE entry = ?1", *version.entry, static_cast<int>(version.faces));
}

void Projections::refresh(const RecordId& root) {
  domain::History history = load_history(parts_, root, fresh_);
  judge(history);
  const domain::Version* version = history.effective ? &history.versions[*history.effective] : nullptr;
  Derived derived(parts_.db, root, version == nullptr ? 0 : version->place,
                  version == nullptr ? 0 : history.original()->place);
  follow_up_anew(parts_.db, root);
  Affected affected = derived.clear();
  if (version != nullptr) {
    const Places places{version->place, history.original()->place};
    for (const auto& fact : domain::facts_of(history, parts_.pack ? &*parts_.pack : nullptr))
      insert_fact(parts_.db, root, places, fact);
    const domain::Supply supply = domain::supply_of(history, parts_.pack ? &*parts_.pack : nullptr);
    for (const auto& movement : supply.movements) insert_movement(parts_.db, root, places.first, movement);
    for (const auto& lot : supply.lots) insert_lot(parts_.db, root, places.first, lot);
    for (const auto& grant : history.original()->grants)
      parts_.db.run("INSERT OR IGNORE INTO paid (scope, root) VALUES (?1, ?2)", grant, root);
    affected = derived.add(*version);
    follow_up_anew(parts_.db, root);
  }
  links_changed_ = links_changed_ || affected.links;
  closings_changed_ = closings_changed_ || affected.closings;
}

}  // namespace tacit::vault

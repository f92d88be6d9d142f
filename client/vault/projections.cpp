#include "client/domain/face_match.hpp"
#include "client/vault/memory.hpp"

namespace tacit::vault {
namespace {

void insert_fact(Database& db, const RecordId& root, std::int64_t place, const domain::Fact& fact) {
  std::optional<ByteView> person;
  if (fact.person) person = *fact.person;
  db.run(
      "INSERT INTO fact (root, place, face, measure, code, quantity, day, until, quarter, kind, time, site_group,"
      " person, outcome, dev, holder, lot, about)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
      root, place, static_cast<int>(fact.face), static_cast<int>(fact.measure), fact.code, fact.quantity,
      fact.from.since_epoch, fact.until.since_epoch, fact.quarter, fact.kind, fact.time, fact.site_group, person,
      fact.outcome, fact.dev, fact.holder, fact.lot, fact.about);
}

// The rows besides facts that the version which counts leads to.
class Derived {
 public:
  Derived(Database& db, const RecordId& root, std::int64_t place) : db_(db), root_(root), place_(place) {}

  bool clear() {
    db_.run("DELETE FROM fact WHERE root = ?1", root_);
    db_.run("DELETE FROM client WHERE root = ?1", root_);
    db_.run("DELETE FROM label WHERE root = ?1", root_);
    db_.run("DELETE FROM voucher WHERE root = ?1", root_);
    db_.run("DELETE FROM alias_edge WHERE root = ?1", root_);
    return db_.changes() > 0;
  }
  bool add(const domain::Version& version) {
    bool links = false;
    by_staff_ = !version.staff_of.empty();
    if (version.team) links = std::visit([this](const auto& one) { return insert(one); }, *version.team);
    if (version.audit) links = std::visit([this](const auto& one) { return insert(one); }, *version.audit) || links;
    return links;
  }

 private:
  bool insert(const record::ClientRegister& r) {
    json::object attributes;
    for (const auto& [code, value] : r.attributes) attributes[code] = value;
    db_.run("INSERT OR REPLACE INTO client (client, root, place, code, attributes) VALUES (?1, ?2, ?3, ?4, ?5)",
            r.client, root_, place_, r.code.bits, json::serialize(attributes));
    return false;
  }
  bool insert(const record::Referral& r) {
    db_.run("INSERT INTO voucher (number, root) VALUES (?1, ?2)", r.voucher.bits, root_);
    return false;
  }
  bool insert(const record::ClientLink& r) { return edge(r.duplicate.view(), r.kept.view()); }
  bool insert(const audit::Link& r) { return edge(r.duplicate.view(), r.kept.view()); }
  // Names steer whom a steward revokes, so only staff give them.
  bool insert(const record::Label& r) {
    if (!by_staff_) return false;
    db_.run("INSERT OR REPLACE INTO label (subject, id, name, root, place) VALUES (?1, ?2, ?3, ?4, ?5)",
            static_cast<int>(r.subject), r.id, r.name, root_, place_);
    return false;
  }
  bool insert(const record::Correct& r) {
    return std::visit([this](const auto& one) { return insert(one); }, r.replacement);
  }
  bool insert(const audit::Correct& r) {
    return std::visit([this](const auto& one) { return insert(one); }, r.replacement);
  }
  template <class Other>
  bool insert(const Other&) {
    return false;
  }
  bool edge(ByteView duplicate, ByteView kept) {
    db_.run("INSERT INTO alias_edge (root, duplicate, kept) VALUES (?1, ?2, ?3)", root_, duplicate, kept);
    return true;
  }

  Database& db_;
  const RecordId& root_;
  bool by_staff_ = false;
  std::int64_t place_;
};

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
  db.run("DELETE FROM alias");
  for (const auto& [person, up] : parent)
    db.run("INSERT INTO alias (person, canonical) VALUES (?1, ?2)", ByteView(person), ByteView(find(person)));
}

}  // namespace

void Projections::settle() {
  bool links_changed = false;
  for (const RecordId& root : touched_) links_changed = refresh(root) || links_changed;
  touched_.clear();
  if (links_changed) recompute_aliases(parts_.db);
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

bool Projections::refresh(const RecordId& root) {
  domain::History history = load_history(parts_, root, fresh_);
  judge(history);
  const domain::Version* version = history.effective ? &history.versions[*history.effective] : nullptr;
  Derived derived(parts_.db, root, version == nullptr ? 0 : version->place);
  const bool links_gone = derived.clear();
  if (version == nullptr) return links_gone;
  for (const auto& fact : domain::facts_of(history, parts_.pack ? &*parts_.pack : nullptr))
    insert_fact(parts_.db, root, version->place, fact);
  return derived.add(*version) || links_gone;
}

}  // namespace tacit::vault

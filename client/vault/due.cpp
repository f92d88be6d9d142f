#include <set>

#include "client/vault/parts.hpp"

namespace tacit {
namespace {

using domain::Deed;
using domain::Measure;
using What = Deed::What;

Day day_in(const Statement& row, int column) { return Day{static_cast<std::int32_t>(row.integer(column))}; }

// Steps of cases that are neither an agreement nor an end call for nothing.
std::optional<What> what_of(Measure measure, std::string_view kind) {
  switch (measure) {
    case Measure::contact: return What::contact;
    case Measure::service: return What::service;
    case Measure::test: return What::test;
    case Measure::referral: return What::referral;
    case Measure::outcome: return What::outcome;
    case Measure::appointment: return What::appointment;
    case Measure::stay: return What::stay;
    case Measure::case_step:
      if (kind == record::to_text(record::Case::Step::agreement)) return What::agreement;
      if (kind == record::to_text(record::Case::Step::closed)) return What::case_closed;
      return std::nullopt;
    default: return std::nullopt;
  }
}

std::optional<record::TestResult> result_of(std::string_view text) {
  if (text == "reactive") return record::TestResult::reactive;
  if (text == "non-reactive") return record::TestResult::non_reactive;
  if (text == "invalid") return record::TestResult::invalid;
  return std::nullopt;
}

// An agreement without an end ends on its first day, a stay that is over is not planned (domain/facts.hpp).
std::optional<Day> end_of(What what, std::string_view outcome, Day from, Day until) {
  if (what == What::agreement && until != from) return until;
  if (what == What::stay && outcome == "planned") return until;
  return std::nullopt;
}

std::optional<Deed> deed_in(const Statement& row) {
  const auto what = what_of(static_cast<Measure>(row.integer(1)), row.text(2));
  if (!what) return std::nullopt;
  Deed deed{.what = *what,
            .code = std::string(row.text(3)),
            .result = result_of(row.text(4)),
            .day = day_in(row, 5),
            .count = row.integer(7),
            .record = row.fixed<RecordId>(8),
            .about = {},
            .until = end_of(*what, row.text(4), day_in(row, 5), day_in(row, 6))};
  if (!row.is_null(9)) deed.about = row.fixed<RecordId>(9);
  return deed;
}

void bind_measures(Statement& row) {
  int at = 0;
  for (const Measure one : {Measure::contact, Measure::service, Measure::test, Measure::referral, Measure::outcome,
                            Measure::appointment, Measure::case_step, Measure::stay})
    row.bind(++at, static_cast<int>(one));
}

template <class Take>
void each_deed(Statement& row, const Take& take) {
  while (row.step())
    if (auto deed = deed_in(row)) take(row.fixed<ClientId>(0), std::move(*deed));
}

// Client after client. What came of a referral is about whom the referral is about, and about nobody if that was
// voided.
void each_client(Database& db, const std::function<void(const ClientId&, const std::vector<Deed>&)>& take) {
  Statement row = db.statement(
      "SELECT COALESCE(a.canonical, r.person, f.person) AS client, f.measure, f.kind, f.code, f.outcome, f.day,"
      " f.until, f.quantity, f.root, f.about FROM fact f"
      // By its root alone: an index of all referrals would be gone through once for every row.
      " LEFT JOIN fact r INDEXED BY fact_of_root ON r.root = f.about AND r.face = 0 AND r.measure IN (?4, ?6)"
      " LEFT JOIN alias a ON a.person = COALESCE(r.person, f.person)"
      " WHERE f.face = 0 AND f.measure IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) AND f.person IS NOT NULL"
      " AND (f.about IS NULL OR r.root IS NOT NULL) ORDER BY client, f.day, f.root");
  bind_measures(row);
  std::optional<ClientId> client;
  std::vector<Deed> deeds;
  each_deed(row, [&](const ClientId& next, Deed deed) {
    if (client && *client != next) {
      take(*client, deeds);
      deeds.clear();
    }
    client = next;
    deeds.push_back(std::move(deed));
  });
  if (client) take(*client, deeds);
}

// The same of one.
std::vector<Deed> deeds_of(Database& db, const ClientId& client) {
  Statement row = db.statement(
      "WITH who (person) AS (SELECT ?9 UNION SELECT person FROM alias WHERE canonical = ?9)"
      " SELECT f.person, f.measure, f.kind, f.code, f.outcome, f.day, f.until, f.quantity, f.root, f.about"
      " FROM who JOIN fact f INDEXED BY fact_of_person ON f.person = who.person AND f.face = 0"
      " WHERE f.measure IN (?1, ?2, ?3, ?4, ?6, ?7, ?8) AND f.about IS NULL"
      " UNION ALL SELECT f.person, f.measure, f.kind, f.code, f.outcome, f.day, f.until, f.quantity, f.root, f.about"
      " FROM who JOIN fact r INDEXED BY fact_of_person ON r.person = who.person AND r.face = 0 AND r.measure IN (?4, "
      "?6)"
      " JOIN fact f INDEXED BY fact_about ON f.about = r.root WHERE f.face = 0 AND f.measure = ?5 AND f.person IS NOT "
      "NULL");
  bind_measures(row);
  row.bind(9, client);
  std::vector<Deed> out;
  each_deed(row, [&](const ClientId&, Deed deed) { out.push_back(std::move(deed)); });
  return out;
}

// Follow-ups of each client as they are kept in the vault.
class Kept {
 public:
  Kept(Database& db, const Pack& pack) : db_(db), pack_(pack) {}

  void look_anew() {
    const std::set<ClientId> stale = stale_clients();
    if (stale.empty()) return;
    Transaction transaction(db_);
    // Also of those who are no longer canonical.
    db_.run("DELETE FROM due_open WHERE client IN (SELECT person FROM due_stale)");
    for (const ClientId& client : stale) db_.run("DELETE FROM due_open WHERE client = ?1", client);
    db_.run("DELETE FROM due_stale");
    if (is_much(stale.size()))
      each_client(db_, [&](const ClientId& client, const std::vector<Deed>& deeds) {
        if (stale.contains(client)) keep(client, deeds);
      });
    else
      for (const ClientId& client : stale) keep(client, deeds_of(db_, client));
    transaction.commit();
  }

 private:
  std::set<ClientId> stale_clients() {
    std::set<ClientId> out;
    Statement row = db_.statement(
        "SELECT COALESCE(a.canonical, s.person) FROM due_stale s LEFT JOIN alias a ON a.person = s.person");
    while (row.step()) out.insert(row.fixed<ClientId>(0));
    return out;
  }
  // One pass over everything costs as much as a tenth of all clients looked up one by one.
  bool is_much(std::size_t stale) {
    return stale > 8 && stale * 10 > static_cast<std::size_t>(db_.integer("SELECT count(*) FROM client").value_or(0));
  }
  void keep(const ClientId& client, const std::vector<Deed>& deeds) {
    for (const auto& what : domain::open_follow_ups(deeds, pack_))
      db_.run(
          "INSERT INTO due_open (client, key, by_code, started, due, attempts, allowed)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
          client, what.key, what.by, what.started.since_epoch, what.due.since_epoch, what.attempts,
          what.attempts_allowed);
  }

  Database& db_;
  const Pack& pack_;
};

}  // namespace

std::vector<domain::FollowUp> Vault::open_follow_ups(const ClientId& client) const {
  if (!parts_->pack) return {};
  return domain::open_follow_ups(deeds_of(parts_->db, client), *parts_->pack);
}

std::vector<Vault::OpenFollowUp> Vault::open_follow_ups(Day until) {
  std::vector<OpenFollowUp> out;
  if (!parts_->pack) return out;
  Kept(parts_->db, *parts_->pack).look_anew();
  Statement row = parts_->db.statement(
      "SELECT client, key, by_code, started, due, attempts, allowed FROM due_open WHERE due <= ?1");
  row.bind(1, until.since_epoch);
  while (row.step())
    out.push_back({row.fixed<ClientId>(0),
                   {.key = std::string(row.text(1)),
                    .by = std::string(row.text(2)),
                    .started = day_in(row, 3),
                    .due = day_in(row, 4),
                    .attempts = row.integer(5),
                    .attempts_allowed = row.integer(6)}});
  return out;
}

void Vault::put_off(const PutOff& one, Day today) {
  Transaction transaction(parts_->db);
  // Reasons are not kept for longer than they are of use.
  parts_->db.run("DELETE FROM snooze WHERE until <= ?1", today.since_epoch);
  parts_->db.run("INSERT OR REPLACE INTO snooze (client, key, started, until, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
                 one.client, one.key, one.started.since_epoch, one.until.since_epoch, one.reason.expose(Disclose()));
  transaction.commit();
}

std::optional<Vault::PutOff> Vault::put_off(const ClientId& client, std::string_view key) const {
  Statement row = parts_->db.statement("SELECT started, until, reason FROM snooze WHERE client = ?1 AND key = ?2");
  row.bind_all(client, key);
  if (!row.step()) return std::nullopt;
  return PutOff{client, std::string(key), day_in(row, 0), day_in(row, 1), Personal(std::string(row.text(2)))};
}

}  // namespace tacit

#include "client/vault/parts.hpp"

namespace tacit {
namespace {

using domain::Deed;
using domain::Measure;
using What = Deed::What;

Day day_of(const Statement& row, int column) { return Day{static_cast<std::int32_t>(row.integer(column))}; }

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
            .day = day_of(row, 5),
            .count = row.integer(7),
            .record = row.fixed<RecordId>(8),
            .about = {},
            .until = end_of(*what, row.text(4), day_of(row, 5), day_of(row, 6))};
  if (!row.is_null(9)) deed.about = row.fixed<RecordId>(9);
  return deed;
}

}  // namespace

void Vault::each_clients_deeds(
    const std::function<void(const ClientId& client, const std::vector<domain::Deed>& deeds)>& take) const {
  Statement row = parts_->db.statement(
      // What came of a referral is about whom the referral is about, and about nobody if that was voided.
      "SELECT COALESCE(a.canonical, r.person, f.person) AS client, f.measure, f.kind, f.code, f.outcome, f.day,"
      " f.until, f.quantity, f.root, f.about FROM fact f"
      // By its root alone: an index of all referrals would be gone through once for every row.
      " LEFT JOIN fact r INDEXED BY fact_of_root ON r.root = f.about AND r.face = 0 AND r.measure IN (?4, ?6)"
      " LEFT JOIN alias a ON a.person = COALESCE(r.person, f.person)"
      " WHERE f.face = 0 AND f.measure IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) AND f.person IS NOT NULL"
      " AND (f.about IS NULL OR r.root IS NOT NULL) ORDER BY client, f.day, f.root");
  row.bind_all(static_cast<int>(Measure::contact), static_cast<int>(Measure::service), static_cast<int>(Measure::test),
               static_cast<int>(Measure::referral), static_cast<int>(Measure::outcome),
               static_cast<int>(Measure::appointment), static_cast<int>(Measure::case_step),
               static_cast<int>(Measure::stay));
  std::optional<ClientId> client;
  std::vector<Deed> deeds;
  while (row.step()) {
    const auto next = row.fixed<ClientId>(0);
    if (client && *client != next) {
      take(*client, deeds);
      deeds.clear();
    }
    client = next;
    if (auto deed = deed_in(row)) deeds.push_back(std::move(*deed));
  }
  if (client) take(*client, deeds);
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
  return PutOff{client, std::string(key), day_of(row, 0), day_of(row, 1), Personal(std::string(row.text(2)))};
}

}  // namespace tacit

#include "client/vault/parts.hpp"

namespace tacit {
namespace {

using domain::Deed;
using domain::Measure;
using On = Pack::FollowUp::On;

Day day_of(const Statement& row, int column) { return Day{static_cast<std::int32_t>(row.integer(column))}; }

On what_of(std::int64_t measure) {
  switch (static_cast<Measure>(measure)) {
    case Measure::service: return On::service;
    case Measure::test: return On::test;
    case Measure::referral: return On::referral;
    default: return On::contact;
  }
}

std::optional<record::TestResult> outcome_of(std::string_view text) {
  if (text == "reactive") return record::TestResult::reactive;
  if (text == "non-reactive") return record::TestResult::non_reactive;
  if (text == "invalid") return record::TestResult::invalid;
  return std::nullopt;
}

}  // namespace

void Vault::each_clients_deeds(
    const std::function<void(const ClientId& client, const std::vector<domain::Deed>& deeds)>& take) const {
  Statement row = parts_->db.statement(
      "SELECT COALESCE(a.canonical, f.person) AS client, f.measure, f.code, f.outcome, f.day, f.quantity"
      " FROM fact f LEFT JOIN alias a ON a.person = f.person"
      " WHERE f.face = 0 AND f.measure IN (?1, ?2, ?3, ?4) AND f.person IS NOT NULL ORDER BY client");
  row.bind_all(static_cast<int>(Measure::contact), static_cast<int>(Measure::service), static_cast<int>(Measure::test),
               static_cast<int>(Measure::referral));
  std::optional<ClientId> client;
  std::vector<Deed> deeds;
  while (row.step()) {
    const auto next = row.fixed<ClientId>(0);
    if (client && *client != next) {
      take(*client, deeds);
      deeds.clear();
    }
    client = next;
    deeds.push_back(
        {what_of(row.integer(1)), std::string(row.text(2)), outcome_of(row.text(3)), day_of(row, 4), row.integer(5)});
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

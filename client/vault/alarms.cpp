#include "client/vault/parts.hpp"

namespace tacit {
namespace {

Day day_of(const Statement& row, int column) { return Day{static_cast<std::int32_t>(row.integer(column))}; }

Vault::Alarm alarm_of(const Statement& row) {
  const auto code = code_named(row.text(1));
  if (!code) throw StorageFailure(Code::storage_damaged, "an alarm in the vault is damaged", 0);
  Vault::Alarm out{row.integer(0), *code, {}, day_of(row, 3), day_of(row, 4), {}};
  if (row.integer(2) >= 0) out.index = static_cast<std::uint64_t>(row.integer(2));
  if (!row.is_null(5)) out.settled = {day_of(row, 5), Personal(std::string(row.text(6)))};
  return out;
}

}  // namespace

std::vector<Vault::Alarm> Vault::alarms(Alarms which) const {
  std::vector<Alarm> out;
  Statement row = parts_->db.statement(
      "SELECT id, code, idx, day, last, settled, reason FROM alarm WHERE ?1 OR settled IS NULL ORDER BY id");
  row.bind_all(which == Alarms::all);
  while (row.step()) out.push_back(alarm_of(row));
  return out;
}

Result<void> Vault::settle_alarm(std::int64_t id, const Alarm::Settled& settled) {
  Database& db = parts_->db;
  Transaction transaction(db);
  const auto stands = db.integer("SELECT settled IS NULL FROM alarm WHERE id = ?1", id);
  if (!stands) return fail(Code::not_found, "there is no such alarm: see `tacit alarm list`");
  if (*stands == 0) return fail(Code::already_done, "this alarm was settled before");
  db.run("UPDATE alarm SET settled = ?2, reason = ?3 WHERE id = ?1", id, settled.day.since_epoch,
         settled.reason.expose(Disclose()));
  transaction.commit();
  return {};
}

}  // namespace tacit

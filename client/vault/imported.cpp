#include "client/vault/parts.hpp"

namespace tacit {

void vault::insert_imported(Database& db, const std::vector<Vault::Imported>& rows) {
  for (const auto& one : rows)
    db.run("INSERT INTO imported (source, kind, key, rid, client) VALUES (?1, ?2, ?3, ?4, ?5)", one.source, one.kind,
           one.key.expose(Disclose()), one.rid, one.client);
}

std::optional<Vault::Imported> Vault::imported(std::string_view source, std::string_view kind,
                                               const Personal<std::string>& key) const {
  Statement row = parts_->db.statement("SELECT rid, client FROM imported WHERE source = ?1 AND kind = ?2 AND key = ?3");
  row.bind_all(source, kind, key.expose(Disclose()));
  if (!row.step()) return std::nullopt;
  Imported out{.source = std::string(source),
               .kind = std::string(kind),
               .key = key,
               .rid = row.fixed<RecordId>(0),
               .client = {}};
  if (!row.is_null(1)) out.client = row.fixed<ClientId>(1);
  return out;
}

// Whose a record is stays whose it is when somebody else corrects it, so the first entry decides.
std::vector<Vault::Deeds> Vault::deeds_by_day(const DeviceId& dev, const Period& period) const {
  using domain::Measure;
  Statement row = parts_->db.statement(
      "SELECT f.day, CASE WHEN f.measure IN (?5, ?6) THEN f.code ELSE f.kind END AS what, f.measure, sum(f.quantity)"
      " FROM fact f WHERE f.face = ?1 AND f.measure IN (?5, ?6, ?7, ?8, ?9, ?10) AND f.day >= ?3 AND f.day < ?4"
      " AND (SELECT v.dev FROM version v WHERE v.root = f.root AND v.rid = f.root ORDER BY v.place LIMIT 1) = ?2"
      " GROUP BY f.day, what, f.measure ORDER BY f.day, what, f.measure");
  row.bind_all(static_cast<int>(domain::Face::team), dev, period.from.since_epoch, period.until.since_epoch,
               static_cast<int>(Measure::group), static_cast<int>(Measure::participants),
               static_cast<int>(Measure::outing), static_cast<int>(Measure::contact),
               static_cast<int>(Measure::service), static_cast<int>(Measure::test));
  std::vector<Deeds> out;
  while (row.step())
    out.push_back({.day = Day{static_cast<std::int32_t>(row.integer(0))},
                   .kind = std::string(row.text(1)),
                   .measure = static_cast<Measure>(row.integer(2)),
                   .quantity = row.integer(3)});
  return out;
}

}  // namespace tacit

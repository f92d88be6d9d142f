#include <limits>

#include "client/vault/parts.hpp"

namespace tacit {
namespace {

domain::Place place_in(const Statement& row, int column) {
  domain::Place out{static_cast<domain::Place::Kind>(row.integer(column)), {}};
  if (!row.is_null(column + 1)) out.holder = row.fixed<DeviceId>(column + 1).bytes;
  return out;
}

template <class Id>
std::optional<Id> maybe_id(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.fixed<Id>(column);
}

template <class Value>
std::vector<LotId> lots_in(Statement row, const Value& value) {
  row.bind_all(value);
  std::vector<LotId> out;
  while (row.step()) out.push_back(row.fixed<LotId>(0));
  return out;
}

std::string paid_by(const std::optional<Scope>& grant) {
  return grant ? " AND root IN (SELECT root FROM paid WHERE scope = ?4)" : "";
}

void bind_line(Statement& row, domain::Face face, const std::optional<Period>& period,
               const std::optional<Scope>& grant) {
  row.bind_all(static_cast<int>(face), period ? period->from.since_epoch : std::numeric_limits<std::int32_t>::min(),
               period ? period->until.since_epoch : std::numeric_limits<std::int32_t>::max());
  if (grant) row.bind(4, to_text(*grant));
}

std::vector<domain::Holding> holdings_in(Statement row) {
  std::vector<domain::Holding> out;
  while (row.step())
    out.push_back({place_in(row, 0), std::string(row.text(2)), maybe_id<LotId>(row, 3), maybe_id<RecordId>(row, 4),
                   row.integer(5), row.integer(6)});
  return out;
}

}  // namespace

// 1, 2 and 5 are stores, bags and transit. Lots end at the bag.
std::vector<domain::Holding> Vault::holdings() const {
  return holdings_in(parts_->db.statement(
      "SELECT kind, holder, commodity, CASE WHEN kind <> 2 THEN lot END AS known,"
      " CASE WHEN kind = 5 THEN sending END AS sent, sum(came), sum(gone) FROM ("
      "SELECT target AS kind, target_id AS holder, commodity, lot, sending, quantity AS came, 0 AS gone FROM movement"
      " WHERE face = 0 AND target IN (1, 2, 5) UNION ALL"
      " SELECT source, source_id, commodity, lot, sending, 0, quantity FROM movement"
      " WHERE face = 0 AND source IN (1, 2, 5))"
      " GROUP BY kind, holder, commodity, known, sent ORDER BY kind, holder, commodity, known, sent"));
}

std::vector<domain::Holding> Vault::holdings(const domain::Place& at, std::optional<Day> until) const {
  Statement row = parts_->db.statement(
      "SELECT ?1, ?2, commodity, CASE WHEN ?1 <> 2 THEN lot END AS known, NULL, sum(came), sum(gone) FROM ("
      "SELECT commodity, lot, quantity AS came, 0 AS gone FROM movement"
      " WHERE face = 0 AND target IN (1, 2, 5) AND target = ?1 AND target_id = ?2 AND day <= ?3 UNION ALL"
      " SELECT commodity, lot, 0, quantity FROM movement"
      " WHERE face = 0 AND source IN (1, 2, 5) AND source = ?1 AND source_id = ?2 AND day <= ?3)"
      " GROUP BY commodity, known ORDER BY commodity, known");
  row.bind_all(static_cast<int>(at.kind), ByteView(at.holder),
               until ? until->since_epoch : std::numeric_limits<std::int32_t>::max());
  return holdings_in(std::move(row));
}

std::optional<domain::Lot> Vault::lot(const LotId& lot) const {
  Statement row =
      parts_->db.statement("SELECT commodity, batch, expiry FROM lot WHERE lot = ?1 ORDER BY place, root LIMIT 1");
  row.bind_all(lot);
  if (!row.step()) return std::nullopt;
  domain::Lot out{lot, std::string(row.text(0)), std::string(row.text(1)), std::nullopt};
  if (!row.is_null(2)) out.expiry = Day{static_cast<std::int32_t>(row.integer(2))};
  return out;
}

std::optional<RecordId> Vault::origin_of(const LotId& lot) const {
  Statement row = parts_->db.statement("SELECT root FROM lot WHERE lot = ?1 ORDER BY place, root LIMIT 1");
  row.bind_all(lot);
  if (!row.step()) return std::nullopt;
  return row.fixed<RecordId>(0);
}

std::vector<LotId> Vault::lots_of_batch(std::string_view batch) const {
  return lots_in(parts_->db.statement("SELECT DISTINCT lot FROM lot WHERE batch = ?1 ORDER BY lot"), batch);
}

std::vector<LotId> Vault::lots_from(const RecordId& root) const {
  return lots_in(parts_->db.statement("SELECT DISTINCT lot FROM lot WHERE root = ?1 ORDER BY lot"), root);
}

std::vector<Vault::LotMovement> Vault::movements_of(const LotId& lot) const {
  Statement row = parts_->db.statement(
      "SELECT source, source_id, target, target_id, root, day, quantity FROM movement WHERE lot = ?1 AND face = 0"
      " ORDER BY day, first, id");
  row.bind_all(lot);
  std::vector<LotMovement> out;
  while (row.step())
    out.push_back({row.fixed<RecordId>(4), place_in(row, 0), place_in(row, 2),
                   Day{static_cast<std::int32_t>(row.integer(5))}, row.integer(6)});
  return out;
}

std::vector<std::pair<RecordId, std::string>> Vault::contacts_that_used(std::string_view batch) const {
  Statement row = parts_->db.statement("SELECT DISTINCT root, code FROM used_lot WHERE batch = ?1 ORDER BY root, code");
  row.bind_all(batch);
  std::vector<std::pair<RecordId, std::string>> out;
  while (row.step()) out.emplace_back(row.fixed<RecordId>(0), row.text(1));
  return out;
}

std::vector<Vault::Flow> Vault::flows(domain::Face face, FlowDay day, const std::optional<Period>& period,
                                      const std::optional<Scope>& grant) const {
  const std::string column = day == FlowDay::happened ? "day" : "counted";
  Statement row = parts_->db.prepare_built("SELECT source, source_id, target, target_id, commodity, " + column +
                                           ", sum(quantity) FROM movement WHERE face = ?1 AND " + column +
                                           " >= ?2 AND " + column + " < ?3" + paid_by(grant) +
                                           " GROUP BY commodity, source, source_id, target, target_id, " + column +
                                           " ORDER BY commodity, source, source_id, target, target_id, " + column);
  bind_line(row, face, period, grant);
  std::vector<Flow> out;
  while (row.step())
    out.push_back({std::string(row.text(4)), place_in(row, 0), place_in(row, 2),
                   Day{static_cast<std::int32_t>(row.integer(5))}, row.integer(6)});
  return out;
}

std::map<std::string, std::int64_t> Vault::value_received(const std::optional<Period>& period,
                                                          const std::optional<Scope>& grant) const {
  Statement row = parts_->db.prepare_built(
      "SELECT currency, sum(value) FROM movement WHERE face = ?1 AND counted >= ?2 AND counted < ?3"
      " AND value IS NOT NULL" +
      paid_by(grant) + " GROUP BY currency ORDER BY currency");
  bind_line(row, domain::Face::audit, period, grant);
  std::map<std::string, std::int64_t> out;
  while (row.step()) out.emplace(row.text(0), row.integer(1));
  return out;
}

}  // namespace tacit

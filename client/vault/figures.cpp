#include <limits>
#include <map>
#include <set>

#include "client/vault/parts.hpp"

namespace tacit {
namespace {

using domain::Breakdown;

std::string_view key_column(Breakdown by) {
  switch (by) {
    case Breakdown::none: return "''";
    case Breakdown::quarter: return "f.quarter";
    case Breakdown::month: return "f.counted";  // folded into months below: SQL knows no calendar
    case Breakdown::kind: return "f.kind";
    case Breakdown::time: return "f.time";
    case Breakdown::site_group: return "f.site_group";
    case Breakdown::code: return "f.code";
    case Breakdown::device: return "f.dev";
    case Breakdown::outcome: return "f.outcome";
  }
  return "''";
}

std::string places(std::size_t first, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += (i ? ", ?" : "?") + std::to_string(first + i);
  return out;
}

// A client is what its first registration says. `first`: the number of the first parameter.
std::string where_sql(const domain::Query& query, std::size_t first) {
  std::string sql;
  for (const auto& [attribute, values] : query.where) {
    sql += " AND (SELECT json_extract(c.attributes, ?" + std::to_string(first) +
           ") FROM client c WHERE c.client = COALESCE(a.canonical, f.person) ORDER BY c.place LIMIT 1) IN (" +
           places(first + 1, values.size()) + ")";
    first += 1 + values.size();
  }
  return sql;
}

// Those of the newest record of each client, or about each referral or appointment that counts.
std::string newest_sql(domain::Measure measure, std::size_t parameter) {
  const bool outcomes = measure == domain::Measure::outcome;
  const std::string of = outcomes ? "h.about" : "COALESCE(b.canonical, h.person)";
  const std::string counts = outcomes ? " AND EXISTS (SELECT 1 FROM fact r WHERE r.root = h.about)" : "";
  return " AND f.root IN (SELECT root FROM (SELECT h.root, ROW_NUMBER() OVER (PARTITION BY " + of +
         " ORDER BY h.day DESC, h.place DESC, h.root DESC) AS rank"
         " FROM fact h LEFT JOIN alias b ON b.person = h.person"
         " WHERE h.face = ?1 AND h.measure = ?" +
         std::to_string(parameter) + " AND h.counted >= ?3 AND h.counted < ?4" + counts + ") WHERE rank = 1)";
}

// Only our own words and numbered parameters go into the text.
std::string sql_of(const domain::Query& query) {
  const bool by_month = query.by == Breakdown::month;
  std::string sql = "SELECT " + std::string(key_column(query.by)) + " AS key, ";
  if (query.distinct_people && by_month)
    sql += "COALESCE(a.canonical, f.person)";  // made distinct below
  else
    sql += query.distinct_people ? "count(DISTINCT COALESCE(a.canonical, f.person))" : "sum(f.quantity)";
  sql += " FROM fact f";
  if (query.distinct_people || !query.where.empty()) sql += " LEFT JOIN alias a ON a.person = f.person";
  sql += " WHERE f.face = ?1 AND f.measure = ?2 AND f.counted >= ?3 AND f.counted < ?4";
  if (!query.codes.empty()) sql += " AND f.code IN (" + places(5, query.codes.size()) + ")";
  if (!query.kinds.empty()) sql += " AND f.kind IN (" + places(5 + query.codes.size(), query.kinds.size()) + ")";
  std::size_t next = 5 + query.codes.size() + query.kinds.size();
  if (!query.outcomes.empty()) sql += " AND f.outcome IN (" + places(next, query.outcomes.size()) + ")";
  next += query.outcomes.size();
  if (query.newest) sql += newest_sql(*query.newest, next++);
  sql += where_sql(query, next);
  if (query.distinct_people) sql += " AND f.person IS NOT NULL";
  sql += query.distinct_people && by_month ? " GROUP BY key, 2" : " GROUP BY key";
  return sql + " ORDER BY key";
}

void bind(Statement& row, const domain::Query& query) {
  row.bind(1, static_cast<int>(query.face)).bind(2, static_cast<int>(query.measure));
  row.bind(3, query.period ? query.period->from.since_epoch : std::numeric_limits<std::int32_t>::min());
  row.bind(4, query.period ? query.period->until.since_epoch : std::numeric_limits<std::int32_t>::max());
  int at = 5;
  for (const auto& code : query.codes) row.bind(at++, code);
  for (const auto& kind : query.kinds) row.bind(at++, kind);
  for (const auto& outcome : query.outcomes) row.bind(at++, outcome);
  if (query.newest) row.bind(at++, static_cast<int>(*query.newest));
  for (const auto& [attribute, values] : query.where) {
    row.bind(at++, "$.\"" + attribute + "\"");
    for (const auto& value : values) row.bind(at++, value);
  }
}

std::string key_text(const Statement& row, Breakdown by) {
  if (by != Breakdown::device) return std::string(row.text(0));
  if (row.is_null(0)) return {};
  return id_text(row.fixed<DeviceId>(0));
}

std::vector<domain::Row> by_month(Statement row, bool distinct) {
  std::map<std::string, std::int64_t> sums;
  std::map<std::string, std::set<Bytes>> people;
  while (row.step()) {
    const std::string month = month_of(Day{static_cast<std::int32_t>(row.integer(0))});
    if (distinct)
      people[month].insert(to_bytes(row.blob(1)));
    else
      sums[month] += row.integer(1);
  }
  for (const auto& [month, who] : people) sums[month] = static_cast<std::int64_t>(who.size());
  std::vector<domain::Row> out;
  out.reserve(sums.size());
  for (const auto& [month, value] : sums) out.push_back({month, value});
  return out;
}

}  // namespace

std::vector<domain::Row> Vault::run(const domain::Query& query) const {
  Statement row = parts_->db.prepare_built(sql_of(query));
  bind(row, query);
  if (query.by == Breakdown::month) return by_month(std::move(row), query.distinct_people);
  std::vector<domain::Row> out;
  while (row.step()) out.push_back({key_text(row, query.by), row.integer(1)});
  return out;
}

std::optional<std::int64_t> Vault::newest_statement(std::string_view indicator, const Period& period) const {
  return parts_->db.integer(
      "SELECT quantity FROM fact WHERE face = 1 AND measure = ?1 AND code = ?2 AND day = ?3 AND until = ?4"
      " ORDER BY place DESC LIMIT 1",
      static_cast<int>(domain::Measure::statement), indicator, period.from.since_epoch, period.until.since_epoch);
}

std::optional<Day> Vault::closed_until() const {
  const auto day = parts_->db.integer("SELECT until FROM closing ORDER BY until DESC LIMIT 1");
  return day ? std::optional(Day{static_cast<std::int32_t>(*day)}) : std::nullopt;
}

std::optional<Day> Vault::counted_later(const RecordId& root) const {
  const auto day = parts_->db.integer("SELECT counted FROM fact WHERE root = ?1 AND counted > day LIMIT 1", root);
  return day ? std::optional(Day{static_cast<std::int32_t>(*day)}) : std::nullopt;
}

bool Vault::counts_in_closed(const RecordId& root) const {
  return parts_->db
      .integer("SELECT 1 FROM fact WHERE root = ?1 AND counted <= (SELECT max(until) FROM closing) LIMIT 1", root)
      .has_value();
}

std::vector<RecordId> Vault::closings() const {
  std::vector<RecordId> out;
  Statement row = parts_->db.statement("SELECT root FROM closing ORDER BY until, place");
  while (row.step()) out.push_back(row.fixed<RecordId>(0));
  return out;
}

std::int64_t Vault::late_in(domain::Face face, const Period& period) const {
  return parts_->db
      .integer(
          "SELECT count(DISTINCT root) FROM fact"
          " WHERE face = ?1 AND counted >= ?2 AND counted < ?3 AND day < ?2 AND measure <> ?4",
          static_cast<int>(face), period.from.since_epoch, period.until.since_epoch,
          static_cast<int>(domain::Measure::statement))
      .value_or(0);
}

}  // namespace tacit

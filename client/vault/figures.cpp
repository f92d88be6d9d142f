#include <limits>
#include <set>

#include "client/vault/parts.hpp"

namespace tacit {
namespace {

using domain::Breakdown;

// What a client's first registration says. `parameter`: the number of that which names the attribute.
std::string said(std::size_t parameter) {
  return "(SELECT json_extract(c.attributes, ?" + std::to_string(parameter) +
         ") FROM client c WHERE c.client = COALESCE(a.canonical, f.person) ORDER BY c.place LIMIT 1)";
}

std::string key_column(Breakdown by) {
  switch (by) {
    case Breakdown::none: return "''";
    case Breakdown::quarter: return "f.quarter";
    case Breakdown::kind: return "f.kind";
    case Breakdown::time: return "f.time";
    case Breakdown::site_group: return "f.site_group";
    case Breakdown::code: return "f.code";
    case Breakdown::device: return "f.dev";
    case Breakdown::outcome: return "f.outcome";
    case Breakdown::attribute: return "COALESCE(" + said(5) + ", '')";
  }
  return "''";
}

std::string places(std::size_t first, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += (i ? ", ?" : "?") + std::to_string(first + i);
  return out;
}

// `first`: the number of the first parameter.
std::string where_sql(const domain::Query& query, std::size_t first) {
  std::string sql;
  for (const auto& [attribute, values] : query.where) {
    sql += " AND " + said(first) + " IN (" + places(first + 1, values.size()) + ")";
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
         std::to_string(parameter) +
         " AND h.counted >= ?3 AND h.counted < ?4 AND h.code IN (SELECT code FROM fact_code" +
         " WHERE face = ?1 AND measure = ?" + std::to_string(parameter) + ")" + counts + ") WHERE rank = 1)";
}

// The number of the first parameter of `where`.
std::size_t first_where(const domain::Query& query) {
  return (query.by == Breakdown::attribute ? 6 : 5) + query.codes.size() + query.kinds.size() + query.outcomes.size() +
         (query.newest ? 1 : 0);
}

bool needs_people(const domain::Query& query) {
  return query.distinct_people || !query.where.empty() || query.by == Breakdown::attribute;
}

// The facts that a query is about. Only our own words and numbered parameters go into the text.
std::string from_sql(const domain::Query& query, bool with_people) {
  std::string sql = " FROM fact f";
  if (with_people) sql += " LEFT JOIN alias a ON a.person = f.person";
  sql += " WHERE f.face = ?1 AND f.measure = ?2 AND f.counted >= ?3 AND f.counted < ?4";
  std::size_t next = query.by == Breakdown::attribute ? 6 : 5;
  const auto any_of = [&](const char* column, const std::vector<std::string>& values) {
    if (!values.empty()) sql += std::string(" AND ") + column + " IN (" + places(next, values.size()) + ")";
    next += values.size();
  };
  if (query.codes.empty()) sql += " AND f.code IN (SELECT code FROM fact_code WHERE face = ?1 AND measure = ?2)";
  any_of("f.code", query.codes);
  any_of("f.kind", query.kinds);
  any_of("f.outcome", query.outcomes);
  if (query.newest) sql += newest_sql(*query.newest, next);
  sql += where_sql(query, first_where(query));
  if (query.distinct_people) sql += " AND f.person IS NOT NULL";
  return sql;
}

std::string sum_sql(const domain::Query& query) {
  return "SELECT " + key_column(query.by) + " AS key, " +
         (query.distinct_people ? "count(DISTINCT COALESCE(a.canonical, f.person))" : "sum(f.quantity)") +
         from_sql(query, needs_people(query)) + " GROUP BY key ORDER BY key";
}

std::string list_sql(const domain::Query& query) {
  return "SELECT " + key_column(query.by) +
         " AS key, COALESCE(a.canonical, f.person), f.counted, f.day, f.quantity, f.code, f.root" +
         from_sql(query, true) + " ORDER BY f.counted, f.root";
}

void bind(Statement& row, const domain::Query& query) {
  row.bind(1, static_cast<int>(query.face)).bind(2, static_cast<int>(query.measure));
  row.bind(3, query.period ? query.period->from.since_epoch : std::numeric_limits<std::int32_t>::min());
  row.bind(4, query.period ? query.period->until.since_epoch : std::numeric_limits<std::int32_t>::max());
  int at = 5;
  if (query.by == Breakdown::attribute) row.bind(at++, "$.\"" + query.attribute + "\"");
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

}  // namespace

std::vector<domain::Row> Vault::run(const domain::Query& query) const {
  Statement row = parts_->db.prepare_built(sum_sql(query));
  bind(row, query);
  std::vector<domain::Row> out;
  while (row.step()) out.push_back({key_text(row, query.by), row.integer(1)});
  return out;
}

std::vector<Vault::CodeTotal> Vault::totals(domain::Face face, domain::Measure measure, const Period& period) const {
  std::vector<CodeTotal> out;
  Statement row = parts_->db.statement(
      "SELECT code, kind, sum(quantity) FROM tally WHERE face = ?1 AND measure = ?2 AND counted >= ?3 AND counted < ?4"
      " GROUP BY code, kind");
  row.bind_all(static_cast<int>(face), static_cast<int>(measure), period.from.since_epoch, period.until.since_epoch);
  while (row.step()) out.push_back({std::string(row.text(0)), std::string(row.text(1)), row.integer(2)});
  return out;
}

std::vector<ByteArray<16>> Vault::people_in(const domain::Query& query) const {
  Statement row = parts_->db.prepare_built("SELECT f.person" + from_sql(query, false));
  bind(row, query);
  std::set<ByteArray<16>> people;
  while (row.step()) people.insert(row.fixed<ClientId>(0).bytes);
  Statement alias = parts_->db.statement("SELECT person, canonical FROM alias");
  while (alias.step())
    if (people.erase(alias.fixed<ClientId>(0).bytes) > 0) people.insert(alias.fixed<ClientId>(1).bytes);
  return {people.begin(), people.end()};
}

std::vector<domain::Counted> Vault::counted(const domain::Query& query) const {
  Statement row = parts_->db.prepare_built(list_sql(query));
  bind(row, query);
  std::vector<domain::Counted> out;
  while (row.step()) {
    domain::Counted fact{.person = {},
                         .counted = Day{static_cast<std::int32_t>(row.integer(2))},
                         .day = Day{static_cast<std::int32_t>(row.integer(3))},
                         .quantity = row.integer(4),
                         .code = std::string(row.text(5)),
                         .key = key_text(row, query.by),
                         .root = row.fixed<RecordId>(6)};
    if (!row.is_null(1)) fact.person = row.fixed<ClientId>(1).bytes;
    out.push_back(std::move(fact));
  }
  return out;
}

std::map<ByteArray<16>, std::string> Vault::said_of_people(const std::string& attribute) const {
  std::map<ByteArray<16>, std::string> out;
  Statement row = parts_->db.prepare_built(
      "SELECT c.client, json_extract(c.attributes, ?1) FROM client c LEFT JOIN alias a ON a.person = c.client"
      " WHERE a.canonical IS NULL OR a.canonical = c.client ORDER BY c.place");
  row.bind(1, "$.\"" + attribute + "\"");
  std::set<ByteArray<16>> seen;
  while (row.step()) {
    const auto client = row.fixed<ClientId>(0).bytes;
    if (seen.insert(client).second && !row.is_null(1)) out.emplace(client, row.text(1));
  }
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
          " WHERE face = ?1 AND counted <> day AND counted >= ?2 AND counted < ?3 AND day < ?2 AND measure <> ?4",
          static_cast<int>(face), period.from.since_epoch, period.until.since_epoch,
          static_cast<int>(domain::Measure::statement))
      .value_or(0);
}

}  // namespace tacit

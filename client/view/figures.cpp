#include "client/view/figures.hpp"

#include "crypto/encoding.hpp"

namespace tacit::view {
namespace {

using usecases::Figure;
using usecases::ReportLine;

Cell cell(const std::optional<std::int64_t>& value) { return value ? Cell(*value) : Cell(std::string()); }

std::vector<Cell> row_of(const ReportLine& line, const std::string& key, const std::optional<std::int64_t>& value,
                         const std::optional<std::int64_t>& of) {
  return {line.id,      line.label, key, cell(value), cell(of), std::string(), std::string(to_text(line.checked_by)),
          std::string()};
}

json::object line_json(const ReportLine& line) {
  json::object out{{"id", line.id},
                   {"label", line.label},
                   {"verifiable", line.checked_by == domain::CheckedBy::auditors},
                   {"checked_by", to_text(line.checked_by)}};
  if (line.value) out["value"] = *line.value;
  if (line.of) {
    out["of"] = *line.of;
    out["share"] = line.share;
  }
  if (line.target) out["target"] = *line.target;
  if (!line.parts.empty()) {
    json::array parts;
    for (const Figure& part : line.parts) parts.push_back(figure_json(part));
    out["parts"] = std::move(parts);
  }
  if (!line.by_quarter.empty()) {
    json::object quarters;
    for (const auto& row : line.by_quarter) quarters[row.key] = row.value;
    out["by_quarter"] = quarters;
  }
  if (!line.stated) return out;
  json::object stated{{"value", line.stated->value}};
  if (const auto& bounds = line.stated->bounds) {
    stated["lowest"] = bounds->lowest;
    stated["highest"] = bounds->highest;
    stated["within"] = line.stated->within;
  }
  out["stated"] = std::move(stated);
  return out;
}

}  // namespace

std::string key_text(const std::string& key) { return key.empty() ? "(not said)" : key; }

std::string_view to_text(domain::CheckedBy checked_by) {
  switch (checked_by) {
    case domain::CheckedBy::auditors: return "auditors";
    case domain::CheckedBy::bounds: return "bounds";
    case domain::CheckedBy::staff: return "staff";
  }
  return {};
}

json::object figure_json(const Figure& figure) {
  json::object out{{"key", figure.key}, {"value", figure.value}};
  if (figure.of) out["of"] = *figure.of;
  return out;
}

json::object report_json(const usecases::Report& report) {
  json::array lines;
  for (const auto& line : report.lines) lines.push_back(line_json(line));
  json::object out{{"period", report.period},
                   {"from", report.face == domain::Face::team ? "team" : "audit"},
                   {"indicators", std::move(lines)},
                   {"unopened", report.unopened},
                   {"late", report.late}};
  if (report.closed_until) out["closed_until"] = to_text(*report.closed_until);
  return out;
}

std::vector<std::vector<Cell>> grid_of(const usecases::Report& report) {
  std::vector<std::vector<Cell>> grid{{std::string("id"), std::string("indicator"), std::string("part"), report.period,
                                       std::string("of"), std::string("target"), std::string("checked by"),
                                       std::string("stated")}};
  for (const auto& line : report.lines) {
    auto row = row_of(line, {}, line.value, line.of);
    row[5] = cell(line.target);
    if (line.stated) row[7] = line.stated->value;
    grid.push_back(std::move(row));
    for (const Figure& part : line.parts) grid.push_back(row_of(line, key_text(part.key), part.value, part.of));
  }
  return grid;
}

std::vector<std::vector<std::string>> as_text(const std::vector<std::vector<Cell>>& grid) {
  std::vector<std::vector<std::string>> out;
  for (const auto& row : grid) {
    out.emplace_back();
    for (const Cell& one : row)
      out.back().push_back(std::holds_alternative<std::int64_t>(one) ? std::to_string(std::get<std::int64_t>(one))
                                                                     : std::get<std::string>(one));
  }
  return out;
}

std::string known_code(const Vault& vault, const std::optional<ByteArray<16>>& person) {
  if (!person) return {};
  const auto found = vault.person(ClientId{*person});
  return found ? found->code.to_text() : std::string();
}

json::object why_json(const Vault& vault, const usecases::Why& why, std::size_t limit) {
  json::array records;
  for (const auto& one : why.behind) {
    if (records.size() == limit) break;
    json::object row{{"record", id_text(one.record)}, {"day", to_text(one.day)}, {"quantity", one.quantity}};
    if (!one.code.empty()) row["code"] = one.code;
    if (const auto code = known_code(vault, one.person); !code.empty()) row["client"] = code;
    records.push_back(std::move(row));
  }
  json::object out{{"id", why.id},
                   {"label", why.label},
                   {"value", why.figure.value},
                   {"checked_by", to_text(why.checked_by)},
                   {"count", why.behind.size()},
                   {"records", std::move(records)}};
  if (why.figure.of) out["of"] = *why.figure.of;
  return out;
}

}  // namespace tacit::view

#include "client/cli/report_table.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "client/cli/chart.hpp"

namespace tacit::cli {
namespace {

using usecases::Figure;
using usecases::ReportLine;

std::string number(const std::optional<std::int64_t>& value) { return value ? std::to_string(*value) : "–"; }
std::string key_text(const std::string& key) { return key.empty() ? "(not said)" : key; }

std::string decimals(double value, int places) {
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), "%.*f", places, value);
  return out.data();
}

Cell cell(const std::optional<std::int64_t>& value) { return value ? Cell(*value) : Cell(std::string()); }

std::string remark(const usecases::StatedFigure& stated) {
  const std::string text = "stated " + std::to_string(stated.value);
  if (!stated.bounds) return text + ", cannot be checked";
  return text + (stated.within ? ", within " : ", OUTSIDE ") + std::to_string(stated.bounds->lowest) + "–" +
         std::to_string(stated.bounds->highest);
}

std::string remark(const ReportLine& line, domain::Face face) {
  std::string text;
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
  for (const auto& row : line.by_quarter) add(row.key + ": " + std::to_string(row.value));
  if (line.stated) add(remark(*line.stated));
  if (line.target) add("target " + std::to_string(*line.target));
  if (face == domain::Face::team && line.checked_by == domain::CheckedBy::auditors) add("auditors count it too");
  if (face == domain::Face::team && line.checked_by == domain::CheckedBy::bounds) add("auditors know its bounds");
  return text;
}

std::string drawing(const ReportLine& line, const usecases::By& by) {
  if (by.time != usecases::By::Time::whole) {
    std::vector<std::int64_t> values;
    for (const Figure& part : line.parts) values.push_back(part.value);
    return trend(values);
  }
  if (!line.value) return {};
  if (line.of && line.share) return bar(*line.value, *line.of);
  return line.target ? bar(*line.value, *line.target) : std::string();
}

// A column with nothing in any row would be a gap.
void drop_empty_columns(std::vector<std::vector<std::string>>& rows) {
  std::size_t columns = 0;
  for (const auto& row : rows) columns = std::max(columns, row.size());
  for (std::size_t column = columns; column-- > 0;) {
    const auto has_text = [&](const auto& row) { return column < row.size() && !row[column].empty(); };
    if (std::any_of(rows.begin(), rows.end(), has_text)) continue;
    for (auto& row : rows)
      if (column < row.size()) row.erase(row.begin() + static_cast<std::ptrdiff_t>(column));
  }
}

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
  if (line.of) out["of"] = *line.of;
  if (line.target) out["target"] = *line.target;
  if (!line.parts.empty()) {
    json::array parts;
    for (const Figure& part : line.parts) parts.push_back(json_of(part));
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

std::string_view to_text(domain::CheckedBy checked_by) {
  switch (checked_by) {
    case domain::CheckedBy::auditors: return "auditors";
    case domain::CheckedBy::bounds: return "bounds";
    case domain::CheckedBy::staff: return "staff";
  }
  return {};
}

std::string set_against(const std::optional<std::int64_t>& value, const std::optional<std::int64_t>& of, bool share) {
  if (!value || !of) return {};
  const std::string text = (share ? "of " : "for ") + std::to_string(*of);
  if (*of == 0) return text;
  if (!share) return text + " = " + decimals(static_cast<double>(*value) / static_cast<double>(*of), 2) + " each";
  // Rounded down: all is what all did. No figure is above 2^53.
  const std::int64_t thousandths = *value * 1000 / *of;
  return text + " = " + std::to_string(thousandths / 10) + "." + std::to_string(thousandths % 10) + " %";
}

json::object json_of(const Figure& figure) {
  json::object out{{"key", figure.key}, {"value", figure.value}};
  if (figure.of) out["of"] = *figure.of;
  return out;
}

json::object json_of(const usecases::Report& report) {
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

std::vector<std::string> text_of(const usecases::Report& report, bool drawn) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& line : report.lines) {
    rows.push_back({line.label, number(line.value), set_against(line.value, line.of, line.share)});
    if (drawn) rows.back().push_back(drawing(line, report.by));
    rows.back().push_back(remark(line, report.face));
    rows.back().push_back(line.id);
    for (const Figure& part : line.parts)
      rows.push_back({"    " + key_text(part.key), number(part.value), set_against(part.value, part.of, line.share)});
  }
  drop_empty_columns(rows);
  return table(rows);
}

}  // namespace tacit::cli

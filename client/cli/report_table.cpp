#include "client/cli/report_table.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "client/cli/chart.hpp"
#include "client/cli/context.hpp"

namespace tacit::cli {
namespace {

using usecases::Figure;
using usecases::ReportLine;

std::string number(const std::optional<std::int64_t>& value) { return value ? std::to_string(*value) : "–"; }
std::string decimals(double value, int places) {
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), "%.*f", places, value);
  return out.data();
}

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

}  // namespace

std::string set_against(const std::optional<std::int64_t>& value, const std::optional<std::int64_t>& of, bool share) {
  if (!value || !of) return {};
  const std::string text = (share ? "of " : "for ") + std::to_string(*of);
  if (*of == 0) return text;
  if (!share) return text + " = " + decimals(static_cast<double>(*value) / static_cast<double>(*of), 2) + " each";
  // Rounded down: all is what all did. No figure is above 2^53.
  const std::int64_t thousandths = *value * 1000 / *of;
  return text + " = " + std::to_string(thousandths / 10) + "." + std::to_string(thousandths % 10) + " %";
}

std::vector<std::string> text_of(const usecases::Report& report, bool drawn) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& line : report.lines) {
    rows.push_back({line.label, number(line.value), set_against(line.value, line.of, line.share)});
    if (drawn) rows.back().push_back(drawing(line, report.by));
    rows.back().push_back(remark(line, report.face));
    rows.back().push_back(line.id);
    for (const Figure& part : line.parts)
      rows.push_back(
          {"    " + view::key_text(part.key), number(part.value), set_against(part.value, part.of, line.share)});
  }
  drop_empty_columns(rows);
  return table(rows);
}

}  // namespace tacit::cli

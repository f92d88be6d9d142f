#include "client/cli/blank_sheet.hpp"

#include <algorithm>

#include "client/cli/html.hpp"
#include "common/base/csv.hpp"

namespace tacit::cli {
namespace {

constexpr const char* kHow =
    "client: code, nickname, anon:N or new:nickname. Services and goods: a number, or x for one. Tests: n r i "
    "(non-reactive, reactive, invalid), then t b a (told, counselled before, after).";
constexpr const char* kHead = "Outing   day: __________   kind: ____________   site: ____________   day/night: ______";

std::string in_all_languages(const Pack& pack, const Labels& labels) {
  std::string out;
  for (const auto& text : texts_in_all_languages(pack, labels)) out += (out.empty() ? "" : " / ") + text;
  return out;
}

// With what it is in front where the pack has the code twice.
std::vector<SheetColumn> all_columns(const Pack& pack) {
  std::vector<SheetColumn> out;
  const auto add = [&](const char* prefix, const auto& rows) {
    for (const auto& row : rows) {
      if (row.retired) continue;
      const int uses = (pack.service(row.code) != nullptr ? 1 : 0) + (pack.test(row.code) != nullptr ? 1 : 0) +
                       (pack.commodity(row.code) != nullptr ? 1 : 0);
      out.push_back({(uses > 1 ? prefix : "") + row.code, row.labels});
    }
  };
  add("service:", pack.services);
  add("test:", pack.tests);
  add("given:", pack.commodities);
  return out;
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

}  // namespace

Result<std::vector<SheetColumn>> sheet_columns(const Pack& pack, const std::vector<std::string>& wanted) {
  auto all = all_columns(pack);
  if (wanted.empty()) return all;
  std::vector<SheetColumn> out;
  for (const auto& name : wanted) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
    if (found == all.end())
      return fail(Code::invalid_argument, "the pack offers no service, test or goods of this code");
    out.push_back(*found);
  }
  return out;
}

SheetLines sheet_as_csv(const std::vector<SheetColumn>& columns) {
  std::vector<std::string> names{"client"};
  for (const auto& column : columns) names.push_back(column.name);
  names.insert(names.end(), {"refer", "note"});
  std::string line = csv::written(names);
  line.pop_back();  // the line feed comes with the line
  return {line};
}

SheetLines sheet_as_text(const Pack& pack, const std::vector<SheetColumn>& columns, std::size_t people) {
  SheetLines out{kHead, ""};
  std::string head = padded("", 4) + padded("| client", 20), empty = padded("| ", 20);
  for (std::size_t i = 1; i <= columns.size(); ++i) {
    head += padded("|" + std::to_string(i), 4);
    empty += "|   ";
  }
  out.push_back(head + "| refer, note");
  const std::string rule(head.size() + 30, '-');
  for (std::size_t i = 1; i <= people; ++i) {
    out.push_back(rule);
    out.push_back(padded(std::to_string(i), 4) + empty + "|");
  }
  out.insert(out.end(), {rule, "", kHow, ""});
  for (std::size_t i = 0; i < columns.size(); ++i)
    out.push_back(padded(std::to_string(i + 1), 4) + columns[i].name + ": " +
                  in_all_languages(pack, columns[i].labels));
  return out;
}

SheetLines sheet_as_html(const Pack& pack, const std::vector<SheetColumn>& columns, std::size_t people) {
  SheetLines out = page_head(
      "Outing",
      {"@page { size: A4 landscape; margin: 10mm } body { font: 9pt sans-serif }",
       "table { border-collapse: collapse; width: 100% } td, th { border: 1px solid; height: 7mm; padding: 0 1mm }",
       "thead { display: table-header-group } tr { break-inside: avoid } li { break-inside: avoid }",
       "ol { columns: 2; break-before: page }"});
  out.push_back("<p>" + escaped(kHead) + "</p>");
  std::string head = "<table><thead><tr><th></th><th style=\"width:35mm\">client</th>", empty = "<td></td>";
  for (std::size_t i = 1; i <= columns.size(); ++i) {
    head += "<th>" + std::to_string(i) + "</th>";
    empty += "<td></td>";
  }
  out.push_back(head + "<th style=\"width:45mm\">refer, note</th></tr></thead><tbody>");
  for (std::size_t i = 1; i <= people; ++i)
    out.push_back("<tr><td>" + std::to_string(i) + "</td>" + empty + "<td></td></tr>");
  out.push_back("</tbody></table><p>" + escaped(kHow) + "</p><ol>");
  for (const auto& column : columns)
    out.push_back("<li><b>" + escaped(column.name) + "</b>: " + escaped(in_all_languages(pack, column.labels)) +
                  "</li>");
  out.push_back("</ol>" + std::string(kPageEnd));
  return out;
}

}  // namespace tacit::cli

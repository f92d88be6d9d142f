#include "client/usecases/import_cells.hpp"

#include <charconv>

namespace tacit::usecases {

ImportCells::ImportCells(const ColumnIndex& columns, const csv::Row& row, const std::string& days,
                         std::vector<RowMistake>& mistakes)
    : columns_(columns), row_(row), days_(days), mistakes_(mistakes), before_(mistakes.size()) {
  if (row.fields.size() != columns.size())
    wrong({}, "the row has more or fewer fields than the header: is there a separator inside an unquoted field?");
}

void ImportCells::wrong(const std::string& column, Literal text) { mistakes_.push_back({row_.line, column, text}); }

std::string ImportCells::text(const std::string& column, std::size_t max_bytes) {
  if (column.empty()) return {};
  const std::size_t at = columns_.at(column);
  if (at >= row_.fields.size()) return {};
  const std::string_view cell = csv::trimmed(row_.fields[at].expose(Disclose()));
  if (cell.size() > max_bytes) wrong(column, "the text is too long: shorten it");
  return std::string(cell);
}

std::optional<Day> ImportCells::day(const std::string& column) {
  const std::string cell = text(column);
  if (cell.empty()) return std::nullopt;
  const auto read = read_day(cell, days_);
  if (read) return *read;
  wrong(column, read.error().text);
  return std::nullopt;
}

std::optional<std::int64_t> ImportCells::count(const std::string& column) {
  const std::string cell = text(column);
  if (cell.empty()) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error == std::errc{} && end == cell.data() + cell.size() && value >= 0 && value <= limits::kQuantity)
    return value;
  wrong(column, "a count is a whole number from 0 to 10000000, in digits alone");
  return std::nullopt;
}

std::string ImportCells::meaning(const ImportChoice& choice, const std::string& said) {
  if (choice.values.empty()) return said;
  const auto found = choice.values.find(said);
  if (found != choice.values.end()) return found->second;
  if (!said.empty()) wrong(choice.column, "the mapping says nothing about this text: add it to the column's `values`");
  return {};
}

std::string ImportCells::code(const ImportChoice& choice) {
  if (choice.column.empty()) return choice.fixed;
  return meaning(choice, text(choice.column));
}

std::string ImportCells::needed_code(const ImportChoice& choice) {
  const std::size_t before = mistakes_.size();
  std::string out = code(choice);
  if (out.empty() && mistakes_.size() == before) wrong(choice.column, "the cell is empty, and is needed");
  return out;
}

std::vector<record::Counted> ImportCells::counts(const ImportCounts& said) {
  std::map<std::string, std::int64_t> sums;
  std::string rest = text(said.list.column);
  while (!rest.empty()) {
    const auto end = rest.find(said.separator);
    const std::string item(csv::trimmed(std::string_view(rest).substr(0, end)));
    rest.erase(0, end == std::string::npos ? rest.size() : end + said.separator.size());
    if (item.empty()) continue;
    if (const std::string found = meaning(said.list, item); !found.empty()) ++sums[found];
  }
  for (const auto& [column, code] : said.counts)
    if (const auto number = count(column); number && *number > 0) sums[code] += *number;
  std::vector<record::Counted> out;
  for (const auto& [code, number] : sums) out.push_back({code, number});
  return out;
}

std::vector<record::Test> ImportCells::tests(const std::map<std::string, ImportTest>& said) {
  std::vector<record::Test> out;
  for (const auto& [code, test] : said) {
    const std::string cell = text(test.column);
    const auto found = test.results.find(cell);
    if (found != test.results.end())
      out.push_back(found->second);
    else if (!cell.empty())
      wrong(test.column, "the mapping says nothing about this result: add it to the test's `values`");
  }
  return out;
}

}  // namespace tacit::usecases

#include "client/usecases/import_mapping.hpp"
#include "common/base/csv.hpp"
#include "tests/fuzz/harness.hpp"

// Files that somebody brings from another system.
namespace tacit::fuzz {
namespace {

bool may_begin_a_formula(const std::string& text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

// What was read, as this program writes it; a field that could be a formula gains an apostrophe.
std::string rewritten(const csv::Table& table) {
  // With a mark of its own: a name may begin with one.
  std::string out = "\xEF\xBB\xBF" + csv::written(table.header);
  for (const csv::Row& row : table.rows) {
    std::vector<std::string> fields;
    for (const auto& field : row.fields) fields.push_back(field.expose(Disclose()));
    out += csv::written(fields);
  }
  return out;
}

FUZZ_TARGET(csv_table) {
  Input input(bytes);
  const char said = input.letter();
  const auto separator = said == ',' || said == ';' || said == '\t' ? std::optional(said) : std::nullopt;
  csv::Place place;
  const auto table = csv::read(input.rest(), separator, &place);
  if (!table) {
    ASSERT_INVARIANT(table.error().code == Code::malformed || table.error().code == Code::too_large);
    ASSERT_INVARIANT(place.column <= csv::kColumns + 1);
    return;
  }
  ASSERT_INVARIANT(!table->header.empty() && table->header.size() <= csv::kColumns);
  ASSERT_INVARIANT(table->rows.size() <= csv::kRows);
  std::size_t line = 1;
  for (const csv::Row& row : table->rows) {
    ASSERT_INVARIANT(row.line > line && !row.fields.empty() && row.fields.size() <= csv::kColumns);
    line = row.line;
    for (const auto& field : row.fields) ASSERT_INVARIANT(field.expose(Disclose()).size() <= csv::kField);
  }
  for (const std::string& name : table->header)
    if (may_begin_a_formula(name)) return;
  const std::string text = rewritten(*table);
  const auto again = csv::read(text, ',');
  if (!again) return;  // an apostrophe may have made a field too long
  ASSERT_INVARIANT(again->header == table->header && again->rows.size() == table->rows.size());
  ASSERT_INVARIANT(rewritten(*again) == text);
}

// The first line is a form of days, or nothing; then a day in it, or a mapping.
FUZZ_TARGET(import_mapping) {
  Input input(bytes);
  const std::string_view days = input.line();
  if (!days.empty()) {
    if (!usecases::is_day_format(days)) return;
    if (const auto day = usecases::read_day(input.rest(), days))
      ASSERT_INVARIANT(parse_day(to_text(*day)).value() == *day);
    return;
  }
  std::string problem;
  const auto mapping = usecases::read_mapping(input.rest(), &problem);
  if (!mapping) return;
  ASSERT_INVARIANT(problem.empty() && usecases::is_day_format(mapping->days) && !mapping->source.empty());
  for (const std::string& column : usecases::columns_of(*mapping)) ASSERT_INVARIANT(!column.empty());
}

}  // namespace
}  // namespace tacit::fuzz

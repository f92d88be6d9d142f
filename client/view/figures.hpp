#pragma once
#include <string>
#include <variant>
#include <vector>

#include "client/usecases/indicator.hpp"
#include "client/usecases/report.hpp"
#include "common/base/json.hpp"

// A report as both faces show it and as it is taken away.
namespace tacit::view {

std::string_view to_text(domain::CheckedBy checked_by);  // "auditors", "bounds" or "staff"
std::string key_text(const std::string& key);            // of a part
json::object figure_json(const usecases::Figure& figure);
json::object report_json(const usecases::Report& report);
// The code under which somebody is known here; empty if nobody. Auditors know nobody.
std::string known_code(const Vault& vault, const std::optional<ByteArray<16>>& person);
// With the first `limit` of the records.
json::object why_json(const Vault& vault, const usecases::Why& why, std::size_t limit);

using Cell = std::variant<std::string, std::int64_t>;  // an empty text where nothing can be said
using Grid = std::vector<std::vector<Cell>>;

// A row for each figure behind one of headings: what spreadsheets get.
Grid grid_of(const usecases::Report& report);
// The same as fields of text, for CSV.
std::vector<std::vector<std::string>> as_text(const Grid& grid);
// And as a workbook: one sheet, numbers as numbers, its first row frozen. No file is made on the way.
// unavailable: memory is short.
Result<std::string> workbook_of(const Grid& grid, const std::string& sheet);

}  // namespace tacit::view

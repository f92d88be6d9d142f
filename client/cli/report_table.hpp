#pragma once
#include <string>
#include <variant>
#include <vector>

#include "client/cli/context.hpp"
#include "client/usecases/report.hpp"

// A report in the forms in which it is shown and taken away.
namespace tacit::cli {

using Cell = std::variant<std::string, std::int64_t>;  // an empty text where nothing can be said

// A row for each figure behind one of headings: what spreadsheets get.
std::vector<std::vector<Cell>> grid_of(const usecases::Report& report);
// The same as fields of text, for CSV.
std::vector<std::vector<std::string>> as_text(const std::vector<std::vector<Cell>>& grid);
json::object json_of(const usecases::Report& report);
json::object json_of(const usecases::Figure& figure);
// With `drawn`, bars and trends beside the numbers.
std::vector<std::string> text_of(const usecases::Report& report, bool drawn);

// "of 120 = 35.0 %", "for 40 = 12.50 each"; empty if it is set against nothing.
std::string set_against(const std::optional<std::int64_t>& value, const std::optional<std::int64_t>& of, bool share);
std::string_view to_text(domain::CheckedBy checked_by);  // "auditors", "bounds" or "staff"

// One sheet, numbers as numbers, its first row frozen. already_done | not_allowed | unavailable, as NewFile.
Result<void> write_workbook(const std::string& path, const std::string& sheet,
                            const std::vector<std::vector<Cell>>& grid);

}  // namespace tacit::cli

#pragma once
#include "client/cli/context.hpp"
#include "client/usecases/import.hpp"
#include "common/base/csv.hpp"

// Files that people bring: tables and their mappings. Clear text, which is theirs to delete.
namespace tacit::cli {

// The whole of a file, or of standard input for "-". not_found | not_allowed | too_large
Result<std::string> read_user_file(Context& context, const std::string& path, std::size_t max);
// The same, as a table. Where it is wrong is said on standard error before the error comes.
Result<csv::Table> read_table(Context& context, const std::string& path, std::optional<char> separator);
// What is wrong with a table's rows: the first 200 as text, all of them as JSON.
void print_mistakes(Context& context, const std::vector<usecases::RowMistake>& mistakes);
json::array mistakes_json(const std::vector<usecases::RowMistake>& mistakes);
// A table for spreadsheets (common/base/csv.hpp), to standard output.
void print_csv(Context& context, const std::vector<std::vector<std::string>>& rows);
// That the file is there in the clear, and still will be.
void remind_of_clear_text(Context& context);

}  // namespace tacit::cli

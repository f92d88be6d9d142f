#pragma once
#include "client/cli/table_file.hpp"
#include "client/usecases/evening.hpp"

// The table of an outing as typed from paper: a row for everybody met, a column for each code (docs/import.md).
namespace tacit::cli {

struct SheetRows {
  std::vector<usecases::MetPerson> met;
  std::vector<std::size_t> lines;  // of the file, one for each of `met`
  std::vector<usecases::RowMistake> mistakes;
};
// invalid_argument for a header that the pack does not explain; `problem` is told which column.
Result<SheetRows> read_sheet(const csv::Table& table, const Pack& pack, std::string& problem);

}  // namespace tacit::cli

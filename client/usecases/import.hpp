#pragma once
#include <functional>

#include "client/usecases/import_mapping.hpp"
#include "client/usecases/recording.hpp"
#include "common/base/csv.hpp"

// Tables from another system, or from paper that somebody typed into a spreadsheet, become people, contacts and
// deliveries (docs/import.md).
namespace tacit::usecases {

// Says where and what, never what stands there.
struct RowMistake {
  std::size_t line;    // of the file
  std::string column;  // empty: the row as a whole
  Literal text;
};
struct ImportOutcome {
  std::size_t rows = 0, already = 0;  // already: imported before, so left alone
  std::size_t made = 0;               // rows that became records, or would
  std::size_t records = 0;            // of them, such as a registration and a consent
  std::vector<RowMistake> mistakes;   // in the order of the lines
  std::vector<std::size_t> wrong;     // lines with mistakes
  std::vector<std::size_t> personal;  // lines whose team note looks as if it held a phone number or an address
  bool saved = false;
};
struct ImportWish {
  enum class Trial { dry_run, real } trial = Trial::dry_run;
  enum class WrongRows { refuse, skip } wrong_rows = WrongRows::refuse;
  std::optional<std::string> team;
  std::function<void(std::size_t done, std::size_t of)> progress = {};
};
// One transaction: everything is there when it returns with `saved`, and otherwise nothing is. A row that was imported
// before, from the same source under the same key, does nothing. Does not save when a row is wrong and wrong rows are
// refused. malformed: the mapping does not fit the table or the pack; `problem` is told which part of it.
Result<ImportOutcome> import_table(Session& session, const csv::Table& table, const ImportMapping& mapping,
                                   const ImportWish& wish, std::string* problem = nullptr);

}  // namespace tacit::usecases

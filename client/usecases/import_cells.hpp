#pragma once
#include "client/usecases/import.hpp"

// One row of an imported table, cell by cell. What is wrong with a cell is noted with its line and column, so that
// everything wrong with a row is told at once.
namespace tacit::usecases {

using ColumnIndex = std::map<std::string, std::size_t>;

class ImportCells {
 public:
  // All of it outlives this.
  ImportCells(const ColumnIndex& columns, const csv::Row& row, const std::string& days,
              std::vector<RowMistake>& mistakes);

  void wrong(const std::string& column, Literal text);
  bool ok() const { return mistakes_.size() == before_; }

  // Trimmed. No column, or an empty cell: empty.
  std::string text(const std::string& column, std::size_t max_bytes = 4'000);
  std::optional<Day> day(const std::string& column);
  std::optional<std::int64_t> count(const std::string& column);
  std::string code(const ImportChoice& choice);
  std::string needed_code(const ImportChoice& choice);  // an empty one is wrong
  std::vector<record::Counted> counts(const ImportCounts& said);
  std::vector<record::Test> tests(const std::map<std::string, ImportTest>& said);

 private:
  std::string meaning(const ImportChoice& choice, const std::string& said);

  const ColumnIndex& columns_;
  const csv::Row& row_;
  const std::string& days_;
  std::vector<RowMistake>& mistakes_;
  const std::size_t before_;
};

}  // namespace tacit::usecases

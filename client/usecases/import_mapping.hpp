#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "common/base/result.hpp"
#include "schema/record.hpp"

// Which column of somebody else's table is what, as a JSON file says it (docs/import.md).
namespace tacit::usecases {

// A code of the pack: the text of a column, through `values` if it has any; or, without a column, always `fixed`.
struct ImportChoice {
  std::string column, fixed;
  std::map<std::string, std::string> values;
  bool is_set() const { return !column.empty() || !fixed.empty(); }
};
// Services or goods: a column that lists them, and columns that count one each.
struct ImportCounts {
  ImportChoice list;
  std::string separator;                      // between the list's items
  std::map<std::string, std::string> counts;  // column -> code
};
struct ImportTest {
  std::string column;
  std::map<std::string, record::Test> results;  // what the column says -> what that means
};

// An empty column name: the table has no such column.
struct PeopleColumns {
  std::string name, nickname, phone, note, day;
  ImportChoice consent;  // to "yes" or "no"
  std::map<std::string, ImportChoice> attributes;
};
struct ContactColumns {
  std::string day, client, anonymous, note;
  std::string client_source;  // whose codes the clients have: that of a people's import; empty: Tacit's own
  ImportChoice kind, site, time;
  ImportCounts services, given;
  std::map<std::string, ImportTest> tests;  // by the pack's code
};
struct StockColumns {
  std::string day, quantity, expiry;
  ImportChoice commodity, grant;
};

struct ImportMapping {
  std::string source;  // a code for where the data comes from
  std::optional<char> separator;
  std::string days = "YYYY-MM-DD";  // DD, MM and YYYY, each once, with one of . / - or a blank between them
  std::string key;                  // the column that tells rows apart, such as the old code; empty: the whole row does
  std::variant<PeopleColumns, ContactColumns, StockColumns> columns;
};

// Strict. malformed | too_large; `problem`, if given, is told which part of the mapping is wrong.
Result<ImportMapping> read_mapping(std::string_view json_text, std::string* problem = nullptr);

std::string_view kind_of(const ImportMapping& mapping);  // "people", "contacts", "stock"
std::vector<std::string> columns_of(const ImportMapping& mapping);

bool is_day_format(std::string_view format);
// A day in that form; DD and MM may be written without a leading zero. malformed.
Result<Day> read_day(std::string_view text, std::string_view format);

}  // namespace tacit::usecases

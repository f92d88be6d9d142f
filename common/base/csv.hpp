#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/personal.hpp"
#include "common/base/result.hpp"

// Tables as CSV (RFC 4180), strictly: UTF-8 with or without a byte order mark, lines that end with CRLF or LF, quotes
// only around whole fields. Guessing at a broken quote would move every later cell into another column, so nothing is
// repaired. What a file holds is personal, and errors tell where, never what.
namespace tacit::csv {

constexpr std::size_t kBytes = 32 * 1024 * 1024;
constexpr std::size_t kRows = 100'000;
constexpr std::size_t kColumns = 256;
constexpr std::size_t kField = 8 * 1024;  // bytes

struct Place {
  std::size_t line = 0;    // of the file, from 1
  std::size_t column = 0;  // of the table, from 1; 0: not of one
};
struct Row {
  std::size_t line = 0;  // where it begins
  std::vector<Personal<std::string>> fields;
};
struct Table {
  char separator = ',';
  std::vector<std::string> header;  // trimmed; none empty, none twice
  std::vector<Row> rows;            // as many fields as they have: not all need to fit the header
};

// A separator is ',', ';' or a tab; without one the header says which it is, by using no other outside of quotes.
// Rows with nothing in any field are left out: spreadsheets write them. malformed | too_large; `place`, if given, is
// told where.
Result<Table> read(std::string_view text, std::optional<char> separator = {}, Place* place = nullptr);

// Without blanks around it.
std::string_view trimmed(std::string_view text);

// One record with CRLF. Where a spreadsheet would take a field for a formula (it begins with = + - @, a tab or a
// carriage return), an apostrophe stands in front.
std::string written(const std::vector<std::string>& fields);

}  // namespace tacit::csv

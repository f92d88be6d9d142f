#include "common/base/csv.hpp"

#include <algorithm>
#include <set>

namespace tacit::csv {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kSeparators = ",;\t";

// Bytes of the character that begins here; 0 when it is none (RFC 3629: shortest form, no surrogates).
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
  const auto follows = [&](std::size_t at) { return (byte(at) & 0xC0u) == 0x80u; };
  const unsigned first = byte(0), second = byte(1);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first < 0xF0) {
    if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second >= 0xA0)) return 0;
    return follows(1) && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first < 0xF5) {
    if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second >= 0x90)) return 0;
    return follows(1) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

bool is_blank(const Row& row) {
  return std::all_of(row.fields.begin(), row.fields.end(),
                     [](const auto& field) { return trimmed(field.expose(Disclose())).empty(); });
}

// The separator that the first line uses outside of quotes; a table of one column uses none.
Result<char> separator_of(std::string_view text) {
  std::set<char> used;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '\n' || c == '\r')) break;
    if (!quoted && kSeparators.find(c) != std::string_view::npos) used.insert(c);
  }
  if (used.size() > 1)
    return fail(Code::malformed, "the header uses more than one of comma, semicolon and tab: say which separates");
  return used.empty() ? ',' : *used.begin();
}

class Reader {
 public:
  Reader(std::string_view text, char separator, Place& place) : rest_(text), separator_(separator), place_(place) {}

  bool at_end() const { return rest_.empty(); }

  Result<Row> row() {
    Row out{line_, {}};
    while (true) {
      place_ = {line_, out.fields.size() + 1};
      if (out.fields.size() == kColumns) return fail(Code::too_large, "a row has more than 256 fields");
      std::string field;
      CHECK(rest_.starts_with('"') ? quoted(field) : plain(field));
      out.fields.emplace_back(std::move(field));
      if (rest_.starts_with(separator_)) {
        skip(1);
        continue;
      }
      CHECK(end_of_line());
      return out;
    }
  }

 private:
  void skip(std::size_t bytes) { rest_.remove_prefix(bytes); }

  Result<void> take_character(std::string& field) {
    const std::size_t length = character_length(rest_);
    if (length == 0) return fail(Code::malformed, "the file is not UTF-8: save it as CSV UTF-8");
    if (is_forbidden(rest_.front())) return fail(Code::malformed, "there is a control character that no text has");
    if (field.size() + length > kField) return fail(Code::too_large, "a field is longer than 8,192 bytes");
    if (rest_.front() == '\n') ++line_;
    field += rest_.substr(0, length);
    skip(length);
    return {};
  }

  Result<void> plain(std::string& field) {
    while (!rest_.empty() && rest_.front() != separator_ && rest_.front() != '\n' && rest_.front() != '\r') {
      if (rest_.front() == '"')
        return fail(Code::malformed, "a quote stands inside a field: quote the whole field and double the quote");
      CHECK(take_character(field));
    }
    return {};
  }

  Result<void> quoted(std::string& field) {
    skip(1);
    while (true) {
      if (rest_.empty()) return fail(Code::malformed, "a quoted field is not closed");
      if (rest_.starts_with("\"\""))
        skip(1);
      else if (rest_.front() == '"')
        break;
      CHECK(take_character(field));
    }
    skip(1);
    if (rest_.empty() || rest_.front() == separator_ || rest_.front() == '\n' || rest_.front() == '\r') return {};
    return fail(Code::malformed, "something stands behind the closing quote of a field");
  }

  Result<void> end_of_line() {
    if (rest_.empty()) return {};
    if (rest_.starts_with("\r\n"))
      skip(2);
    else if (rest_.front() == '\n')
      skip(1);
    else
      return fail(Code::malformed, "a line ends with a carriage return alone: save the file with ordinary line ends");
    ++line_;
    return {};
  }

  std::string_view rest_;
  const char separator_;
  Place& place_;
  std::size_t line_ = 1;
};

Result<std::vector<std::string>> header_of(const Row& row, Place& place) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const auto& field : row.fields) {
    place = {row.line, out.size() + 1};
    std::string name(trimmed(field.expose(Disclose())));
    if (name.empty()) return fail(Code::malformed, "a column has no name in the header");
    if (!seen.insert(name).second) return fail(Code::malformed, "two columns have the same name in the header");
    out.push_back(std::move(name));
  }
  return out;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

Result<Table> read(std::string_view text, std::optional<char> separator, Place* place) {
  Place here;
  Place& told = place == nullptr ? here : *place;
  told = {};
  if (text.size() > kBytes) return fail(Code::too_large, "the file is larger than 32 MiB: split it");
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (text.empty()) return fail(Code::malformed, "the file is empty: its first line names the columns");
  if (separator && kSeparators.find(*separator) == std::string_view::npos)
    return fail(Code::invalid_argument, "a separator is a comma, a semicolon or a tab");
  told = {1, 0};
  Table table;
  if (separator)
    table.separator = *separator;
  else {
    TRY(table.separator, separator_of(text));
  }
  Reader reader(text, table.separator, told);
  TRY(const Row first, reader.row());
  TRY(table.header, header_of(first, told));
  while (!reader.at_end()) {
    TRY(Row row, reader.row());
    if (is_blank(row)) continue;
    if (table.rows.size() == kRows) return fail(Code::too_large, "the file has more than 100,000 rows: split it");
    table.rows.push_back(std::move(row));
  }
  told = {};
  return table;
}

std::string written(const std::vector<std::string>& fields) {
  constexpr std::string_view kFormula = "=+-@\t\r";
  std::string out;
  for (const std::string& field : fields) {
    if (&field != &fields.front()) out += ',';
    std::string text = field;
    if (!text.empty() && kFormula.find(text.front()) != std::string_view::npos) text.insert(0, 1, '\'');
    if (text.find_first_of(",;\t\"\r\n") == std::string::npos && csv::trimmed(text) == text) {
      out += text;
      continue;
    }
    out += '"';
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    out += '"';
  }
  return out + "\r\n";
}

}  // namespace tacit::csv

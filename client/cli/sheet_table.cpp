#include "client/cli/sheet_table.hpp"

#include <charconv>
#include <utility>

#include "client/cli/values.hpp"

namespace tacit::cli {
namespace {

using usecases::MetPerson;

enum class What { client, note, refer, service, given, test, attribute };
struct Column {
  What what;
  std::string name, code;
};

constexpr std::pair<std::string_view, What> kPrefixes[] = {
    {"service:", What::service}, {"given:", What::given}, {"test:", What::test}, {"attribute:", What::attribute}};

bool is_in_pack(const Pack& pack, What what, const std::string& code) {
  switch (what) {
    case What::service: return pack.service(code) != nullptr;
    case What::given: return pack.commodity(code) != nullptr;
    case What::test: return pack.test(code) != nullptr;
    case What::attribute: return pack.attribute(code) != nullptr;
    default: return false;
  }
}

// A code says by itself what it is, unless the pack has several of it.
std::optional<Column> column_of(const std::string& name, const Pack& pack) {
  if (name == "client") return Column{What::client, name, {}};
  if (name == "note") return Column{What::note, name, {}};
  if (name == "refer") return Column{What::refer, name, {}};
  std::optional<Column> found;
  for (const auto& [prefix, what] : kPrefixes) {
    if (name.starts_with(prefix) && is_in_pack(pack, what, name.substr(prefix.size())))
      return Column{what, name, name.substr(prefix.size())};
    if (what == What::attribute || !is_in_pack(pack, what, name)) continue;
    if (found) return std::nullopt;
    found = Column{what, name, name};
  }
  return found;
}

Result<std::vector<Column>> columns_of(const csv::Table& table, const Pack& pack, std::string& problem) {
  std::vector<Column> out;
  bool client = false;
  for (const std::string& name : table.header) {
    auto column = column_of(name, pack);
    if (!column) {
      // By its place: where the header was forgotten, this is somebody's name.
      problem = "field " + std::to_string(out.size() + 1);
      return fail(Code::invalid_argument,
                  "a column is client, note, refer, attribute:CODE, or a code of the pack; one that the pack has twice "
                  "is written like service:CODE, given:CODE or test:CODE");
    }
    client = client || column->what == What::client;
    out.push_back(std::move(*column));
  }
  if (!client) return fail(Code::invalid_argument, "the table needs a column called client");
  return out;
}

std::optional<std::int64_t> number_in(std::string_view cell) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc{} || end != cell.data() + cell.size() || value < 0 || value > limits::kQuantity) return {};
  return value;
}

// "n", "r" or "i" and any of "t", "b", "a", or the words that --test takes.
std::optional<record::Test> test_in(const std::string& code, const std::string& cell) {
  if (const auto words = parse_test(code + "=" + cell)) return *words;
  std::string written = code + "=";
  bool first = true;
  for (const char letter : cell) {
    const bool is_result = std::exchange(first, false);
    switch (letter) {
      case 'n': written += is_result ? "non-reactive" : "?"; break;
      case 'r': written += is_result ? "reactive" : "?"; break;
      case 'i': written += is_result ? "invalid" : "?"; break;
      case 't': written += ",told"; break;
      case 'b': written += ",before"; break;
      case 'a': written += ",after"; break;
      default: return std::nullopt;
    }
  }
  auto test = parse_test(written);
  return test ? std::optional(std::move(*test)) : std::nullopt;
}

class RowReader {
 public:
  RowReader(const csv::Row& row, std::vector<usecases::RowMistake>& mistakes) : row_(row), mistakes_(mistakes) {}

  void take(const Column& column, const std::string& cell) {
    if (column.what == What::client) return client(column, cell);
    if (cell.empty()) return;
    switch (column.what) {
      case What::note: met_.contact.note = cell; break;
      case What::refer: destinations(cell); break;
      case What::service: count(column, cell, met_.contact.services); break;
      case What::given: count(column, cell, met_.contact.given); break;
      case What::attribute: attributes_.emplace(column.code, cell); break;
      case What::test:
        if (auto test = test_in(column.code, cell))
          met_.contact.tests.push_back(std::move(*test));
        else
          wrong(column,
                "a test is n, r or i (non-reactive, reactive, invalid) and then t, b, a for told, counselled "
                "before, counselled after, such as ntba");
        break;
      case What::client: break;
    }
  }
  MetPerson finish() {
    if (met_.registers)
      met_.registers->attributes = std::move(attributes_);
    else if (!attributes_.empty())
      mistakes_.push_back(
          {row_.line, "", "attributes are of somebody new: leave them empty, or write new in `client`"});
    return std::move(met_);
  }

 private:
  void wrong(const Column& column, Literal text) { mistakes_.push_back({row_.line, column.name, text}); }

  void client(const Column& column, const std::string& cell) {
    if (cell.empty())
      return wrong(column, "who was it? A code, words that match one person, anon, anon:N, new or new:nickname");
    if (cell == "anon" || cell.starts_with("anon:")) {
      const auto people = cell == "anon" ? std::optional<std::int64_t>(1) : number_in(std::string_view(cell).substr(5));
      if (!people || *people == 0) return wrong(column, "people without a code are written like anon:3");
      met_.contact.anonymous = *people;
    } else if (cell == "new" || cell.starts_with("new:")) {
      met_.registers.emplace();
      if (cell != "new")
        met_.registers->nickname = Personal(std::string(csv::trimmed(std::string_view(cell).substr(4))));
    } else {
      met_.contact.client = Personal(cell);
    }
  }
  void count(const Column& column, const std::string& cell, std::vector<record::Counted>& into) {
    const bool ticked = cell == "x" || cell == "X" || cell == "+";
    const auto number = ticked ? std::optional<std::int64_t>(1) : number_in(cell);
    if (!number) return wrong(column, "a count is a whole number, or x for one");
    if (*number > 0) into.push_back({column.code, *number});
  }
  void destinations(std::string_view cell) {
    while (!cell.empty()) {
      const auto end = cell.find(' ');
      if (end != 0) met_.contact.refer.emplace_back(cell.substr(0, end));
      cell.remove_prefix(end == std::string_view::npos ? cell.size() : end + 1);
    }
  }

  const csv::Row& row_;
  std::vector<usecases::RowMistake>& mistakes_;
  MetPerson met_;
  record::Attributes attributes_;
};

}  // namespace

Result<SheetRows> read_sheet(const csv::Table& table, const Pack& pack, std::string& problem) {
  TRY(const auto columns, columns_of(table, pack, problem));
  SheetRows out;
  for (const csv::Row& row : table.rows) {
    if (row.fields.size() != columns.size()) {
      out.mistakes.push_back({row.line, "", "the row has more or fewer fields than the header"});
      continue;
    }
    const std::size_t before = out.mistakes.size();
    RowReader reader(row, out.mistakes);
    for (std::size_t i = 0; i < columns.size(); ++i)
      reader.take(columns[i], std::string(csv::trimmed(row.fields[i].expose(Disclose()))));
    MetPerson met = reader.finish();
    if (out.mistakes.size() != before) continue;
    out.met.push_back(std::move(met));
    out.lines.push_back(row.line);
  }
  return out;
}

}  // namespace tacit::cli

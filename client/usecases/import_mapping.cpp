#include "client/usecases/import_mapping.hpp"

#include <algorithm>
#include <utility>

#include "common/base/json.hpp"
#include "schema/record_json.hpp"

namespace tacit::usecases {
namespace {

constexpr std::size_t kMaxMapping = 256 * 1024;
constexpr std::size_t kText = 200;  // bytes of a column's name or of what it says
constexpr std::size_t kMany = 1'000;
constexpr std::string_view kDayTokens[] = {"DD", "MM", "YYYY"};

// Reads part by part; the first that is wrong is remembered by its path.
class Reader {
 public:
  Result<ImportMapping> mapping(const json::value& value) {
    json::Fields fields(value);
    ImportMapping out;
    if (fields.integer("import", 1, 1) != 1) fields.reject();
    const std::string kind = fields.text("kind", 1, kText);
    out.source = record::read_code(fields, "source");
    out.key = optional(fields, "key");
    if (fields.has("days")) out.days = fields.text("days", 1, kText);
    if (fields.has("separator")) out.separator = fields.text("separator", 1, 1).front();
    const json::value& columns = fields.member("columns");
    finish(fields, "the mapping");
    if (out.separator && std::string_view(",;\t").find(*out.separator) == std::string_view::npos) wrong("separator");
    if (!is_day_format(out.days)) wrong("days");
    if (kind == "people")
      out.columns = people(columns);
    else if (kind == "contacts")
      out.columns = contacts(columns);
    else if (kind == "stock")
      out.columns = stock(columns);
    else
      wrong("kind");
    if (!problem_.empty()) return fail(Code::malformed, "the mapping is not of the form that docs/import.md shows");
    return out;
  }
  const std::string& problem() const { return problem_; }

 private:
  void wrong(const std::string& where) {
    if (problem_.empty()) problem_ = where;
  }
  void finish(json::Fields& fields, const std::string& where) {
    if (!fields.finish()) wrong(where);
  }
  // A member that may be left out but is not empty.
  static std::string optional(json::Fields& fields, std::string_view key) {
    return fields.has(key) ? fields.text(key, 1, kText) : std::string();
  }

  std::map<std::string, std::string> texts(const json::object& object, const std::string& where) {
    std::map<std::string, std::string> out;
    for (const auto& entry : object) {
      if (!entry.value().is_string() || entry.value().get_string().size() > kText || entry.key().size() > kText)
        wrong(where);
      else
        out.emplace(entry.key(), entry.value().get_string());
    }
    return out;
  }

  ImportChoice choice(json::Fields& in, const char* key) {
    const std::string where = std::string("columns.") + key;
    return in.has(key) ? choice(in.member(key), where) : ImportChoice();
  }
  ImportChoice choice(const json::value& value, const std::string& where) {
    ImportChoice out;
    if (value.is_string()) {  // the column holds the codes themselves
      out.column = value.get_string();
      if (out.column.empty() || out.column.size() > kText) wrong(where);
      return out;
    }
    json::Fields fields(value);
    out.column = optional(fields, "column");
    out.fixed = optional(fields, "fixed");
    if (fields.has("values")) out.values = texts(fields.members("values", kMany), where);
    finish(fields, where);
    if (out.column.empty() == out.fixed.empty() || (out.column.empty() && !out.values.empty())) wrong(where);
    return out;
  }

  ImportCounts counts(json::Fields& in, const char* key) {
    ImportCounts out;
    if (!in.has(key)) return out;
    const std::string where = std::string("columns.") + key;
    json::Fields fields(in.member(key));
    if (fields.has("list")) out.list = choice(fields.member("list"), where + ".list");
    out.separator = optional(fields, "separator");
    if (fields.has("counts")) out.counts = texts(fields.members("counts", limits::kItems), where + ".counts");
    finish(fields, where);
    if (!out.list.fixed.empty() || out.list.column.empty() != out.separator.empty()) wrong(where);
    return out;
  }

  ImportTest test(const json::value& value, const std::string& code, const std::string& where) {
    ImportTest out;
    json::Fields fields(value);
    out.column = fields.text("column", 1, kText);
    for (const auto& entry : fields.members("values", kMany))
      if (const auto result = result_of(entry.value(), code))
        out.results.emplace(entry.key(), *result);
      else
        wrong(where + ".values");
    finish(fields, where);
    return out;
  }
  // ["non-reactive", "told", "before", "after"]
  static std::optional<record::Test> result_of(const json::value& value, const std::string& code) {
    if (!value.is_array() || value.get_array().empty()) return std::nullopt;
    record::Test test{.test = code, .result = {}, .told = false, .counselled_before = false, .counselled_after = false};
    bool first = true;
    for (const json::value& item : value.get_array()) {
      if (!item.is_string()) return std::nullopt;
      const std::string_view word = item.get_string();
      if (std::exchange(first, false)) {
        if (word == "reactive")
          test.result = record::TestResult::reactive;
        else if (word == "invalid")
          test.result = record::TestResult::invalid;
        else if (word != "non-reactive")
          return std::nullopt;
        continue;
      }
      bool* const said = word == "told"     ? &test.told
                         : word == "before" ? &test.counselled_before
                         : word == "after"  ? &test.counselled_after
                                            : nullptr;
      if (said == nullptr || std::exchange(*said, true)) return std::nullopt;
    }
    return test;
  }

  PeopleColumns people(const json::value& value) {
    json::Fields fields(value);
    PeopleColumns out{.name = optional(fields, "name"),
                      .nickname = optional(fields, "nickname"),
                      .phone = optional(fields, "phone"),
                      .note = optional(fields, "note"),
                      .day = optional(fields, "day"),
                      .consent = choice(fields, "consent"),
                      .attributes = {}};
    if (fields.has("attributes"))
      for (const auto& entry : fields.members("attributes", limits::kItems)) {
        const std::string code(entry.key());
        out.attributes.emplace(code, choice(entry.value(), "columns.attributes." + code));
      }
    finish(fields, "columns");
    const auto is_word = [](const std::string& word) { return word.empty() || word == "yes" || word == "no"; };
    for (const auto& [said, meant] : out.consent.values)
      if (!is_word(meant)) wrong("columns.consent");
    if (!is_word(out.consent.fixed)) wrong("columns.consent");
    return out;
  }

  ContactColumns contacts(const json::value& value) {
    json::Fields fields(value);
    ContactColumns out{.day = fields.text("day", 1, kText),
                       .client = optional(fields, "client"),
                       .anonymous = optional(fields, "anonymous"),
                       .note = optional(fields, "note"),
                       .client_source = optional(fields, "client_source"),
                       .kind = choice(fields, "kind"),
                       .site = choice(fields, "site"),
                       .time = choice(fields, "time"),
                       .services = counts(fields, "services"),
                       .given = counts(fields, "given"),
                       .tests = {}};
    if (fields.has("tests"))
      for (const auto& entry : fields.members("tests", limits::kItems)) {
        const std::string code(entry.key());
        out.tests.emplace(code, test(entry.value(), code, "columns.tests." + code));
      }
    finish(fields, "columns");
    if (!out.kind.is_set()) wrong("columns.kind");
    if (!out.site.is_set()) wrong("columns.site");
    if (out.client.empty() && out.anonymous.empty()) wrong("columns.client");
    return out;
  }

  StockColumns stock(const json::value& value) {
    json::Fields fields(value);
    StockColumns out{.day = optional(fields, "day"),
                     .quantity = fields.text("quantity", 1, kText),
                     .expiry = optional(fields, "expiry"),
                     .commodity = choice(fields, "commodity"),
                     .grant = choice(fields, "grant")};
    finish(fields, "columns");
    if (!out.commodity.is_set()) wrong("columns.commodity");
    return out;
  }

  std::string problem_;
};

struct Names {
  std::vector<std::string>& out;

  void add(const std::string& column) const {
    if (!column.empty()) out.push_back(column);
  }
  void add(const ImportCounts& counts) const {
    add(counts.list.column);
    for (const auto& [column, code] : counts.counts) add(column);
  }
  void operator()(const PeopleColumns& c) const {
    for (const auto& one : {c.name, c.nickname, c.phone, c.note, c.day, c.consent.column}) add(one);
    for (const auto& [code, one] : c.attributes) add(one.column);
  }
  void operator()(const ContactColumns& c) const {
    for (const auto& one : {c.day, c.client, c.anonymous, c.note, c.kind.column, c.site.column, c.time.column})
      add(one);
    add(c.services);
    add(c.given);
    for (const auto& [code, one] : c.tests) add(one.column);
  }
  void operator()(const StockColumns& c) const {
    for (const auto& one : {c.day, c.quantity, c.expiry, c.commodity.column, c.grant.column}) add(one);
  }
};

// At most so many digits from the front; -1 when there is none.
int take_number(std::string_view& text, std::size_t most) {
  int value = 0;
  std::size_t taken = 0;
  for (; taken < most && taken < text.size() && text[taken] >= '0' && text[taken] <= '9'; ++taken)
    value = value * 10 + (text[taken] - '0');
  text.remove_prefix(taken);
  return taken == 0 ? -1 : value;
}

std::string_view token_at(std::string_view format) {
  for (const std::string_view token : kDayTokens)
    if (format.starts_with(token)) return token;
  return {};
}

std::string two_digits(int number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

}  // namespace

Result<ImportMapping> read_mapping(std::string_view json_text, std::string* problem) {
  TRY(const json::value value, json::parse(json_text, kMaxMapping));
  Reader reader;
  auto out = reader.mapping(value);
  if (problem != nullptr) *problem = reader.problem();
  return out;
}

std::string_view kind_of(const ImportMapping& mapping) {
  constexpr std::string_view kKinds[] = {"people", "contacts", "stock"};
  return kKinds[mapping.columns.index()];
}

std::vector<std::string> columns_of(const ImportMapping& mapping) {
  std::vector<std::string> out;
  if (!mapping.key.empty()) out.push_back(mapping.key);
  std::visit(Names{out}, mapping.columns);
  return out;
}

bool is_day_format(std::string_view format) {
  std::string seen;
  while (true) {
    const std::string_view token = token_at(format);
    if (token.empty() || seen.find(token) != std::string::npos) return false;
    seen += token;
    format.remove_prefix(token.size());
    if (format.empty()) return seen.size() == 8;
    if (std::string_view("./- ").find(format.front()) == std::string_view::npos) return false;
    format.remove_prefix(1);
  }
}

Result<Day> read_day(std::string_view text, std::string_view format) {
  constexpr Literal kNoDay = "this is no day in the form that the mapping says (`days`)";
  int year = 0, month = 0, day = 0;
  while (!format.empty()) {
    const std::string_view token = token_at(format);
    if (token.empty()) {
      if (!text.starts_with(format.front())) return fail(Code::malformed, kNoDay);
      text.remove_prefix(1);
      format.remove_prefix(1);
      continue;
    }
    const std::size_t before = text.size();
    const int number = take_number(text, token.size());
    if (number < 0 || (token == "YYYY" && before - text.size() != 4)) return fail(Code::malformed, kNoDay);
    (token == "YYYY" ? year : token == "MM" ? month : day) = number;
    format.remove_prefix(token.size());
  }
  if (!text.empty()) return fail(Code::malformed, kNoDay);
  const auto out =
      parse_day(two_digits(year / 100) + two_digits(year % 100) + "-" + two_digits(month) + "-" + two_digits(day));
  if (!out) return fail(Code::malformed, "there is no such day in the calendar");
  return *out;
}

}  // namespace tacit::usecases

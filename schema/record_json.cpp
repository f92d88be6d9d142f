#include "schema/record_json.hpp"

#include <algorithm>

namespace tacit::record {
namespace {

constexpr Error kTooLarge{Code::too_large, "a part of the record is over its size limit"};

bool code_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

// Length of the UTF-8 sequence that starts here; 0 if it is none (RFC 3629 §4).
std::size_t sequence_length(std::string_view text) {
  const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto tail = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
  const unsigned first = at(0), second = at(1);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool overlong = first == 0xE0 && second < 0xA0;
    const bool surrogate = first == 0xED && second > 0x9F;
    return tail(1) && tail(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool overlong = first == 0xF0 && second < 0x90;
    const bool beyond = first == 0xF4 && second > 0x8F;
    return tail(1) && tail(2) && tail(3) && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}

bool control_character(std::string_view sequence) {
  const auto first = static_cast<unsigned char>(sequence[0]);
  if (sequence.size() == 1) return (first < 0x20 && first != '\n') || first == 0x7F;
  return sequence.size() == 2 && first == 0xC2 && static_cast<unsigned char>(sequence[1]) < 0xA0;  // U+0080…U+009F
}

}  // namespace

bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= limits::kCode && text[0] != '-' &&
         std::all_of(text.begin(), text.end(), code_character);
}

bool is_free_text(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0 || control_character(text.substr(0, length))) return false;
    text.remove_prefix(length);
  }
  return true;
}

Case::Step read_step(json::Fields& fields) {
  using Step = Case::Step;
  const std::string text = fields.text("step", 1, limits::kCode);
  for (const Step step : {Step::application, Step::agreement, Step::plan, Step::closed})
    if (to_text(step) == text) return step;
  fields.reject();
  return Step::application;
}

bool is_clock_time(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  return text.size() == 5 && text[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4) &&
         text.substr(0, 2) <= "23" && text[3] <= '5';
}

bool is_quarter(std::string_view text) { return text.size() == 6 && text[4] == 'Q' && parse_period(text).has_value(); }

std::string read_code(json::Fields& fields, std::string_view key) {
  std::string code = fields.text(key, 1, json::kMaxInteger);
  if (code.size() > limits::kCode) fields.reject(kTooLarge);
  if (!is_code(code)) fields.reject();
  return code;
}

std::string maybe_code(json::Fields& fields, std::string_view key) {
  return fields.has(key) ? read_code(fields, key) : std::string();
}

std::string read_free_text(json::Fields& fields, std::string_view key, std::size_t max_bytes) {
  std::string text = fields.text(key, 1, json::kMaxInteger);
  if (text.size() > max_bytes) fields.reject(kTooLarge);
  if (!is_free_text(text)) fields.reject();
  return text;
}

std::string maybe_free_text(json::Fields& fields, std::string_view key, std::size_t max_bytes) {
  return fields.has(key) ? read_free_text(fields, key, max_bytes) : std::string();
}

std::int64_t read_quantity(json::Fields& fields, std::string_view key, std::int64_t max) {
  const std::int64_t quantity = fields.integer(key, 1);
  if (quantity > max) fields.reject(kTooLarge);
  return quantity;
}

const json::array& maybe_list(json::Fields& fields, std::string_view key) {
  static const json::array kEmpty;
  if (!fields.has(key)) return kEmpty;
  const json::array& list = fields.list(key, 1, json::kMaxInteger);
  if (list.size() <= limits::kItems) return list;
  fields.reject(kTooLarge);
  return kEmpty;
}

Day read_day(json::Fields& fields, std::string_view key) {
  const Result<Day> day = parse_day(fields.text(key, 10, 10));
  if (day) return *day;
  fields.reject();
  return {};
}

Hash read_hash(json::Fields& fields, std::string_view key) {
  const Result<Hash> hash = parse_b64<Hash>(fields.text(key, 43, 43));
  if (hash) return *hash;
  fields.reject();
  return {};
}

ClientCode read_client_code(json::Fields& fields, std::string_view key) {
  const std::string text = fields.text(key, 13, 13);
  const Result<ClientCode> code = ClientCode::parse(text);
  // parse() is kind to people; between programs there is one form.
  if (code && code->to_text() == text) return *code;
  fields.reject();
  return {};
}

TimeOfDay read_time(json::Fields& fields, std::string_view key) {
  const std::string text = fields.text(key, 3, 5);
  if (text == "night") return TimeOfDay::night;
  if (text != "day") fields.reject();
  return TimeOfDay::day;
}

Attributes maybe_attributes(json::Fields& fields, std::string_view key) {
  Attributes out;
  if (!fields.has(key)) return out;
  const json::object& members = fields.members(key, json::kMaxInteger);
  if (members.size() > limits::kItems) fields.reject(kTooLarge);
  if (members.empty()) fields.reject();
  for (const auto& member : members) {
    const std::string_view name(member.key());
    const json::value& value = member.value();
    const std::string_view text = value.is_string() ? std::string_view(value.get_string()) : std::string_view();
    if (!is_code(name) || !is_code(text)) fields.reject();
    out.emplace(name, text);
  }
  return out;
}

bool is_lot(std::string_view text) {
  return !text.empty() && text.size() <= limits::kCode && is_free_text(text) &&
         text.find('\n') == std::string_view::npos;
}

std::map<std::string, std::string> read_lots(json::Fields& fields) {
  std::map<std::string, std::string> out;
  const json::object& members = fields.members("lots", json::kMaxInteger);
  if (members.size() > limits::kItems) fields.reject(kTooLarge);
  if (members.empty()) fields.reject();
  for (const auto& member : members) {
    const json::value& value = member.value();
    const std::string_view text = value.is_string() ? std::string_view(value.get_string()) : std::string_view();
    if (!is_code(member.key()) || !is_lot(text)) fields.reject();
    out.emplace(member.key(), text);
  }
  return out;
}

std::optional<Money> maybe_money(json::Fields& fields) {
  if (!fields.has("value")) return std::nullopt;
  json::Fields f(fields.member("value"));
  Money out{.hundredths = f.integer("hundredths", 1), .currency = f.text("currency", 3, 3)};
  if (f.ok() && !check_money(out)) f.reject();
  if (const auto done = f.finish(); !done) fields.reject(done.error());
  return out;
}

StockReason maybe_reason(json::Fields& fields) {
  if (!fields.has("reason")) return StockReason::none;
  const auto reason = stock_reason(fields.text("reason", 1, limits::kCode));
  if (!reason) fields.reject();
  return reason.value_or(StockReason::none);
}

std::string read_batch(json::Fields& fields) {
  std::string text = fields.text("batch", 1, json::kMaxInteger);
  if (text.size() > limits::kCode) fields.reject(kTooLarge);
  if (!is_lot(text)) fields.reject();
  return text;
}

std::vector<Counted> maybe_counted(json::Fields& fields, std::string_view key, std::int64_t max_count) {
  std::vector<Counted> out;
  for (const json::value& item : maybe_list(fields, key)) {
    json::Fields f(item);
    Counted counted{.code = read_code(f, "code"), .count = read_quantity(f, "count", max_count)};
    if (const auto done = f.finish(); !done) fields.reject(done.error());
    for (const Counted& earlier : out)
      if (earlier.code == counted.code) fields.reject();
    out.push_back(std::move(counted));
  }
  return out;
}

Statement read_statement(json::Fields& fields) {
  Statement out{.period = fields.text("period", 4, 22), .figures = {}};
  if (!parse_period(out.period)) fields.reject();
  if (!fields.has("figures")) fields.reject();
  for (const json::value& item : maybe_list(fields, "figures")) {
    json::Fields f(item);
    Figure figure{.indicator = read_code(f, "indicator"), .value = f.integer("value")};
    if (const auto done = f.finish(); !done) fields.reject(done.error());
    for (const Figure& earlier : out.figures)
      if (earlier.indicator == figure.indicator) fields.reject();
    out.figures.push_back(std::move(figure));
  }
  return out;
}

std::string_view to_text(TimeOfDay time) { return time == TimeOfDay::day ? "day" : "night"; }

json::object to_json(const Attributes& attributes) {
  json::object out;
  for (const auto& [name, value] : attributes) out.emplace(name, value);
  return out;
}

json::array to_json(const std::vector<Counted>& counted) {
  json::array out;
  for (const Counted& item : counted) out.push_back(json::object{{"code", item.code}, {"count", item.count}});
  return out;
}

json::object to_json(const Statement& statement) {
  json::array figures;
  for (const Figure& figure : statement.figures)
    figures.push_back(json::object{{"indicator", figure.indicator}, {"value", figure.value}});
  return {{"period", statement.period}, {"figures", std::move(figures)}};
}

void put_text(json::object& out, std::string_view key, const std::string& text) {
  if (!text.empty()) out.emplace(key, text);
}

void put_list(json::object& out, std::string_view key, json::array list) {
  if (!list.empty()) out.emplace(key, std::move(list));
}

void put_money(json::object& out, const std::optional<Money>& value) {
  if (value) out.emplace("value", json::object{{"hundredths", value->hundredths}, {"currency", value->currency}});
}

void put_attributes(json::object& out, std::string_view key, const Attributes& attributes) {
  if (!attributes.empty()) out.emplace(key, to_json(attributes));
}

std::string read_quarter(json::Fields& f) {
  std::string text = f.text("quarter", 6, 6);
  if (!record::is_quarter(text)) f.reject();
  return text;
}

}  // namespace tacit::record

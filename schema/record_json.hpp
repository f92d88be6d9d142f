#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "common/base/json.hpp"
#include "crypto/encoding.hpp"
#include "schema/record.hpp"

// The forms in which both faces write the same things. A reader marks its Fields as bad instead of returning an error;
// `maybe_` readers take a missing member for empty and refuse one that is there but empty.
namespace tacit::record {

// 1…kCode of a–z, 0–9 and hyphen, not starting with a hyphen.
bool is_code(std::string_view text);
// UTF-8 without control characters except line feed: it is shown on terminals and written into tables.
bool is_free_text(std::string_view text);
bool is_quarter(std::string_view text);     // "2021Q1"
bool is_clock_time(std::string_view text);  // "00:00"…"23:59"
bool is_lot(std::string_view text);         // as printed: one line of 1…kCode bytes

std::string read_code(json::Fields& fields, std::string_view key);
std::string maybe_code(json::Fields& fields, std::string_view key);
std::string read_free_text(json::Fields& fields, std::string_view key, std::size_t max_bytes);
std::string maybe_free_text(json::Fields& fields, std::string_view key, std::size_t max_bytes);
std::int64_t read_quantity(json::Fields& fields, std::string_view key, std::int64_t max = limits::kQuantity);
const json::array& maybe_list(json::Fields& fields, std::string_view key);
Day read_day(json::Fields& fields, std::string_view key);
Hash read_hash(json::Fields& fields, std::string_view key);
ClientCode read_client_code(json::Fields& fields, std::string_view key);
TimeOfDay read_time(json::Fields& fields, std::string_view key);
Attributes maybe_attributes(json::Fields& fields, std::string_view key);
// No code twice.
std::vector<Counted> maybe_counted(json::Fields& fields, std::string_view key, std::int64_t max_count);
Statement read_statement(json::Fields& fields);
Case::Step read_step(json::Fields& fields);
std::map<std::string, std::string> read_lots(json::Fields& fields);
std::optional<Money> maybe_money(json::Fields& fields);
StockReason maybe_reason(json::Fields& fields);
std::string read_batch(json::Fields& fields);

template <class Id>
Id read_id(json::Fields& fields, std::string_view key) {
  const Result<Id> id = parse_id<Id>(fields.text(key, 26, 26));
  if (id) return *id;
  fields.reject();
  return {};
}

// No id twice.
template <class Id>
std::vector<Id> maybe_ids(json::Fields& fields, std::string_view key) {
  std::vector<Id> out;
  for (const json::value& item : maybe_list(fields, key)) {
    const Result<Id> id = parse_id<Id>(item.is_string() ? std::string_view(item.get_string()) : std::string_view());
    if (!id || std::find(out.begin(), out.end(), *id) != out.end()) {
      fields.reject();
      return {};
    }
    out.push_back(*id);
  }
  return out;
}

std::string_view to_text(TimeOfDay time);
json::object to_json(const Attributes& attributes);
json::array to_json(const std::vector<Counted>& counted);
json::object to_json(const Statement& statement);

// Writers of optional members: nothing is written for nothing.
void put_text(json::object& out, std::string_view key, const std::string& text);
void put_list(json::object& out, std::string_view key, json::array list);
void put_attributes(json::object& out, std::string_view key, const Attributes& attributes);
void put_money(json::object& out, const std::optional<Money>& value);  // as "value"

// "2021Q1".
std::string read_quarter(json::Fields& fields);

}  // namespace tacit::record

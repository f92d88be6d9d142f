#include <algorithm>

#include "schema/pack_json.hpp"

// What indicators of people ask of a client, and what values are set against (docs/indicators.md).
namespace tacit {
namespace {

using Indicator = Pack::Indicator;
using Count = Indicator::Count;

constexpr std::int64_t kMostDays = 3'650, kMostMonths = 60;
constexpr std::size_t kMostConditions = 16;  // in each list: every one is a pass over the facts

bool is_number(const std::string& code) {
  constexpr std::size_t kDigits = 6;
  return !code.empty() && code.size() <= kDigits && code.find_first_not_of("0123456789") == std::string::npos;
}

void read_need(PackObject& row, const Pack& pack, Indicator::Part& out) {
  out.need = row.maybe_code("need");
  if (out.need.empty()) return;
  const Pack::Attribute* attribute = pack.attribute(out.need);
  if (attribute == nullptr) return row.report("need", "no attribute has the code " + in_quotes(out.need));
  if (!std::all_of(attribute->values.begin(), attribute->values.end(),
                   [](const Pack::Kind& value) { return is_number(value.code); }))
    row.report("need", "the codes of this attribute's values must be numbers: so much a month");
  if (row.has("least")) row.report("least", "the need says how much");
}

Indicator::Part read_condition(PackObject& row, const Pack& pack) {
  Indicator::Part out = read_part(row, pack);
  read_need(row, pack, out);
  if (row.has("least")) out.least = row.integer("least", 1, limits::kQuantity);
  if (row.has("every_days")) out.every_days = row.integer("every_days", 1, kMostDays);
  out.before = row.flag("before");
  if (out.every_days > 0 && (out.before || out.least > 1 || !out.need.empty()))
    row.report("every_days", "goes with neither \"before\", \"least\" nor \"need\"");
  if (out.before && !out.need.empty()) row.report("before", "a need is that of the period");
  return out;
}

std::vector<Indicator::Part> read_list(PackObject& row, const Pack& pack, std::string_view key) {
  std::vector<Indicator::Part> out;
  auto parts = row.table(key);
  if (parts.size() > kMostConditions) {
    row.report(key, "has more than " + std::to_string(kMostConditions) + " conditions");
    return out;
  }
  for (PackObject& part : parts) {
    out.push_back(read_condition(part, pack));
    part.finish();
  }
  return out;
}

void read_then(PackObject& row, const Pack& pack, Indicator& out) {
  PackObject object = row.object("then");
  Indicator::Part part = read_part(object, pack);
  const std::int64_t days = object.integer("days", 0, kMostDays);
  object.finish();
  out.then = Indicator::Then{std::move(part), days};
}

void read_per(PackObject& row, const Pack& pack, Indicator& out) {
  out.per = row.maybe_code("per");
  if (out.per.empty()) return;
  const Indicator* other = pack.indicator(out.per);
  if (other == nullptr) return row.report("per", "no indicator above has the id " + in_quotes(out.per));
  if (other->then || other->estimate || !other->per.empty())
    row.report("per", "that one is set against something itself");
}

void check_conditions(const PackObject& row, const Indicator& out) {
  const bool some = !out.all.empty() || !out.any.empty() || !out.none.empty();
  if (out.count == Count::people && (out.all.empty() || out.all.front().before))
    row.report("all", "people are counted by what they got in the period: say it first here");
  if (out.count != Count::people && (some || out.then || out.months > 0))
    row.report("count", "only \"people\" have conditions");
}

}  // namespace

void read_conditions(PackObject& row, const Pack& pack, bool counted, Indicator& out) {
  out.all = read_list(row, pack, "all");
  out.any = read_list(row, pack, "any");
  out.none = read_list(row, pack, "none");
  if (row.has("months")) out.months = row.integer("months", 1, kMostMonths);
  if (row.has("then")) read_then(row, pack, out);
  read_per(row, pack, out);
  if (row.has("estimate")) out.estimate = row.integer("estimate", 1, json::kMaxInteger);
  if ((out.then ? 1 : 0) + (out.per.empty() ? 0 : 1) + (out.estimate ? 1 : 0) > 1)
    row.report({}, "is set against one thing: \"then\", \"per\" or \"estimate\"");
  if (counted) check_conditions(row, out);
}

}  // namespace tacit

#include <algorithm>
#include <array>
#include <utility>

#include "schema/pack_json.hpp"

namespace tacit {
namespace {

using Count = Pack::Indicator::Count;

// What each count can be narrowed by, besides the codes of its table.
struct CountRule {
  std::string_view name;
  Count count;
  bool codes, kinds, where;
};
constexpr std::array kCounts{CountRule{"clients", Count::clients, true, true, true},
                             CountRule{"outings", Count::outings, false, true, false},
                             CountRule{"contacts", Count::contacts, false, true, true},
                             CountRule{"services", Count::services, true, true, true},
                             CountRule{"tests", Count::tests, true, true, true},
                             CountRule{"groups", Count::groups, true, false, false},
                             CountRule{"participants", Count::participants, true, false, false},
                             CountRule{"given", Count::given, true, true, true},
                             CountRule{"referrals", Count::referrals, true, false, true},
                             CountRule{"outcomes", Count::outcomes, true, false, true},
                             CountRule{"intakes", Count::intakes, true, false, false},
                             CountRule{"cases", Count::cases, true, false, true},
                             CountRule{"stays", Count::stays, true, false, true},
                             CountRule{"nights", Count::nights, true, false, true},
                             CountRule{"housed", Count::housed, true, false, true},
                             CountRule{"households", Count::households, false, false, true},
                             CountRule{"members", Count::members, true, false, true},
                             CountRule{"incidents", Count::incidents, true, false, true},
                             CountRule{"told", Count::told, true, true, true},
                             CountRule{"attended", Count::attended, true, false, true},
                             CountRule{"people", Count::people, false, false, true}};
constexpr std::array kSteps{record::Case::Step::application, record::Case::Step::agreement, record::Case::Step::plan,
                            record::Case::Step::closed};
using What = record::Outcome::What;
constexpr std::array kOutcomes{What::seen, What::declined, What::no_show, What::refused, What::result, What::linked};
constexpr std::array<std::string_view, 3> kResultWords{"non-reactive", "reactive", "invalid"};

template <class Words>
bool is_word(const Words& known, const std::string& code) {
  return std::any_of(known.begin(), known.end(), [&](const auto& one) { return record::to_text(one) == code; });
}

const CountRule& rule_of(Count count) {
  return *std::find_if(kCounts.begin(), kCounts.end(), [&](const CountRule& one) { return one.count == count; });
}

std::optional<Count> count_of(PackObject& row) {
  const std::string name = row.code("count");
  std::string all;
  for (const CountRule& rule : kCounts) {
    if (rule.name == name) return rule.count;
    all += (all.empty() ? "" : ", ") + std::string(rule.name);
  }
  if (!name.empty()) row.report("count", "must be one of " + all);
  return std::nullopt;
}

bool counts_by(const Pack& pack, Count count, const std::string& code) {
  switch (count) {
    case Count::clients:
    case Count::services: return pack.service(code) != nullptr;
    case Count::tests:
    case Count::told: return pack.test(code) != nullptr;
    case Count::attended:
    case Count::groups:
    case Count::participants: return pack.session(code) != nullptr;
    case Count::given: return pack.commodity(code) != nullptr;
    case Count::referrals: return pack.destination(code) != nullptr;
    case Count::outcomes: return is_word(kOutcomes, code);
    case Count::intakes: return pack.intake(code) != nullptr;
    case Count::cases: return pack.support_case(code) != nullptr;
    case Count::stays:
    case Count::nights: return pack.stay(code) != nullptr;
    case Count::housed:
    case Count::members: return pack.member(code) != nullptr;
    case Count::incidents: return pack.incident(code) != nullptr;
    case Count::outings:
    case Count::contacts:
    case Count::people:
    case Count::households: return false;
  }
  return false;
}

template <class Selection>
void check_codes(const PackObject& row, const Pack& pack, const Selection& read) {
  if (!read.codes.empty() && !rule_of(read.count).codes)
    return row.report("codes",
                      "this count has no codes" + std::string(rule_of(read.count).kinds ? "; use \"kinds\"" : ""));
  for (const std::string& code : read.codes)
    if (!counts_by(pack, read.count, code)) row.report("codes", in_quotes(code) + " is nothing this count can count");
}

template <class Selection>
void check_kinds(const PackObject& row, const Pack& pack, const Selection& read) {
  if (!read.kinds.empty() && !rule_of(read.count).kinds) row.report("kinds", "this count knows no outing kinds");
  for (const std::string& kind : read.kinds)
    if (pack.outing(kind) == nullptr) row.report("kinds", "no outing kind has the code " + in_quotes(kind));
}

bool has_outcome(const std::vector<Pack::Episode>& table, const std::string& code) {
  return std::any_of(table.begin(), table.end(),
                     [&](const Pack::Episode& one) { return one.outcome(code) != nullptr; });
}

bool ends_in(const Pack& pack, Count count, const std::string& code) {
  switch (count) {
    case Count::told:
    case Count::tests: return std::find(kResultWords.begin(), kResultWords.end(), code) != kResultWords.end();
    case Count::intakes: return has_outcome(pack.intakes, code);
    case Count::cases: return has_outcome(pack.cases, code);
    case Count::incidents: return has_outcome(pack.incidents, code);
    default: return false;
  }
}

template <class Selection>
void check_ends(const PackObject& row, const Pack& pack, const Selection& read) {
  if (!read.steps.empty() && read.count != Count::cases) row.report("steps", "only cases have steps");
  for (const std::string& step : read.steps)
    if (!is_word(kSteps, step))
      row.report("steps", in_quotes(step) + " is no step: application, agreement, plan or closed");
  for (const std::string& code : read.outcomes)
    if (!ends_in(pack, read.count, code)) row.report("outcomes", in_quotes(code) + " is no outcome of what is counted");
}

// What is counted; as empty as it was if the count itself is none.
template <class Selection>
bool read_selection(PackObject& row, const Pack& pack, Selection& out) {
  out.codes = row.maybe_codes("codes");
  out.kinds = row.maybe_codes("kinds");
  out.steps = row.maybe_codes("steps");
  out.outcomes = row.maybe_codes("outcomes");
  out.unpacked = row.flag("unpacked");
  const auto count = count_of(row);
  if (!count) return false;
  out.count = *count;
  check_codes(row, pack, out);
  check_kinds(row, pack, out);
  check_ends(row, pack, out);
  if (out.unpacked && out.count != Count::given) row.report("unpacked", "only things given come in kits");
  for (const std::string& code : out.codes)
    if (const auto* kit = pack.commodity(code); out.unpacked && kit != nullptr && !kit->contents.empty())
      row.report("codes", in_quotes(code) + " is a kit: name what it holds, or leave \"unpacked\" out");
  return true;
}

// Whether a count knows clients, and so can be a condition on them.
bool knows_clients(Count count) {
  switch (count) {
    case Count::clients:
    case Count::people:
    case Count::nights:
    case Count::housed:
    case Count::households:
    case Count::members: return false;
    default: return rule_of(count).where;
  }
}

void read_targets(PackObject& row, Pack::Indicator& out) {
  if (row.has("target")) out.target = row.integer("target", 1, json::kMaxInteger);
  if (!row.has("targets")) return;
  PackObject targets = row.object("targets");
  for (const std::string& period : targets.keys())
    if (parse_period(period))
      out.targets.emplace(period, targets.integer(period, 1, json::kMaxInteger));
    else
      targets.report({}, in_quotes(period) + " is no period, such as 2021, 2021Q1 or 2021-03");
}

}  // namespace

std::map<std::string, std::vector<std::string>> read_values(PackObject& object, const Pack& pack) {
  std::map<std::string, std::vector<std::string>> out;
  for (const std::string& name : object.keys()) {
    const Pack::Attribute* attribute = pack.attribute(name);
    if (attribute == nullptr) {
      object.report({}, "no attribute has the code " + in_quotes(name));
      continue;
    }
    std::vector<std::string> values = object.maybe_codes(name);
    for (const std::string& value : values) {
      const auto is_it = [&](const Pack::Kind& one) { return one.code == value; };
      if (std::none_of(attribute->values.begin(), attribute->values.end(), is_it))
        object.report(name, in_quotes(value) + " is no value of this attribute");
    }
    out.emplace(name, std::move(values));
  }
  return out;
}

Pack::Indicator::Part read_part(PackObject& row, const Pack& pack) {
  Pack::Indicator::Part out{.count = {}, .codes = {}, .kinds = {}, .steps = {}, .outcomes = {}};
  if (read_selection(row, pack, out) && !knows_clients(out.count)) row.report("count", "this is nothing a client gets");
  return out;
}

void read_indicator(PackObject& row, const Pack& pack, Pack::Indicator& out) {
  if (row.has("where")) {
    PackObject where = row.object("where");
    out.where = read_values(where, pack);
  }
  read_targets(row, out);
  const bool counted = read_selection(row, pack, out);
  read_conditions(row, pack, counted, out);
  if (!counted) return;
  if (!out.where.empty() && !rule_of(out.count).where) row.report("where", "this count knows no clients");
}

}  // namespace tacit

#include <algorithm>
#include <array>
#include <utility>

#include "schema/pack_json.hpp"

namespace tacit {
namespace {

using Count = Pack::Indicator::Count;

constexpr std::array<std::pair<std::string_view, Count>, 9> kCounts{{{"clients", Count::clients},
                                                                     {"outings", Count::outings},
                                                                     {"contacts", Count::contacts},
                                                                     {"services", Count::services},
                                                                     {"tests", Count::tests},
                                                                     {"groups", Count::groups},
                                                                     {"participants", Count::participants},
                                                                     {"given", Count::given},
                                                                     {"referrals", Count::referrals}}};

std::optional<Count> count_of(PackObject& row) {
  const std::string name = row.code("count");
  for (const auto& [known, count] : kCounts)
    if (known == name) return count;
  if (!name.empty())
    row.report("count",
               "must be clients, outings, contacts, services, tests, groups, participants, given or referrals");
  return std::nullopt;
}

bool counts_by(const Pack& pack, Count count, const std::string& code) {
  switch (count) {
    case Count::clients:
    case Count::services: return pack.service(code) != nullptr;
    case Count::tests: return pack.test(code) != nullptr;
    case Count::groups:
    case Count::participants: return pack.session(code) != nullptr;
    case Count::given: return pack.commodity(code) != nullptr;
    case Count::referrals: return pack.destination(code) != nullptr;
    case Count::outings:
    case Count::contacts: return false;
  }
  return false;
}

// Nobody is named by what these count.
bool counts_nobody(Count count) {
  return count == Count::outings || count == Count::groups || count == Count::participants;
}

void check_codes(const PackObject& row, const Pack& pack, const Pack::Indicator& read) {
  const Count count = read.count;
  if (!read.codes.empty() && (count == Count::outings || count == Count::contacts))
    return row.report("codes", "outings and contacts have no codes; use \"kinds\"");
  for (const std::string& code : read.codes)
    if (!counts_by(pack, count, code)) row.report("codes", in_quotes(code) + " is nothing this count can count");
}

void check_kinds(const PackObject& row, const Pack& pack, const Pack::Indicator& read) {
  const Count count = read.count;
  if (!read.kinds.empty() && (count == Count::groups || count == Count::participants || count == Count::referrals))
    row.report("kinds", "this count knows no outing kinds");
  for (const std::string& kind : read.kinds)
    if (pack.outing(kind) == nullptr) row.report("kinds", "no outing kind has the code " + in_quotes(kind));
}

void read_where(PackObject& row, const Pack& pack, Pack::Indicator& out) {
  if (!row.has("where")) return;
  PackObject where = row.object("where");
  for (const std::string& name : where.keys()) {
    const Pack::Attribute* attribute = pack.attribute(name);
    if (attribute == nullptr) {
      where.report({}, "no attribute has the code " + in_quotes(name));
      continue;
    }
    std::vector<std::string> values = where.maybe_codes(name);
    for (const std::string& value : values) {
      const auto is_it = [&](const Pack::Kind& one) { return one.code == value; };
      if (std::none_of(attribute->values.begin(), attribute->values.end(), is_it))
        where.report(name, in_quotes(value) + " is no value of this attribute");
    }
    out.where.emplace(name, std::move(values));
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

void read_indicator(PackObject& row, const Pack& pack, Pack::Indicator& out) {
  out.codes = row.maybe_codes("codes");
  out.kinds = row.maybe_codes("kinds");
  read_where(row, pack, out);
  read_targets(row, out);
  const auto count = count_of(row);
  if (!count) return;
  out.count = *count;
  check_codes(row, pack, out);
  check_kinds(row, pack, out);
  if (!out.where.empty() && counts_nobody(*count)) row.report("where", "this count knows no clients");
}

}  // namespace tacit

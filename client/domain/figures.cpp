#include "client/domain/figures.hpp"

#include <algorithm>
#include <set>

namespace tacit::domain {
namespace {

using Count = Pack::Indicator::Count;

Measure measure_of(Count count, const std::vector<std::string>& codes) {
  switch (count) {
    case Count::clients: return codes.empty() ? Measure::contact : Measure::service;
    case Count::outings: return Measure::outing;
    case Count::contacts: return Measure::contact;
    case Count::services: return Measure::service;
    case Count::tests: return Measure::test;
    case Count::groups: return Measure::group;
    case Count::participants: return Measure::participants;
    case Count::given: return Measure::given;
    case Count::referrals: return Measure::referral;
    case Count::outcomes: return Measure::outcome;
    case Count::intakes: return Measure::intake;
    case Count::cases: return Measure::case_step;
    case Count::stays: return Measure::stay;
    case Count::nights: return Measure::nights;
    case Count::housed: return Measure::housed;
    case Count::households: return Measure::household;
    case Count::members: return Measure::member;
    case Count::incidents: return Measure::incident;
    case Count::told: return Measure::told;
    case Count::attended: return Measure::attended;
    case Count::people: return Measure::contact;  // asked by its conditions
  }
  return Measure::contact;
}

std::set<std::string> classes_of(const std::vector<std::string>& commodities, const Pack& pack) {
  std::set<std::string> classes;
  for (const auto& code : commodities)
    if (const auto* commodity = pack.commodity(code)) classes.insert(commodity->audit_class);
  return classes;
}

// Audit faces know goods by class only, so a list of goods can be told from them if it is made of whole classes.
bool whole_classes(const std::vector<std::string>& commodities, const Pack& pack) {
  const auto classes = classes_of(commodities, pack);
  return std::all_of(pack.commodities.begin(), pack.commodities.end(), [&](const Pack::Commodity& one) {
    const bool asked = std::find(commodities.begin(), commodities.end(), one.code) != commodities.end();
    return asked == classes.contains(one.audit_class);
  });
}

bool told_to_auditors(const std::string& code, const Pack& pack) {
  const auto* service = pack.service(code);
  return service != nullptr && service->audit;
}

std::optional<Measure> newest_of(Count count) {
  if (count == Count::members) return Measure::household;
  if (count == Count::housed) return Measure::stay;
  if (count == Count::outcomes) return Measure::outcome;
  return std::nullopt;
}

// Auditors are not told that a case was closed.
bool counts_endings(const Pack::Indicator& indicator) {
  return std::find(indicator.steps.begin(), indicator.steps.end(), record::to_text(record::Case::Step::closed)) !=
         indicator.steps.end();
}

bool all_open(const std::vector<std::string>& codes, const std::vector<Pack::Episode>& table) {
  return std::all_of(table.begin(), table.end(), [&](const Pack::Episode& one) {
    return one.audit || (!codes.empty() && std::find(codes.begin(), codes.end(), one.code) == codes.end());
  });
}

}  // namespace

Query query_of(const Pack::Indicator& indicator, const Pack& pack, Face face, std::optional<Period> period,
               Breakdown by) {
  Query query{.face = face,
              .measure = measure_of(indicator.count, indicator.codes),
              .codes = indicator.codes,
              .kinds = indicator.count == Count::cases ? indicator.steps : indicator.kinds,
              .period = period,
              .distinct_people = indicator.count == Count::clients || indicator.count == Count::households,
              .by = by,
              .where = indicator.where,
              .outcomes = indicator.outcomes,
              .newest = newest_of(indicator.count)};
  if (face == Face::audit && query.measure == Measure::given) {
    const auto classes = classes_of(indicator.codes, pack);
    query.codes.assign(classes.begin(), classes.end());
  }
  if (indicator.unpacked) query.codes = codes_of(weights_of(true, indicator.codes, pack));
  return query;
}

Query query_of(const Pack::Indicator::Part& part, const Period& period) {
  return {.face = Face::team,
          .measure = measure_of(part.count, part.codes),
          .codes = part.codes,
          .kinds = part.count == Count::cases ? part.steps : part.kinds,
          .period = period,
          .where = {},
          .outcomes = part.outcomes,
          .newest = newest_of(part.count)};
}

std::map<std::string, std::int64_t> weights_of(bool unpacked, const std::vector<std::string>& codes, const Pack& pack) {
  std::map<std::string, std::int64_t> weights;
  if (!unpacked) return weights;
  const auto asked = [&](const std::string& code) {
    return codes.empty() || std::find(codes.begin(), codes.end(), code) != codes.end();
  };
  for (const auto& commodity : pack.commodities) {
    std::int64_t weight = commodity.contents.empty() && asked(commodity.code) ? 1 : 0;
    for (const auto& [code, count] : commodity.contents)
      if (asked(code)) weight += count;
    if (weight > 0) weights.emplace(commodity.code, weight);
  }
  return weights;
}

std::vector<std::string> codes_of(const std::map<std::string, std::int64_t>& weights) {
  std::vector<std::string> codes;
  codes.reserve(weights.size());
  for (const auto& [code, weight] : weights) codes.push_back(code);
  return codes;
}

bool share_of(const Pack::Indicator& indicator, const Pack& pack) {
  const auto unit = [](Count count) {
    if (count == Count::people || count == Count::households) return Count::clients;
    return count == Count::told ? Count::tests : count;
  };
  const auto* other = pack.indicator(indicator.per);
  return other == nullptr || unit(other->count) == unit(indicator.count);
}

bool verifiable_from_audit(const Pack::Indicator& indicator, const Pack& pack) {
  const auto& codes = indicator.codes;
  const auto* other = pack.indicator(indicator.per);
  if (other != nullptr && !verifiable_from_audit(*other, pack)) return false;
  if (!indicator.where.empty() || !indicator.outcomes.empty() || indicator.unpacked) return false;
  const auto told = [&](const std::string& code) { return told_to_auditors(code, pack); };
  switch (indicator.count) {
    case Count::clients:
    case Count::referrals:
    case Count::tests:  // the audit face names each kind of test once, even if it was repeated
      return false;
    case Count::services:
      if (codes.empty())
        return std::all_of(pack.services.begin(), pack.services.end(), [](const auto& one) { return one.audit; });
      return std::all_of(codes.begin(), codes.end(), told);
    case Count::given: return codes.empty() || whole_classes(codes, pack);
    case Count::outings:
    case Count::contacts:
    case Count::groups:
    case Count::participants: return true;
    case Count::intakes: return all_open(codes, pack.intakes);
    case Count::cases: return !indicator.steps.empty() && !counts_endings(indicator) && all_open(codes, pack.cases);
    case Count::stays:
    case Count::nights:
    case Count::outcomes:
    case Count::housed:
    case Count::households:
    case Count::members:
    case Count::incidents:
    case Count::told:
    case Count::attended:
    case Count::people: return false;
  }
  return false;
}

CheckedBy checked_by(const Pack::Indicator& indicator, const Pack& pack) {
  if (verifiable_from_audit(indicator, pack)) return CheckedBy::auditors;
  const auto told = [&](const std::string& code) { return told_to_auditors(code, pack); };
  const bool clients = indicator.per.empty() && indicator.count == Count::clients && indicator.where.empty() &&
                       std::all_of(indicator.codes.begin(), indicator.codes.end(), told);
  return clients ? CheckedBy::bounds : CheckedBy::staff;
}

Bounds bounds_of(const std::vector<Row>& quarters) {
  Bounds bounds{0, 0};
  for (const auto& row : quarters) {
    bounds.lowest = std::max(bounds.lowest, row.value);
    bounds.highest += row.value;
  }
  return bounds;
}

}  // namespace tacit::domain

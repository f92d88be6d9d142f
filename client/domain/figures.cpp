#include "client/domain/figures.hpp"

#include <algorithm>
#include <set>

namespace tacit::domain {
namespace {

using Count = Pack::Indicator::Count;

Measure measure_of(const Pack::Indicator& indicator) {
  switch (indicator.count) {
    case Count::clients: return indicator.codes.empty() ? Measure::contact : Measure::service;
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

std::optional<Measure> newest_of(Count count) {
  if (count == Count::members) return Measure::household;
  if (count == Count::housed) return Measure::stay;
  return std::nullopt;
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
              .measure = measure_of(indicator),
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
  return query;
}

bool verifiable_from_audit(const Pack::Indicator& indicator, const Pack& pack) {
  const auto& codes = indicator.codes;
  if (!indicator.where.empty() || !indicator.outcomes.empty()) return false;
  switch (indicator.count) {
    case Count::clients:
    case Count::referrals:
    case Count::tests:  // the audit face names each kind of test once, even if it was repeated
      return false;
    case Count::services:
      if (codes.empty())
        return std::all_of(pack.services.begin(), pack.services.end(), [](const auto& one) { return one.audit; });
      return std::all_of(codes.begin(), codes.end(), [&](const std::string& code) {
        const auto* service = pack.service(code);
        return service != nullptr && service->audit;
      });
    case Count::given: return codes.empty() || whole_classes(codes, pack);
    case Count::outings:
    case Count::contacts:
    case Count::groups:
    case Count::participants: return true;
    case Count::intakes: return all_open(codes, pack.intakes);
    case Count::cases: return all_open(codes, pack.cases);
    case Count::stays:
    case Count::nights: return all_open(codes, pack.stays);
    case Count::outcomes:
    case Count::housed:
    case Count::households:
    case Count::members:
    case Count::incidents: return false;
  }
  return false;
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

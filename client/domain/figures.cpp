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

}  // namespace

Query query_of(const Pack::Indicator& indicator, const Pack& pack, Face face, std::optional<Period> period,
               Breakdown by) {
  Query query{.face = face,
              .measure = measure_of(indicator),
              .codes = indicator.codes,
              .kinds = indicator.kinds,
              .period = period,
              .distinct_people = indicator.count == Count::clients,
              .by = by,
              .where = indicator.where};
  if (face == Face::audit && query.measure == Measure::given) {
    const auto classes = classes_of(indicator.codes, pack);
    query.codes.assign(classes.begin(), classes.end());
  }
  return query;
}

bool verifiable_from_audit(const Pack::Indicator& indicator, const Pack& pack) {
  const auto& codes = indicator.codes;
  if (!indicator.where.empty()) return false;
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

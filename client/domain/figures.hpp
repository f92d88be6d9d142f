#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/domain/facts.hpp"

// Indicators as aggregate definitions. Pure: the vault runs them over its fact table.
namespace tacit::domain {

enum class Breakdown { none, quarter, month, kind, time, site_group, code, device, outcome };

struct Query {
  Face face;
  Measure measure;
  std::vector<std::string> codes;  // empty: any
  std::vector<std::string> kinds;  // outing kinds, steps of cases; empty: any
  std::optional<Period> period;    // a fact is inside when its `from` is
  bool distinct_people = false;    // count people, each once, following links; else sum of quantity
  Breakdown by = Breakdown::none;
  std::map<std::string, std::vector<std::string>> where = {};  // attribute -> values of the client, as registered
  std::vector<std::string> outcomes = {};                      // empty: any or none
  // Of each client only the newest record of this measure in the period, following links; of outcomes, the newest of
  // each referral or appointment that counts.
  std::optional<Measure> newest = {};
};
struct Row {
  std::string key;  // of the breakdown; empty for none
  std::int64_t value;
};

// What an indicator asks of the fact table. From audit faces people can only be counted within one quarter, goods only
// by class, and nothing by what clients are: one with `where` has to be asked of team faces.
Query query_of(const Pack::Indicator& indicator, const Pack& pack, Face face, std::optional<Period> period,
               Breakdown by);

// Whether an auditor can compute it from audit faces alone (else it reaches them as a statement).
bool verifiable_from_audit(const Pack::Indicator& indicator, const Pack& pack);

// A yearly distinct count lies between the largest quarter and the sum of the quarters (protocol §7).
struct Bounds {
  std::int64_t lowest, highest;
  bool holds(std::int64_t stated) const { return lowest <= stated && stated <= highest; }
};
Bounds bounds_of(const std::vector<Row>& quarters);

}  // namespace tacit::domain

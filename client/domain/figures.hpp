#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/domain/facts.hpp"

// Indicators as questions to the fact table (docs/indicators.md). Pure: the vault answers them.
namespace tacit::domain {

enum class Breakdown { none, quarter, kind, time, site_group, code, device, outcome, attribute };

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
  std::string attribute = {};  // for Breakdown::attribute: of the client, as registered; empty if not said
};
struct Row {
  std::string key;  // of the breakdown; empty for none
  std::int64_t value;
};
// One fact that an answer is made of.
struct Counted {
  std::optional<ByteArray<16>> person;  // canonical
  Day counted, day;
  std::int64_t quantity;
  std::string code, key;
  RecordId root;
};

// What an indicator asks of the fact table. From audit faces people can only be counted within one quarter, goods only
// by class, and nothing by what clients are: one with `where` has to be asked of team faces.
Query query_of(const Pack::Indicator& indicator, const Pack& pack, Face face, std::optional<Period> period,
               Breakdown by);
// What a condition asks of team faces.
Query query_of(const Pack::Indicator::Part& part, const Period& period);

// How much one of each commodity adds to what is counted where kits count as what they hold; a commodity that is not
// there adds nothing. Empty where everything counts as it is.
std::map<std::string, std::int64_t> weights_of(bool unpacked, const std::vector<std::string>& codes, const Pack& pack);
std::vector<std::string> codes_of(const std::map<std::string, std::int64_t>& weights);

// Whether an auditor can compute it from audit faces alone (else it reaches them as a statement).
bool verifiable_from_audit(const Pack::Indicator& indicator, const Pack& pack);

// Whether a value is a part of what it is set against (a share), or so many for each of it.
bool share_of(const Pack::Indicator& indicator, const Pack& pack);

enum class CheckedBy {
  auditors,  // who count it themselves
  bounds,    // by auditors, who count people within quarters and so know between what it must lie
  staff      // alone: auditors have their statement
};
CheckedBy checked_by(const Pack::Indicator& indicator, const Pack& pack);

// A yearly distinct count lies between the largest quarter and the sum of the quarters (protocol §7).
struct Bounds {
  std::int64_t lowest, highest;
  bool holds(std::int64_t stated) const { return lowest <= stated && stated <= highest; }
};
Bounds bounds_of(const std::vector<Row>& quarters);

}  // namespace tacit::domain

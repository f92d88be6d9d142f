#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/domain/figures.hpp"

// Indicators that count people by what they got (docs/indicators.md). Pure: facts come from whoever asks.
namespace tacit::domain {

using PersonId = ByteArray<16>;  // canonical
// A record by which somebody is counted, and the day that it says.
struct Trace {
  Day day;
  RecordId record;
  auto operator<=>(const Trace&) const = default;
};
using Who = std::map<PersonId, std::vector<Trace>>;  // sorted, each once

// Where facts and attributes come from. Both functions answer of team faces alone.
struct Sources {
  std::function<std::vector<Counted>(const Query&)> facts;
  // What the first registration of each person says; nobody of whom nothing is said.
  std::function<std::map<PersonId, std::string>(const std::string& attribute)> attribute;
};

struct PeopleFigure {
  Who who;
  std::optional<Who> of;  // whom `who` is a part of, where the indicator has `then`
};
// By key; with Breakdown::none there is one, "". An attribute parts the people; anything else parts what the first
// condition looks at, so that one person may be under several keys. `attribute` for Breakdown::attribute.
// The indicator can be told of the period (can_be_told).
std::map<std::string, PeopleFigure> count_people(const Pack::Indicator& indicator, const Pack& pack,
                                                 const Period& period, const Sources& sources,
                                                 Breakdown by = Breakdown::none, const std::string& attribute = {});

// The days that conditions look at: the period, or so many months by the calendar that end with it.
Period window_of(const Pack::Indicator& indicator, const Period& period);
// How many whole months a period is; none if it is not.
std::optional<std::int64_t> whole_months(const Period& period);
// Whether a figure can be told from these faces over this period: auditors are not told everything, and a need is one
// of whole months. With all that it is set against.
bool can_be_told(const Pack::Indicator& indicator, const Pack& pack, Face face, const Period& period);

}  // namespace tacit::domain

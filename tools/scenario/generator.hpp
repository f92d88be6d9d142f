#pragma once
#include "tools/scenario/plan.hpp"

namespace tacit::scenario {

// A year of an organisation with street rounds in four cities. Pure: the same seed and size give the same plan on every
// machine. size 1 is the organisation as it was; 0.02 is enough for every kind of record to occur.
// Effective records of 2021 add up to plan.goals exactly; the rows as recorded do not, on purpose: some are voided,
// corrected, duplicated, late or of another year.
Plan generate_street_rounds(std::uint64_t seed, double size);

}  // namespace tacit::scenario

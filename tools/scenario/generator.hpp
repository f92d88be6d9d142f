#pragma once
#include "tools/scenario/plan.hpp"
#include "tools/scenario/programme.hpp"

namespace tacit::scenario {

// A year of an organisation by a programme. Pure: the same programme, seed and size give the same plan on every
// machine. size 1 is the organisation as the programme has it; 0.02 is enough for every kind of record to occur.
// Effective records of the year add up to plan.goals exactly; the rows as recorded do not, on purpose: some are voided,
// corrected, duplicated, late or of another year. Throws std::runtime_error when the programme's numbers do not go
// together.
Plan generate(const Programme& programme, std::uint64_t seed, double size);

}  // namespace tacit::scenario

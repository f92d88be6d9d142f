#pragma once
#include <iosfwd>

#include "tools/scenario/plan.hpp"

namespace tacit::scenario {

// The plan as JSON lines, in the order in which things are done: what the generator decided, for an oracle that shares
// nothing with the client. Holds numbers instead of names; no identifier of anybody is in it.
void write_journal(const Plan& plan, std::ostream& out);

}  // namespace tacit::scenario

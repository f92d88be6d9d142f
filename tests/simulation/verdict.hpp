#pragma once
#include "tests/simulation/ending.hpp"

namespace tacit::simulation {

// Judges an ending by a naive model of what each device must hold, may open and must not (log_reading.hpp), and by what
// people wrote and decided. Throws Violation.
void judge(const Ending& ending);

}  // namespace tacit::simulation

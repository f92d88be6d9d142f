#pragma once
#include <string>

#include "common/base/bytes.hpp"

namespace tacit::fuzz {

// More than any sync here needs, however its server answers.
constexpr int kMostRequests = 400;

// Plays the syncs of one device with a server that answers as the input says; every property is asserted on the way.
// What came of each: requests, how it ended, alarms, the own chain. The same input has the same story.
std::string play_sync(ByteView input);

}  // namespace tacit::fuzz

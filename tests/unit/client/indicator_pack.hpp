#pragma once
#include <string>

namespace tacit::test {

// The msm-outreach pack in a later edition: with an attribute that says how many condoms somebody needs each month, and
// the indicators of indicator_model.hpp that it has not.
std::string pack_with_indicators();

}  // namespace tacit::test

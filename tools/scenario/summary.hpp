#pragma once
#include <string>
#include <vector>

#include "common/base/json.hpp"
#include "tools/scenario/demonstration.hpp"

namespace tacit::scenario {

// What is not as it has to be, in words; empty: all figures agree, the log holds, and nothing leaked.
std::vector<std::string> differences(const Findings& findings);

std::vector<std::string> as_text(const Findings& findings);
json::object as_json(const Plan& plan, const Findings& findings, const std::vector<std::string>& wrong, double seconds);

}  // namespace tacit::scenario

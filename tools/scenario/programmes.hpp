#pragma once
#include <string_view>
#include <vector>

#include "tools/scenario/programme.hpp"

namespace tacit::scenario {

Programme street_rounds();
Programme msm_outreach();
Programme care_network();
Programme city_services();
Programme family_centre();

// All of them, the default first.
const std::vector<Programme>& programmes();
// Throws std::runtime_error when there is none of that name.
const Programme& programme_of(std::string_view name);

}  // namespace tacit::scenario

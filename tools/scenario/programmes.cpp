#include "tools/scenario/programmes.hpp"

#include <stdexcept>

namespace tacit::scenario {

const std::vector<Programme>& programmes() {
  static const std::vector<Programme> all{street_rounds(), msm_outreach(), care_network(), city_services(),
                                          family_centre()};
  return all;
}

const Programme& programme_of(std::string_view name) {
  for (const Programme& one : programmes())
    if (one.name == name) return one;
  throw std::runtime_error("there is no scenario of that name");
}

}  // namespace tacit::scenario

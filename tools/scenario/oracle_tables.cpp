#include "tools/scenario/oracle_tables.hpp"

#include <stdexcept>

namespace tacit::scenario {

const Reckoning& reckoning_of(const std::string& scenario) {
  static const std::map<std::string, Reckoning> all{{"street-rounds-2021", reckon_street_rounds()},
                                                    {"msm-outreach", reckon_msm_outreach()},
                                                    {"care-network", reckon_care_network()},
                                                    {"city-services", reckon_city_services()},
                                                    {"family-centre", reckon_family_centre()}};
  const auto found = all.find(scenario);
  if (found == all.end()) throw std::runtime_error("the oracle does not know this scenario");
  return found->second;
}

}  // namespace tacit::scenario

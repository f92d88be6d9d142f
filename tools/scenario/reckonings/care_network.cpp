#include "tools/scenario/oracle_tables.hpp"

namespace tacit::scenario {
namespace {

using Where = std::map<std::string, std::set<std::string>>;

Definition people(const char* id, const Where& where) { return {.id = id, .counts = "clients", .where = where}; }

std::vector<Definition> of_people() {
  return {people("children-covered", {{"life-stage", {"child"}}}),
          people("adults-covered", {{"life-stage", {"adult"}}}),
          people("clients-covered", {}),
          people("women-living-with-hiv", {{"sex", {"f"}}, {"life-stage", {"adult"}}, {"health", {"living-with-hiv"}}}),
          people("children-living-with-hiv", {{"life-stage", {"child"}}, {"health", {"living-with-hiv"}}}),
          people("young-people-living-with-hiv", {{"age-band", {"18-24"}}, {"health", {"living-with-hiv"}}}),
          {"exposed-infants", "clients", {"infant-check-up"}},
          {"infants-cleared", "clients", {"infant-cleared"}},
          {"day-care-children", "clients", {"day-care"}, {}, {{"life-stage", {"child"}}}},
          {"care-plans", "clients", {"care-plan"}}};
}

std::vector<Definition> of_work() {
  const std::set<std::string> groups{"parents-group", "support-group", "children-group"};
  return {{"day-care-days", "services", {"day-care"}},
          {"contacts", "contacts"},
          {"home-visits", "contacts", {}, {"home-visit"}},
          {"psychologist-consultations", "services", {"psychologist-consultation", "family-consultation"}},
          {"lawyer-consultations", "services", {"lawyer-consultation"}},
          {"social-support",
           "services",
           {"benefits-help", "documents-help", "housing-help", "employment-help", "home-care", "material-aid"}},
          {"case-conferences", "services", {"case-conference"}},
          {"referrals", "referrals"},
          {"first-visits-made", "services", {"first-visit-made"}},
          {"rapid-tests", "tests", {"rapid-hiv", "rapid-hepatitis-c"}},
          {"food-given", "given", {"food-package"}},
          {"group-sessions", "groups", groups},
          {"group-participants", "participants", groups},
          {"professionals-trained",
           "participants",
           {"professionals-training", "lawyers-training", "administrators-training"}},
          {"public-events", "groups", {"round-table", "media-event", "public-event"}}};
}

}  // namespace

Reckoning reckon_care_network() {
  Reckoning out{.everybody = "clients-covered",
                .monthly = true,
                .unseen_tests = {"confirmatory-hiv", "infant-pcr"},
                .figures = of_people()};
  for (Definition& one : of_work()) out.figures.push_back(std::move(one));
  return out;
}

}  // namespace tacit::scenario

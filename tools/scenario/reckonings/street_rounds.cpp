#include "tools/scenario/oracle_tables.hpp"

namespace tacit::scenario {

Reckoning reckon_street_rounds() {
  return {
      .everybody = "beneficiaries",
      .figures = {
          {"beneficiaries", "clients"},
          {"beneficiaries-project", "clients"},
          {"rounds", "outings", {}, {"street-round", "foot-round"}},
          {"contacts", "contacts"},
          {"medical-care",
           "services",
           {"pre-medical-advice", "pre-medical-care", "medical-consultation", "wound-care", "emergency-aid"}},
          {"psychological-interviews", "services", {"psychological-interview"}},
          {"documents-help", "services", {"documents-help"}},
          {"rapid-tests", "tests"},
          {"referrals", "referrals"},
          {"kits-given", "given", {"hygiene-kit", "womens-hygiene-kit", "winter-kit"}},
          {"medicines-given", "given", {"fever-medicine", "cold-medicine", "antiseptic", "ointment", "dressing-set"}},
          {"group-sessions", "groups"},
          {"participants", "participants"},
          {"professionals-trained", "participants", {"professionals-course", "professionals-seminar"}},
          {"students-reached", "participants", {"students-lecture", "students-seminar"}}}};
}

}  // namespace tacit::scenario

#include "tools/scenario/oracle_tables.hpp"

namespace tacit::scenario {

Reckoning reckon_msm_outreach() {
  return {.everybody = "clients-reached",
          .figures = {{"clients-reached", "clients"},
                      {"clients-counselled", "clients", {"prevention-counselling"}},
                      {"outings", "outings"},
                      {"mobile-clinic-outings", "outings", {}, {"mobile-clinic"}},
                      {"contacts", "contacts"},
                      {"outreach-contacts", "contacts", {}, {"street", "club", "home"}},
                      {"online-contacts", "contacts", {}, {"online"}},
                      {"prevention-counselling", "services", {"prevention-counselling"}},
                      {"psychologist-consultations", "services", {"psychologist-consultation"}},
                      {"lawyer-consultations", "services", {"lawyer-consultation"}},
                      {"drop-ins", "services", {"drop-in"}},
                      {"rapid-tests", "tests"},
                      {"rapid-hiv-tests", "tests", {"rapid-hiv"}},
                      {"referrals", "referrals"},
                      {"kits-given", "given", {"protection-kit", "protection-kit-large"}},
                      {"condoms-given", "given", {"condom"}},
                      {"materials-given", "given", {"leaflet", "booklet"}},
                      {"mini-trainings", "groups", {"mini-training"}},
                      {"group-sessions", "groups"},
                      {"participants", "participants"},
                      {.id = "msm-reached",
                       .counts = "clients",
                       .where = {{"key-population", {"msm", "msm-sex-worker", "msm-injects"}}}},
                      {"first-visits-made", "services", {"first-visit-made"}},
                      {"violence-reports", "incidents", {"violence"}}}};
}

}  // namespace tacit::scenario

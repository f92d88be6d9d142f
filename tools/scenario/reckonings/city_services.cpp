#include "tools/scenario/oracle_tables.hpp"

namespace tacit::scenario {
namespace {

using Codes = std::set<std::string>;

const Codes kFamilies{"birth-payment",
                      "young-family-payment",
                      "early-pregnancy-payment",
                      "maternity-supplement",
                      "monthly-child-payment",
                      "under-three-payment",
                      "three-to-seven-payment",
                      "large-family-payment",
                      "large-family-certificate",
                      "large-family-utilities",
                      "school-clothes-payment",
                      "dairy-food",
                      "carer-payment",
                      "early-aid-enrolment",
                      "holiday-voucher",
                      "holiday-compensation",
                      "foster-family-payment",
                      "foster-school-enrolment",
                      "guardianship-application",
                      "adoption-application",
                      "care-leaver-housing",
                      "family-centre-booking"};
const Codes kOlder{"home-care-application", "social-home-application", "longevity-enrolment", "pension-supplement",
                   "veteran-certificate",   "veteran-payment",         "spa-voucher"};
const Codes kSchools{"foster-school", "relatives-care-school", "longevity-activity", "family-activity",
                     "career-training"};

Definition people(const char* id, const Codes& situations) {
  return {.id = id, .counts = "clients", .where = {{"situation", situations}}};
}
Definition online(const char* id, const Codes& services) { return {id, "services", services, {"portal"}}; }
Definition line(const char* id, const char* kind) { return {id, "contacts", {}, {kind}}; }

}  // namespace

Reckoning reckon_city_services() {
  return {
      .everybody = "clients-supported",
      .figures = {{"clients-supported", "clients"},
                  people("families-supported", {"family", "large-family", "foster-family"}),
                  people("older-people-supported", {"older", "veteran"}),
                  people("people-with-disabilities-supported", {"disability", "mental-disability"}),
                  line("digital-applications", "portal"),
                  online("digital-families", kFamilies),
                  online("digital-older", kOlder),
                  online("digital-disability", {"assistive-device", "device-compensation", "rehabilitation-course"}),
                  online("digital-payments", {"payment-information", "data-change"}),
                  online("digital-labour", {"job-search", "unemployment-benefit", "retraining"}),
                  line("enquiries", "enquiry-line"),
                  line("phone-contacts", "helpline"),
                  line("chat-contacts", "chat"),
                  line("emergency-contacts", "emergency-line"),
                  {"psychologist-consultations", "services", {"psychologist-consultation"}},
                  {"lawyer-consultations", "services", {"lawyer-consultation"}},
                  {"home-care", "services", {"care-at-home"}},
                  {"foster-families-supported", "clients", {"foster-family-support"}},
                  {"jobs-found", "clients", {"job-found"}},
                  {"referrals", "referrals"},
                  {"assistive-devices-given", "given", {"mobility-aid", "care-aid"}},
                  {"group-activities", "groups", kSchools},
                  {"participants", "participants", kSchools},
                  {"specialists-trained", "participants", {"professionals-training"}}}};
}

}  // namespace tacit::scenario

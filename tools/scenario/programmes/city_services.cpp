#include "tools/scenario/programmes.hpp"

// One institution of 160 that serve 4.5 million people, at a sixteenth of its size: 1,758 people a year, and of the
// 2.6 million applications made online in seventeen months its share of twelve, 717. How they divide is ours.
namespace tacit::scenario {
namespace {

constexpr std::size_t kFamilies = 0, kOlder = 1, kDisability = 2, kAtWork = 3;
const Codes kPortal{"portal"}, kReception{"institution", "home-visit"};
const Codes kFamilyServices{
    "birth-payment",           "young-family-payment",     "early-pregnancy-payment", "maternity-supplement",
    "monthly-child-payment",   "under-three-payment",      "three-to-seven-payment",  "large-family-certificate",
    "large-family-payment",    "large-family-utilities",   "school-clothes-payment",  "dairy-food",
    "carer-payment",           "early-aid-enrolment",      "holiday-voucher",         "holiday-compensation",
    "foster-school-enrolment", "guardianship-application", "adoption-application",    "foster-family-payment",
    "care-leaver-housing",     "family-centre-booking"};
const Codes kOlderServices{
    "home-care-application", "social-home-application", "longevity-enrolment", "pension-supplement",
    "veteran-certificate",   "veteran-payment",         "spa-voucher"};

std::vector<Circle> circles() {
  return {{.indicator = "families-supported",
           .published = 790,
           .traits = {{"age-band", {{"18-34", 55}, {"35-59", 45}}},
                      {"situation", {{"family", 62}, {"large-family", 28}, {"foster-family", 10}}}}},
          {.indicator = "older-people-supported",
           .published = 560,
           .traits = {{"age-band", {{"60-plus", 1}}}, {"situation", {{"older", 78}, {"veteran", 22}}}}},
          {.indicator = "people-with-disabilities-supported",
           .published = 190,
           .traits = {{"situation", {{"disability", 80}, {"mental-disability", 20}}}}},
          {.indicator = {}, .published = 218, .traits = {{"situation", {{"looking-for-work", 75}, {"other", 25}}}}}};
}

Traits traits() {
  return {
      {"age-band", {{"18-34", 30}, {"35-59", 55}, {"60-plus", 10}, {"unknown", 5}}},
      {"sex", {{"f", 63}, {"m", 36}, {"x", 1}}},
      {"situation", {{"other", 1}}},
      {"came-through",
       {{"portal", 40}, {"enquiry-line", 15}, {"institution", 15}, {"health-care", 8}, {"offered", 12}, {"self", 10}}}};
}

std::vector<TeamSpec> teams() {
  return {{.name = "reception",
           .weight = 70,
           .many = 5,
           .some = 3,
           .sites = {{"institution", {"north-territorial", "north-family", "north-longevity"}},
                     {"home", {"north-territorial"}},
                     {"enquiries", {"phone-service"}}}},
          {.name = "portal-desk", .weight = 24, .many = 3, .some = 2, .sites = {{"portal", {"city-portal"}}}},
          {.name = "crisis-lines",
           .weight = 6,
           .many = 3,
           .some = 2,
           .sites = {{"helpline", {"phone-service"}}, {"chat", {"chat-service"}}, {"emergency", {"phone-service"}}},
           .destination = "psychological-service"}};
}

Series line(const char* id, const char* kind, const char* indicator, double shifts, double contacts,
            std::int64_t with_code) {
  return {.id = id,
          .kinds = {{kind, 1}},
          .published = shifts,
          .contacts = indicator,
          .contacts_published = contacts,
          .night = 300,
          .few = with_code,
          .many = with_code};
}

std::vector<Series> series() {
  return {{.id = "institution", .kinds = {{"institution", 1}}, .published = 110, .few = 3, .many = 5, .anonymous = 100},
          {.id = "home", .kinds = {{"home-visit", 1}}, .published = 50, .anonymous = 0},
          {.id = "portal",
           .kinds = {{"portal", 1}},
           .published = 75,
           .contacts = "digital-applications",
           .contacts_published = 717,
           .few = 3,
           .many = 5,
           .anonymous = 0},
          line("enquiries", "enquiry-line", "enquiries", 40, 620, 0),
          line("helpline", "helpline", "phone-contacts", 26, 310, 2),
          line("chat", "chat", "chat-contacts", 14, 170, 0),
          line("emergency", "emergency-line", "emergency-contacts", 14, 90, 0)};
}

std::vector<Habit> habits() {
  const Codes crisis{"helpline", "chat", "emergency-line"}, home{"home-visit"}, at{"institution"};
  return {{Into::services, 500, {"application-decided"}, kPortal},
          {Into::services, 800, {"enquiry-answered"}, {"enquiry-line"}},
          {Into::services, 200, {"enquiry-passed-on"}, {"enquiry-line"}},
          {Into::services, 600, {"crisis-counselling"}, crisis},
          {Into::services, 300, {"psychologist-consultation"}, crisis},
          {Into::services, 160, {"psychologist-consultation"}, at},
          {Into::services, 180, {"lawyer-consultation"}, at},
          {Into::services, 40, {"mediation"}, at},
          {Into::services, 850, {"care-at-home"}, home},
          {Into::services, 500, {"career-advice"}, at, {}, {{"situation", "looking-for-work"}}},
          {Into::services, 200, {"job-found"}, at, {}, {{"situation", "looking-for-work"}}},
          {Into::services, 500, {"foster-family-support"}, kReception, {}, {{"situation", "foster-family"}}},
          {Into::services, 300, {"independent-living"}, kReception, {}, {{"situation", "mental-disability"}}},
          {Into::services, 60, {"first-visit-made"}, at},
          {Into::given, 80, {"food-package", "clothes"}, kReception},
          {Into::given, 250, {"mobility-aid", "care-aid"}, kReception, {}, {{"situation", "disability"}}},
          {.into = Into::given, .chance = 150, .codes = {"leaflet"}, .kinds = at, .times = Times::a_head},
          {Into::referrals,
           130,
           {"family-centre", "longevity-centre", "rehabilitation-centre", "social-home", "employment-centre",
            "psychological-service", "guardianship", "health-care"},
           kReception}};
}

Quota online(const char* indicator, double published, const Codes& codes, std::vector<std::size_t> circles) {
  return {.indicator = indicator,
          .published = published,
          .into = Into::services,
          .codes = codes,
          .kinds = kPortal,
          .circles = std::move(circles),
          .at_most = 1};
}

std::vector<Quota> quotas() {
  const std::vector<std::size_t> anybody{kFamilies, kOlder, kDisability, kAtWork};
  return {online("digital-families", 300, kFamilyServices, {kFamilies}),
          online("digital-older", 205, kOlderServices, {kOlder}),
          online("digital-disability", 68, {"assistive-device", "device-compensation", "rehabilitation-course"},
                 {kDisability}),
          online("digital-payments", 72, {"payment-information", "data-change"}, anybody),
          online("digital-labour", 72, {"job-search", "unemployment-benefit", "retraining"}, {kAtWork})};
}

std::vector<SessionSpec> sessions() {
  const std::vector<Place> here{{0, "north-family"}, {0, "north-longevity"}};
  return {{"longevity-activity", 20, 0, here, Attend::clients, {}},
          {"family-activity", 10, 0, here, Attend::clients, {}},
          {"foster-school", 4, 40, here, Attend::strangers, {}},
          {"relatives-care-school", 3, 30, here, Attend::strangers, {}},
          {"career-training", 3, 36, here, Attend::strangers, {}},
          {"professionals-training", 2, 30, here, Attend::strangers, {}}};
}

}  // namespace

Programme city_services() {
  return {.name = "city-services",
          .pack = "city-services",
          .about = "one institution of 160 at a sixteenth of its size; 37 online services, phone, chat, emergency line",
          .year = 2021,
          .everybody = "clients-supported",
          .circles = circles(),
          .teams = teams(),
          .series = series(),
          .returning = 300,
          .traits = traits(),
          .call_kind = "institution",
          .call_site = "north-territorial",
          .habits = habits(),
          .quotas = quotas(),
          .sessions = sessions(),
          .support = {{.what = Episode::incident,
                       .team = 2,
                       .published = 12,
                       .indicators = {},
                       .kind = "violence",
                       .site = "phone-service",
                       .outcomes = {"helped", "referred"}}},
          .grants = {"city-budget", "own-funds"},
          .spare = "leaflet"};
}

}  // namespace tacit::scenario

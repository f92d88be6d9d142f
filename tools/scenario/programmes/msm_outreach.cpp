#include "tools/scenario/programmes.hpp"

// The foundation published no figures. These are ours: a year that a centre with seven outreach workers could have.
namespace tacit::scenario {
namespace {

const Codes kRoutes{"street", "club", "home"};
const Codes kOutings{"street", "club", "home", "mobile-clinic", "centre"};
const Codes kTested{"mobile-clinic", "centre", "club", "home"};
const Codes kTopics{"пути передачи и защита", "как устроен экспресс-тест", "рискованное поведение",
                    "права и встречи с милицией", "зависимости"};

std::vector<TeamSpec> teams() {
  return {{.name = "routes",
           .weight = 55,
           .many = 4,
           .some = 3,
           .sites = {{"street", {"street-route-1", "street-route-2", "street-route-3"}},
                     {"club", {"club-1", "club-2"}},
                     {"home", {"home-visits"}}}},
          {.name = "orion",
           .weight = 45,
           .many = 4,
           .some = 3,
           .sites = {{"centre", {"centre-orion"}}, {"mobile-clinic", {"mobile-clinic-stop-1", "mobile-clinic-stop-2"}}},
           .destination = "psychologist"}};
}

std::vector<Series> series() {
  return {{.id = "street",
           .kinds = {{"street", 1}},
           .indicators = {"outings"},
           .published = 104,
           .night = 700,
           .few = 3,
           .many = 5},
          {.id = "club",
           .kinds = {{"club", 1}},
           .indicators = {"outings"},
           .published = 52,
           .night = 950,
           .few = 4,
           .many = 7},
          {.id = "home", .kinds = {{"home", 1}}, .indicators = {"outings"}, .published = 36, .anonymous = 100},
          {.id = "mobile-clinic",
           .kinds = {{"mobile-clinic", 1}},
           .indicators = {"outings", "mobile-clinic-outings"},
           .published = 48,
           .night = 500,
           .few = 3,
           .many = 6},
          {.id = "centre", .kinds = {{"centre", 1}}, .indicators = {"outings"}, .published = 100, .few = 3, .many = 5}};
}

Traits traits() {
  return {{"key-population", {{"msm", 86}, {"msm-sex-worker", 9}, {"msm-injects", 5}}},
          {"age-band", {{"18-24", 30}, {"25-34", 38}, {"35-49", 21}, {"50-plus", 6}, {"unknown", 5}}},
          {"gender", {{"m", 97}, {"x", 3}}}};
}

std::vector<Circle> circles() {
  return {{.indicator = "msm-reached", .published = 1180},
          {.indicator = {},
           .published = 70,
           .traits = {{"key-population", {{"trans", 40}, {"partner", 60}}},
                      {"gender", {{"m", 30}, {"f", 50}, {"x", 20}}}}}};
}

std::vector<Habit> habits() {
  return {{Into::services, 350, {"information"}, kOutings},
          {Into::services, 1000, {"information", "social-support"}, {"online"}},
          {Into::services, 150, {"medical-consultation"}, {"mobile-clinic"}},
          {Into::services, 40, {"lawyer-consultation"}, {"centre"}},
          {Into::services, 30, {"dermatologist-consultation", "urologist-consultation"}, {"mobile-clinic", "centre"}},
          {Into::services, 60, {"social-support"}, {"centre"}},
          {Into::services, 25, {"first-visit-made"}, {"centre", "mobile-clinic"}},
          {.into = Into::given, .chance = 200, .codes = {"condom"}, .kinds = kOutings, .low = 2, .high = 12},
          {.into = Into::given, .chance = 120, .codes = {"lubricant"}, .kinds = kOutings, .low = 1, .high = 6},
          {.into = Into::given, .chance = 80, .codes = {"disinfectant"}, .kinds = kRoutes, .times = Times::a_head},
          {Into::referrals, 50, {"dermatologist", "urologist", "psychologist", "lawyer"}, kOutings}};
}

std::vector<Quota> quotas() {
  return {{.indicator = "prevention-counselling",
           .published = 2600,
           .into = Into::services,
           .codes = {"prevention-counselling"},
           .kinds = kOutings,
           .at_most = 1},
          {.indicator = "kits-given",
           .published = 2350,
           .into = Into::given,
           .codes = {"protection-kit", "protection-kit-large"},
           .kinds = kOutings,
           .at_most = 2},
          {.indicator = "psychologist-consultations",
           .published = 210,
           .into = Into::services,
           .codes = {"psychologist-consultation"},
           .kinds = {"centre", "online"},
           .at_most = 1},
          {.indicator = "drop-ins",
           .published = 640,
           .into = Into::services,
           .codes = {"drop-in"},
           .kinds = {"centre"},
           .at_most = 1},
          {.indicator = "materials-given",
           .published = 1500,
           .into = Into::given,
           .codes = {"leaflet", "booklet"},
           .kinds = kOutings}};
}

std::vector<SessionSpec> sessions() {
  const std::vector<Place> home{{0, "home-visits"}}, centre{{1, "centre-orion"}};
  return {{"mini-training", 36, 0, home, Attend::clients, kTopics, {"mini-trainings"}},
          {"training", 12, 150, centre, Attend::clients, kTopics},
          {"support-group", 22, 0, centre, Attend::clients, {"чай и разговор"}},
          {"lecture", 3, 60, centre, Attend::strangers, kTopics}};
}

}  // namespace

Programme msm_outreach() {
  return {.name = "msm-outreach",
          .pack = "msm-outreach",
          .about = "centre Orion and its outreach routes; a plausible year of ours, as none was published",
          .year = 2012,
          .everybody = "clients-reached",
          .circles = circles(),
          .teams = teams(),
          .series = series(),
          .known_elsewhere = 40,
          .in_another_team = 500,
          .traits = traits(),
          .call_kind = "online",
          .call_site = "online",
          .habits = habits(),
          .testing = {.chance = 300,
                      .kinds = kTested,
                      .tests = {{"rapid-hiv", "rapid-hiv-test", "aids-centre", 900, 55},
                                {"rapid-syphilis", "rapid-syphilis-test", "dermatovenerologic-dispensary", 600, 35},
                                {"rapid-sti", "rapid-sti-test", "dermatovenerologic-dispensary", 250, 45},
                                {"rapid-hepatitis-b", "rapid-hepatitis-b-test", "infectious-diseases", 350, 20},
                                {"rapid-hepatitis-c", "rapid-hepatitis-c-test", "infectious-diseases", 400, 40}},
                      .confirmation = "confirmatory-testing"},
          .quotas = quotas(),
          .sessions = sessions(),
          .support = {{.what = Episode::incident,
                       .team = 0,
                       .published = 9,
                       .indicators = {"violence-reports"},
                       .kind = "violence",
                       .site = "street-route-1",
                       .outcomes = {"helped", "referred", "complaint"}}},
          .grants = {"prevention-grant", "own-funds"},
          .spare = "leaflet"};
}

}  // namespace tacit::scenario

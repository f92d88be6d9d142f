#include "tools/scenario/programmes.hpp"

namespace tacit::scenario {
namespace {

const Codes kOutings{"street-round", "foot-round", "centre-guidance", "centre-medical"};
const Codes kSocial{"social-advice",       "information",   "documents-help", "centre-placement",
                    "medical-appointment", "care-planning", "accompaniment"};
const Codes kTopics{"бездомность: мифы и факты",
                    "доврачебная помощь на улице",
                    "как говорить о болезни",
                    "восстановление документов",
                    "обморожения",
                    "профилактика туберкулёза"};

std::vector<TeamSpec> teams() {
  return {{.name = "moscow",
           .weight = 55,
           .many = 4,
           .some = 3,
           .sites = {{"rounds",
                      {"moscow-station-north", "moscow-station-east", "moscow-station-west", "moscow-food-point",
                       "moscow-underpass"}},
                     {"centre", {"moscow-centre", "moscow-womens-branch", "moscow-branch-south"}}}},
          {.name = "saint-petersburg",
           .weight = 20,
           .many = 3,
           .some = 2,
           .sites = {{"rounds", {"spb-station", "spb-food-point", "spb-warming-tent"}}, {"centre", {"spb-shelter"}}}},
          {.name = "perm",
           .weight = 13,
           .many = 3,
           .some = 2,
           .sites = {{"rounds", {"perm-station", "perm-food-point"}}, {"centre", {"perm-shelter", "perm-day-centre"}}}},
          {.name = "khabarovsk",
           .weight = 12,
           .many = 3,
           .some = 2,
           .sites = {{"rounds", {"khabarovsk-station", "khabarovsk-food-point", "khabarovsk-heating-mains"}},
                     {"centre", {"khabarovsk-shelter"}}}}};
}

std::vector<Series> series() {
  return {{.id = "rounds",
           .kinds = {{"street-round", 700}, {"foot-round", 300}},
           .indicators = {"rounds"},
           .published = 150,
           .night = 550,
           .few = 3,
           .many = 5,
           .empty = 40,
           .mistaken_for = "centre-guidance",
           .mistaken_in = 40},
          {.id = "centre",
           .kinds = {{"centre-guidance", 500}, {"centre-medical", 500}},
           .per_mille = 800,
           .few = 1,
           .many = 3,
           .mistaken_for = "street-round",
           .mistaken_least = 1,
           .mistaken_in = 25}};
}

Traits traits() {
  return {{"sex", {{"f", 24}, {"m", 73}, {"x", 3}}},
          {"age-band", {{"18-29", 9}, {"30-44", 36}, {"45-59", 34}, {"60-plus", 14}, {"unknown", 7}}},
          {"special-need", {{"none", 78}, {"disability", 14}, {"emergency", 8}}},
          {"stays-at", {{"street", 45}, {"station", 20}, {"shelter", 15}, {"social-centre", 15}, {"elsewhere", 5}}},
          {"documents", {{"has", 45}, {"in-progress", 20}, {"lacks", 35}}}};
}

std::vector<Habit> habits() {
  return {
      {Into::services, 450, kSocial, kOutings},
      {Into::services, 1000, kSocial, {"phone"}},
      {Into::services, 60, {"disease-counselling"}},
      {.into = Into::given, .chance = 300, .codes = {"hygiene-kit"}, .kinds = kOutings, .times = Times::a_head},
      {.into = Into::given, .chance = 210, .codes = {"womens-hygiene-kit"}, .kinds = kOutings, .where = {{"sex", "f"}}},
      {.into = Into::given,
       .chance = 250,
       .codes = {"winter-kit"},
       .kinds = kOutings,
       .times = Times::a_head,
       .in_cold = true},
      {.into = Into::given,
       .chance = 300,
       .codes = {"fever-medicine", "cold-medicine", "antiseptic", "ointment", "dressing-set"},
       .kinds = kOutings,
       .high = 2},
      {.into = Into::given,
       .chance = 250,
       .codes = {"soap", "wet-wipes", "razor", "face-mask", "toothbrush-set"},
       .kinds = kOutings,
       .times = Times::a_head},
      {.into = Into::given, .chance = 400, .codes = {"water"}, .kinds = kOutings, .times = Times::a_head},
      {.into = Into::given, .chance = 200, .codes = {"socks"}, .kinds = kOutings, .times = Times::a_head},
      {.into = Into::given, .chance = 300, .codes = {"leaflet"}, .kinds = kOutings, .times = Times::a_head},
      {Into::referrals,
       60,
       {"polyclinic", "hospital", "sanitary-station", "shelter", "documents-office", "social-adaptation-centre",
        "lawyer", "psychologist"},
       kOutings}};
}

std::vector<Quota> quotas() {
  return {{.indicator = "medical-care",
           .published = 4358,
           .into = Into::services,
           .codes = {"pre-medical-care", "pre-medical-advice", "medical-consultation", "wound-care", "emergency-aid"},
           .kinds = kOutings},
          {.indicator = "psychological-interviews",
           .published = 282,
           .into = Into::services,
           .codes = {"psychological-interview"},
           .kinds = {"centre-guidance", "centre-medical", "phone"}}};
}

std::vector<SessionSpec> sessions() {
  const std::vector<Place> office{{0, "moscow-office"}}, university{{0, "moscow-university"}, {1, "spb-university"}};
  const std::vector<Place> branch{{0, "moscow-womens-branch"}};
  return {{"professionals-course", 3, 30, office, Attend::strangers, kTopics},
          {"professionals-seminar", 2, 16, office, Attend::strangers, kTopics},
          {"students-lecture", 3, 98, university, Attend::strangers, kTopics},
          {"students-seminar", 1, 14, university, Attend::strangers, kTopics},
          {"cooking-class", 11, 0, branch, Attend::clients, {"ужин на всех"}},
          {"literature-club", 11, 0, branch, Attend::clients, {"рассказы Чехова"}},
          {"support-group", 11, 0, branch, Attend::clients, kTopics}};
}

}  // namespace

Programme street_rounds() {
  return {.name = "street-rounds-2021",
          .pack = "street-rounds",
          .about = "four cities, street rounds and day centres, the published figures of 2021",
          .year = 2021,
          .everybody = "beneficiaries",
          .circles = {{.indicator = {}, .published = 2207}},
          .teams = teams(),
          .series = series(),
          .traits = traits(),
          .call_kind = "phone",
          .call_site = "by-phone",
          .habits = habits(),
          .testing = {.chance = 130,
                      .kinds = kOutings,
                      .tests = {{"rapid-hiv", "rapid-hiv-test", "aids-centre", 600, 45},
                                {"rapid-tb", "rapid-tb-test", "tb-dispensary", 600, 25},
                                {"rapid-hepatitis-c", "rapid-hepatitis-c-test", "infectious-diseases", 600, 90}},
                      .confirmation = "confirmatory-testing"},
          .quotas = quotas(),
          .sessions = sessions(),
          .grants = {"eu-rights", "own-funds"},
          .spare = "leaflet"};
}

}  // namespace tacit::scenario

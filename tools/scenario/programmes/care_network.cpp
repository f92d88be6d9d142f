#include "tools/scenario/programmes.hpp"

// St Petersburg's project of 2009, by the way of working of the network in five regions: four institutions that refer
// people to each other.
namespace tacit::scenario {
namespace {

constexpr std::size_t kChildren = 0;  // the first circle
const Codes kHome{"home-visit"}, kInstitution{"institution"}, kMeetings{"institution", "home-visit"};
const Codes kAidsCentre{"spb-aids-centre"}, kSocialService{"spb-social-service"}, kCommunity{"spb-community"};
const Codes kLegalAid{"spb-legal-aid"};
const Where kChild{{"life-stage", "child"}}, kAdult{{"life-stage", "adult"}};

std::vector<Circle> circles() {
  return {{.indicator = "children-covered",
           .published = 120,
           .traits =
               {{"life-stage", {{"child", 1}}},
                {"age-band", {{"under-2", 25}, {"2-6", 40}, {"7-17", 35}}},
                {"sex", {{"f", 49}, {"m", 51}}},
                {"health",
                 {{"living-with-hiv", 16}, {"exposed-infant", 22}, {"exposed-negative", 50}, {"family-member", 12}}}}},
          {.indicator = "adults-covered", .published = 160}};
}

Traits traits() {
  return {{"life-stage", {{"adult", 1}}},
          {"age-band", {{"18-24", 22}, {"25-plus", 73}, {"unknown", 5}}},
          {"sex", {{"f", 74}, {"m", 25}, {"x", 1}}},
          {"health", {{"living-with-hiv", 60}, {"family-member", 32}, {"not-said", 8}}},
          {"came-through",
           {{"aids-centre", 35},
            {"social-service", 15},
            {"community-organisation", 15},
            {"health-care", 15},
            {"acquaintances", 10},
            {"self", 10}}}};
}

std::vector<TeamSpec> teams() {
  return {{.name = "aids-centre",
           .weight = 30,
           .many = 3,
           .some = 2,
           .sites = {{"institution", kAidsCentre}},
           .destination = "aids-centre"},
          {.name = "social-service",
           .weight = 20,
           .many = 2,
           .some = 2,
           .sites = {{"institution", kSocialService}, {"home", kSocialService}},
           .destination = "social-service"},
          {.name = "community",
           .weight = 40,
           .many = 4,
           .some = 2,
           .sites = {{"institution", kCommunity}, {"home", kCommunity}, {"day-care", {"spb-day-care"}}},
           .destination = "community-organisation"},
          {.name = "legal-aid",
           .weight = 10,
           .many = 2,
           .some = 2,
           .sites = {{"institution", kLegalAid}},
           .destination = "legal-aid"}};
}

std::vector<Series> series() {
  return {{.id = "institution", .kinds = {{"institution", 1}}, .published = 220, .few = 2, .many = 4, .anonymous = 60},
          {.id = "home", .kinds = {{"home-visit", 1}}, .published = 70, .anonymous = 0},
          {.id = "day-care",
           .kinds = {{"day-care", 1}},
           .published = 110,
           .few = 3,
           .many = 5,
           .circles = {kChildren},
           .anonymous = 0}};
}

std::vector<Habit> health() {
  const Where hiv{{"health", "living-with-hiv"}}, exposed{{"health", "exposed-infant"}};
  return {{Into::services, 600, {"doctor-consultation"}, kInstitution, kAidsCentre, kAdult},
          {Into::services, 700, {"paediatrician-consultation"}, kInstitution, kAidsCentre, kChild},
          {Into::services, 450, {"therapy-dispensed"}, kInstitution, kAidsCentre, hiv},
          {Into::services, 250, {"viral-load", "adherence-counselling"}, kInstitution, kAidsCentre, hiv},
          {Into::services, 600, {"infant-check-up"}, kInstitution, kAidsCentre, exposed},
          {Into::services, 40, {"infant-cleared"}, kInstitution, kAidsCentre, exposed}};
}

std::vector<Habit> support() {
  return {{Into::services, 1000, {"day-care"}, {"day-care"}},
          {Into::services, 300, {"development-lesson"}, {"day-care"}},
          {Into::services,
           700,
           {"benefits-help", "documents-help", "housing-help", "employment-help", "material-aid"},
           kMeetings,
           kSocialService},
          {Into::services, 300, {"home-care"}, kHome, kSocialService},
          {Into::services, 500, {"psychologist-consultation", "family-consultation"}, kMeetings, kCommunity},
          {Into::services, 250, {"peer-counselling", "parent-advice"}, kMeetings, kCommunity, kAdult},
          {Into::services, 900, {"lawyer-consultation"}, kInstitution, kLegalAid},
          {Into::services, 120, {"confidentiality-defence", "guardianship-help"}, kInstitution, kLegalAid},
          {Into::services, 60, {"care-plan"}, kInstitution},
          {Into::services, 30, {"case-conference"}, kInstitution},
          {Into::services, 50, {"first-visit-made"}, kInstitution},
          {Into::services, 1000, {"psychologist-consultation", "adherence-counselling"}, {"phone"}},
          {Into::given, 150, {"food-package"}, kMeetings},
          {.into = Into::given,
           .chance = 200,
           .codes = {"diaper"},
           .kinds = kMeetings,
           .where = kChild,
           .low = 10,
           .high = 40},
          {Into::given, 120, {"school-set", "toy"}, {"day-care"}},
          {.into = Into::given, .chance = 60, .codes = {"booklet"}, .kinds = kMeetings, .times = Times::a_head},
          {Into::referrals, 40, {"day-care-centre", "childrens-clinic"}, kMeetings, {}, kChild},
          {Into::referrals, 40, {"womens-clinic", "psychologist", "employment-centre"}, kMeetings, {}, kAdult}};
}

std::vector<Habit> habits() {
  auto out = health();
  for (Habit& one : support()) out.push_back(std::move(one));
  return out;
}

std::vector<SessionSpec> sessions() {
  const std::vector<Place> community{{2, "spb-community"}}, day_care{{2, "spb-day-care"}};
  const std::vector<Place> anywhere{{0, "spb-aids-centre"}, {1, "spb-social-service"}, {3, "spb-legal-aid"}};
  return {{"parents-group", 14, 0, community, Attend::clients, {"как говорить с ребёнком", "права семьи"}},
          {"support-group", 14, 0, community, Attend::clients, {}},
          {"children-group", 14, 0, day_care, Attend::clients, {"игры и сказки"}},
          {"professionals-training", 4, 60, anywhere, Attend::strangers, {"стигма и конфиденциальность"}},
          {"lawyers-training", 1, 12, anywhere, Attend::strangers, {}},
          {"round-table", 2, 40, anywhere, Attend::strangers, {}}};
}

}  // namespace

Programme care_network() {
  return {.name = "care-network",
          .pack = "care-network",
          .about = "AIDS centre, social service, NGO and legal aid; 120 children and 160 adults a month in 2009",
          .year = 2009,
          .stretch = Programme::Stretch::month,
          .everybody = "clients-covered",
          .circles = circles(),
          .teams = teams(),
          .series = series(),
          .returning = 930,
          .known_elsewhere = 60,
          .in_another_team = 900,
          .traits = traits(),
          .call_kind = "phone",
          .call_site = "by-phone",
          .habits = habits(),
          .testing = {.chance = 250,
                      .kinds = kInstitution,
                      .where = {{"life-stage", "adult"}, {"health", "family-member"}},
                      .tests = {{"rapid-hiv", {}, "aids-centre", 900, 60},
                                {"rapid-hepatitis-c", {}, "infectious-diseases", 400, 80}},
                      .confirmation = {}},
          .quotas = {},
          .sessions = sessions(),
          .grants = {"eu-health", "own-funds"},
          .spare = "booklet"};
}

}  // namespace tacit::scenario

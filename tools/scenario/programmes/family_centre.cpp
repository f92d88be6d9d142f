#include "tools/scenario/programmes.hpp"

// Five centres in 2009, each with the figures it published. Where one said "over 300" or a percentage, the number is
// the nearest we could take: 312 who turned for help, 49 of 50 ended supports with the child in the family.
namespace tacit::scenario {
namespace {

constexpr std::size_t kPetersburg = 0, kVologda = 1, kKandalaksha = 2, kPskov = 3, kMurmansk = 4;
constexpr std::size_t kWomenOfKandalaksha = 2, kChildrenOfKandalaksha = 3, kFamiliesOfMurmansk = 5;  // circles
const Codes kOutings{"centre", "home-visit"};

Traits parents(std::size_t women) {
  return {{"role", {{"parent", 1}}},
          {"sex", {{"f", women}, {"m", 100 - women}}},
          {"age-band", {{"18-24", 45}, {"25-plus", 52}, {"unknown", 3}}}};
}
Traits children() {
  return {{"role", {{"child", 1}}},
          {"sex", {{"f", 48}, {"m", 52}}},
          {"age-band", {{"under-1", 40}, {"1-3", 60}}},
          {"situation", {{"small-child", 1}}}};
}

std::vector<Circle> circles() {
  return {{.indicator = {}, .published = 60, .traits = parents(90), .team = kPetersburg},
          {.indicator = {}, .published = 130, .traits = parents(98), .team = kVologda},
          {.indicator = {}, .published = 120, .traits = parents(100), .team = kKandalaksha},
          {.indicator = {}, .published = 70, .traits = children(), .team = kKandalaksha, .consents = false},
          {.indicator = {}, .published = 65, .traits = parents(97), .team = kPskov},
          {.indicator = {}, .published = 180, .traits = parents(98), .team = kMurmansk}};
}

Traits traits() {
  return {{"role", {{"parent", 1}}},
          {"sex", {{"f", 1}}},
          {"age-band", {{"25-plus", 1}}},
          {"came-through",
           {{"self", 25}, {"womens-clinic", 20}, {"maternity-ward", 20}, {"authorities", 20}, {"acquaintances", 15}}},
          {"situation", {{"pregnancy", 25}, {"small-child", 50}, {"large-family", 15}, {"care-leaver", 10}}}};
}

TeamSpec centre(const char* name, std::size_t weight, std::size_t many, const Codes& sites, const Codes& homes) {
  return {.name = name, .weight = weight, .many = many, .some = 2, .sites = {{"centre", sites}, {"home", homes}}};
}
std::vector<TeamSpec> teams() {
  return {centre("saint-petersburg", 12, 2, {"spb-centre", "spb-nevsky"}, {"spb-nevsky"}),
          centre("vologda", 24, 3, {"vologda"}, {"vologda", "vologda-elsewhere"}),
          centre("kandalaksha", 24, 3, {"kandalaksha", "polyarnye-zori"}, {"alakurtti", "zelenoborsky"}),
          centre("pskov", 12, 2, {"pskov"}, {"pskov-elsewhere"}),
          centre("murmansk", 28, 3, {"murmansk"}, {"kola", "apatity", "vidyaevo"})};
}

std::vector<Habit> habits() {
  const Codes home{"home-visit"}, at{"centre"};
  return {{Into::services, 350, {"psychologist-consultation", "family-consultation", "teacher-advice"}, kOutings},
          {Into::services, 200, {"lawyer-consultation", "housing-rights", "debt-help"}, at},
          {Into::services, 300, {"assessment", "home-programme"}, home},
          {Into::services, 1000, {"social-advice", "psychologist-consultation"}, {"phone"}},
          {Into::services, 60, {"accompaniment"}, kOutings},
          {.into = Into::given, .chance = 300, .codes = {"diaper"}, .kinds = kOutings, .low = 20, .high = 60},
          {Into::given, 150, {"baby-hygiene", "baby-food", "newborn-set"}, kOutings},
          {Into::given, 180, {"child-clothes", "present"}, kOutings},
          {.into = Into::given, .chance = 200, .codes = {"booklet"}, .kinds = at, .times = Times::a_head},
          {Into::referrals, 50, {"kindergarten", "employment-centre"}, kOutings}};
}

Quota people(const char* indicator, double published, const char* service, std::size_t circle) {
  return {.indicator = indicator,
          .published = published,
          .into = Into::services,
          .codes = {service},
          .kinds = kOutings,
          .circles = {circle},
          .per = Per::client};
}
std::vector<Quota> quotas() {
  return {people("women-assisted-financially", 42, "financial-assistance", kWomenOfKandalaksha),
          people("women-on-allowance", 14, "allowance", kWomenOfKandalaksha),
          people("children-on-allowance", 15, "allowance", kChildrenOfKandalaksha),
          people("families-supported", 68, "family-support", kFamiliesOfMurmansk)};
}

std::vector<SessionSpec> sessions() {
  const std::vector<Place> pskov{{kPskov, "pskov"}}, vologda{{kVologda, "vologda"}};
  const std::vector<Place> kandalaksha{{kKandalaksha, "kandalaksha"}};
  return {{"group-formed", 3, 59, pskov, Attend::strangers, {"беременные", "молодые матери"}, {"groups-formed"}},
          {"pregnancy-group", 20, 0, pskov, Attend::clients, {"подготовка к родам"}},
          {"mutual-aid-group", 10, 0, vologda, Attend::clients, {"счастливая мама"}},
          {"mothers-school", 16, 0, kandalaksha, Attend::clients, {"первый год"}},
          {"event", 10, 200, vologda, Attend::strangers, {"день матери", "моё первое лето"}},
          {"school-lesson", 6, 120, vologda, Attend::strangers, {"семья и дети"}},
          {"professionals-training", 2, 24, {{kPetersburg, "spb-nevsky"}}, Attend::strangers, {"выгорание"}}};
}

SupportSpec families(std::size_t team, double published, std::size_t circle, const Codes& each,
                     std::map<std::string, double> total) {
  return {.what = Episode::household,
          .team = team,
          .published = published,
          .indicators = {"families"},
          .circle = circle,
          .each = each,
          .total = std::move(total)};
}
SupportSpec intakes(std::size_t team, double published, const char* kind, const char* indicator, const char* site) {
  return {.what = Episode::intake,
          .team = team,
          .published = published,
          .indicators = {indicator},
          .kind = kind,
          .site = site,
          .outcomes = {"accepted", "advised", "sent-on", "withdrawn"}};
}
SupportSpec step(std::size_t team, double published, std::size_t circle, const char* name, const Codes& indicators,
                 const Codes& outcomes) {
  return {.what = Episode::case_step,
          .team = team,
          .published = published,
          .indicators = indicators,
          .circle = circle,
          .kind = "family-support",
          .step = name,
          .outcomes = outcomes};
}
SupportSpec housed(double published, bool year_before) {
  return {.what = Episode::stay,
          .team = kMurmansk,
          .published = published,
          .indicators = {},
          .circle = kFamiliesOfMurmansk,
          .kind = "mother-and-child",
          .site = "murmansk-housing",
          .each = {"woman", "infant"},
          .year_before = year_before};
}

std::vector<SupportSpec> support() {
  return {families(kPetersburg, 53, 0, {"woman"}, {{"boy", 61}, {"girl", 59}}),
          intakes(kVologda, 312, "application", "applications", "vologda"),
          step(kVologda, 118, 1, "agreement", {"agreements"}, {}),
          step(kVologda, 49, 1, "closed", {"cases-closed", "children-kept"}, {"child-kept", "child-returned"}),
          step(kVologda, 1, 1, "closed", {"cases-closed", "abandonments"}, {"child-placed"}),
          families(kKandalaksha, 105, kWomenOfKandalaksha, {"woman"}, {{"boy", 103}, {"girl", 96}}),
          families(kPskov, 59, 4, {"woman"}, {{"boy", 45}, {"girl", 41}}),
          intakes(kMurmansk, 492, "application", "applications", "murmansk"),
          intakes(kMurmansk, 102, "risk-report", "risk-reports", "murmansk"),
          step(kMurmansk, 165, kFamiliesOfMurmansk, "agreement", {"agreements"}, {}),
          housed(4, false),
          housed(6, true)};
}

}  // namespace

Programme family_centre() {
  return {.name = "family-centre",
          .pack = "family-centre",
          .about = "five centres that keep children in their families, with the figures each published for 2009",
          .year = 2009,
          .everybody = "people-reached",
          .circles = circles(),
          .teams = teams(),
          .series = {{.id = "centre", .kinds = {{"centre", 1}}, .published = 150, .few = 3, .many = 5, .anonymous = 60},
                     {.id = "home", .kinds = {{"home-visit", 1}}, .published = 70, .anonymous = 0}},
          .in_another_team = 0,
          .traits = traits(),
          .call_kind = "phone",
          .call_site = "at-home",
          .habits = habits(),
          .quotas = quotas(),
          .sessions = sessions(),
          .support = support(),
          .at_home = {{"woman", {"women"}}, {"boy", {"boys", "children"}}, {"girl", {"girls", "children"}}},
          .housed = {{"woman", {"mothers-housed"}}, {"infant", {"infants-housed"}}},
          .grants = {"children-in-trouble", "own-funds"},
          .spare = "booklet"};
}

}  // namespace tacit::scenario

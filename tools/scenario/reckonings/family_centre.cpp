#include "tools/scenario/oracle_tables.hpp"

namespace tacit::scenario {
namespace {

using Codes = std::set<std::string>;
using Where = std::map<std::string, Codes>;

const Where kParent{{"role", {"parent"}}}, kChild{{"role", {"child"}}};
const Where kWoman{{"role", {"parent", "other-adult"}}, {"sex", {"f"}}};
const Codes kGroups{"pregnancy-group",  "mothers-group",     "mothers-school",       "mutual-aid-group",
                    "parents-training", "children-training", "care-leavers-training"};

Definition cases(const char* id, const Codes& steps, const Codes& outcomes) {
  return {.id = id, .counts = "cases", .codes = {"family-support"}, .steps = steps, .outcomes = outcomes};
}

std::vector<Definition> of_families() {
  return {{"applications", "intakes", {"application"}},
          {"risk-reports", "intakes", {"risk-report"}},
          {"families", "households"},
          {"women", "members", {"woman"}},
          {"children", "members", {"boy", "girl", "infant"}},
          {"boys", "members", {"boy"}},
          {"girls", "members", {"girl"}},
          cases("agreements", {"agreement"}, {}),
          cases("cases-closed", {"closed"}, {}),
          cases("children-kept", {"closed"}, {"child-kept", "child-returned"}),
          cases("abandonments", {"closed"}, {"child-given-up", "child-placed"}),
          {"families-supported", "clients", {"family-support"}, {}, kParent},
          {"children-supported", "clients", {"family-support"}, {}, kChild},
          {"women-assisted-financially", "clients", {"financial-assistance"}, {}, kWoman},
          {"women-on-allowance", "clients", {"allowance"}, {}, kWoman},
          {"children-on-allowance", "clients", {"allowance"}, {}, kChild},
          {"mothers-housed", "housed", {"woman"}},
          {"infants-housed", "housed", {"infant"}},
          {"nights-housed", "nights"}};
}

std::vector<Definition> of_work() {
  return {{"allowance-paid", "given", {"allowance-euro"}},
          {"assistance-paid", "given", {"assistance-rouble"}},
          {"psychologist-consultations",
           "services",
           {"psychologist-consultation", "child-psychologist", "family-consultation"}},
          {"lawyer-consultations", "services", {"lawyer-consultation"}},
          {"baby-care-given", "given", {"diaper", "baby-hygiene", "newborn-set"}},
          {"clothes-given", "given", {"child-clothes"}},
          {"presents-given", "given", {"present"}},
          {"booklets-given", "given", {"booklet"}},
          {"groups-formed", "groups", {"group-formed"}},
          {"group-sessions", "groups", kGroups},
          {"participants", "participants", kGroups},
          {"events", "groups", {"event"}},
          {"lesson-participants", "participants", {"school-lesson"}},
          {"professionals-trained", "participants", {"professionals-training"}},
          {"people-reached", "clients"},
          {"contacts", "contacts"},
          {"referrals", "referrals"}};
}

}  // namespace

Reckoning reckon_family_centre() {
  Reckoning out{.everybody = "people-reached", .two_years = true, .figures = of_families()};
  for (Definition& one : of_work()) out.figures.push_back(std::move(one));
  return out;
}

}  // namespace tacit::scenario

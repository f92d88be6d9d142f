#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

// What the figures of each scenario mean, said a second time: the oracle takes nothing from the pack.
namespace tacit::scenario {

struct Definition {
  std::string id;
  // clients, outings, contacts, services, tests, given, groups, participants, referrals, intakes, incidents, cases,
  // households, members (of households), nights, housed (in stays), told (tests), told people, contents (of things
  // given), package
  std::string counts;
  std::set<std::string> codes = {}, kinds = {};  // empty: any
  std::map<std::string, std::set<std::string>> where = {};
  std::set<std::string> steps = {}, outcomes = {};  // of cases, of tests
  std::map<std::string, std::int64_t> holds = {};   // of counts "contents": how many of it one thing given holds
  // Of counts "told people": those with such a test who had this within so many days of the first one; 0: all of them.
  std::string then_service = {}, then_test = {};
  std::int64_t then_days = 0;
};
struct Reckoning {
  std::string everybody;  // the figure of all people
  bool monthly = false;
  bool two_years = false;                   // the year before and the year, besides
  std::set<std::string> unseen_tests = {};  // by auditors
  std::vector<Definition> figures;
};

const Reckoning& reckoning_of(const std::string& scenario);  // throws std::runtime_error for one it does not know

Reckoning reckon_street_rounds();
Reckoning reckon_msm_outreach();
Reckoning reckon_care_network();
Reckoning reckon_city_services();
Reckoning reckon_family_centre();

}  // namespace tacit::scenario

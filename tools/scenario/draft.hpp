#pragma once
#include <limits>
#include <set>

#include "tools/scenario/plan.hpp"
#include "tools/scenario/random.hpp"

// The generator's working state: what really happened, beside what was first written down. Private to the generator.
namespace tacit::scenario {

// The settlement after the season: workers send the rest (+0), everybody reads it (+1), the office puts things right
// (+2).
constexpr std::size_t kSettlement = 3;

struct City {
  std::size_t team;
  std::int64_t weight, workers;
  std::vector<std::string> street, centre;  // sites
};

// A registration as the generator follows it.
struct Known {
  std::size_t person;
  std::size_t phase;            // entered
  bool met_in_year = false;     // its human was
  bool only_own_device = true;  // all its contacts are from the device that registered it
  bool in_pair = false;         // its human has two registrations
  bool exclusive = false;       // its own device will link it: no other one meets it
  std::size_t usable_until = std::numeric_limits<std::size_t>::max();  // phase in which it is linked away
};

struct DraftContact {
  std::size_t record, team, device, phase;
  std::optional<std::size_t> evening;  // none: a call
  std::optional<std::size_t> registers;
  bool counts = true;  // false: voided in the end
  bool in_year = true;
  ContactPlan truth, written;
  std::vector<ReferralPlan> referrals;
};
struct DraftEvening {
  std::size_t record, team, device, phase;
  bool counts = true;
  bool in_year = true;
  bool late = false;
  bool empty = false;  // nobody met
  OutingPlan truth, written;
  std::vector<std::size_t> contacts;
};
struct DraftGroup {
  std::size_t record, team, device, phase;
  bool counts = true;
  GroupPlan truth, written;
};

struct Draft {
  Plan plan;
  Random random;
  std::size_t season = 0;  // phases before the settlement
  std::vector<City> cities;
  std::vector<std::vector<bool>> syncs;  // [phase][device]
  std::vector<DraftEvening> evenings;
  std::vector<DraftContact> contacts;
  std::vector<DraftGroup> groups;
  std::vector<std::vector<Known>> known;  // by team
  std::set<std::size_t> paired;           // people with two registrations
  // What comes after the recording, by phase and device, in this order: drafts edited, records changed, links.
  std::vector<std::vector<std::vector<Action>>> edits, changes, links;
  std::vector<std::vector<std::vector<Action>>> extra;  // registrations, calls, deliveries, issues

  std::size_t phase_of(Day day) const;
  std::size_t last_phase() const { return plan.phases.size() - 1; }
  // The phase at whose end a record made in `phase` has been sent.
  std::size_t sent_in(std::size_t device, std::size_t phase) const;
  // Whether a device has read what another one sent in `sent`, when `phase` begins.
  bool has_read(std::size_t device, std::size_t phase, std::size_t sent) const;
  std::size_t new_record() { return plan.records++; }
  std::vector<std::size_t> workers_of(std::size_t team) const;
  bool can_meet(const Known& one, std::size_t device, std::size_t phase, Day day) const;
  // A registration made on that device; its human is a new one if none is given.
  Known& register_person(std::size_t team, std::size_t device, std::size_t phase, Day day,
                         const Known* same_human = nullptr);
};

const Day kYearBegins = Day::of(std::chrono::year(2021) / 1 / 1);
const Day kYearEnds = Day::of(std::chrono::year(2022) / 1 / 1);
const Day kSeasonBegins = Day::of(std::chrono::year(2020) / 12 / 7);
const Day kSeasonEnds = Day::of(std::chrono::year(2022) / 1 / 24);
inline bool in_year(Day day) { return kYearBegins <= day && day < kYearEnds; }

// In this order.
void lay_out(Draft& draft);        // teams, devices, calendar
void plan_evenings(Draft& draft);  // outings, and who is met on them
void plan_extras(Draft& draft);    // calls, group sessions, people registered and never met
void fill_contacts(Draft& draft);  // what was done and given, up to the goals
void make_mistakes(Draft& draft);  // what is written down wrongly, and put right; duplicates linked
void plan_supply(Draft& draft);    // deliveries and issues that cover what is given
Plan assemble(Draft draft);

}  // namespace tacit::scenario

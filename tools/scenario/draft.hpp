#pragma once
#include <limits>
#include <set>

#include "tools/scenario/plan.hpp"
#include "tools/scenario/programme.hpp"
#include "tools/scenario/random.hpp"

// The generator's working state: what really happened, beside what was first written down. Private to the generator.
namespace tacit::scenario {

// The settlement after the season: workers send the rest (+0), everybody reads it (+1), the office puts things right
// (+2).
constexpr std::size_t kSettlement = 3;

// The season: the year, and some weeks before and after it.
struct Calendar {
  explicit Calendar(int year)
      : begins(day_of(year, 1, 1)),
        ends(day_of(year + 1, 1, 1)),
        season_begins(day_of(year - 1, 12, 7)),
        season_ends(day_of(year + 1, 1, 24)) {}
  bool in_year(Day day) const { return begins <= day && day < ends; }
  std::size_t length() const { return static_cast<std::size_t>(ends.since_epoch - begins.since_epoch); }
  static Day day_of(int year, unsigned month, unsigned day) {
    return Day::of(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day));
  }
  static Day later(Day day, std::int64_t days) { return Day{day.since_epoch + static_cast<std::int32_t>(days)}; }

  Day begins, ends, season_begins, season_ends;
};

// A registration as the generator follows it.
struct Known {
  std::size_t person;
  std::size_t phase;            // entered
  bool only_own_device = true;  // all its contacts are from the device that registered it
  bool in_pair = false;         // its human has two registrations
  bool exclusive = false;       // its own device will link it: no other one meets it
  std::size_t usable_until = std::numeric_limits<std::size_t>::max();  // phase in which it is linked away
  // Its own device links it for the quarters in which both codes were met by then: it is met in one only.
  std::optional<Day> last_day = {};
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
  std::size_t series;
  OutingPlan truth, written;
  std::vector<std::size_t> contacts;
};
struct DraftGroup {
  std::size_t record, team, device, phase;
  bool counts = true;
  GroupPlan truth, written;
};

struct DraftSupport {
  std::size_t record, team, device, phase;
  bool counts = true;
  SupportPlan truth, written;
};

struct Draft {
  const Programme& programme;
  Calendar calendar;
  Plan plan;
  Random random;
  std::size_t season = 0;                // phases before the settlement
  std::vector<std::vector<bool>> syncs;  // [phase][device]
  std::vector<DraftEvening> evenings;
  std::vector<DraftContact> contacts;
  std::vector<DraftGroup> groups;
  std::vector<DraftSupport> support;
  std::vector<std::vector<Known>> known;   // by team
  std::vector<std::set<std::size_t>> met;  // humans, by stretch
  std::set<std::size_t> paired;            // people with two registrations
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
  Day any_day();
  // Of the year, in which people are counted; none for a day outside it.
  std::optional<std::size_t> stretch_of(Day day) const;
  bool met_in(const Known& one, std::optional<std::size_t> stretch) const;
  bool can_meet(const Known& one, std::size_t device, std::size_t phase, Day day) const;
  // A registration made on that device; its human is a new one of that circle, or the one given.
  Known& register_person(std::size_t team, std::size_t device, std::size_t phase, Day day, std::size_t circle);
  Known& register_again(std::size_t team, std::size_t device, std::size_t phase, Day day, const Known& same_human);
  std::size_t any_circle(std::size_t team);
  bool is_of(std::size_t circle, std::size_t team) const;  // whether that team meets them
  // Whether a quota or a habit is for such a contact.
  bool fits(const Quota& quota, const ContactPlan& contact) const;
  bool is(const ContactPlan& contact, const Where& where) const;
};
bool among(const Codes& codes, const std::string& code);  // none of them: any
const std::string& of_shares(Random& random, const Shares& shares);

// How many of whom are met on an outing.
struct Wanted {
  std::size_t evening;
  std::vector<std::int64_t> firsts = {};  // by circle: humans not yet met in the stretch
  std::int64_t repeats = 0;
  std::int64_t anonymous = 0;  // rows
  std::int64_t voided = 0;     // written down by mistake
};

// In this order.
void lay_out(Draft& draft);  // teams, devices, calendar
std::vector<Wanted> plan_outings(Draft& draft);
void plan_meetings(Draft& draft, std::vector<Wanted> wanted);  // who is met on them
void plan_extras(Draft& draft);                                // calls, group sessions, people registered and never met
void plan_support(Draft& draft);                               // households, cases, stays and how people came
void fill_contacts(Draft& draft);                              // what was done and given, up to the goals
void make_mistakes(Draft& draft);  // what is written down wrongly, and put right; duplicates linked
void plan_supply(Draft& draft);    // deliveries and issues that cover what is given
Plan assemble(Draft draft);

}  // namespace tacit::scenario

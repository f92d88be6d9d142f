#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// What a scenario is: a table. The generator, the player, the journal and the summary know programmes only through it.
// Chances are per mille. Numbers called `published` are those at the default seed and size 1.
namespace tacit::scenario {

using Codes = std::vector<std::string>;
struct Share {
  std::string code;
  std::size_t weight;
};
using Shares = std::vector<Share>;
using Traits = std::vector<std::pair<std::string, Shares>>;  // attribute -> its values
using Where = std::map<std::string, std::string>;            // attribute -> the value it must have

// People who are counted apart: so many different ones in each stretch of the year.
struct Circle {
  std::string indicator;  // empty: they only add to the whole
  double published;
  Traits traits = {};                    // in place of the programme's
  std::optional<std::size_t> team = {};  // the only one that meets them
  bool consents = true;                  // themselves; for children a guardian would have to
};

struct TeamSpec {
  std::string name;
  std::size_t weight;                  // its share of people and outings
  std::size_t many, some;              // workers of a large and of a middling organisation; the smallest has one less
  std::map<std::string, Codes> sites;  // by series; what is not here the team does not do
  std::string destination = {};        // where others refer people to it
};

// A kind of evening.
struct Series {
  std::string id;
  Shares kinds;
  Codes indicators = {};  // that count these outings; then their number is a figure
  double published = 0;   // how many; 0: so many per mille of the team's first series
  std::size_t per_mille = 0;
  std::string contacts =
      {};  // indicator of the contacts on them: filled up, with people met before if none are anonymous
  double contacts_published = 0;
  std::size_t night = 0;
  std::int64_t few = 1, many = 3;         // how many people with a code come, compared with other series; 0: none
  std::vector<std::size_t> circles = {};  // who comes; none: anybody
  std::size_t anonymous = 450;            // evenings with people without a code
  std::size_t empty = 0;                  // evenings on which nobody comes
  std::string mistaken_for = {};          // a kind that is sometimes written instead,
  std::size_t mistaken_least = 0, mistaken_in = 1;  // at least so often, and once in so many
};

// What is often done, given or written out; one of `codes`.
enum class Into { services, given, referrals };
enum class Times { once, a_head };  // once a contact, or for each anonymous person
struct Habit {
  Into into;
  std::size_t chance;
  Codes codes;
  Codes kinds = {};  // of outings and calls; none: any
  Codes sites = {};  // none: any
  Where where = {};  // of the client; nothing is known of anonymous people
  std::int64_t low = 1, high = 1;
  Times times = Times::once;
  bool in_cold = false;  // only from November to March
};

struct RapidTest {
  std::string test, item, destination;  // kind, commodity, where a reactive one leads
  std::size_t taken, reactive;
};
struct Testing {
  std::size_t chance = 0;
  Codes kinds = {};
  Where where = {};
  std::vector<RapidTest> tests = {};
  std::string confirmation = {};  // service after a reactive one
};

// Exactly so many over the year, on contacts that fit.
enum class Per { act, client };  // each counts, or each client once
struct Quota {
  std::string indicator;
  double published;
  Into into;
  Codes codes;
  Codes kinds = {};
  std::vector<std::size_t> circles = {};  // none: anonymous people as well
  std::int64_t at_most = 3;               // on one contact, unless there are too few of them
  Per per = Per::act;
};

struct Place {
  std::size_t team;
  std::string site;
};
enum class Attend { strangers, clients };  // of clients some codes are written down, and some sessions are voided
struct SessionSpec {
  std::string kind;
  double sessions;
  double participants;  // of all of them; 0: from 4 to 12 each
  std::vector<Place> places;
  Attend attend;
  Codes topics = {};
  Codes indicators = {};  // that count the sessions
};

// Longer support, beside the evenings: how people came, who lives with them, what was agreed, where they stayed.
enum class Episode { intake, household, case_step, stay, incident };
struct SupportSpec {
  Episode what;
  std::size_t team;
  double published;  // records; each is of another client, but intakes and incidents, which name none
  Codes indicators;  // that count the records
  std::size_t circle = 0;
  std::string kind = {}, step = {}, site = {};
  Codes outcomes = {};
  Codes each = {};                           // who is there once in every record
  std::map<std::string, double> total = {};  // and how many of them in all records
  bool year_before = false;                  // counts in two years only
};

struct Programme {
  std::string name, pack, about;
  int year;
  enum class Stretch { year, month } stretch = Stretch::year;  // in which the people of a circle are counted
  std::string everybody;                                       // indicator that counts all people; staff state it
  std::vector<Circle> circles;
  std::vector<TeamSpec> teams;
  std::vector<Series> series;
  std::size_t returning = 350;        // of those met first in a stretch, who had been registered before
  std::size_t known_elsewhere = 25;   // repeats that are new to another worker
  std::size_t in_another_team = 250;  // of these
  Traits traits;
  std::string call_kind, call_site;  // of contacts without an outing
  std::vector<Habit> habits;
  Testing testing = {};
  std::vector<Quota> quotas;
  std::vector<SessionSpec> sessions;
  std::vector<SupportSpec> support = {};
  std::map<std::string, Codes> at_home = {}, housed = {};  // member of a household, of a stay -> indicators
  Codes grants;
  std::string spare;  // a commodity of which too much was written down
};

}  // namespace tacit::scenario

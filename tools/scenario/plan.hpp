#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "common/base/day.hpp"
#include "tools/scenario/programme.hpp"

// A year of an organisation as a list of things to do on its devices: what the generator makes, the journal keeps and
// the player plays. Plain values. People, records, lots, teams and devices are numbers into the plan; the player finds
// out which ids they get.
namespace tacit::scenario {

using Counts = std::map<std::string, std::int64_t>;  // code of the pack -> how many

struct TeamPlan {
  std::string name;
};
// Device 0 is the office's: staff of every team, the founder. All others are workers of one team.
constexpr std::size_t kOffice = 0;
struct DevicePlan {
  std::string name;
  std::size_t team;
};

// One registration. Two of them may be one human: that is what links are for.
struct PersonPlan {
  std::size_t human, circle, team, device;
  std::string name, nickname, phone, note;  // for vaults only
  std::map<std::string, std::string> attributes;
  Day day;
  bool consented;
};

struct OutingPlan {
  Day day;
  std::string kind;
  bool night = false;
  std::string site, route;
  std::vector<std::size_t> crew;
};
enum class Outcome { non_reactive, reactive, invalid };
struct TestPlan {
  std::string test;
  Outcome outcome;
  bool told, counselled_before, counselled_after;
};
struct ContactPlan {
  Day day;
  std::optional<std::size_t> client;  // a person of the plan, or
  std::int64_t anonymous = 0;
  std::optional<std::size_t> outing;  // record
  std::string kind;
  bool night = false;
  std::string site;
  Counts services;
  std::vector<TestPlan> tests;
  Counts given;
  std::string note;
};
struct GroupPlan {
  Day day;
  std::string kind, topic, site;
  std::int64_t participants = 0;
  std::vector<std::size_t> known;
};
struct IssuePlan {
  Day day;
  std::string commodity;
  std::size_t lot;
  std::int64_t quantity;
  std::size_t to;  // device
};
struct SupportPlan {  // what says which of the others say something
  Episode what;
  Day day;
  std::string kind, site, step, outcome;
  std::optional<std::size_t> client;
  std::optional<Day> until;
  Counts people;
  bool operator==(const SupportPlan&) const = default;
};
using Content = std::variant<OutingPlan, ContactPlan, GroupPlan, IssuePlan, SupportPlan>;

struct ReferralPlan {
  std::size_t record;
  std::string destination;
};

// ---- what a device does ---------------------------------------------------------------------------------------------
struct Meeting {
  std::size_t record;
  std::optional<std::size_t> registers;  // met for the first time: a person of the plan
  ContactPlan contact;
  std::vector<ReferralPlan> referrals;
};
struct Evening {  // an outing and everybody met on it, entered from paper at one go
  std::size_t record;
  OutingPlan outing;
  std::vector<Meeting> meetings;
};
struct Call {  // a contact of its own, without an outing
  std::size_t record;
  ContactPlan contact;
};
struct Register {
  std::size_t person;
};
struct Group {
  std::size_t record;
  GroupPlan group;
};
struct Receive {
  std::size_t record, lot;
  Day day, expiry;
  std::string commodity, grant;
  std::int64_t quantity;
};
struct Issue {
  std::size_t record;
  IssuePlan issue;
};
struct Support {
  std::size_t record;
  SupportPlan support;
};
enum class Stage { draft, sent };  // of the record that is changed
struct Correction {
  std::size_t record;
  Stage stage;
  Content content;
};
struct Voiding {
  std::size_t record;
  Stage stage;
  std::string reason;
};
struct Link {
  std::size_t kept, duplicate;
  Day day;
};
struct Sync {};
using Action = std::variant<Evening, Call, Register, Group, Receive, Issue, Support, Correction, Voiding, Link, Sync>;

// Devices act at the same time within a phase, each in its own order; the next phase begins when all are done.
struct Phase {
  Day from;
  std::vector<std::vector<Action>> actions;  // by device
};

// What the reports must show, and what it is made of.
struct Goals {
  std::vector<std::vector<std::int64_t>> people;                               // by stretch of the year and circle
  std::vector<std::int64_t> series, contacts, quotas, sessions, participants;  // as the programme lists them
  std::vector<std::int64_t> support;                                           // records, as the programme lists them
  std::vector<Counts> support_people;                                          // and those in all of them
  std::map<std::string, Counts> of_teams;  // team -> indicator -> figure of the year
  Counts of_two_years;
  Counts of_year;    // indicator -> figure of the year
  Counts of_months;  // indicator -> mean of the twelve months
};

struct Plan {
  std::string scenario, pack;
  int year = 0;
  std::string everybody;  // indicator that counts all people
  std::uint64_t seed;
  double size;
  Goals goals;
  std::vector<TeamPlan> teams;  // the last is the store
  std::vector<DevicePlan> devices;
  std::vector<PersonPlan> people;
  std::vector<Phase> phases;
  std::size_t records = 0, lots = 0;
};

}  // namespace tacit::scenario

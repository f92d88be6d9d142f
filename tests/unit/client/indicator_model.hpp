#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/base/ids.hpp"
#include "tests/unit/client/indicator_calendar.hpp"

// A second program that counts indicators. It was written from docs/indicators.md alone, one function for each
// indicator, with lists and loops: it shares nothing with the engine, so a mistake goes unseen only if it was made
// twice.
namespace tacit::model {

enum class What {
  outing,
  contact,
  service,
  test,
  given,      // as it was given: a kit is a kit
  handed,     // the same, in bulk: to nobody by code
  unpacked,   // what was given or handed out once more, kits as what they hold
  session,    // of a group; one each
  attending,  // people in a session
  attended,   // known ones of them
  referral,
  outcome,
  incident
};

// One single thing that was done, given, found or said.
struct Event {
  std::size_t record = 0;             // in which it stands
  std::optional<std::size_t> person;  // none: anonymous, or about nobody
  int day = 0;                        // as the record says
  int counted = 0;                    // later, if that day was closed before the record came
  What what = What::contact;
  std::string code = {};
  std::string kind = {}, time = {}, site = {};  // of an outing or contact; `site` is the group
  std::string device = {};
  std::string result = {};
  bool told = false;
  std::int64_t quantity = 1;
  // Of outcomes: the record that it is about, and its place in the log.
  std::optional<RecordId> about = {};
  std::int64_t place = 0;
};
struct Person {
  std::map<std::string, std::string> says = {};  // attribute -> value
  std::vector<Event> events = {};
};
struct History {
  std::vector<Person> people;
  std::vector<Event> events;  // everybody's, and anonymous ones
};

// One part of what a figure is told apart into: `by` is "kind", "time", "site", "code", "device", "outcome" or an
// attribute. None: the whole.
struct Part {
  std::string by = {}, key = {};
};
struct Question {
  Days days;
  Part part = {};
  bool one_of_several = false;  // months or quarters
};
struct Answer {
  std::int64_t value = 0;
  std::optional<std::int64_t> of = {};
  bool said = true;  // false: a dash
};

// What is counted adds up facts, or different people by facts, or people by conditions.
enum class Counts { sum, clients, people };

struct Indicator {
  std::string id;
  Counts counts;
  std::vector<std::string> by;  // what docs/indicators.md says how to tell it apart by
  std::function<Answer(const History&, const Question&)> answer;
};
const std::vector<Indicator>& indicators();
const Indicator& indicator(const std::string& id);

// Of attributes the values, of other things the codes, that occur in the history; and that nothing was said.
std::set<std::string> keys_of(const History& history, const std::string& by);

}  // namespace tacit::model

#include "tests/unit/client/indicator_counting.hpp"

namespace tacit::model {
namespace {

// What facts are told apart by; null for an attribute, which parts the clients.
const std::string* fact_key(const Event& event, const std::string& by) {
  if (by == "kind") return &event.kind;
  if (by == "time") return &event.time;
  if (by == "site") return &event.site;
  if (by == "code") return &event.code;
  if (by == "device") return &event.device;
  if (by == "outcome") return &event.result;
  return nullptr;
}

bool is_in(const Event& event, const Part& part) {
  if (part.by.empty()) return true;
  const std::string* key = fact_key(event, part.by);
  return key == nullptr || *key == part.key;
}

bool is_in(const Person& person, const Part& part) {
  if (part.by.empty()) return true;
  const Event any;
  return fact_key(any, part.by) != nullptr || said(person, part.by) == part.key;
}

// Whoever is anonymous said nothing.
bool owner_is_in(const History& history, const Event& event, const Part& part) {
  static const Person nobody;
  return is_in(event.person ? history.people[*event.person] : nobody, part);
}

// What happened within so many days of the first of `first`, by the days that records say.
bool had_then(const Person& person, const Days& days, const Wanted& first, const Wanted& then, int within) {
  std::optional<int> zero;
  for (const Event& event : person.events)
    if (days.hold(event.counted) && first(event) && (!zero || event.day < *zero)) zero = event.day;
  if (!zero) return false;
  std::set<std::size_t> not_looked_at;
  for (const Event& event : person.events)
    if (first(event) && event.day == *zero && days.hold(event.counted)) not_looked_at.insert(event.record);
  for (const Event& event : person.events)
    if (then(event) && event.day >= *zero && event.day <= *zero + within && !not_looked_at.contains(event.record))
      return true;
  return false;
}

}  // namespace

bool among(const Codes& codes, const std::string& code) {
  for (const std::string& one : codes)
    if (one == code) return true;
  return false;
}

std::string said(const Person& person, const std::string& attribute) {
  const auto found = person.says.find(attribute);
  return found == person.says.end() ? "" : found->second;
}

std::set<std::string> keys_of(const History& history, const std::string& by) {
  std::set<std::string> out{""};
  for (const Event& event : history.events)
    if (const std::string* key = fact_key(event, by)) out.insert(*key);
  for (const Person& person : history.people) out.insert(said(person, by));
  return out;
}

Wanted a(What what, const Codes& codes) {
  return [=](const Event& event) { return event.what == what && (codes.empty() || among(codes, event.code)); };
}

Wanted told(const std::string& result, const Codes& tests) {
  return [=](const Event& event) {
    return event.what == What::test && event.told && (result.empty() || event.result == result) &&
           (tests.empty() || among(tests, event.code));
  };
}

Wanted unpacked(const Codes& codes) { return a(What::unpacked, codes); }

Whose who_says(const std::string& attribute, const Codes& values) {
  return [=](const Person& person) { return among(values, said(person, attribute)); };
}

std::int64_t sum(const History& history, const Question& question, const Wanted& wanted, const Whose& whose) {
  std::int64_t out = 0;
  for (const Event& event : history.events) {
    if (!question.days.hold(event.counted) || !wanted(event)) continue;
    if (whose && (!event.person || !whose(history.people[*event.person]))) continue;
    if (is_in(event, question.part) && owner_is_in(history, event, question.part)) out += event.quantity;
  }
  return out;
}

std::int64_t got(const Person& person, const Days& days, const Wanted& wanted) {
  std::int64_t out = 0;
  for (const Event& event : person.events)
    if (days.hold(event.counted) && wanted(event)) out += event.quantity;
  return out;
}

std::int64_t got_in(const Person& person, const Question& question, const Wanted& wanted) {
  return got(person, question.days, [&](const Event& event) { return wanted(event) && is_in(event, question.part); });
}

std::vector<Event> newest_outcomes(const std::vector<Event>& events, const Days& days) {
  std::vector<Event> out;
  for (const Event& event : events) {
    if (event.what != What::outcome || !days.hold(event.counted)) continue;
    bool is_new = true;
    for (Event& other : out) {
      if (other.about != event.about) continue;
      is_new = false;
      if (event.day > other.day || (event.day == other.day && event.place > other.place)) other = event;
    }
    if (is_new) out.push_back(event);
  }
  return out;
}

bool came_of_it(const Person& person, const Days& days, const Codes& codes) {
  for (const Event& event : newest_outcomes(person.events, days))
    if (among(codes, event.code)) return true;
  return false;
}

bool got_before(const Person& person, const Days& days, const Wanted& wanted) {
  for (const Event& event : person.events)
    if (event.counted < days.from && wanted(event)) return true;
  return false;
}

std::int64_t people(const History& history, const Question& question, const Whose& meets) {
  std::int64_t out = 0;
  for (const Person& person : history.people)
    if (is_in(person, question.part) && meets(person)) ++out;
  return out;
}

bool got_each_time(const Person& person, const Question& question, int step, const Wanted& wanted) {
  const Days& days = question.days;
  if (days.until - days.from < step) return got_in(person, question, wanted) > 0;
  for (int end = days.until; end - step >= days.from; end -= step)
    if (got_in(person, {{end - step, end}, question.part}, wanted) == 0) return false;
  return true;
}

std::optional<int> whole_months(const Days& days) {
  if (!calendar().begins_month(days.from) || !calendar().begins_month(days.until)) return std::nullopt;
  int out = 0;
  for (int day = days.from; day < days.until; ++day)
    if (calendar().begins_month(day)) ++out;
  return out;
}

Answer share_who_had(const History& history, const Question& question, const Wanted& first, const Wanted& then,
                     int within) {
  const auto met = [&](const Person& person) { return got(person, question.days, first) > 0; };
  const auto both = [&](const Person& person) {
    return met(person) && had_then(person, question.days, first, then, within);
  };
  return {people(history, question, both), people(history, question, met)};
}

}  // namespace tacit::model

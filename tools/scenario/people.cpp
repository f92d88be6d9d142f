#include "tools/scenario/draft.hpp"
#include "tools/scenario/words.hpp"

namespace tacit::scenario {
namespace {

std::string of_list(Random& random, const std::vector<std::pair<std::string, std::size_t>>& weights) {
  std::size_t sum = 0;
  for (const auto& [value, weight] : weights) sum += weight;
  std::size_t at = random.below(sum);
  for (const auto& [value, weight] : weights) {
    if (at < weight) return value;
    at -= weight;
  }
  return weights.back().first;
}

std::map<std::string, std::string> invent_attributes(Random& random) {
  return {
      {"sex", of_list(random, {{"f", 24}, {"m", 73}, {"x", 3}})},
      {"age-band", of_list(random, {{"18-29", 9}, {"30-44", 36}, {"45-59", 34}, {"60-plus", 14}, {"unknown", 7}})},
      {"special-need", of_list(random, {{"none", 78}, {"disability", 14}, {"emergency", 8}})},
      {"stays-at",
       of_list(random, {{"street", 45}, {"station", 20}, {"shelter", 15}, {"social-centre", 15}, {"elsewhere", 5}})},
      {"documents", of_list(random, {{"has", 45}, {"in-progress", 20}, {"lacks", 35}})}};
}

}  // namespace

bool Draft::can_meet(const Known& one, std::size_t device, std::size_t phase, Day day) const {
  const PersonPlan& person = plan.people[one.person];
  if (phase < one.phase || phase >= one.usable_until || person.day > day) return false;
  if (person.device == device) return true;
  return !one.exclusive && has_read(device, phase, sent_in(person.device, one.phase));
}

Known& Draft::register_person(std::size_t team, std::size_t device, std::size_t phase, Day day,
                              const Known* same_human) {
  const std::size_t person = plan.people.size();
  PersonPlan next{.human = person,
                  .team = team,
                  .device = device,
                  .name = {},
                  .nickname = {},
                  .phone = {},
                  .note = {},
                  .attributes = {},
                  .day = day,
                  .consented = random.chance(400)};
  Identifiers identifiers;
  if (same_human != nullptr) {
    const PersonPlan& other = plan.people[same_human->person];
    next.human = other.human;
    next.attributes = other.attributes;
    identifiers = misheard(random, {other.name, other.nickname, other.phone, other.note});
  } else {
    next.attributes = invent_attributes(random);
    identifiers = invent_person(random, next.attributes["sex"] == "f");
  }
  next.name = identifiers.name;
  next.nickname = identifiers.nickname;
  next.phone = identifiers.phone;
  next.note = identifiers.note;
  plan.people.push_back(std::move(next));
  known[team].push_back(Known{.person = person, .phase = phase});
  return known[team].back();
}

}  // namespace tacit::scenario

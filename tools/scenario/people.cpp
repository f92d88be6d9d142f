#include <algorithm>

#include "tools/scenario/draft.hpp"
#include "tools/scenario/words.hpp"

namespace tacit::scenario {
namespace {

const Shares& values_of(const Circle& circle, const std::string& attribute, const Shares& usual) {
  for (const auto& [code, values] : circle.traits)
    if (code == attribute) return values;
  return usual;
}

std::map<std::string, std::string> invent_attributes(Random& random, const Programme& programme, const Circle& circle) {
  std::map<std::string, std::string> out;
  for (const auto& [attribute, values] : programme.traits)
    out[attribute] = of_shares(random, values_of(circle, attribute, values));
  return out;
}

// In packs it is an attribute called sex or gender.
bool is_woman(const std::map<std::string, std::string>& attributes) {
  for (const char* code : {"sex", "gender"})
    if (const auto at = attributes.find(code); at != attributes.end()) return at->second == "f";
  return false;
}

void give_identity(PersonPlan& person, const Identifiers& identifiers) {
  person.name = identifiers.name;
  person.nickname = identifiers.nickname;
  person.phone = identifiers.phone;
  person.note = identifiers.note;
}

}  // namespace

bool Draft::can_meet(const Known& one, std::size_t device, std::size_t phase, Day day) const {
  const PersonPlan& person = plan.people[one.person];
  if (phase < one.phase || phase >= one.usable_until || person.day > day) return false;
  if (one.last_day && day > *one.last_day) return false;
  if (person.device == device) return true;
  return !one.exclusive && has_read(device, phase, sent_in(person.device, one.phase));
}

Known& Draft::register_person(std::size_t team, std::size_t device, std::size_t phase, Day day, std::size_t circle) {
  const std::size_t person = plan.people.size();
  PersonPlan next{.human = person,
                  .circle = circle,
                  .team = team,
                  .device = device,
                  .name = {},
                  .nickname = {},
                  .phone = {},
                  .note = {},
                  .attributes = {},
                  .day = day,
                  .consented = random.chance(400) && programme.circles[circle].consents};
  next.attributes = invent_attributes(random, programme, programme.circles[circle]);
  give_identity(next, invent_person(random, is_woman(next.attributes)));
  plan.people.push_back(std::move(next));
  known[team].push_back(Known{.person = person, .phase = phase});
  return known[team].back();
}

Known& Draft::register_again(std::size_t team, std::size_t device, std::size_t phase, Day day,
                             const Known& same_human) {
  const std::size_t person = plan.people.size();
  PersonPlan next = plan.people[same_human.person];
  next.team = team;
  next.device = device;
  next.day = day;
  next.consented = random.chance(400) && programme.circles[next.circle].consents;
  give_identity(next, misheard(random, {next.name, next.nickname, next.phone, next.note}));
  plan.people.push_back(std::move(next));
  known[team].push_back(Known{.person = person, .phase = phase});
  return known[team].back();
}

bool Draft::is_of(std::size_t circle, std::size_t team) const {
  const auto& only = programme.circles[circle].team;
  return !only || *only == team;
}

// Of those whom the team meets, by how many they are.
std::size_t Draft::any_circle(std::size_t team) {
  std::vector<std::size_t> circles;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < programme.circles.size(); ++i)
    if (is_of(i, team)) circles.push_back(i), sum += static_cast<std::int64_t>(programme.circles[i].published);
  auto at = static_cast<std::int64_t>(random.below(static_cast<std::size_t>(sum)));
  for (const std::size_t i : circles) {
    at -= static_cast<std::int64_t>(programme.circles[i].published);
    if (at < 0) return i;
  }
  return circles.front();
}

std::optional<std::size_t> Draft::stretch_of(Day day) const {
  if (!calendar.in_year(day)) return std::nullopt;
  if (programme.stretch == Programme::Stretch::year) return 0;
  return static_cast<unsigned>(day.date().month()) - 1;
}

bool Draft::met_in(const Known& one, std::optional<std::size_t> stretch) const {
  return stretch && met[*stretch].contains(plan.people[one.person].human);
}

const std::string& of_shares(Random& random, const Shares& shares) {
  std::size_t sum = 0;
  for (const Share& share : shares) sum += share.weight;
  std::size_t at = random.below(sum);
  for (const Share& share : shares) {
    if (at < share.weight) return share.code;
    at -= share.weight;
  }
  return shares.back().code;
}

bool among(const Codes& codes, const std::string& code) {
  return codes.empty() || std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool Draft::fits(const Quota& quota, const ContactPlan& contact) const {
  if (!among(quota.kinds, contact.kind)) return false;
  if (!contact.client) return quota.circles.empty() && quota.per == Per::act;
  const std::size_t circle = plan.people[*contact.client].circle;
  return quota.circles.empty() || std::find(quota.circles.begin(), quota.circles.end(), circle) != quota.circles.end();
}

bool Draft::is(const ContactPlan& contact, const Where& where) const {
  for (const auto& [attribute, value] : where)
    if (!contact.client || plan.people[*contact.client].attributes.at(attribute) != value) return false;
  return true;
}

}  // namespace tacit::scenario

#include <algorithm>

#include "tools/scenario/draft.hpp"
#include "tools/scenario/goals.hpp"

namespace tacit::scenario {
namespace {

std::size_t any_team(Draft& draft) {
  std::int64_t sum = 0;
  for (const TeamSpec& team : draft.programme.teams) sum += static_cast<std::int64_t>(team.weight);
  auto at = static_cast<std::int64_t>(draft.random.below(static_cast<std::size_t>(sum)));
  for (std::size_t i = 0; i < draft.programme.teams.size(); ++i) {
    at -= static_cast<std::int64_t>(draft.programme.teams[i].weight);
    if (at < 0) return i;
  }
  return 0;
}

// Somebody this worker knows of by then, and whom it will not link.
std::optional<std::size_t> acquaintance(Draft& draft, std::size_t team, std::size_t device, std::size_t phase,
                                        Day day) {
  auto& people = draft.known[team];
  for (int attempt = 0; attempt < 30 && !people.empty(); ++attempt) {
    const Known& one = people[draft.random.below(people.size())];
    if (draft.met_in(one, draft.stretch_of(day)) && !one.exclusive && draft.can_meet(one, device, phase, day))
      return one.person;
  }
  return std::nullopt;
}

void plan_call(Draft& draft) {
  const std::size_t team = any_team(draft), device = draft.random.pick(draft.workers_of(team));
  const Day day = draft.any_day();
  DraftContact call{.record = 0,
                    .team = team,
                    .device = device,
                    .phase = draft.phase_of(day),
                    .evening = {},
                    .registers = {},
                    .counts = true,
                    .in_year = true,
                    .truth = {},
                    .written = {},
                    .referrals = {}};
  call.truth.day = day;
  call.truth.kind = draft.programme.call_kind;
  call.truth.site = draft.programme.call_site;
  call.truth.client = acquaintance(draft, team, device, call.phase, day);
  if (!call.truth.client) call.truth.anonymous = 1;
  call.record = draft.new_record();
  draft.contacts.push_back(std::move(call));
}

void plan_unmet(Draft& draft) {
  const std::size_t team = any_team(draft), device = draft.random.pick(draft.workers_of(team));
  const Day day = draft.any_day();
  const std::size_t phase = draft.phase_of(day);
  const std::size_t person = draft.register_person(team, device, phase, day, draft.any_circle(team)).person;
  draft.extra[phase][device].push_back(Register{person});
}

// ---- group sessions and courses -------------------------------------------------------------------------------------
class Sessions {
 public:
  explicit Sessions(Draft& draft) : d_(draft) {}

  void plan() {
    const SessionSpec* of_clients = nullptr;
    const auto& specs = d_.programme.sessions;
    for (std::size_t i = 0; i < specs.size(); ++i) {
      const Goals& goals = d_.plan.goals;
      const std::vector<std::int64_t> equal(static_cast<std::size_t>(goals.sessions[i]), 1);
      for (const std::int64_t part : split(std::max(goals.sessions[i], goals.participants[i]), equal))
        add(specs[i], d_.any_day(), specs[i].participants > 0 ? part : some());
      if (specs[i].attend == Attend::strangers && specs[i].indicators.empty()) continue;
      add(specs[i], d_.any_day(), some()).counts = false;
      if (specs[i].attend == Attend::clients) of_clients = &specs[i];
    }
    if (of_clients == nullptr) return;
    add(*of_clients, Calendar::later(d_.calendar.ends, 9), some());
    add(*of_clients, Calendar::later(d_.calendar.begins, -5), some());
    miscount();
  }

 private:
  std::int64_t some() { return d_.random.between(4, 12); }

  void miscount() {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < d_.groups.size(); ++i)
      if (d_.groups[i].counts) order.push_back(i);
    d_.random.shuffle(order);
    for (std::size_t i = 0; i < std::min<std::size_t>(order.size(), 1 + order.size() / 10); ++i)
      d_.groups[order[i]].written.participants += d_.random.between(1, 6);
  }

  DraftGroup& add(const SessionSpec& spec, Day day, std::int64_t participants) {
    const Place& place = d_.random.pick(spec.places);
    GroupPlan group{day, spec.kind, {}, place.site, participants, {}};
    if (!spec.topics.empty()) group.topic = d_.random.pick(spec.topics);
    const std::size_t device = d_.random.pick(d_.workers_of(place.team)), phase = d_.phase_of(day);
    for (std::int64_t i = 0; spec.attend == Attend::clients && i < std::min<std::int64_t>(3, participants); ++i) {
      const auto who = acquaintance(d_, place.team, device, phase, day);
      if (who && std::find(group.known.begin(), group.known.end(), *who) == group.known.end())
        group.known.push_back(*who);
    }
    d_.groups.push_back({.record = d_.new_record(),
                         .team = place.team,
                         .device = device,
                         .phase = phase,
                         .counts = true,
                         .truth = group,
                         .written = group});
    return d_.groups.back();
  }

  Draft& d_;
};

}  // namespace

void plan_extras(Draft& draft) {
  std::int64_t people = 0;
  for (const std::int64_t one : draft.plan.goals.people.front()) people += one;
  for (std::int64_t i = 0; i < 2 + people / 25; ++i) plan_call(draft);
  for (std::int64_t i = 0; i < 1 + people / 40; ++i) plan_unmet(draft);
  Sessions(draft).plan();
}

}  // namespace tacit::scenario

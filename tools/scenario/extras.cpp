#include <algorithm>
#include <cmath>

#include "tools/scenario/draft.hpp"
#include "tools/scenario/goals.hpp"
#include "tools/scenario/words.hpp"

namespace tacit::scenario {
namespace {

Day any_day(Draft& draft) { return Day{kYearBegins.since_epoch + static_cast<std::int32_t>(draft.random.below(365))}; }

std::size_t any_city(Draft& draft) {
  const auto at = static_cast<std::int64_t>(draft.random.below(100));
  std::int64_t sum = 0;
  for (const City& city : draft.cities) {
    sum += city.weight;
    if (at < sum) return city.team;
  }
  return 0;
}

// Somebody this worker knows of by then, and whom it will not link.
std::optional<std::size_t> acquaintance(Draft& draft, std::size_t team, std::size_t device, std::size_t phase,
                                        Day day) {
  auto& people = draft.known[team];
  for (int attempt = 0; attempt < 30 && !people.empty(); ++attempt) {
    const Known& one = people[draft.random.below(people.size())];
    if (one.met_in_year && !one.exclusive && draft.can_meet(one, device, phase, day)) return one.person;
  }
  return std::nullopt;
}

void plan_call(Draft& draft) {
  const std::size_t team = any_city(draft), device = draft.random.pick(draft.workers_of(team));
  const Day day = any_day(draft);
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
  call.truth.kind = "phone";
  call.truth.site = "by-phone";
  call.truth.client = acquaintance(draft, team, device, call.phase, day);
  if (!call.truth.client) call.truth.anonymous = 1;
  call.record = draft.new_record();
  draft.contacts.push_back(std::move(call));
}

void plan_unmet(Draft& draft) {
  const std::size_t team = any_city(draft), device = draft.random.pick(draft.workers_of(team));
  const Day day = any_day(draft);
  const std::size_t phase = draft.phase_of(day);
  const std::size_t person = draft.register_person(team, device, phase, day).person;
  draft.extra[phase][device].push_back(Register{person});
}

// ---- group sessions and courses -------------------------------------------------------------------------------------
class Sessions {
 public:
  Sessions(Draft& draft, double size) : d_(draft), size_(size) {}

  void plan() {
    course("professionals-course", 3, 30);
    course("professionals-seminar", 2, 16);
    course("students-lecture", 3, 98);
    course("students-seminar", 1, 14);
    for (const char* kind : {"cooking-class", "literature-club", "support-group"})
      for (std::int64_t i = 0; i < scaled(11); ++i) in_branch(kind, any_day(d_));
    in_branch("support-group", Day{kYearEnds.since_epoch + 9});
    in_branch("cooking-class", Day{kYearBegins.since_epoch - 5});
    in_branch("literature-club", any_day(d_)).counts = false;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < d_.groups.size(); ++i)
      if (d_.groups[i].counts) order.push_back(i);
    d_.random.shuffle(order);
    for (std::size_t i = 0; i < std::min<std::size_t>(order.size(), 1 + order.size() / 10); ++i)
      d_.groups[order[i]].written.participants += d_.random.between(1, 6);
  }

 private:
  std::int64_t scaled(double number) const { return std::max<std::int64_t>(1, std::llround(number * size_)); }

  void course(const char* kind, double sessions, double participants) {
    const std::int64_t count = scaled(sessions);
    const auto parts =
        split(std::max(count, scaled(participants)), std::vector<std::int64_t>(static_cast<std::size_t>(count), 1));
    for (std::int64_t part : parts) {
      const bool students = std::string_view(kind).starts_with("students");
      GroupPlan group{
          any_day(d_), kind, invent_topic(d_.random, kind), students ? "moscow-university" : "moscow-office", part, {}};
      if (students && d_.random.chance(300)) group.site = "spb-university";
      add(std::move(group));
    }
  }
  DraftGroup& in_branch(const char* kind, Day day) {
    GroupPlan group{day, kind, invent_topic(d_.random, kind), "moscow-womens-branch", d_.random.between(4, 12), {}};
    return add(std::move(group));
  }
  DraftGroup& add(GroupPlan group) {
    const std::size_t team = group.site == "spb-university" ? 1 : 0;
    const std::size_t device = d_.random.pick(d_.workers_of(team)), phase = d_.phase_of(group.day);
    for (std::int64_t i = 0; i < std::min<std::int64_t>(3, group.participants) && !group.kind.ends_with("course");
         ++i) {
      const auto who = acquaintance(d_, team, device, phase, group.day);
      if (who && std::find(group.known.begin(), group.known.end(), *who) == group.known.end())
        group.known.push_back(*who);
    }
    d_.groups.push_back({.record = d_.new_record(),
                         .team = team,
                         .device = device,
                         .phase = phase,
                         .counts = true,
                         .truth = group,
                         .written = group});
    return d_.groups.back();
  }

  Draft& d_;
  double size_;
};

}  // namespace

void plan_extras(Draft& draft) {
  const std::int64_t people = draft.plan.goals.beneficiaries;
  for (std::int64_t i = 0; i < 2 + people / 25; ++i) plan_call(draft);
  for (std::int64_t i = 0; i < 1 + people / 40; ++i) plan_unmet(draft);
  Sessions(draft, draft.plan.size).plan();
}

}  // namespace tacit::scenario

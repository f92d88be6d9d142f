#include "tools/scenario/generator.hpp"

#include <algorithm>

#include "tools/scenario/draft.hpp"
#include "tools/scenario/goals.hpp"

namespace tacit::scenario {
namespace {

std::size_t workers_of(const TeamSpec& team, double size) {
  if (size >= 0.5) return team.many;
  return size >= 0.1 ? team.some : std::max<std::size_t>(1, team.some - 1);
}

// The last team is the store, which is the office's.
void hire(Draft& draft) {
  const auto& teams = draft.programme.teams;
  draft.plan.devices.push_back({"office-1", teams.size()});
  for (std::size_t i = 0; i < teams.size(); ++i) {
    draft.plan.teams.push_back({teams[i].name});
    for (std::size_t n = 1; n <= workers_of(teams[i], draft.plan.size); ++n)
      draft.plan.devices.push_back({teams[i].name + "-" + std::to_string(n), i});
  }
  draft.plan.teams.push_back({"store"});
}

// Workers send every few weeks, some of them late; the office every time.
void plan_syncs(Draft& draft) {
  const std::size_t devices = draft.plan.devices.size();
  for (std::size_t phase = 0; phase < draft.plan.phases.size(); ++phase) {
    std::vector<bool> row(devices, true);
    if (phase < draft.season)
      for (std::size_t device = 1; device < devices; ++device) row[device] = draft.random.chance(800);
    else if (phase == draft.last_phase())
      for (std::size_t device = 1; device < devices; ++device) row[device] = false;
    draft.syncs.push_back(std::move(row));
  }
}

std::size_t season_of(double size) {
  if (size >= 0.5) return 14;
  return size >= 0.1 ? 8 : 5;
}

Action written(const Draft& draft, const DraftEvening& evening) {
  Evening out{evening.record, evening.written, {}};
  for (const std::size_t i : evening.contacts) {
    const DraftContact& contact = draft.contacts[i];
    out.meetings.push_back({contact.record, contact.registers, contact.written, contact.referrals});
  }
  return out;
}

std::vector<std::size_t> evenings_by_day(const Draft& draft) {
  std::vector<std::size_t> order(draft.evenings.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return draft.evenings[a].truth.day < draft.evenings[b].truth.day;
  });
  return order;
}

void append(std::vector<Action>& to, std::vector<Action>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  from.clear();
}

}  // namespace

std::size_t Draft::phase_of(Day day) const {
  std::size_t phase = 0;
  while (phase + 1 < season && plan.phases[phase + 1].from <= day) ++phase;
  return phase;
}

std::size_t Draft::sent_in(std::size_t device, std::size_t phase) const {
  while (phase < last_phase() && !syncs[phase][device]) ++phase;
  return phase;
}

bool Draft::has_read(std::size_t device, std::size_t phase, std::size_t sent) const {
  for (std::size_t p = sent + 1; p < phase; ++p)
    if (syncs[p][device]) return true;
  return false;
}

std::vector<std::size_t> Draft::workers_of(std::size_t team) const {
  std::vector<std::size_t> out;
  for (std::size_t i = 1; i < plan.devices.size(); ++i)
    if (plan.devices[i].team == team) out.push_back(i);
  return out;
}

Day Draft::any_day() { return Calendar::later(calendar.begins, random.between(0, 364)); }

void lay_out(Draft& draft) {
  hire(draft);
  draft.season = season_of(draft.plan.size);
  const Calendar& calendar = draft.calendar;
  const auto length = static_cast<std::size_t>(calendar.season_ends.since_epoch - calendar.season_begins.since_epoch);
  for (std::size_t i = 0; i < draft.season + kSettlement; ++i)
    draft.plan.phases.push_back({Calendar::later(calendar.season_begins, static_cast<std::int64_t>(std::min(
                                                                             length, length * i / draft.season))),
                                 {}});
  plan_syncs(draft);
  draft.known.resize(draft.programme.teams.size());
  draft.met.resize(draft.plan.goals.people.size());
  const std::vector<std::vector<Action>> nothing(draft.plan.devices.size());
  for (auto* list : {&draft.edits, &draft.changes, &draft.links, &draft.extra})
    list->assign(draft.plan.phases.size(), nothing);
}

Plan assemble(Draft draft) {
  Plan& plan = draft.plan;
  const auto order = evenings_by_day(draft);
  for (std::size_t p = 0; p < plan.phases.size(); ++p) {
    auto& actions = plan.phases[p].actions;
    actions.resize(plan.devices.size());
    append(actions[kOffice], draft.extra[p][kOffice]);
    for (const std::size_t i : order)
      if (draft.evenings[i].phase == p) actions[draft.evenings[i].device].push_back(written(draft, draft.evenings[i]));
    for (const DraftContact& call : draft.contacts)
      if (!call.evening && call.phase == p) actions[call.device].push_back(Call{call.record, call.written});
    for (const DraftGroup& group : draft.groups)
      if (group.phase == p) actions[group.device].push_back(Group{group.record, group.written});
    for (std::size_t device = 0; device < plan.devices.size(); ++device) {
      append(actions[device], draft.extra[p][device]);
      for (const DraftSupport& one : draft.support)
        if (one.phase == p && one.device == device) actions[device].push_back(Support{one.record, one.written});
      for (auto* list : {&draft.edits, &draft.changes, &draft.links}) append(actions[device], (*list)[p][device]);
      if (draft.syncs[p][device]) actions[device].push_back(Sync{});
    }
  }
  return std::move(draft.plan);
}

Plan generate(const Programme& programme, std::uint64_t seed, double size) {
  Draft draft{.programme = programme,
              .calendar = Calendar(programme.year),
              .plan = {},
              .random = Random(seed * 1000003 + 17),
              .season = 0,
              .syncs = {},
              .evenings = {},
              .contacts = {},
              .groups = {},
              .support = {},
              .known = {},
              .met = {},
              .paired = {},
              .edits = {},
              .changes = {},
              .links = {},
              .extra = {}};
  draft.plan.scenario = programme.name;
  draft.plan.pack = programme.pack;
  draft.plan.year = programme.year;
  draft.plan.everybody = programme.everybody;
  draft.plan.seed = seed;
  draft.plan.size = size;
  draft.plan.goals = goals_of(programme, seed, size);
  lay_out(draft);
  plan_meetings(draft, plan_outings(draft));
  plan_extras(draft);
  plan_support(draft);
  fill_contacts(draft);
  make_mistakes(draft);
  plan_supply(draft);
  return assemble(std::move(draft));
}

}  // namespace tacit::scenario

#include <algorithm>

#include "tools/scenario/draft.hpp"
#include "tools/scenario/goals.hpp"

namespace tacit::scenario {
namespace {

// Records of longer support: exactly those of the figures, and beside them some that are voided, of another year,
// superseded, late or put right.
class SupportOf {
 public:
  SupportOf(Draft& draft, std::size_t number, std::set<std::size_t>& chosen)
      : d_(draft),
        random_(draft.random),
        spec_(draft.programme.support[number]),
        count_(draft.plan.goals.support[number]),
        chosen_(chosen) {
    for (const auto& [member, of_them] : draft.plan.goals.support_people[number])
      shares_[member] = split(of_them, std::vector<std::int64_t>(static_cast<std::size_t>(count_), 1));
  }

  void plan() {
    for (std::int64_t i = 0; i < count_; ++i) {
      DraftSupport& one = add(day());
      for (const auto& [member, share] : shares_)
        if (const auto number = share[static_cast<std::size_t>(i)]; number > 0) one.truth.people[member] = number;
      one.written = one.truth;
      if (i % 12 == 0) misstate(one);
      if (spec_.what == Episode::household && i % 9 == 0) supersede(one);
    }
    for (std::int64_t i = 0; i < 1 + count_ / 30; ++i) crowd(add(day())).counts = false;
    if (!spec_.year_before) crowd(add(Calendar::later(d_.calendar.ends, random_.between(0, 18))));
  }

 private:
  Day day() {
    if (spec_.year_before) return Calendar::later(d_.calendar.begins, -random_.between(40, 330));
    return d_.any_day();
  }
  bool names_a_client() const { return spec_.what != Episode::intake && spec_.what != Episode::incident; }

  DraftSupport& add(Day day) {
    const auto workers = d_.workers_of(spec_.team);
    DraftSupport one{
        .record = 0, .team = spec_.team, .device = random_.pick(workers), .phase = 0, .truth = {}, .written = {}};
    one.truth.what = spec_.what;
    one.phase = d_.phase_of(day);
    if (random_.chance(100)) one.phase = std::min(d_.season - 1, one.phase + 1);
    if (names_a_client()) choose_client(one, day);
    one.truth.day = day;
    one.truth.kind = spec_.kind;
    one.truth.site = spec_.site;
    one.truth.step = spec_.step;
    if (!spec_.outcomes.empty()) one.truth.outcome = spec_.outcomes[d_.support.size() % spec_.outcomes.size()];
    if (spec_.step == "agreement") one.truth.until = Calendar::later(day, 180);
    if (spec_.what == Episode::stay) one.truth.until = Calendar::later(day, random_.between(20, 38));
    one.record = d_.new_record();
    one.written = one.truth;
    d_.support.push_back(std::move(one));
    return d_.support.back();
  }

  // Somebody of the circle who has none yet and is known by then; else a family that comes for this alone.
  void choose_client(DraftSupport& one, Day day) {
    for (const Known& known : d_.known[spec_.team]) {
      const PersonPlan& person = d_.plan.people[known.person];
      if (person.circle != spec_.circle || known.in_pair || chosen_.contains(known.person)) continue;
      if (known.phase > one.phase || (person.day > day && !spec_.year_before)) continue;
      one.device = person.device;
      return take(one, known.person);
    }
    const std::size_t person = d_.register_person(spec_.team, one.device, one.phase, day, spec_.circle).person;
    d_.extra[one.phase][one.device].push_back(Register{person});
    take(one, person);
  }
  void take(DraftSupport& one, std::size_t person) {
    chosen_.insert(person);
    one.truth.client = person;
  }

  // One of each, so that its rows add to every figure.
  DraftSupport& crowd(DraftSupport& one) {
    for (const auto& [member, share] : shares_) one.truth.people[member] = 1;
    one.written = one.truth;
    return one;
  }

  // Too much of what is counted, or another outcome.
  void misstate(DraftSupport& one) {
    if (one.written.until) one.written.until = Calendar::later(*one.written.until, 5);
    if (spec_.what == Episode::household) ++one.written.people.begin()->second;
    if (spec_.what == Episode::intake && spec_.outcomes.size() > 1)
      one.written.outcome = spec_.outcomes[one.written.outcome == spec_.outcomes[0] ? 1 : 0];
  }

  // What was written down about the family before, and holds no more.
  void supersede(const DraftSupport& newer) {
    DraftSupport older = newer;
    const PersonPlan& person = d_.plan.people[*newer.truth.client];
    const Day before = Calendar::later(newer.truth.day, -3);
    if (before < person.day || !d_.calendar.in_year(before)) return;
    older.record = d_.new_record();
    older.truth.day = before;
    for (auto& [member, number] : older.truth.people) ++number;
    older.written = older.truth;
    d_.support.push_back(std::move(older));
  }

  Draft& d_;
  Random& random_;
  const SupportSpec& spec_;
  const std::int64_t count_;
  std::map<std::string, std::vector<std::int64_t>> shares_;  // member -> how many of them in each record
  std::set<std::size_t>& chosen_;                            // people who have one
};

}  // namespace

void plan_support(Draft& draft) {
  // Nobody has two of a kind, also if they are planned apart: only the newest would count.
  std::map<std::pair<Episode, std::string>, std::set<std::size_t>> chosen;
  const auto& specs = draft.programme.support;
  for (std::size_t i = 0; i < specs.size(); ++i) SupportOf(draft, i, chosen[{specs[i].what, specs[i].step}]).plan();
}

}  // namespace tacit::scenario

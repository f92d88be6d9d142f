#include <algorithm>
#include <stdexcept>

#include "tools/scenario/draft.hpp"
#include "tools/scenario/words.hpp"

namespace tacit::scenario {
namespace {

// ---- who is met on them ---------------------------------------------------------------------------------------------
class Meetings {
 public:
  explicit Meetings(Draft& draft) : d_(draft) {}

  void plan(const Wanted& wanted) {
    evening_ = wanted.evening;
    stretch_ = d_.stretch_of(evening().truth.day);
    here_.clear();
    for (std::size_t circle = 0; circle < wanted.firsts.size(); ++circle)
      for (std::int64_t i = 0; i < wanted.firsts[circle]; ++i) first(circle);
    for (std::int64_t i = 0; i < wanted.repeats; ++i) repeat();
    for (std::int64_t i = 0; i < wanted.anonymous; ++i)
      add(std::nullopt, false).truth.anonymous = d_.random.between(1, 4);
    for (std::int64_t i = 0; i < wanted.voided; ++i) voided();
  }

  // Another row on an evening that has been planned: somebody without a code,
  void stranger_at(std::size_t evening) {
    evening_ = evening;
    add(std::nullopt, false).truth.anonymous = 1;
  }
  // or somebody met before; false if there is nobody who is not there already.
  bool again_at(std::size_t evening) {
    evening_ = evening;
    stretch_ = d_.stretch_of(this->evening().truth.day);
    here_.clear();
    for (const std::size_t i : this->evening().contacts)
      if (const auto& client = d_.contacts[i].truth.client) here_.insert(d_.plan.people[*client].human);
    Known* who = somebody(people(), [&](const Known& one) { return met(one) && meetable(one); });
    if (who != nullptr) add(*who, false);
    return who != nullptr;
  }

 private:
  const DraftEvening& evening() const { return d_.evenings[evening_]; }
  std::vector<Known>& people() { return d_.known[evening().team]; }

  template <class Condition>
  Known* somebody(std::vector<Known>& from, const Condition& condition) {
    std::vector<std::size_t> fitting;
    for (std::size_t i = 0; i < from.size(); ++i)
      if (!here_.contains(d_.plan.people[from[i].person].human) && condition(from[i])) fitting.push_back(i);
    return fitting.empty() ? nullptr : &from[d_.random.pick(fitting)];
  }
  bool meetable(const Known& one) const {
    const DraftEvening& e = evening();
    return d_.can_meet(one, e.device, e.phase, e.truth.day) && !(e.late && one.exclusive) && welcome(one);
  }
  std::size_t circle_of(const Known& one) const { return d_.plan.people[one.person].circle; }
  bool welcome(const Known& one) const {
    const auto& circles = d_.programme.series[evening().series].circles;
    return circles.empty() || std::find(circles.begin(), circles.end(), circle_of(one)) != circles.end();
  }
  bool met(const Known& one) const { return d_.met_in(one, stretch_); }
  Known& newcomer(std::size_t circle) {
    const DraftEvening& e = evening();
    return d_.register_person(e.team, e.device, e.phase, e.truth.day, circle);
  }

  void first(std::size_t circle) {
    Known* old = nullptr;
    if (stretch_ && d_.random.chance(d_.programme.returning))
      old =
          somebody(people(), [&](const Known& one) { return circle_of(one) == circle && !met(one) && meetable(one); });
    Known& who = old != nullptr ? *old : newcomer(circle);
    if (stretch_) d_.met[*stretch_].insert(d_.plan.people[who.person].human);
    add(who, old == nullptr);
  }

  void repeat() {
    if (stretch_ && twice_here()) return;
    if (stretch_ && twice_elsewhere()) return;
    Known* who = somebody(people(), [&](const Known& one) { return (met(one) || !stretch_) && meetable(one); });
    if (who != nullptr) add(*who, false);
  }

  // Forgotten and registered again by the same worker, who notices and links the two after the quarter has ended:
  // by then its vault has every contact of both in that quarter.
  bool twice_here() {
    if (!d_.random.chance(own_pairs_ == 0 ? 700 : 25) || evening().late) return false;
    const DraftEvening& e = evening();
    const std::size_t linked = phase_after_quarter(e.truth.day);
    if (linked <= e.phase || linked >= d_.season) return false;
    Known* old = somebody(people(), [&](const Known& one) {
      return met(one) && !one.in_pair && one.only_own_device && d_.plan.people[one.person].device == e.device &&
             meetable(one);
    });
    if (old == nullptr) return false;
    old->in_pair = old->exclusive = true;
    const Known kept = *old;
    Known& again = pair_of(kept);
    again.exclusive = true;
    again.usable_until = linked;
    again.last_day = Calendar::later(parse_period(quarter_of(e.truth.day))->until, -1);
    d_.links[linked][e.device].push_back(Link{kept.person, again.person, d_.plan.phases[linked].from});
    add(again, true);
    ++own_pairs_;
    return true;
  }

  // Registered a second time by a colleague, or by another team; the office links them in the settlement.
  bool twice_elsewhere() {
    // One at least of each circle.
    const bool wanting = pairs_.size() < d_.programme.circles.size();
    if (!wanting && !d_.random.chance(d_.programme.known_elsewhere)) return false;
    const DraftEvening& e = evening();
    const std::size_t teams = d_.known.size();
    const bool another_team = d_.random.chance(d_.programme.in_another_team);
    auto& from = another_team ? d_.known[(e.team + 1 + d_.random.below(teams - 1)) % teams] : people();
    Known* old = somebody(from, [&](const Known& one) {
      const PersonPlan& person = d_.plan.people[one.person];
      return met(one) && !one.in_pair && person.day <= e.truth.day && person.device != e.device && welcome(one) &&
             !(wanting && pairs_.contains(person.circle));
    });
    if (old == nullptr) return false;
    old->in_pair = true;
    const Known kept = *old;
    Known& again = pair_of(kept);
    d_.links[d_.last_phase()][kOffice].push_back(Link{kept.person, again.person, d_.calendar.season_ends});
    if (another_team) refer_here(kept, again);
    add(again, true);
    pairs_.insert(d_.plan.people[kept.person].circle);
    return true;
  }

  Known& pair_of(const Known& kept) {
    const DraftEvening& e = evening();
    Known& again = d_.register_again(e.team, e.device, e.phase, e.truth.day, kept);
    again.in_pair = true;
    d_.paired.insert({kept.person, again.person});
    return again;
  }

  // The team that knew them first had written out a referral, where this team is somewhere to refer to.
  void refer_here(const Known& kept, const Known& again) {
    const std::string& destination = d_.programme.teams[evening().team].destination;
    if (destination.empty()) return;
    for (std::size_t i = d_.contacts.size(); i-- > 0;) {
      DraftContact& contact = d_.contacts[i];
      if (contact.truth.client != kept.person || !contact.counts || !contact.in_year) continue;
      if (d_.evenings[*contact.evening].truth.day > d_.plan.people[again.person].day) continue;
      contact.referrals.push_back({d_.new_record(), destination});
      return;
    }
  }

  std::size_t phase_after_quarter(Day day) const {
    const auto quarter = parse_period(quarter_of(day));
    std::size_t phase = 0;
    while (phase < d_.season && d_.plan.phases[phase].from < quarter->until) ++phase;
    return phase;
  }

  void voided() {
    Known* old = d_.random.chance(600)
                     ? somebody(people(), [&](const Known& one) { return !one.in_pair && meetable(one); })
                     : nullptr;
    add(old != nullptr ? *old : newcomer(some_circle()), old == nullptr).counts = false;
  }
  std::size_t some_circle() {
    const auto& circles = d_.programme.series[evening().series].circles;
    return circles.empty() ? d_.any_circle(evening().team) : d_.random.pick(circles);
  }

  DraftContact& add(Known& who, bool registered_now) {
    if (d_.plan.people[who.person].device != evening().device) who.only_own_device = false;
    here_.insert(d_.plan.people[who.person].human);
    return add(who.person, registered_now);
  }
  DraftContact& add(std::optional<std::size_t> person, bool registered_now) {
    DraftEvening& e = d_.evenings[evening_];
    DraftContact contact{.record = d_.new_record(),
                         .team = e.team,
                         .device = e.device,
                         .phase = e.phase,
                         .evening = evening_,
                         .registers = registered_now ? person : std::nullopt,
                         .counts = true,
                         .in_year = e.in_year,
                         .truth = {},
                         .written = {},
                         .referrals = {}};
    contact.truth.client = person;
    contact.truth.outing = e.record;
    e.contacts.push_back(d_.contacts.size());
    d_.contacts.push_back(std::move(contact));
    return d_.contacts.back();
  }

  Draft& d_;
  std::size_t evening_ = 0;
  std::optional<std::size_t> stretch_;  // of the year, in which it lies
  std::set<std::size_t> here_;          // humans already met on this outing
  std::int64_t own_pairs_ = 0;
  std::set<std::size_t> pairs_;  // circles of people registered a second time elsewhere
};

// Up to the figure of contacts: with people without a code, or, where none come, with people met before.
class FillUp {
 public:
  FillUp(Draft& draft, Meetings& meetings, std::size_t series)
      : d_(draft), meetings_(meetings), series_(draft.programme.series[series]), goal_(d_.plan.goals.contacts[series]) {
    for (std::size_t i = 0; i < d_.evenings.size(); ++i)
      if (d_.evenings[i].series == series && d_.evenings[i].counts && d_.evenings[i].in_year) evenings_.push_back(i);
  }

  void fill() {
    std::int64_t contacts = 0;
    for (const std::size_t i : evenings_)
      for (const std::size_t one : d_.evenings[i].contacts)
        if (d_.contacts[one].counts) contacts += std::max<std::int64_t>(1, d_.contacts[one].truth.anonymous);
    if (contacts > goal_ || evenings_.empty())
      throw std::runtime_error("more contacts of a series than its figure has");
    for (; contacts < goal_; ++contacts) one_more(d_.random.pick(evenings_));
  }

 private:
  // In a small organisation everybody may be there already; then the desk does not know who it was.
  void one_more(std::size_t evening) {
    if (series_.anonymous > 0 || !meetings_.again_at(evening)) meetings_.stranger_at(evening);
  }

  Draft& d_;
  Meetings& meetings_;
  const Series& series_;
  const std::int64_t goal_;
  std::vector<std::size_t> evenings_;
};

}  // namespace

void plan_meetings(Draft& draft, std::vector<Wanted> wanted) {
  std::stable_sort(wanted.begin(), wanted.end(), [&](const Wanted& a, const Wanted& b) {
    const DraftEvening &x = draft.evenings[a.evening], &y = draft.evenings[b.evening];
    return std::pair(x.phase, x.truth.day) < std::pair(y.phase, y.truth.day);
  });
  Meetings meetings(draft);
  for (const Wanted& one : wanted) meetings.plan(one);
  for (std::size_t series = 0; series < draft.programme.series.size(); ++series)
    if (!draft.programme.series[series].contacts.empty()) FillUp(draft, meetings, series).fill();
}

}  // namespace tacit::scenario

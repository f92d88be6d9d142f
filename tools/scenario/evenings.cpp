#include <algorithm>

#include "tools/scenario/draft.hpp"
#include "tools/scenario/goals.hpp"
#include "tools/scenario/words.hpp"

namespace tacit::scenario {
namespace {

// How many of whom are met on an outing.
struct Wanted {
  std::size_t evening;
  std::int64_t firsts = 0;  // humans not yet met in the year (outside the year: not known yet)
  std::int64_t repeats = 0;
  std::int64_t anonymous = 0;  // rows
  std::int64_t voided = 0;     // written down by mistake
};

// ---- which outings there are ----------------------------------------------------------------------------------------
class Outings {
 public:
  explicit Outings(Draft& draft) : d_(draft) {}

  std::vector<Wanted> plan() {
    std::vector<std::int64_t> weights;
    for (const City& city : d_.cities) weights.push_back(city.weight);
    const auto rounds = split(d_.plan.goals.rounds, weights);
    const auto people = split(d_.plan.goals.beneficiaries, weights);
    for (std::size_t i = 0; i < d_.cities.size(); ++i) in_city(d_.cities[i], rounds[i], people[i]);
    return std::move(wanted_);
  }

 private:
  void in_city(const City& city, std::int64_t rounds, std::int64_t people) {
    const std::size_t first = wanted_.size();
    for (std::int64_t i = 0; i < rounds; ++i) round(city, day_of(i, rounds));
    const std::int64_t sessions = std::max<std::int64_t>(1, rounds * 4 / 5);
    for (std::int64_t i = 0; i < sessions; ++i) session(city, day_of(i, sessions));
    share_out(first, people);
    for (std::int64_t i = 0; i < 1 + rounds / 25; ++i) cancelled(city, people);
    for (std::int64_t i = 0; i < 1 + rounds / 20; ++i) {
      beside_year(city, Day{kSeasonBegins.since_epoch + static_cast<std::int32_t>(d_.random.below(20))}, people);
      beside_year(city, Day{kYearEnds.since_epoch + static_cast<std::int32_t>(d_.random.below(20))}, people);
    }
  }

  Day day_of(std::int64_t i, std::int64_t n) {
    const std::int64_t begin = 365 * i / n, end = 365 * (i + 1) / n;
    return Day{kYearBegins.since_epoch + static_cast<std::int32_t>(d_.random.between(begin, std::max(begin, end - 1)))};
  }

  DraftEvening& outing(const City& city, Day day, std::string kind, bool night, const std::vector<std::string>& sites) {
    const auto workers = d_.workers_of(city.team);
    const std::size_t device = d_.random.pick(workers);
    DraftEvening evening{.record = d_.new_record(),
                         .team = city.team,
                         .device = device,
                         .phase = d_.phase_of(day),
                         .truth = {},
                         .written = {},
                         .contacts = {}};
    // The first outing is always entered late, so that one is.
    if ((d_.random.chance(70) || d_.evenings.empty()) && evening.phase + 1 < d_.season) {
      evening.late = true;
      evening.phase = std::min(d_.season - 1, evening.phase + 1 + d_.random.below(2));
    }
    evening.in_year = in_year(day);
    evening.truth = OutingPlan{day, std::move(kind), night, d_.random.pick(sites), {}, {device}};
    if (d_.random.chance(300)) evening.truth.route = "маршрут " + std::to_string(d_.random.between(1, 6));
    const std::size_t other = d_.random.pick(workers);
    if (other != device) evening.truth.crew.push_back(other);
    evening.written = evening.truth;
    wanted_.push_back({.evening = d_.evenings.size()});
    d_.evenings.push_back(std::move(evening));
    return d_.evenings.back();
  }

  void round(const City& city, Day day) {
    const bool vehicle = d_.random.chance(700), night = d_.random.chance(550);
    DraftEvening& evening = outing(city, day, vehicle ? "street-round" : "foot-round", night, city.street);
    evening.empty = d_.random.chance(40);
  }
  void session(const City& city, Day day) {
    outing(city, day, d_.random.chance(500) ? "centre-guidance" : "centre-medical", false, city.centre);
  }
  // Written down as if it had taken place, and voided.
  void cancelled(const City& city, std::int64_t people) {
    DraftEvening& evening = outing(city, day_of(d_.random.between(0, 11), 12), "street-round", true, city.street);
    evening.counts = false;
    wanted_.back().voided = d_.random.between(0, people > 100 ? 3 : 1);
  }
  void beside_year(const City& city, Day day, std::int64_t people) {
    outing(city, day, "street-round", d_.random.chance(500), city.street);
    wanted_.back().firsts = 1 + people / 80;
    wanted_.back().repeats = people / 100;
  }

  void share_out(std::size_t first, std::int64_t people) {
    std::vector<std::int64_t> weights;
    for (std::size_t i = first; i < wanted_.size(); ++i) {
      const DraftEvening& evening = d_.evenings[wanted_[i].evening];
      const bool street = evening.truth.kind == "street-round" || evening.truth.kind == "foot-round";
      weights.push_back(evening.empty ? 0 : d_.random.between(street ? 3 : 1, street ? 5 : 3));
    }
    const auto firsts = split(people, weights);
    for (std::size_t i = first; i < wanted_.size(); ++i) {
      Wanted& wanted = wanted_[i];
      wanted.firsts = firsts[i - first];
      if (d_.evenings[wanted.evening].empty) continue;
      wanted.repeats = d_.random.between(wanted.firsts * 6 / 10, wanted.firsts * 13 / 10 + 1);
      wanted.anonymous = d_.random.chance(450) ? d_.random.between(1, 2) : 0;
      wanted.voided = d_.random.chance(250) ? d_.random.between(1, 2) : 0;
    }
  }

  Draft& d_;
  std::vector<Wanted> wanted_;
};

// ---- who is met on them ---------------------------------------------------------------------------------------------
class Meetings {
 public:
  explicit Meetings(Draft& draft) : d_(draft) {}

  void plan(const Wanted& wanted) {
    evening_ = wanted.evening;
    here_.clear();
    for (std::int64_t i = 0; i < wanted.firsts; ++i) first();
    for (std::int64_t i = 0; i < wanted.repeats; ++i) repeat();
    for (std::int64_t i = 0; i < wanted.anonymous; ++i)
      add(std::nullopt, false).truth.anonymous = d_.random.between(1, 4);
    for (std::int64_t i = 0; i < wanted.voided; ++i) voided();
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
    return d_.can_meet(one, e.device, e.phase, e.truth.day) && !(e.late && one.exclusive);
  }
  Known& newcomer(const Known* same_human = nullptr) {
    const DraftEvening& e = evening();
    return d_.register_person(e.team, e.device, e.phase, e.truth.day, same_human);
  }

  void first() {
    Known* old = nullptr;
    if (evening().in_year && d_.random.chance(350))
      old = somebody(people(), [&](const Known& one) { return !one.met_in_year && meetable(one); });
    Known& met = old != nullptr ? *old : newcomer();
    if (evening().in_year) met.met_in_year = true;
    add(met, old == nullptr);
  }

  void repeat() {
    const bool inside = evening().in_year;
    if (inside && twice_here()) return;
    if (inside && twice_elsewhere()) return;
    Known* met = somebody(people(), [&](const Known& one) { return (one.met_in_year || !inside) && meetable(one); });
    if (met != nullptr) add(*met, false);
  }

  // Forgotten and registered again by the same worker, who notices and links the two after the quarter has ended:
  // by then its vault has every contact of both in that quarter.
  bool twice_here() {
    if (!d_.random.chance(own_pairs_ == 0 ? 700 : 25) || evening().late) return false;
    const DraftEvening& e = evening();
    const std::size_t linked = phase_after_quarter(e.truth.day);
    if (linked <= e.phase || linked >= d_.season) return false;
    Known* old = somebody(people(), [&](const Known& one) {
      return one.met_in_year && !one.in_pair && one.only_own_device && d_.plan.people[one.person].device == e.device &&
             meetable(one);
    });
    if (old == nullptr) return false;
    old->in_pair = old->exclusive = true;
    const Known kept = *old;
    Known& again = pair_of(kept);
    again.exclusive = true;
    again.usable_until = linked;
    d_.links[linked][e.device].push_back(Link{kept.person, again.person, d_.plan.phases[linked].from});
    add(again, true);
    ++own_pairs_;
    return true;
  }

  // Registered a second time by a colleague, or in another city; the office links them in the settlement.
  bool twice_elsewhere() {
    if (!d_.random.chance(other_pairs_ == 0 ? 1000 : 25)) return false;
    const DraftEvening& e = evening();
    const bool another_city = d_.random.chance(250);
    auto& from =
        another_city ? d_.known[(e.team + 1 + d_.random.below(d_.cities.size() - 1)) % d_.cities.size()] : people();
    Known* old = somebody(from, [&](const Known& one) {
      const PersonPlan& person = d_.plan.people[one.person];
      return one.met_in_year && !one.in_pair && person.day <= e.truth.day && person.device != e.device;
    });
    if (old == nullptr) return false;
    old->in_pair = true;
    const Known kept = *old;
    Known& again = pair_of(kept);
    d_.links[d_.last_phase()][kOffice].push_back(Link{kept.person, again.person, kSeasonEnds});
    add(again, true);
    ++other_pairs_;
    return true;
  }

  Known& pair_of(const Known& kept) {
    Known& again = newcomer(&kept);
    again.in_pair = again.met_in_year = true;
    d_.paired.insert({kept.person, again.person});
    return again;
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
    add(old != nullptr ? *old : newcomer(), old == nullptr).counts = false;
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
  std::set<std::size_t> here_;  // humans already met on this outing
  std::int64_t own_pairs_ = 0, other_pairs_ = 0;
};

}  // namespace

void plan_evenings(Draft& draft) {
  auto wanted = Outings(draft).plan();
  std::stable_sort(wanted.begin(), wanted.end(), [&](const Wanted& a, const Wanted& b) {
    const DraftEvening &x = draft.evenings[a.evening], &y = draft.evenings[b.evening];
    return std::pair(x.phase, x.truth.day) < std::pair(y.phase, y.truth.day);
  });
  Meetings meetings(draft);
  for (const Wanted& one : wanted) meetings.plan(one);
}

}  // namespace tacit::scenario

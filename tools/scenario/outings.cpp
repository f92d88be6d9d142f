#include <algorithm>
#include <stdexcept>

#include "tools/scenario/draft.hpp"
#include "tools/scenario/goals.hpp"

namespace tacit::scenario {
namespace {

constexpr std::int64_t kMonthsOfAYear = 12;

// Which outings there are, and how many come to each.
class Outings {
 public:
  explicit Outings(Draft& draft) : d_(draft), p_(draft.programme), random_(draft.random) {}

  std::vector<Wanted> plan() {
    for (std::size_t series = 0; series < p_.series.size(); ++series) counts_.push_back(counts_of(series));
    for (std::size_t team = 0; team < p_.teams.size(); ++team) of_team(team);
    share_out();
    for (std::size_t team = 0; team < p_.teams.size(); ++team) traps(team);
    return std::move(wanted_);
  }

 private:
  // ---- how many ------------------------------------------------------------------------------------------------
  bool does(std::size_t team, std::size_t series) const { return p_.teams[team].sites.contains(p_.series[series].id); }
  bool is_counted(std::size_t series) const {
    return !p_.series[series].indicators.empty() || !p_.series[series].contacts.empty();
  }

  // By team. Those that are no figure take place at least once, or once a month.
  std::vector<std::int64_t> counts_of(std::size_t series) const {
    std::vector<std::int64_t> weights;
    for (std::size_t team = 0; team < p_.teams.size(); ++team) weights.push_back(does(team, series) ? weight(team) : 0);
    auto counts = split(d_.plan.goals.series[series], weights);
    if (!p_.series[series].indicators.empty()) return counts;
    const std::int64_t least = p_.stretch == Programme::Stretch::month ? kMonthsOfAYear : 1;
    for (std::size_t team = 0; team < p_.teams.size(); ++team) {
      if (!does(team, series)) continue;
      if (p_.series[series].published == 0)
        counts[team] = counts_[0][team] * static_cast<std::int64_t>(p_.series[series].per_mille) / 1000;
      counts[team] = std::max(least, counts[team]);
    }
    return counts;
  }

  void of_team(std::size_t team) {
    for (std::size_t series = 0; series < p_.series.size(); ++series) {
      const std::int64_t count = counts_[series][team];
      for (std::int64_t i = 0; i < count; ++i) outing(team, series, day_of(i, count));
    }
  }

  // The i-th of n, spread over the year; with twelve or more, some in each month.
  Day day_of(std::int64_t i, std::int64_t n) {
    if (p_.stretch == Programme::Stretch::month && n >= kMonthsOfAYear) {
      const auto month = static_cast<unsigned>(i * kMonthsOfAYear / n);
      return Calendar::later(Calendar::day_of(p_.year, month + 1, 1), random_.between(0, 27));
    }
    const std::int64_t begin = 365 * i / n, end = 365 * (i + 1) / n;
    return Calendar::later(d_.calendar.begins, random_.between(begin, std::max(begin, end - 1)));
  }

  DraftEvening& outing(std::size_t team, std::size_t number, Day day) {
    const Series& series = p_.series[number];
    const auto workers = d_.workers_of(team);
    const std::size_t device = random_.pick(workers);
    DraftEvening evening{.record = d_.new_record(),
                         .team = team,
                         .device = device,
                         .phase = d_.phase_of(day),
                         .series = number,
                         .truth = {},
                         .written = {},
                         .contacts = {}};
    // The first outing is always entered late, so that one is.
    if ((random_.chance(70) || d_.evenings.empty()) && evening.phase + 1 < d_.season) {
      evening.late = true;
      evening.phase = std::min(d_.season - 1, evening.phase + 1 + random_.below(2));
    }
    evening.in_year = d_.calendar.in_year(day);
    evening.truth = OutingPlan{day,
                               of_shares(random_, series.kinds),
                               random_.chance(series.night),
                               random_.pick(p_.teams[team].sites.at(series.id)),
                               {},
                               {device}};
    if (random_.chance(300)) evening.truth.route = "маршрут " + std::to_string(random_.between(1, 6));
    if (const std::size_t other = random_.pick(workers); other != device) evening.truth.crew.push_back(other);
    evening.empty = evening.in_year && random_.chance(series.empty);
    evening.written = evening.truth;
    wanted_.push_back({.evening = d_.evenings.size()});
    wanted_.back().firsts.resize(p_.circles.size());
    d_.evenings.push_back(std::move(evening));
    return d_.evenings.back();
  }

  // ---- who comes -----------------------------------------------------------------------------------------------
  // How many come to one compared with others, so that each team has its share of the people.
  std::vector<std::int64_t> pulls(std::size_t stretch) {
    std::vector<std::int64_t> out, of_team(p_.teams.size());
    for (const Wanted& wanted : wanted_) {
      const DraftEvening& evening = d_.evenings[wanted.evening];
      const bool open = !evening.empty && d_.stretch_of(evening.truth.day) == stretch;
      const Series& series = p_.series[evening.series];
      out.push_back(open ? random_.between(series.few, series.many) : 0);
      of_team[evening.team] += out.back();
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
      const std::size_t team = d_.evenings[wanted_[i].evening].team;
      if (out[i] > 0) out[i] = std::max<std::int64_t>(1, out[i] * 1000 * weight(team) / of_team[team]);
    }
    return out;
  }
  std::int64_t weight(std::size_t team) const { return static_cast<std::int64_t>(p_.teams[team].weight); }

  bool welcomes(std::size_t number, std::size_t circle) const {
    const DraftEvening& evening = d_.evenings[number];
    const auto& circles = p_.series[evening.series].circles;
    return d_.is_of(circle, evening.team) &&
           (circles.empty() || std::find(circles.begin(), circles.end(), circle) != circles.end());
  }

  void share_out() {
    for (std::size_t stretch = 0; stretch < d_.plan.goals.people.size(); ++stretch) {
      const auto pull = pulls(stretch);
      for (std::size_t circle = 0; circle < p_.circles.size(); ++circle) {
        auto weights = pull;
        for (std::size_t i = 0; i < weights.size(); ++i)
          if (!welcomes(wanted_[i].evening, circle)) weights[i] = 0;
        if (std::all_of(weights.begin(), weights.end(), [](auto one) { return one == 0; }))
          throw std::runtime_error("nowhere to meet the people of a circle");
        const auto firsts = split(d_.plan.goals.people[stretch][circle], weights);
        for (std::size_t i = 0; i < firsts.size(); ++i) wanted_[i].firsts[circle] += firsts[i];
      }
    }
    for (Wanted& wanted : wanted_) others(wanted);
  }

  void others(Wanted& wanted) {
    const DraftEvening& evening = d_.evenings[wanted.evening];
    // Where contacts are a figure, they are filled up to it later.
    if (evening.empty || !p_.series[evening.series].contacts.empty()) return;
    std::int64_t firsts = 0;
    for (const std::int64_t one : wanted.firsts) firsts += one;
    wanted.repeats = random_.between(firsts * 6 / 10, firsts * 13 / 10 + 1);
    wanted.anonymous = random_.chance(p_.series[evening.series].anonymous) ? random_.between(1, 2) : 0;
    wanted.voided = random_.chance(250) ? random_.between(1, 2) : 0;
  }

  // ---- what must not count -------------------------------------------------------------------------------------
  void traps(std::size_t team) {
    const std::int64_t people = std::max<std::int64_t>(1, everybody() * weight(team) / all_weights());
    for (std::size_t series = 0; series < p_.series.size(); ++series) {
      if (!does(team, series)) continue;
      if (is_counted(series))
        for (std::int64_t i = 0; i < 1 + counts_[series][team] / 25; ++i) cancelled(team, series, people);
      if (series != first_of(team)) continue;
      for (std::int64_t i = 0; i < 1 + counts_[series][team] / 20; ++i) {
        beside_year(team, series, Calendar::later(d_.calendar.season_begins, random_.between(0, 19)), people);
        beside_year(team, series, Calendar::later(d_.calendar.ends, random_.between(0, 19)), people);
      }
    }
  }
  std::size_t first_of(std::size_t team) const {
    std::size_t series = 0;
    while (series + 1 < p_.series.size() && !does(team, series)) ++series;
    return series;
  }
  std::int64_t everybody() const {
    std::int64_t sum = 0;
    for (const std::int64_t one : d_.plan.goals.people.front()) sum += one;
    return sum;
  }
  std::int64_t all_weights() const {
    std::int64_t sum = 0;
    for (const TeamSpec& team : p_.teams) sum += static_cast<std::int64_t>(team.weight);
    return sum;
  }

  // Written down as if it had taken place, and voided.
  void cancelled(std::size_t team, std::size_t series, std::int64_t people) {
    DraftEvening& evening = outing(team, series, day_of(random_.between(0, 11), 12));
    evening.counts = false;
    wanted_.back().voided = random_.between(p_.series[series].contacts.empty() ? 0 : 1, people > 100 ? 3 : 1);
  }
  void beside_year(std::size_t team, std::size_t series, Day day, std::int64_t people) {
    outing(team, series, day);
    for (std::size_t circle = 0; circle < p_.circles.size(); ++circle)
      if (welcomes(wanted_.back().evening, circle)) wanted_.back().firsts[circle] = 1 + people / 80;
    wanted_.back().repeats = people / 100;
  }

  Draft& d_;
  const Programme& p_;
  Random& random_;
  std::vector<std::vector<std::int64_t>> counts_;  // by series and team
  std::vector<Wanted> wanted_;
};

}  // namespace

std::vector<Wanted> plan_outings(Draft& draft) { return Outings(draft).plan(); }

}  // namespace tacit::scenario

#include "tools/scenario/goals.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tools/scenario/random.hpp"

namespace tacit::scenario {
namespace {

constexpr std::size_t kMonths = 12;

class Scale {
 public:
  Scale(const Programme& programme, std::uint64_t seed, double size)
      : p_(programme), random_(seed ^ 0x60a15), exact_(seed == kDefaultSeed), size_(size) {}

  Goals goals() {
    people();
    for (const Series& series : p_.series) {
      goals_.series.push_back(series.indicators.empty() ? std::llround(series.published * size_)
                                                        : scaled(series.published));
      for (const auto& indicator : series.indicators) goals_.of_year[indicator] += goals_.series.back();
    }
    for (const Quota& quota : p_.quotas)
      goals_.quotas.push_back(goals_.of_year[quota.indicator] = scaled(quota.published));
    for (const Series& series : p_.series) {
      goals_.contacts.push_back(series.contacts.empty() ? 0 : scaled(series.contacts_published));
      if (!series.contacts.empty()) goals_.of_year[series.contacts] = goals_.contacts.back();
    }
    for (const SessionSpec& session : p_.sessions) {
      const auto count = std::max<std::int64_t>(1, std::llround(session.sessions * size_));
      goals_.sessions.push_back(count);
      goals_.participants.push_back(std::llround(session.participants * size_));
      for (const auto& indicator : session.indicators) goals_.of_year[indicator] += count;
    }
    for (const SupportSpec& spec : p_.support) support(spec);
    return std::move(goals_);
  }

 private:
  std::int64_t scaled(double published) {
    const double varied = exact_ ? 1.0 : 0.85 + 0.3 * static_cast<double>(random_.below(1001)) / 1000.0;
    return std::max<std::int64_t>(published < 2 ? 1 : 2, std::llround(published * varied * size_));
  }

  void support(const SupportSpec& spec) {
    const std::int64_t count = scaled(spec.published);
    goals_.support.push_back(count);
    for (const auto& indicator : spec.indicators) add(spec, indicator, count);
    Counts people;
    for (const auto& member : spec.each) people[member] = count;
    for (const auto& [member, published] : spec.total) people[member] = scaled(published);
    const auto& counted = spec.what == Episode::stay ? p_.housed : p_.at_home;
    for (const auto& [member, number] : people)
      if (const auto found = counted.find(member); found != counted.end())
        for (const auto& indicator : found->second) add(spec, indicator, number);
    goals_.support_people.push_back(std::move(people));
  }
  void add(const SupportSpec& spec, const std::string& indicator, std::int64_t count) {
    if (spec.what == Episode::stay) goals_.of_two_years[indicator] += count;
    if (spec.year_before) return;
    goals_.of_year[indicator] += count;
    goals_.of_teams[p_.teams[spec.team].name][indicator] += count;
  }

  void people() {
    const bool monthly = p_.stretch == Programme::Stretch::month;
    goals_.people.assign(monthly ? kMonths : 1, {});
    for (const Circle& circle : p_.circles) {
      const std::int64_t figure = scaled(circle.published);
      for (std::size_t i = 0; i < goals_.people.size(); ++i) goals_.people[i].push_back(figure);
      if (monthly) spread();
      Counts& goals = monthly ? goals_.of_months : goals_.of_year;
      if (!circle.indicator.empty()) goals[circle.indicator] = figure;
      goals[p_.everybody] += figure;
    }
  }

  // No month is like the other, and their mean stays: what one has more, another one has less.
  void spread() {
    std::vector<std::size_t> months(kMonths);
    std::iota(months.begin(), months.end(), 0);
    random_.shuffle(months);
    for (std::size_t i = 0; i < kMonths; i += 2) {
      auto &more = goals_.people[months[i]].back(), &less = goals_.people[months[i + 1]].back();
      const std::int64_t by = std::min(less - 1, random_.between(0, 1 + less / 10));
      more += by;
      less -= by;
    }
  }

  const Programme& p_;
  Random random_;
  const bool exact_;
  const double size_;
  Goals goals_;
};

}  // namespace

Goals goals_of(const Programme& programme, std::uint64_t seed, double size) {
  return Scale(programme, seed, size).goals();
}

std::vector<std::int64_t> split(std::int64_t total, const std::vector<std::int64_t>& weights) {
  const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  std::vector<std::int64_t> parts;
  std::int64_t weight_so_far = 0, given = 0;
  for (const std::int64_t weight : weights) {
    weight_so_far += weight;
    const std::int64_t until = sum == 0 ? 0 : total * weight_so_far / sum;
    parts.push_back(until - given);
    given = until;
  }
  return parts;
}

}  // namespace tacit::scenario

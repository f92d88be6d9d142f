#include "client/domain/supply.hpp"

#include <algorithm>
#include <chrono>

namespace tacit::domain {
namespace {

Day first_of_month(Day day, int months_before) {
  const auto date = day.date();
  const auto month = std::chrono::year_month(date.year(), date.month()) - std::chrono::months(months_before);
  return Day::of(month / std::chrono::day(1));
}

std::int64_t sum(const std::map<Day, std::int64_t>& days, const Period& period) {
  std::int64_t out = 0;
  for (auto at = days.lower_bound(period.from); at != days.end() && at->first < period.until; ++at) out += at->second;
  return out;
}

// Days at the end of which nothing was left, walking from change to change.
std::int64_t days_out(const std::map<Day, std::int64_t>& change, const Period& period) {
  std::int64_t held = 0, out = 0;
  auto at = change.begin();
  for (; at != change.end() && at->first < period.from; ++at) held += at->second;
  for (Day day = period.from; day < period.until;) {
    if (at != change.end() && at->first == day) held += (at++)->second;
    const Day next = at == change.end() ? period.until : std::min(at->first, period.until);
    if (held <= 0) out += next.since_epoch - day.since_epoch;
    day = next;
  }
  return out;
}

}  // namespace

Period window_before(Day today, int months) { return {first_of_month(today, months), first_of_month(today, 0)}; }

StockFigures figures_of(const StockHistory& history, Day today, int months) {
  const Period window = window_before(today, months);
  StockFigures out;
  for (const auto& [day, change] : history.change) out.on_hand += change;
  out.expired = history.expired;
  out.used = sum(history.used, window);
  out.days = window.until.since_epoch - window.from.since_epoch;
  out.days_out = days_out(history.change, window);
  if (out.days_out < out.days) out.monthly = out.used * 100 * out.days / ((out.days - out.days_out) * months);
  if (out.monthly && *out.monthly > 0)
    out.months = std::max<std::int64_t>(out.on_hand - out.expired, 0) * 10'000 / *out.monthly;
  return out;
}

std::int64_t to_order(const StockFigures& figures, std::int64_t target_months, std::int64_t ordered) {
  const std::int64_t target = (figures.monthly.value_or(0) * target_months + 99) / 100;
  return std::max<std::int64_t>(0, target - (figures.on_hand - figures.expired) - ordered);
}

}  // namespace tacit::domain

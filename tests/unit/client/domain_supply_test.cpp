#include <gtest/gtest.h>

#include <random>

#include "client/domain/supply.hpp"

namespace tacit::domain {
namespace {

Day day(const char* text) { return parse_day(text).value(); }

// From the definitions alone, a day at a time.
StockFigures by_hand(const StockHistory& history, Day today, int months) {
  StockFigures out;
  int year = year_of(today), month = static_cast<int>(static_cast<unsigned>(today.date().month()));
  const auto first = [](int y, int m) {
    return Day::of(std::chrono::year(y) / std::chrono::month(static_cast<unsigned>(m)) / std::chrono::day(1));
  };
  const Day until = first(year, month);
  for (int i = 0; i < months; ++i)
    if (--month == 0) month = 12, --year;
  const Day from = first(year, month);
  for (Day at = from; at < until; ++at.since_epoch) {
    ++out.days;
    std::int64_t held = 0;
    for (const auto& [when, change] : history.change)
      if (when <= at) held += change;
    if (held <= 0) ++out.days_out;
    if (const auto used = history.used.find(at); used != history.used.end()) out.used += used->second;
  }
  for (const auto& [when, change] : history.change) out.on_hand += change;
  if (out.days != out.days_out) out.monthly = out.used * 100 * out.days / ((out.days - out.days_out) * months);
  if (out.monthly && *out.monthly > 0) out.months = (out.on_hand > 0 ? out.on_hand : 0) * 10'000 / *out.monthly;
  return out;
}

TEST(SupplyFigures, RandomHistories_AreWhatADayByDayCountSays) {
  std::mt19937 random(3);
  const auto below = [&](int bound) { return static_cast<int>(random() % static_cast<unsigned>(bound)); };
  for (int i = 0; i < 300; ++i) {
    const Day today{day("2024-01-15").since_epoch + below(500)};
    StockHistory history;
    for (int n = below(40); n > 0; --n) {
      const Day when{today.since_epoch - below(250)};
      const std::int64_t many = below(30);
      history.change[when] += below(3) == 0 ? many * 2 : -many;
      if (below(2)) history.used[when] += many;
    }
    const int months = 1 + below(6);
    const auto got = figures_of(history, today, months), want = by_hand(history, today, months);
    EXPECT_EQ(got.on_hand, want.on_hand) << i;
    EXPECT_EQ(got.used, want.used) << i;
    EXPECT_EQ(got.days, want.days) << i;
    EXPECT_EQ(got.days_out, want.days_out) << i;
    EXPECT_EQ(got.monthly, want.monthly) << i;
    EXPECT_EQ(got.months, want.months) << i;
  }
}

TEST(SupplyFigures, FebruaryHasItsOwnLength) {
  EXPECT_EQ(to_text(window_before(day("2024-03-15"), 1).from), "2024-02-01");
  const StockHistory full{{{day("2020-01-01"), 100}}, {{day("2024-02-29"), 10}, {day("2023-02-28"), 10}}};
  EXPECT_EQ(figures_of(full, day("2024-03-01"), 1).days, 29);
  EXPECT_EQ(figures_of(full, day("2023-03-31"), 1).days, 28);
  EXPECT_EQ(figures_of(full, day("2024-03-01"), 1).monthly, 1'000) << "ten in that month";
}

TEST(SupplyFigures, DaysOut_DoNotMakeUseLookLower) {
  // Gone on the 11th: ten units in ten days of January.
  const StockHistory history{{{day("2026-01-01"), 10}, {day("2026-01-11"), -10}}, {{day("2026-01-11"), 10}}};
  const auto figures = figures_of(history, day("2026-02-01"), 1);
  EXPECT_EQ(figures.days_out, 21);
  EXPECT_EQ(figures.monthly, 3'100) << "one a day, of 31";
  EXPECT_EQ(figures.months, 0);
  EXPECT_EQ(to_order(figures, 2, 0), 62);
  EXPECT_EQ(to_order(figures, 2, 60), 2);
  EXPECT_EQ(to_order(figures, 2, 90), 0) << "never less than nothing";
}

TEST(SupplyFigures, NothingUsedOrNeverThere_SaysSo) {
  const auto idle = figures_of({{{day("2026-01-01"), 10}}, {}}, day("2026-03-01"), 1);
  EXPECT_EQ(idle.monthly, 0);
  EXPECT_FALSE(idle.months);
  const auto never = figures_of({{}, {}}, day("2026-03-01"), 1);
  EXPECT_FALSE(never.monthly);
  EXPECT_EQ(never.days_out, 28);
  EXPECT_EQ(to_order(never, 6, 0), 0);
}

}  // namespace
}  // namespace tacit::domain

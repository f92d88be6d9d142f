#pragma once
#include <cstdint>
#include <map>
#include <optional>

#include "common/base/day.hpp"

// Figures about the goods of one store and its bags (docs/supply.md, "Figures"). Pure.
namespace tacit::domain {

// One commodity, by day.
struct StockHistory {
  std::map<Day, std::int64_t> change;  // of what is on hand: what came less what left
  std::map<Day, std::int64_t> used;    // of that: given to people and partners, or made into kits
  std::int64_t expired = 0;            // of what is on hand now: it serves nobody
};

// Quantities in hundredths where they are no whole numbers.
struct StockFigures {
  std::int64_t on_hand = 0, expired = 0;
  std::int64_t used = 0;                // within the window
  std::int64_t days = 0, days_out = 0;  // of the window; out: nothing was left at the end of the day
  // What is used in a month while there is something, from calendar months. None: there never was.
  std::optional<std::int64_t> monthly;
  std::optional<std::int64_t> months;  // for which what has not expired lasts; none: nothing is used
};
// The window: `months` whole calendar months before the one of `today`, 1…120.
Period window_before(Day today, int months);
StockFigures figures_of(const StockHistory& history, Day today, int months);

// max(0, target − what is on hand and has not expired − ordered), rounded up to a unit; 0 while nothing is known of its
// use.
std::int64_t to_order(const StockFigures& figures, std::int64_t target_months, std::int64_t ordered);

}  // namespace tacit::domain

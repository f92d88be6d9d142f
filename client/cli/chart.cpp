#include "client/cli/chart.hpp"

#include <algorithm>
#include <array>

namespace tacit::cli {

std::string bar(std::int64_t value, std::int64_t of) {
  constexpr std::int64_t kCells = 10;
  std::string out;
  if (of <= 0) return out;
  const double part = std::clamp(static_cast<double>(value) / static_cast<double>(of), 0.0, 1.0);
  const auto full = static_cast<std::int64_t>(part * kCells);  // rounded down: full is what is reached
  for (std::int64_t cell = 0; cell < kCells; ++cell) out += cell < full ? "█" : "░";
  return out;
}

std::string trend(const std::vector<std::int64_t>& values) {
  constexpr std::array kHeights{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::string out;
  if (values.empty()) return out;
  const double highest =
      static_cast<double>(std::max<std::int64_t>(1, *std::max_element(values.begin(), values.end())));
  for (const std::int64_t value : values) {
    const double height = static_cast<double>(std::max<std::int64_t>(0, value)) / highest * (kHeights.size() - 1);
    out += kHeights.at(static_cast<std::size_t>(height + 0.5));
  }
  return out;
}

}  // namespace tacit::cli

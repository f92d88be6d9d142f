#pragma once
#include <cstdint>
#include <string>
#include <vector>

// Small drawings of figures, for a terminal that somebody looks at. They say nothing that the numbers do not.
namespace tacit::cli {

// Ten cells, as many full as `value` is of `of`; more than all is all. Empty if `of` is not positive.
std::string bar(std::int64_t value, std::int64_t of);
// One character for each value: its height from nothing to the highest. Empty without values.
std::string trend(const std::vector<std::int64_t>& values);

}  // namespace tacit::cli

#include "schema/stock_kits.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace tacit {

Result<void> check_kits(const std::vector<record::StockLine>& lines, const Pack& pack) {
  using Kind = record::StockPlace::Kind;
  std::map<std::string, std::int64_t> made;  // in plain commodities
  std::map<bool, std::set<bool>> sides;      // of kits and of parts: do they come out?
  for (const record::StockLine& line : lines) {
    if (line.from.kind != Kind::kits && line.to.kind != Kind::kits) continue;
    const std::int64_t quantity = line.from.kind == Kind::kits ? line.quantity : -line.quantity;
    const auto* commodity = pack.commodity(line.commodity);
    if (commodity == nullptr) return fail(Code::invalid_argument, "the pack has no such commodity");
    const bool kit = !commodity->contents.empty();
    // Nothing plain goes in and comes out: it would be another lot with another expiry.
    sides[kit].insert(quantity > 0);
    if (!kit) made[line.commodity] += quantity;
    for (const auto& [part, count] : commodity->contents) made[part] += quantity * count;
  }
  if (sides[false].size() > 1 || sides[true].size() > 1 || sides[false].size() != sides[true].size())
    return fail(Code::invalid_argument, "kits are made of their parts, or their parts of kits");
  if (std::any_of(made.begin(), made.end(), [](const auto& one) { return one.second != 0; }))
    return fail(Code::invalid_argument, "the parts are not what these kits hold: `tacit pack show` lists it");
  return {};
}

}  // namespace tacit

#pragma once
#include "schema/pack.hpp"

namespace tacit {

// What goes into kits comes out of them, and the other way round: the only place where one commodity becomes another.
// Lines that touch no kits are none of its business.
Result<void> check_kits(const std::vector<record::StockLine>& lines, const Pack& pack);

}  // namespace tacit

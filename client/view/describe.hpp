#pragma once
#include <string>
#include <string_view>

#include "schema/pack.hpp"
#include "schema/record.hpp"

namespace tacit::view {

// What a record says, in one line for a history: our words in English, the pack's labels in that language.
std::string describe(const record::Record& record, const Pack* pack, std::string_view language);

}  // namespace tacit::view

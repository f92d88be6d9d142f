#pragma once
#include <string>
#include <vector>

#include "client/view/figures.hpp"

// A report as lines of a terminal.
namespace tacit::cli {

// With `drawn`, bars and trends beside the numbers.
std::vector<std::string> text_of(const usecases::Report& report, bool drawn);

// "of 120 = 35.0 %", "for 40 = 12.50 each"; empty if it is set against nothing.
std::string set_against(const std::optional<std::int64_t>& value, const std::optional<std::int64_t>& of, bool share);

}  // namespace tacit::cli

#pragma once
#include <string>
#include <string_view>
#include <vector>

// Pages to print: whole files that load nothing and run nothing.
namespace tacit::cli {

std::string escaped(std::string_view text);
// Up to the opening of the body, and what ends it.
std::vector<std::string> page_head(std::string_view title, const std::vector<std::string>& style);
inline constexpr std::string_view kPageEnd = "</body></html>";

}  // namespace tacit::cli

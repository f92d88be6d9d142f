#pragma once
#include <string>
#include <string_view>
#include <vector>

// QR codes of short texts, for a terminal and for paper.
namespace tacit::cli {

std::vector<std::string> qr_as_lines(std::string_view text);           // light on dark
std::string qr_as_svg(std::string_view text, std::string_view width);  // dark on light; the width as CSS has it

}  // namespace tacit::cli

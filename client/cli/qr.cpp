#include "client/cli/qr.hpp"

#include <qrcodegen/qrcodegen.hpp>

namespace tacit::cli {
namespace {

qrcodegen::QrCode code_of(std::string_view text) {
  return qrcodegen::QrCode::encodeText(std::string(text).c_str(), qrcodegen::QrCode::Ecc::LOW);
}

}  // namespace

std::vector<std::string> qr_as_lines(std::string_view text) {
  constexpr int kQuiet = 2;
  const auto code = code_of(text);
  std::vector<std::string> lines;
  for (int y = -kQuiet; y < code.getSize() + kQuiet; y += 2) {
    std::string line;
    for (int x = -kQuiet; x < code.getSize() + kQuiet; ++x) {
      const bool top = code.getModule(x, y), bottom = code.getModule(x, y + 1);
      line += top ? (bottom ? " " : "▄") : (bottom ? "▀" : "█");
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string qr_as_svg(std::string_view text, std::string_view width) {
  constexpr int kQuiet = 4;  // ISO/IEC 18004 §6.3.8
  const auto code = code_of(text);
  const std::string side = std::to_string(code.getSize() + 2 * kQuiet);
  std::string path;
  for (int y = 0; y < code.getSize(); ++y)
    for (int x = 0; x < code.getSize(); ++x)
      if (code.getModule(x, y))
        path += "M" + std::to_string(x + kQuiet) + "," + std::to_string(y + kQuiet) + "h1v1h-1z";
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
         "\" style=\"width:" + std::string(width) + "\"><path d=\"" + path + "\"/></svg>";
}

}  // namespace tacit::cli

#include "client/cli/html.hpp"

namespace tacit::cli {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::vector<std::string> page_head(std::string_view title, const std::vector<std::string>& style) {
  std::vector<std::string> out{
      "<!DOCTYPE html>", "<html lang=\"en\"><head><meta charset=\"utf-8\">",
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
      "<title>" + escaped(title) + "</title><style>"};
  out.insert(out.end(), style.begin(), style.end());
  out.emplace_back("</style></head><body>");
  return out;
}

}  // namespace tacit::cli

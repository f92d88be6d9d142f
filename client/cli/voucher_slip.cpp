#include "client/cli/voucher_slip.hpp"

#include "client/cli/html.hpp"
#include "client/cli/qr.hpp"

namespace tacit::cli {

std::vector<std::string> slip_as_text(const VoucherSlip& slip) {
  std::vector<std::string> out = qr_as_lines(slip.number.to_text());
  out.insert(out.end(), {"", "    " + slip.number.to_text(), ""});
  for (const auto& text : slip.destination) out.push_back("    " + text);
  return out;
}

std::vector<std::string> slip_as_html(const VoucherSlip& slip) {
  std::vector<std::string> out =
      page_head("Slip", {"@page { size: A6; margin: 8mm } body { font: 12pt sans-serif; text-align: center }",
                         ".number { font: bold 24pt monospace; margin: 4mm } .line { border-bottom: 1px solid; "
                         "height: 12mm; margin: 0 6mm }"});
  out.push_back(qr_as_svg(slip.number.to_text(), "55mm"));
  out.push_back("<div class=\"number\">" + slip.number.to_text() + "</div>");
  for (const auto& text : slip.destination) out.push_back("<div>" + escaped(text) + "</div>");
  // Room for an address or an hour by hand.
  out.insert(out.end(), {"<div class=\"line\"></div>", "<div class=\"line\"></div>", std::string(kPageEnd)});
  return out;
}

}  // namespace tacit::cli

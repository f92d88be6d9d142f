#include <CLI/CLI.hpp>

#include "client/cli/html.hpp"
#include "client/cli/stock_flags.hpp"
#include "client/view/goods.hpp"

namespace tacit::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct StockSheetFlags {
  bool html = false, book = false;
};

// Counting is honest when the sheet does not say what should come out, so the book is there only if asked for.
std::vector<std::string> head(bool book) {
  std::vector<std::string> out{"commodity", "where", "lot", "batch", "expires"};
  if (book) out.emplace_back("book");
  out.insert(out.end(), {"counted", "remark"});
  return out;
}

Rows rows_of(const Vault& vault, const std::vector<usecases::StockLine>& lines, const Context& context, bool book) {
  Rows out;
  const auto pack = vault.pack();
  for (const auto& line : lines) {
    if (line.sending) continue;  // on its way: nobody can count it
    const auto* commodity = pack ? pack->commodity(line.commodity) : nullptr;
    std::vector<std::string> row{
        commodity == nullptr ? line.commodity : label_in(commodity->labels, context.options.language),
        view::place_name(vault, line.at), line.lot ? id_text(line.lot->id) : "", line.lot ? line.lot->batch : "",
        line.lot && line.lot->expiry ? to_text(*line.lot->expiry) : ""};
    if (book) row.push_back(std::to_string(line.quantity));
    row.insert(row.end(), {"", ""});
    out.push_back(std::move(row));
  }
  return out;
}

void print_text(Context& context, const Rows& rows, bool book) {
  Rows all{head(book)};
  for (auto row : rows) {
    row[row.size() - 2] = "______";
    row.back() = "____________";
    all.push_back(std::move(row));
  }
  for (const auto& line : table(all)) context.terminal.line(line);
  context.terminal.line("Counted by: ____________   Day: ____________   Second pair of eyes: ____________");
}

std::string html_row(const std::vector<std::string>& cells, const char* tag) {
  std::string out = "<tr>";
  for (const auto& cell : cells) out += std::string("<") + tag + ">" + escaped(cell) + "</" + tag + ">";
  return out + "</tr>";
}

void print_html(Context& context, const Rows& rows, bool book) {
  auto page = page_head("Stock count", {"@page { size: A4 landscape; margin: 10mm } body { font: 10pt sans-serif }",
                                        "table { border-collapse: collapse; width: 100% }",
                                        "td, th { border: 1px solid; height: 8mm; padding: 0 1mm; text-align: left }",
                                        "thead { display: table-header-group } tr { break-inside: avoid }",
                                        "td:nth-last-child(2) { width: 22mm } td:last-child { width: 45mm }"});
  page.push_back("<p>Counted by: ____________ &nbsp; Day: ____________ &nbsp; Second pair of eyes: ____________</p>");
  page.push_back("<table><thead>" + html_row(head(book), "th") + "</thead><tbody>");
  for (const auto& row : rows) page.push_back(html_row(row, "td"));
  page.push_back("</tbody></table>" + std::string(kPageEnd));
  for (const auto& line : page) context.terminal.line(line);
}

Result<void> sheet(Context& context, const StockSheetFlags& flags) {
  TRY(Vault vault, context.open_vault());
  TRY(const auto lines, usecases::show_stock({vault, context.clock}));
  const Rows rows = rows_of(vault, lines, context, flags.book);
  if (rows.empty()) return fail(Code::not_found, "there is nothing to count yet");
  if (flags.html)
    print_html(context, rows, flags.book);
  else
    print_text(context, rows, flags.book);
  return {};
}

}  // namespace

void add_stock_sheet(CLI::App& stock, Context& context) {
  auto* verb = stock.add_subcommand("sheet", "A count sheet to print, without what the book says");
  const auto flags = std::make_shared<StockSheetFlags>();
  verb->add_flag("--html", flags->html, "As a page to print from a browser");
  verb->add_flag("--book", flags->book, "With what the book says");
  verb->callback([&context, flags] { context.run = [&context, flags] { return sheet(context, *flags); }; });
}

}  // namespace tacit::cli

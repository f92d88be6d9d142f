#include "client/cli/audit_goods.hpp"

#include <CLI/CLI.hpp>

#include "client/cli/values.hpp"
#include "client/view/goods.hpp"

namespace tacit::cli {
namespace {

void print(Context& context, const usecases::GoodsOfGrant& one) {
  std::string title = one.whole ? "All goods" : one.grant.empty() ? "What this device opened" : "Paid by " + one.grant;
  for (const auto& [currency, hundredths] : one.value) title += ", worth " + view::decimal(hundredths) + " " + currency;
  context.terminal.line(title);
  std::vector<std::vector<std::string>> rows{
      {"  class", "received", "into kits", "issued", "returned", "given", "wasted", "unexplained", "collected"}};
  if (one.whole) rows.front().emplace_back("left");
  for (const auto& line : one.lines) {
    std::vector<std::string> row{"  " + line.audit_class};
    for (const auto number : {line.received, line.kits, line.issued, line.returned, line.given, line.wasted,
                              line.unexplained, line.collected})
      row.push_back(std::to_string(number));
    if (one.whole) row.push_back(std::to_string(line.left));
    rows.push_back(std::move(row));
  }
  for (const auto& line : table(rows)) context.terminal.line(line);
}

Result<void> goods(Context& context, const std::string& period) {
  TRY(const auto asked, optional_text(period));
  TRY(Vault vault, context.open_vault());
  TRY(const auto found, usecases::follow_goods({vault, context.clock}, asked));
  json::array list;
  for (const auto& one : found) list.push_back(view::goods_json(one));
  context.show(json::object{{"goods", list}}, [&] {
    if (found.front().lines.empty())
      return context.terminal.line("No audit faces about goods are open on this device yet.");
    for (const auto& one : found) print(context, one);
  });
  return {};
}

}  // namespace

void add_audit_goods(CLI::App& audit, Context& context) {
  auto* verb = audit.add_subcommand("goods", "From delivery to hand-out, for each grant, by class of goods");
  const auto period = std::make_shared<std::string>();
  verb->add_option("--period", *period, "2026, 2026Q1, 2026-03, or two days joined by ..; else everything");
  verb->callback([&context, period] { context.run = [&context, period] { return goods(context, *period); }; });
}

}  // namespace tacit::cli

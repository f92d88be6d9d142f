#include "client/usecases/supply.hpp"

#include <CLI/CLI.hpp>

#include "client/cli/stock_flags.hpp"
#include "client/cli/values.hpp"
#include "client/view/goods.hpp"

namespace tacit::cli {
namespace {

std::string or_dash(const std::optional<std::int64_t>& hundredths) {
  return hundredths ? view::decimal(*hundredths) : "–";
}

std::string alerts(const usecases::SupplyLine& line) {
  std::vector<std::string> found;
  if (line.figures.on_hand < 0) found.emplace_back("below nothing: count and settle");
  if (line.figures.on_hand == 0) found.emplace_back("OUT OF STOCK");
  if (line.low && line.figures.on_hand > 0) found.emplace_back("low");
  if (line.high) found.emplace_back("more than needed");
  if (line.expired > 0) found.emplace_back(std::to_string(line.expired) + " expired");
  if (line.expiring > 0) found.emplace_back(std::to_string(line.expiring) + " expire soon");
  std::string text;
  for (const auto& one : found) text += (text.empty() ? "" : "; ") + one;
  return text;
}

struct FigureFlags {
  int months = 3;
  std::int64_t least = 3, most = 6, soon = 90;
  std::vector<std::string> ordered;
};

Result<usecases::SupplyQuestion> question_of(const FigureFlags& flags) {
  usecases::SupplyQuestion out{.months = flags.months, .least = flags.least, .most = flags.most, .soon = flags.soon};
  TRY(const auto ordered, parse_counts(flags.ordered));
  for (const auto& [code, count] : ordered) out.ordered[code] += count;
  return out;
}

Result<void> figures(Context& context, const FigureFlags& flags) {
  TRY(const auto question, question_of(flags));
  TRY(Vault vault, context.open_vault());
  TRY(const auto lines, usecases::supply_figures({vault, context.clock}, question, context.options.language));
  json::array list;
  std::vector<std::vector<std::string>> rows{
      {"commodity", "on hand", "in store", "used", "days out", "a month", "months left", "order", "", "expires next"}};
  for (const auto& line : lines) {
    list.push_back(view::supply_json(line));
    rows.push_back({line.label, std::to_string(line.figures.on_hand), std::to_string(line.in_store),
                    std::to_string(line.figures.used),
                    std::to_string(line.figures.days_out) + "/" + std::to_string(line.figures.days),
                    or_dash(line.figures.monthly), or_dash(line.figures.months), std::to_string(line.order),
                    alerts(line), line.next_expiry ? to_text(*line.next_expiry) : ""});
  }
  const Period window = domain::window_before(context.clock.today(), flags.months);
  context.show(json::object{{"from", to_text(window.from)}, {"until", to_text(window.until)}, {"supply", list}}, [&] {
    if (lines.empty()) return context.terminal.line("Nothing received or issued yet.");
    for (const auto& line : table(rows)) context.terminal.line(line);
    context.terminal.line("Used and days out: " + to_text(window.from) + " to before " + to_text(window.until) +
                          ". Order: what is missing for " + std::to_string(flags.most) + " months.");
  });
  return {};
}

Result<void> reconcile(Context& context, const std::string& period) {
  TRY(Vault vault, context.open_vault());
  TRY(const auto lines, usecases::reconcile_bags({vault, context.clock}, period));
  json::array list;
  std::vector<std::vector<std::string>> rows{
      {"bag", "commodity", "before", "issued", "given", "returned", "wasted", "unexplained", "left"}};
  for (const auto& line : lines) {
    list.push_back(view::bag_line_json(line));
    std::vector<std::string> row{view::device_name(vault, line.bag), line.commodity};
    for (const auto number :
         {line.before, line.issued, line.given, line.returned, line.wasted, line.unexplained, line.left})
      row.push_back(std::to_string(number));
    rows.push_back(std::move(row));
  }
  context.show(json::object{{"period", period}, {"bags", list}}, [&] {
    if (lines.empty()) return context.terminal.line("No bag was given anything yet.");
    for (const auto& line : table(rows)) context.terminal.line(line);
  });
  return {};
}

json::object json_of(const Vault& vault, const usecases::Recalled& found) {
  json::array lots, held, steps, people;
  for (const auto& lot : found.lots) {
    json::object one{{"lot", id_text(lot.id)}, {"commodity", lot.commodity}};
    if (!lot.batch.empty()) one["batch"] = lot.batch;
    if (lot.expiry) one["expiry"] = to_text(*lot.expiry);
    lots.push_back(std::move(one));
  }
  for (const auto& one : found.held)
    held.push_back(json::object{{"at", to_text(one.at)}, {"lot", id_text(*one.lot)}, {"quantity", one.quantity()}});
  for (const auto& [lot, step] : found.steps)
    steps.push_back(json::object{{"lot", id_text(lot)},
                                 {"record", id_text(step.root)},
                                 {"day", to_text(step.day)},
                                 {"quantity", step.quantity},
                                 {"from", to_text(step.source)},
                                 {"to", to_text(step.target)}});
  for (const auto& one : found.people)
    people.push_back(json::object{
        {"record", id_text(one.rid)}, {"day", to_text(one.day)}, {"client", view::client_text(vault, one.client)}});
  return {{"lots", lots}, {"held", held}, {"movements", steps}, {"people", people}};
}

void print(Context& context, const Vault& vault, const usecases::Recalled& found) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& one : found.held)
    rows.push_back({"there now", std::to_string(one.quantity()), one.commodity, view::place_name(vault, one.at), ""});
  for (const auto& [lot, step] : found.steps)
    rows.push_back({to_text(step.day), std::to_string(step.quantity), vault.lot(lot).value_or(domain::Lot{}).commodity,
                    view::place_name(vault, step.source), "to " + view::place_name(vault, step.target)});
  for (const auto& one : found.people)
    rows.push_back({to_text(one.day), "", "", view::client_text(vault, one.client), "used it"});
  for (const auto& line : table(rows)) context.terminal.line(line);
  context.terminal.hint(
      "What went into bags was given to people; who got it is known only where contacts keep the lot.");
}

Result<void> recall(Context& context, const std::string& lot) {
  TRY(Vault vault, context.open_vault());
  TRY(const auto found, usecases::recall_lot({vault, context.clock}, lot));
  context.show(json_of(vault, found), [&] { print(context, vault, found); });
  return {};
}

void add_figures(CLI::App& stock, Context& context) {
  auto* verb = stock.add_subcommand("figures", "How long it lasts, what to order, what expires");
  const auto flags = std::make_shared<FigureFlags>();
  verb->add_option("--months", flags->months, "How many whole months to look back on")->check(CLI::Range(1, 120));
  verb->add_option("--low", flags->least, "Months of stock below which it is low")->check(CLI::NonNegativeNumber);
  verb->add_option("--target", flags->most, "Months of stock to order up to")->check(CLI::Range(1, 120));
  verb->add_option("--soon", flags->soon, "Days until a lot expires that are soon")->check(CLI::NonNegativeNumber);
  verb->add_option("--ordered", flags->ordered, "CODE:N, what is ordered and has not come");
  verb->callback([&context, flags] { context.run = [&context, flags] { return figures(context, *flags); }; });
}

}  // namespace

void add_stock_figures(CLI::App& stock, Context& context) {
  add_figures(stock, context);
  auto* bags = stock.add_subcommand("reconcile", "What each bag got and gave, and what is not explained");
  const auto period = std::make_shared<std::string>();
  bags->add_option("period", *period, "2026, 2026Q1, 2026-03, or two days joined by ..")->required();
  bags->callback([&context, period] { context.run = [&context, period] { return reconcile(context, *period); }; });
  auto* recalled = stock.add_subcommand("recall", "Where a lot went, and who is known to have got it");
  const auto lot = std::make_shared<std::string>();
  recalled->add_option("lot", *lot, "Batch as printed, or the lot that `tacit stock show` names")->required();
  recalled->callback([&context, lot] { context.run = [&context, lot] { return recall(context, *lot); }; });
}

}  // namespace tacit::cli

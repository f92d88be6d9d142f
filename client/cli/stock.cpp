#include "client/usecases/stock.hpp"

#include <CLI/CLI.hpp>

#include "client/cli/records.hpp"
#include "client/cli/stock_flags.hpp"
#include "client/cli/values.hpp"
#include "client/view/goods.hpp"
#include "client/view/json.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

struct ReceiveFlags {
  std::string commodity, expiry, day, grant, team, batch, value;
  std::int64_t quantity = 0;
  bool donated = false;
};
struct IssueFlags {
  std::string commodity, lot, to, day, team;
  std::int64_t quantity = 0;
  bool expired = false;
};

Result<void> receive(Context& context, const ReceiveFlags& flags) {
  usecases::NewDelivery delivery{.day = {},
                                 .expiry = {},
                                 .commodity = flags.commodity,
                                 .grant = flags.grant,
                                 .quantity = flags.quantity,
                                 .team = {},
                                 .batch = flags.batch,
                                 .donated = flags.donated};
  TRY(delivery.day, optional_day(flags.day));
  TRY(delivery.expiry, optional_day(flags.expiry));
  TRY(delivery.team, optional_text(flags.team));
  if (!flags.value.empty()) {
    TRY(delivery.value, view::parse_money(flags.value));
  }
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const auto delivered, usecases::receive_stock(session, delivery));
  context.show(json::object{{"record", id_text(delivered.rid)}, {"lot", id_text(delivered.lot)}},
               [&] { context.terminal.line("Saved. Lot: " + id_text(delivered.lot)); });
  context.say_if_late(vault, delivered.rid);
  return {};
}

Result<void> issue(Context& context, const IssueFlags& flags) {
  usecases::NewIssue issued{.day = {},
                            .commodity = flags.commodity,
                            .lot = {},
                            .quantity = flags.quantity,
                            .to = {},
                            .team = {},
                            .expired_anyway = flags.expired};
  TRY(issued.lot, optional_id<LotId>(flags.lot));
  TRY(issued.to, parse_id<DeviceId>(flags.to));
  TRY(issued.day, optional_day(flags.day));
  TRY(issued.team, optional_text(flags.team));
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const auto records, usecases::issue_stock(session, issued));
  json::array rids;
  for (const RecordId& rid : records) rids.emplace_back(id_text(rid));
  context.show(json::object{{"records", rids}}, [&] {
    context.terminal.line(records.size() == 1
                              ? "Saved."
                              : "Saved, from " + std::to_string(records.size()) + " lots: those that expire first.");
  });
  context.say_if_late(vault, records.front());
  return {};
}

struct HandOutFlags {
  std::string commodity, to, day, team;
  std::int64_t quantity = 0;
};

Result<void> hand_out(Context& context, const HandOutFlags& flags) {
  usecases::NewHandOut given{
      .day = {}, .commodity = flags.commodity, .to = flags.to, .quantity = flags.quantity, .team = {}};
  TRY(given.day, optional_day(flags.day));
  TRY(given.team, optional_text(flags.team));
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const RecordId rid, usecases::hand_out_stock(session, given));
  context.show_saved(vault, rid);
  const auto me = vault.memory();
  if (me && usecases::left_in_bag(vault, (*me)->signing_key().device_id(), given.commodity).value_or(0) < 0)
    context.terminal.hint("The bag now shows less than nothing of " + given.commodity +
                          ": correct the record, or count.");
  return {};
}

std::string place_of(const Vault& vault, const usecases::StockLine& line) {
  std::string text = line.sending ? "on its way, sending " + id_text(*line.sending) : view::place_name(vault, line.at);
  if (!line.lot) return text;
  text += ", lot " + id_text(line.lot->id);
  if (!line.lot->batch.empty()) text += " (" + line.lot->batch + ")";
  if (line.lot->expiry) text += ", until " + to_text(*line.lot->expiry);
  return text;
}

std::string remark_of(const usecases::StockLine& line) {
  using Kind = record::StockPlace::Kind;
  if (line.quantity < 0 && line.at.kind == Kind::bag) return "more given than issued: count and settle";
  if (line.sending)
    return line.quantity < 0 ? "accepted twice, or the sending was voided: void what is wrong" : "to be accepted";
  if (line.quantity < 0) return "more taken than came: count and settle";
  return line.expired ? "EXPIRED: write it off" : "";
}

Result<void> show_stock(Context& context, bool empty) {
  TRY(Vault vault, context.open_vault());
  const usecases::Session session{vault, context.clock};
  TRY(const auto lines, usecases::show_stock(session, empty));
  json::array list;
  std::vector<std::vector<std::string>> rows;
  for (const auto& line : lines) {
    list.push_back(view::stock_json(line));
    rows.push_back({line.commodity, std::to_string(line.quantity), place_of(vault, line), remark_of(line)});
  }
  context.show(json::object{{"stock", list}}, [&] {
    if (rows.empty()) context.terminal.line("Nothing received or issued yet.");
    for (const auto& line : table(rows)) context.terminal.line(line);
  });
  return {};
}

void add_receive(CLI::App& stock, Context& context) {
  auto* receiving = stock.add_subcommand("receive", "A delivery into the store (staff)");
  const auto delivery = std::make_shared<ReceiveFlags>();
  receiving->add_option("--commodity", delivery->commodity, "Commodity of the pack")->required();
  receiving->add_option("--quantity", delivery->quantity, "How many units")->required()->check(CLI::PositiveNumber);
  receiving->add_option("--expiry", delivery->expiry, "Last day on which it may be used");
  receiving->add_option("--batch", delivery->batch, "Batch as printed on the package, for recalls");
  receiving->add_option("--grant", delivery->grant, "Who paid");
  receiving->add_option("--value", delivery->value, "What all of it cost, such as 120.50EUR");
  receiving->add_flag("--donated", delivery->donated, "A donation in kind");
  receiving->add_option("--day", delivery->day, "Day, if not today");
  receiving->add_option("--team", delivery->team, "Team whose store it is, if this device belongs to several");
  receiving->callback(
      [&context, delivery] { context.run = [&context, delivery] { return receive(context, *delivery); }; });
}

void add_issue(CLI::App& stock, Context& context) {
  auto* issuing = stock.add_subcommand("issue", "From the store into a worker's bag (staff)");
  const auto flags = std::make_shared<IssueFlags>();
  issuing->add_option("--commodity", flags->commodity, "Commodity of the pack")->required();
  auto* lot = issuing->add_option("--lot", flags->lot, "Lot, as `tacit stock show` names it; else what expires first");
  issuing->add_option("--quantity", flags->quantity, "How many units")->required()->check(CLI::PositiveNumber);
  issuing->add_option("--to", flags->to, "Device of the worker, as `tacit member list` names it")->required();
  issuing->add_flag("--expired-anyway", flags->expired, "Issue a lot that has expired; recorded as such")->needs(lot);
  issuing->add_option("--day", flags->day, "Day, if not today");
  issuing->add_option("--team", flags->team, "Team whose store it is, if this device belongs to several");
  issuing->callback([&context, flags] { context.run = [&context, flags] { return issue(context, *flags); }; });
}

void add_hand_out(CLI::App& stock, Context& context) {
  auto* handing = stock.add_subcommand("hand-out", "In bulk to an institution, from this device's bag");
  const auto given = std::make_shared<HandOutFlags>();
  handing->add_option("--commodity", given->commodity, "Commodity of the pack")->required();
  handing->add_option("--quantity", given->quantity, "How many units")->required()->check(CLI::PositiveNumber);
  handing->add_option("--to", given->to, "Site of the institution")->required();
  handing->add_option("--day", given->day, "Day, if not today");
  handing->add_option("--team", given->team, "Team, if this device belongs to several");
  handing->callback([&context, given] { context.run = [&context, given] { return hand_out(context, *given); }; });
}

}  // namespace

void add_stock_commands(CLI::App& app, Context& context) {
  auto* stock = app.add_subcommand("stock", "Supply: deliveries, issues, transfers, counts, what is where");
  stock->require_subcommand(1);
  add_receive(*stock, context);
  add_issue(*stock, context);
  add_hand_out(*stock, context);
  add_stock_moves(*stock, context);
  add_stock_settling(*stock, context);
  add_stock_figures(*stock, context);
  add_stock_sheet(*stock, context);
  auto* showing = stock->add_subcommand("show", "What is in the store, in the bags and on its way");
  const auto empty = std::make_shared<bool>(false);
  showing->add_flag("--empty", *empty, "Also lots of which nothing is left");
  showing->callback([&context, empty] { context.run = [&context, empty] { return show_stock(context, *empty); }; });
}

}  // namespace tacit::cli

#include "client/usecases/stock.hpp"

#include <CLI/CLI.hpp>

#include "client/cli/records.hpp"
#include "client/cli/values.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

struct ReceiveFlags {
  std::string commodity, expiry, day, grant, team;
  std::int64_t quantity = 0;
};
struct IssueFlags {
  std::string commodity, lot, to, day, team;
  std::int64_t quantity = 0;
};

Result<void> receive(Context& context, const ReceiveFlags& flags) {
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  usecases::NewDelivery delivery{.day = {},
                                 .expiry = {},
                                 .commodity = flags.commodity,
                                 .grant = flags.grant,
                                 .quantity = flags.quantity,
                                 .team = {}};
  TRY(delivery.day, optional_day(flags.day));
  TRY(delivery.expiry, optional_day(flags.expiry));
  TRY(delivery.team, optional_text(flags.team));
  TRY(const auto delivered, usecases::receive_stock(session, delivery));
  context.show(json::object{{"record", id_text(delivered.rid)}, {"lot", id_text(delivered.lot)}},
               [&] { context.terminal.line("Saved. Lot: " + id_text(delivered.lot)); });
  context.say_if_late(vault, delivered.rid);
  return {};
}

Result<void> issue(Context& context, const IssueFlags& flags) {
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  usecases::NewIssue issued{
      .day = {}, .commodity = flags.commodity, .lot = {}, .quantity = flags.quantity, .to = {}, .team = {}};
  TRY(issued.lot, parse_id<LotId>(flags.lot));
  TRY(issued.to, parse_id<DeviceId>(flags.to));
  TRY(issued.day, optional_day(flags.day));
  TRY(issued.team, optional_text(flags.team));
  TRY(const RecordId rid, usecases::issue_stock(session, issued));
  context.show_saved(vault, rid);
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
  if (line.lot) return "store, lot " + id_text(*line.lot);
  const std::string id = id_text(*line.holder);
  const std::string name = vault.label(record::Label::Subject::device, id);
  return "bag of " + (name.empty() ? id : name);
}

Result<void> show(Context& context) {
  TRY(Vault vault, context.open_vault());
  const usecases::Session session{vault, context.clock};
  TRY(const auto lines, usecases::show_stock(session));
  json::array list;
  std::vector<std::vector<std::string>> rows;
  for (const auto& line : lines) {
    json::object one{{"commodity", line.commodity}, {"quantity", line.quantity}};
    if (line.lot) one["lot"] = id_text(*line.lot);
    if (line.holder) one["bag"] = id_text(*line.holder);
    list.push_back(std::move(one));
    rows.push_back({line.commodity, std::to_string(line.quantity), place_of(vault, line),
                    line.quantity < 0 ? "more given than issued: count and settle" : ""});
  }
  context.show(json::object{{"stock", list}}, [&] {
    if (rows.empty()) context.terminal.line("Nothing received or issued yet.");
    for (const auto& line : table(rows)) context.terminal.line(line);
  });
  return {};
}

}  // namespace

void add_stock_commands(CLI::App& app, Context& context) {
  auto* stock = app.add_subcommand("stock", "Supply: deliveries, issues to bags, what is left");
  stock->require_subcommand(1);

  auto* receiving = stock->add_subcommand("receive", "A delivery into the store (staff)");
  const auto delivery = std::make_shared<ReceiveFlags>();
  receiving->add_option("--commodity", delivery->commodity, "Commodity of the pack")->required();
  receiving->add_option("--quantity", delivery->quantity, "How many units")->required()->check(CLI::PositiveNumber);
  receiving->add_option("--expiry", delivery->expiry, "Last day on which it may be used");
  receiving->add_option("--grant", delivery->grant, "Who paid");
  receiving->add_option("--day", delivery->day, "Day, if not today");
  receiving->add_option("--team", delivery->team, "Team whose store it is, if this device belongs to several");
  receiving->callback(
      [&context, delivery] { context.run = [&context, delivery] { return receive(context, *delivery); }; });

  auto* issuing = stock->add_subcommand("issue", "From the store into a worker's bag (staff)");
  const auto flags = std::make_shared<IssueFlags>();
  issuing->add_option("--commodity", flags->commodity, "Commodity of the pack")->required();
  issuing->add_option("--lot", flags->lot, "Lot, as `tacit stock show` names it")->required();
  issuing->add_option("--quantity", flags->quantity, "How many units")->required()->check(CLI::PositiveNumber);
  issuing->add_option("--to", flags->to, "Device of the worker, as `tacit member list` names it")->required();
  issuing->add_option("--day", flags->day, "Day, if not today");
  issuing->add_option("--team", flags->team, "Team whose store it is, if this device belongs to several");
  issuing->callback([&context, flags] { context.run = [&context, flags] { return issue(context, *flags); }; });

  auto* handing = stock->add_subcommand("hand-out", "In bulk to an institution, from this device's bag");
  const auto given = std::make_shared<HandOutFlags>();
  handing->add_option("--commodity", given->commodity, "Commodity of the pack")->required();
  handing->add_option("--quantity", given->quantity, "How many units")->required()->check(CLI::PositiveNumber);
  handing->add_option("--to", given->to, "Site of the institution")->required();
  handing->add_option("--day", given->day, "Day, if not today");
  handing->add_option("--team", given->team, "Team, if this device belongs to several");
  handing->callback([&context, given] { context.run = [&context, given] { return hand_out(context, *given); }; });

  auto* showing = stock->add_subcommand("show", "What is in the store and in the bags");
  showing->callback([&context] { context.run = [&context] { return show(context); }; });
}

}  // namespace tacit::cli

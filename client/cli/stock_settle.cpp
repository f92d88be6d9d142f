#include <CLI/CLI.hpp>

#include "client/cli/stock_flags.hpp"
#include "client/cli/values.hpp"

namespace tacit::cli {
namespace {

using Place = record::StockPlace;

struct SettleFlags {
  std::string commodity, lot, bag, day, team, reason;
  std::int64_t quantity = 0;
};
using SharedSettle = std::shared_ptr<SettleFlags>;

// The bag that is named, or the store of the lot, or this device's own bag.
Result<Place> place_of(const usecases::Session& session, const SettleFlags& flags,
                       const std::optional<std::string>& team) {
  if (!flags.bag.empty()) {
    TRY(const auto device, parse_id<DeviceId>(flags.bag));
    return Place::bag(device);
  }
  if (!flags.lot.empty()) return usecases::store_of(session, team);
  TRY(const auto* memory, session.vault.memory());
  return Place::bag(memory->signing_key().device_id());
}

std::string difference(const usecases::CountedStock& counted) {
  if (counted.missing == 0) return "Saved. It is what the book says.";
  const std::string text = counted.missing > 0 ? std::to_string(counted.missing) + " missing"
                                               : std::to_string(-counted.missing) + " more than in the book";
  return "Saved: " + text + (counted.settled ? ", settled." : ".");
}

Result<void> count(Context& context, const SettleFlags& flags) {
  usecases::NewCount count{.day = {}, .commodity = flags.commodity, .at = {}, .lot = {}, .quantity = flags.quantity};
  TRY(count.day, optional_day(flags.day));
  TRY(count.team, optional_text(flags.team));
  TRY(count.lot, optional_id<LotId>(flags.lot));
  TRY(count.settle, view::parse_reason(flags.reason));
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(count.at, place_of(session, flags, count.team));
  TRY(const auto counted, usecases::count_stock(session, count));
  json::object out{{"record", id_text(counted.rid)}, {"missing", counted.missing}};
  if (counted.settled) out["settled"] = id_text(*counted.settled);
  context.show(out, [&] { context.terminal.line(difference(counted)); });
  if (counted.missing != 0 && !counted.settled)
    context.terminal.hint(
        "Look for it, and when you know: `tacit stock count --settle REASON`, or void what was wrong.");
  return {};
}

// `sign`: 1 takes from the book, -1 adds to it.
Result<void> settle(Context& context, const SettleFlags& flags, std::int64_t sign) {
  usecases::NewMove move{.day = {}, .lines = {}};
  TRY(move.day, optional_day(flags.day));
  TRY(move.team, optional_text(flags.team));
  TRY(move.reason, view::parse_reason(flags.reason));
  TRY(const auto lot, optional_id<LotId>(flags.lot));
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const Place at, place_of(session, flags, move.team));
  move.lines.push_back(usecases::settling_line(flags.commodity, lot, at, sign * flags.quantity, move.reason));
  TRY(const RecordId rid, usecases::move_stock(session, move));
  context.show_saved(vault, rid);
  return {};
}

CLI::App* settle_verb(CLI::App& stock, const char* name, const char* help, const SharedSettle& flags) {
  auto* out = stock.add_subcommand(name, help);
  out->add_option("--commodity", flags->commodity, "Commodity of the pack")->required();
  auto* lot = out->add_option("--lot", flags->lot, "Lot of the store, as `tacit stock show` names it (staff)");
  out->add_option("--bag", flags->bag, "Device of a worker (staff); without it and --lot, this device's own bag")
      ->excludes(lot);
  out->add_option("--day", flags->day, "Day, if not today");
  out->add_option("--team", flags->team, "Team, if this device belongs to several");
  return out;
}

void on_settle(CLI::App& verb, Context& context, const SharedSettle& flags,
               std::function<Result<void>(Context&, const SettleFlags&)> run) {
  verb.callback([&context, flags, run] { context.run = [&context, flags, run] { return run(context, *flags); }; });
}

}  // namespace

void add_stock_settling(CLI::App& stock, Context& context) {
  const auto counted = std::make_shared<SettleFlags>();
  auto* counting = settle_verb(stock, "count", "What is really there", counted);
  counting->add_option("--quantity", counted->quantity, "How many units were counted")
      ->required()
      ->check(CLI::NonNegativeNumber);
  counting->add_option("--settle", counted->reason,
                       "Settle the difference: damaged, expired, stolen, lost, found, correction");
  on_settle(*counting, context, counted, count);

  const auto gone = std::make_shared<SettleFlags>();
  auto* writing = settle_verb(stock, "write-off", "What cannot be given any more, or is not there", gone);
  writing->add_option("--quantity", gone->quantity, "How many units")->required()->check(CLI::PositiveNumber);
  writing->add_option("--reason", gone->reason, "damaged, expired, stolen, lost or correction")->required();
  on_settle(*writing, context, gone, [](Context& c, const SettleFlags& f) { return settle(c, f, 1); });

  const auto found = std::make_shared<SettleFlags>();
  auto* adding = settle_verb(stock, "add", "What is there and in no book", found);
  adding->add_option("--quantity", found->quantity, "How many units")->required()->check(CLI::PositiveNumber);
  adding->add_option("--reason", found->reason, "found or correction")->required();
  on_settle(*adding, context, found, [](Context& c, const SettleFlags& f) { return settle(c, f, -1); });
}

}  // namespace tacit::cli

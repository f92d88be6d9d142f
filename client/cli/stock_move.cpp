#include <CLI/CLI.hpp>
#include <charconv>

#include "client/cli/stock_flags.hpp"
#include "client/cli/values.hpp"
#include "client/usecases/team.hpp"

namespace tacit::cli {
namespace {

using Place = record::StockPlace;
using Kind = Place::Kind;

struct MoveFlags {
  std::string commodity, lot, device, to_team, day, team, sending, reason;
  std::vector<std::string> arrived;
  std::int64_t quantity = 0;
};
using SharedMove = std::shared_ptr<MoveFlags>;

Result<DeviceId> own_device(const Vault& vault) {
  TRY(const auto* memory, vault.memory());
  return memory->signing_key().device_id();
}

Result<void> save(Context& context, Vault& vault, const usecases::NewMove& move) {
  usecases::Session session{vault, context.clock};
  TRY(const RecordId rid, usecases::move_stock(session, move));
  context.show_saved(vault, rid);
  return {};
}

// What all moves of one commodity say.
Result<usecases::NewMove> move_of(const MoveFlags& flags) {
  usecases::NewMove move{.day = {}, .lines = {{.commodity = flags.commodity, .lot = {}, .from = {}, .to = {}}}};
  move.lines.front().quantity = flags.quantity;
  TRY(move.lines.front().lot, optional_id<LotId>(flags.lot));
  TRY(move.day, optional_day(flags.day));
  TRY(move.team, optional_text(flags.team));
  return move;
}

Result<void> give_back(Context& context, const MoveFlags& flags) {
  TRY(auto move, move_of(flags));
  TRY(const auto from, parse_id<DeviceId>(flags.device));
  TRY(Vault vault, context.open_vault());
  TRY(move.lines.front().to, usecases::store_of({vault, context.clock}, move.team));
  move.lines.front().from = Place::bag(from);
  return save(context, vault, move);
}

Result<void> pass_on(Context& context, const MoveFlags& flags) {
  TRY(auto move, move_of(flags));
  TRY(const auto to, parse_id<DeviceId>(flags.device));
  TRY(Vault vault, context.open_vault());
  TRY(const DeviceId own, own_device(vault));
  move.lines.front().from = Place::bag(own);
  move.lines.front().to = Place::bag(to);
  return save(context, vault, move);
}

Result<void> collect(Context& context, const MoveFlags& flags) {
  TRY(auto move, move_of(flags));
  move.lines.front().from = {Kind::people, {}};
  move.lines.front().to = {Kind::waste, {}};
  TRY(Vault vault, context.open_vault());
  return save(context, vault, move);
}

Result<void> send(Context& context, const MoveFlags& flags) {
  TRY(auto move, move_of(flags));
  TRY(Vault vault, context.open_vault());
  TRY(const TeamId receiver, usecases::find_team({vault, context.clock}, flags.to_team));
  auto& line = move.lines.front();
  TRY(line.from, usecases::store_of({vault, context.clock}, move.team));
  line.to = {Kind::transit, {}};
  move.told = {receiver};
  return save(context, vault, move);
}

// "LOT=N".
Result<std::map<LotId, std::int64_t>> parse_arrived(const std::vector<std::string>& texts) {
  std::map<LotId, std::int64_t> out;
  for (const std::string& text : texts) {
    const auto equals = text.find('=');
    const auto lot = parse_id<LotId>(text.substr(0, equals));
    std::int64_t quantity = -1;
    const char* const end = text.data() + text.size();
    const bool whole =
        equals != std::string::npos && std::from_chars(text.data() + equals + 1, end, quantity).ptr == end;
    if (!lot || !whole || quantity < 0 || quantity > limits::kQuantity || !out.emplace(*lot, quantity).second)
      return fail(Code::invalid_argument, "what arrived is written as LOT=NUMBER, each lot once");
  }
  return out;
}

Result<void> accept(Context& context, const MoveFlags& flags) {
  usecases::Acceptance acceptance{.of = {}, .day = {}, .arrived = {}};
  TRY(acceptance.of, parse_id<RecordId>(flags.sending));
  TRY(acceptance.arrived, parse_arrived(flags.arrived));
  TRY(acceptance.day, optional_day(flags.day));
  TRY(acceptance.team, optional_text(flags.team));
  TRY(acceptance.reason, view::parse_reason(flags.reason));
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const RecordId rid, usecases::accept_stock(session, acceptance));
  context.show_saved(vault, rid);
  return {};
}

Result<void> kits(Context& context, const MoveFlags& flags, bool opens) {
  usecases::NewKits kits{.day = {}, .kit = flags.commodity, .quantity = flags.quantity};
  TRY(kits.day, optional_day(flags.day));
  TRY(kits.team, optional_text(flags.team));
  TRY(kits.open, optional_id<LotId>(flags.lot));
  if (opens && !kits.open) return fail(Code::invalid_argument, "say which lot of kits is opened: --lot");
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const auto made, usecases::make_kits(session, kits));
  json::array lots;
  for (const auto& [commodity, lot] : made.lots)
    lots.push_back(json::object{{"commodity", commodity}, {"lot", id_text(lot)}});
  context.show(json::object{{"record", id_text(made.rid)}, {"lots", lots}}, [&] {
    for (const auto& [commodity, lot] : made.lots)
      context.terminal.line("Saved. Lot of " + commodity + ": " + id_text(lot));
  });
  context.say_if_late(vault, made.rid);
  return {};
}

CLI::App* move_verb(CLI::App& stock, const char* name, const char* help, const SharedMove& flags) {
  auto* out = stock.add_subcommand(name, help);
  out->add_option("--day", flags->day, "Day, if not today");
  out->add_option("--team", flags->team, "Team, if this device belongs to several");
  return out;
}

void goods(CLI::App& verb, const SharedMove& flags) {
  verb.add_option("--commodity", flags->commodity, "Commodity of the pack")->required();
  verb.add_option("--quantity", flags->quantity, "How many units")->required()->check(CLI::PositiveNumber);
}

void on_move(CLI::App& verb, Context& context, const SharedMove& flags,
             Result<void> (*run)(Context&, const MoveFlags&)) {
  verb.callback([&context, flags, run] { context.run = [&context, flags, run] { return run(context, *flags); }; });
}

void add_bags(CLI::App& stock, Context& context) {
  const auto back = std::make_shared<MoveFlags>();
  auto* returned = move_verb(stock, "return", "From a worker's bag back into the store (staff)", back);
  goods(*returned, back);
  returned->add_option("--lot", back->lot, "Lot into which it goes, as `tacit stock show --empty` names it")
      ->required();
  returned->add_option("--from", back->device, "Device of the worker")->required();
  on_move(*returned, context, back, give_back);

  const auto passed = std::make_shared<MoveFlags>();
  auto* passing = move_verb(stock, "pass", "From this device's bag into a colleague's", passed);
  goods(*passing, passed);
  passing->add_option("--to", passed->device, "Device of the colleague, as `tacit member list` names it")->required();
  on_move(*passing, context, passed, pass_on);

  const auto used = std::make_shared<MoveFlags>();
  auto* collecting = move_verb(stock, "collect", "What people brought back used, such as needles: to waste", used);
  goods(*collecting, used);
  on_move(*collecting, context, used, collect);
}

void add_transfers(CLI::App& stock, Context& context) {
  const auto sent = std::make_shared<MoveFlags>();
  auto* sending = move_verb(stock, "send", "From the store to another team, which accepts it (staff)", sent);
  goods(*sending, sent);
  sending->add_option("--lot", sent->lot, "Lot, as `tacit stock show` names it")->required();
  sending->add_option("--to-team", sent->to_team, "Team that gets it")->required();
  on_move(*sending, context, sent, send);

  const auto came = std::make_shared<MoveFlags>();
  auto* accepting = move_verb(stock, "accept", "What another team sent has come (staff)", came);
  accepting->add_option("sending", came->sending, "Sending, as `tacit stock show` names it")->required();
  accepting->add_option("--arrived", came->arrived, "LOT=NUMBER, of a lot that came otherwise than it was sent");
  accepting->add_option("--reason", came->reason, "Of a difference: lost, stolen, damaged, found or correction");
  on_move(*accepting, context, came, accept);
}

void add_kits(CLI::App& stock, Context& context) {
  const auto made = std::make_shared<MoveFlags>();
  auto* assembling =
      move_verb(stock, "assemble", "Make kits from the store's parts, those that expire first (staff)", made);
  assembling->add_option("--kit", made->commodity, "Kit of the pack")->required();
  assembling->add_option("--quantity", made->quantity, "How many kits")->required()->check(CLI::PositiveNumber);
  on_move(*assembling, context, made, [](Context& c, const MoveFlags& f) { return kits(c, f, false); });

  const auto taken = std::make_shared<MoveFlags>();
  auto* opening = move_verb(stock, "open", "Take kits of the store apart (staff)", taken);
  opening->add_option("--kit", taken->commodity, "Kit of the pack")->required();
  opening->add_option("--lot", taken->lot, "Lot of the kits, as `tacit stock show` names it")->required();
  opening->add_option("--quantity", taken->quantity, "How many kits")->required()->check(CLI::PositiveNumber);
  on_move(*opening, context, taken, [](Context& c, const MoveFlags& f) { return kits(c, f, true); });
}

}  // namespace

void add_stock_moves(CLI::App& stock, Context& context) {
  add_bags(stock, context);
  add_transfers(stock, context);
  add_kits(stock, context);
}

}  // namespace tacit::cli

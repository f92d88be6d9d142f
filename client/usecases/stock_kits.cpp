#include "client/usecases/stock_parts.hpp"
#include "crypto/random.hpp"

namespace tacit::usecases {
namespace {

using Place = record::StockPlace;
constexpr Place kKits{Place::Kind::kits, {}};

struct Bench {  // where kits are made and opened
  const Session& session;
  const Recorder& recorder;
  const NewKits& kits;
  Place store;
  Day day;
};

record::StockLine into_store(const Bench& at, const std::string& commodity, std::int64_t quantity,
                             const std::optional<Day>& expiry) {
  return {.commodity = commodity,
          .lot = random_id<LotId>(),
          .expiry = expiry,
          .quantity = quantity,
          .from = kKits,
          .to = at.store};
}

// Kits are good for as long as the first of their parts.
Result<std::vector<record::StockLine>> make(const Bench& at, const Pack::Commodity& kit) {
  std::vector<record::StockLine> lines;
  std::optional<Day> expiry;
  for (const auto& [part, count] : kit.contents) {
    const auto held = lots_in_store(at.session.vault, TeamId{at.store.holder}, part);
    TRY(const auto picked, domain::pick(held, count * at.kits.quantity, at.day));
    for (const auto& [lot, quantity] : picked) {
      lines.push_back({.commodity = part, .lot = lot, .quantity = quantity, .from = at.store, .to = kKits});
      if (const auto known = at.session.vault.lot(lot); known && known->expiry)
        expiry = expiry ? std::min(*expiry, *known->expiry) : known->expiry;
    }
  }
  lines.push_back(into_store(at, kit.code, at.kits.quantity, expiry));
  return lines;
}

std::vector<record::StockLine> open(const Bench& at, const Pack::Commodity& kit) {
  std::vector<record::StockLine> lines;
  const auto known = at.session.vault.lot(*at.kits.open);
  lines.push_back(
      {.commodity = kit.code, .lot = at.kits.open, .quantity = at.kits.quantity, .from = at.store, .to = kKits});
  for (const auto& [part, count] : kit.contents)
    lines.push_back(into_store(at, part, count * at.kits.quantity, known ? known->expiry : std::nullopt));
  return lines;
}

}  // namespace

Result<MadeKits> make_kits(Session& session, const NewKits& kits) {
  TRY(const Recorder recorder, recorder_of(session));
  if (recorder.role != Role::staff) return fail(Code::not_allowed, "kits are made and opened by staff");
  const Pack::Commodity* kit = recorder.pack.commodity(kits.kit);
  if (kit == nullptr || kit->contents.empty()) return fail(Code::invalid_argument, "the pack has no such kit");
  if (kits.quantity < 1 || kits.quantity > limits::kQuantity)
    return fail(Code::invalid_argument, "a quantity is a whole number from 1 to 10000000");
  TRY(const TeamId team, choose_team(session, recorder, kits.team));
  const Bench at{session, recorder, kits, Place::store(team), kits.day.value_or(session.clock.today())};
  NewMove move{.day = at.day, .lines = {}};
  if (kits.open)
    move.lines = open(at, *kit);
  else {
    TRY(move.lines, make(at, *kit));
  }
  MadeKits out;
  for (const auto& line : move.lines)
    if (line.from == kKits) out.lots.emplace_back(line.commodity, *line.lot);
  TRY(out.rid, move_stock(session, move));
  return out;
}

}  // namespace tacit::usecases

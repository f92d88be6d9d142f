#include "schema/stock.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "common/base/json.hpp"
#include "crypto/encoding.hpp"
#include "schema/limits.hpp"

namespace tacit::record {
namespace {

using Kind = StockPlace::Kind;
using Reason = StockReason;

constexpr std::array kKinds{std::pair{Kind::supplier, std::string_view("supplier")},
                            std::pair{Kind::store, std::string_view("store")},
                            std::pair{Kind::bag, std::string_view("bag")},
                            std::pair{Kind::people, std::string_view("people")},
                            std::pair{Kind::partner, std::string_view("partner")},
                            std::pair{Kind::transit, std::string_view("transit")},
                            std::pair{Kind::kits, std::string_view("kits")},
                            std::pair{Kind::waste, std::string_view("waste")},
                            std::pair{Kind::adjustment, std::string_view("adjustment")}};
constexpr std::array kReasons{std::pair{Reason::damaged, std::string_view("damaged")},
                              std::pair{Reason::expired, std::string_view("expired")},
                              std::pair{Reason::stolen, std::string_view("stolen")},
                              std::pair{Reason::lost, std::string_view("lost")},
                              std::pair{Reason::found, std::string_view("found")},
                              std::pair{Reason::correction, std::string_view("correction")},
                              std::pair{Reason::expired_anyway, std::string_view("expired-anyway")}};

bool has_holder(Kind kind) { return kind == Kind::store || kind == Kind::bag; }

enum class Needs { never, maybe, always };
struct Way {
  Kind from, to;
  bool lot;
  Needs of;
  std::array<Reason, 4> reasons = {};  // any of them; all none: none is given
};
constexpr std::array kWays{
    // An expired lot, knowingly. Any other is issued by op "issue".
    Way{Kind::store, Kind::bag, true, Needs::never, {Reason::expired_anyway}},
    Way{Kind::bag, Kind::store, true, Needs::never},
    Way{Kind::bag, Kind::bag, false, Needs::never},
    Way{Kind::people, Kind::waste, false, Needs::never},
    Way{Kind::store, Kind::transit, true, Needs::never},
    Way{Kind::transit, Kind::store, true, Needs::always},
    Way{Kind::transit,
        Kind::adjustment,
        true,
        Needs::always,
        {Reason::lost, Reason::stolen, Reason::damaged, Reason::correction}},
    Way{Kind::adjustment, Kind::transit, true, Needs::always, {Reason::found, Reason::correction}},
    Way{Kind::store, Kind::kits, true, Needs::never},
    Way{Kind::kits, Kind::store, true, Needs::never},
    Way{Kind::store, Kind::waste, true, Needs::maybe, {Reason::damaged, Reason::expired}},
    Way{Kind::bag, Kind::waste, false, Needs::maybe, {Reason::damaged, Reason::expired}},
    Way{Kind::store, Kind::adjustment, true, Needs::maybe, {Reason::lost, Reason::stolen, Reason::correction}},
    Way{Kind::bag, Kind::adjustment, false, Needs::maybe, {Reason::lost, Reason::stolen, Reason::correction}},
    Way{Kind::adjustment, Kind::store, true, Needs::maybe, {Reason::found, Reason::correction}},
    Way{Kind::adjustment, Kind::bag, false, Needs::maybe, {Reason::found, Reason::correction}},
};

template <class Table>
auto value_of(const Table& table, std::string_view text) {
  std::optional<std::remove_const_t<decltype(table.front().first)>> out;
  for (const auto& [value, name] : table)
    if (name == text) out = value;
  return out;
}

template <class Table, class Value>
std::string_view name_of(const Table& table, Value wanted) {
  for (const auto& [value, name] : table)
    if (value == wanted) return name;
  return {};
}

bool is_currency(std::string_view text) {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool needs_reason(const Way& way) { return way.reasons.front() != Reason::none; }

const Way* way_of(const StockWay& wanted) {
  for (const Way& way : kWays)
    if (way.from == wanted.first && way.to == wanted.second) return &way;
  return nullptr;
}

bool allows(const Way& way, Reason reason) {
  if (!needs_reason(way)) return true;
  return reason != Reason::none && std::find(way.reasons.begin(), way.reasons.end(), reason) != way.reasons.end();
}

Result<void> check_line(const StockLine& line, const Way& way, const StockMove& move) {
  if (way.lot != line.lot.has_value())
    return fail(Code::invalid_argument, "what is in a store has a lot, and what is in a bag has none");
  if ((way.of == Needs::always && !move.of) || (way.of == Needs::never && move.of))
    return fail(Code::invalid_argument, "what is accepted names its sending, and only a settlement names a count");
  const bool described = !line.batch.empty() || line.expiry.has_value();
  if (described && line.to.kind != Kind::transit && line.from.kind != Kind::kits)
    return fail(Code::invalid_argument, "only a lot that is sent or made is described");
  return {};
}

bool same_goods(const StockLine& a, const StockLine& b) {
  return a.commodity == b.commodity && a.lot == b.lot && a.from == b.from && a.to == b.to;
}

bool touches(const StockLine& line, Kind kind) { return line.from.kind == kind || line.to.kind == kind; }

bool alike(const std::vector<StockLine>& lines) {
  std::optional<StockPlace> store;
  for (const StockLine& line : lines) {
    for (const StockPlace& place : {line.from, line.to}) {
      if (place.kind == Kind::store && store && *store != place) return false;
      if (place.kind == Kind::store) store = place;
    }
    for (const Kind kind : {Kind::transit, Kind::kits})
      if (touches(line, kind) != touches(lines.front(), kind)) return false;
  }
  return true;
}

bool repeats(const std::vector<StockLine>& lines) {
  for (auto one = lines.begin(); one != lines.end(); ++one)
    if (std::any_of(lines.begin(), one, [&](const StockLine& earlier) { return same_goods(earlier, *one); }))
      return true;
  return false;
}

}  // namespace

std::string_view to_text(Kind kind) { return name_of(kKinds, kind); }
std::optional<Kind> stock_kind(std::string_view text) { return value_of(kKinds, text); }
std::string_view to_text(Reason reason) { return name_of(kReasons, reason); }
std::optional<Reason> stock_reason(std::string_view text) { return value_of(kReasons, text); }

std::string to_text(const StockPlace& place) {
  std::string out(to_text(place.kind));
  return has_holder(place.kind) ? out + ":" + id_text(DeviceId{place.holder}) : out;
}

std::optional<StockPlace> stock_place(std::string_view text) {
  const auto colon = text.find(':');
  const auto kind = stock_kind(text.substr(0, colon));
  if (!kind || has_holder(*kind) != (colon != std::string_view::npos)) return std::nullopt;
  if (colon == std::string_view::npos) return StockPlace{*kind, {}};
  const auto holder = parse_id<DeviceId>(text.substr(colon + 1));
  if (!holder) return std::nullopt;
  return StockPlace{*kind, holder->bytes};
}

bool fits(const std::vector<StockWay>& ways, Reason reason) {
  bool reasoned = false;
  for (const StockWay& one : ways) {
    const Way* way = way_of(one);
    if (way == nullptr || !allows(*way, reason)) return false;
    reasoned = reasoned || needs_reason(*way);
  }
  return reasoned || reason == Reason::none;
}

Result<void> check_ways(const StockMove& move) {
  if (move.lines.empty()) return fail(Code::invalid_argument, "goods that move need a line at least");
  std::vector<StockWay> ways;
  for (const StockLine& line : move.lines) {
    const Way* way = way_of({line.from.kind, line.to.kind});
    if (way == nullptr || line.from == line.to) return fail(Code::invalid_argument, "goods do not go that way");
    CHECK(check_line(line, *way, move));
    ways.emplace_back(way->from, way->to);
  }
  if (!fits(ways, move.reason))
    return fail(Code::invalid_argument, "goods that go this way need another reason, or none");
  if (!alike(move.lines))
    return fail(Code::invalid_argument, "one store a record, and what is sent, accepted or made into kits by itself");
  if (repeats(move.lines)) return fail(Code::invalid_argument, "the same goods are there twice; give them once");
  return {};
}

Result<void> check_money(const Money& value) {
  if (value.hundredths < 1 || value.hundredths > kMostHundredths || !is_currency(value.currency))
    return fail(Code::invalid_argument, "the value must be an amount above nothing and a currency such as EUR");
  return {};
}

Result<void> check_counted(const StockCount& count) {
  if (!has_holder(count.at.kind)) return fail(Code::invalid_argument, "goods are counted in stores and in bags");
  if ((count.at.kind == Kind::store) != count.lot.has_value())
    return fail(Code::invalid_argument, "what is in a store has a lot, and what is in a bag has none");
  if (count.quantity < 0 || count.quantity > limits::kQuantity)
    return fail(Code::invalid_argument, "a count is a whole number from 0 to 10000000");
  if (count.missing > json::kMaxInteger || count.missing < -json::kMaxInteger)
    return fail(Code::too_large, "the book is over its limit");
  return {};
}

}  // namespace tacit::record

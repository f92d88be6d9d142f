#include <array>

#include "client/usecases/stock.hpp"
#include "client/usecases/team.hpp"
#include "client/view/goods.hpp"
#include "client/view/json.hpp"
#include "client/web/calls.hpp"
#include "client/web/read.hpp"

namespace tacit::web {
namespace {

using record::StockPlace;
using Team = std::optional<std::string>;

Team team_in(Fields& fields) { return fields.maybe_text("team", 1, limits::kName); }
std::int64_t some(Fields& fields) { return fields.integer("quantity", 1, limits::kQuantity); }

record::StockReason reason_in(Fields& fields, std::string_view key) {
  const auto reason = view::parse_reason(text(fields, key));
  if (!reason) fields.reject(reason.error());
  return reason ? *reason : record::StockReason::none;
}

json::object place_json(const Vault& vault, const StockPlace& place) {
  json::object out{{"kind", to_text(place.kind)}};
  if (place.kind == StockPlace::Kind::bag) out["name"] = view::device_name(vault, DeviceId{place.holder});
  if (place.kind == StockPlace::Kind::store) out["name"] = view::team_name(vault, TeamId{place.holder});
  return out;
}

Result<json::object> stock(Opened& opened, const json::value& body) {
  Fields fields(body);
  const bool empty = flag(fields, "empty");
  CHECK(fields.finish());
  TRY(const auto lines, usecases::show_stock(opened.session(), empty));
  json::array list;
  for (const auto& line : lines) {
    json::object one = view::stock_json(line);
    one["at"] = place_json(opened.vault, line.at);
    list.push_back(std::move(one));
  }
  return json::object{{"stock", std::move(list)}};
}

Result<json::object> receive(Opened& opened, const json::value& body) {
  Fields fields(body);
  usecases::NewDelivery delivery{.day = day(fields, "day"),
                                 .expiry = day(fields, "expiry"),
                                 .commodity = fields.text("commodity", 1, limits::kCode),
                                 .grant = text(fields, "grant"),
                                 .quantity = some(fields),
                                 .team = team_in(fields),
                                 .batch = text(fields, "batch"),
                                 .donated = flag(fields, "donated")};
  const auto value = fields.maybe_text("value", 1, limits::kName);
  CHECK(fields.finish());
  if (value) {
    TRY(delivery.value, view::parse_money(*value));
  }
  auto session = opened.session();
  TRY(const auto delivered, usecases::receive_stock(session, delivery));
  return json::object{{"record", id_text(delivered.rid)}, {"lot", id_text(delivered.lot)}};
}

Result<json::object> issue(Opened& opened, const json::value& body) {
  Fields fields(body);
  const auto to = maybe_id<DeviceId>(fields, "to");
  if (!to) fields.reject();
  usecases::NewIssue issued{.day = day(fields, "day"),
                            .commodity = fields.text("commodity", 1, limits::kCode),
                            .lot = maybe_id<LotId>(fields, "lot"),
                            .quantity = some(fields),
                            .to = to.value_or(DeviceId{}),
                            .team = team_in(fields),
                            .expired_anyway = flag(fields, "expired_anyway")};
  CHECK(fields.finish());
  auto session = opened.session();
  TRY(const auto records, usecases::issue_stock(session, issued));
  json::array list;
  for (const RecordId& rid : records) list.emplace_back(id_text(rid));
  return json::object{{"records", std::move(list)}};
}

usecases::NewMove stock_move_in(Fields& fields) {
  usecases::NewMove move{.day = day(fields, "day"), .lines = {}};
  move.team = team_in(fields);
  record::StockLine line{.commodity = fields.text("commodity", 1, limits::kCode),
                         .lot = maybe_id<LotId>(fields, "lot"),
                         .from = {},
                         .to = {}};
  line.quantity = some(fields);
  move.lines.push_back(std::move(line));
  return move;
}

Result<json::object> save_move(Opened& opened, const usecases::NewMove& move) {
  auto session = opened.session();
  TRY(const RecordId rid, usecases::move_stock(session, move));
  return json::object{{"record", id_text(rid)}};
}

Result<json::object> give_back(Opened& opened, const json::value& body) {
  Fields fields(body);
  auto move = stock_move_in(fields);
  const auto from = maybe_id<DeviceId>(fields, "from");
  if (!from) fields.reject();
  CHECK(fields.finish());
  move.lines.front().from = StockPlace::bag(*from);
  TRY(move.lines.front().to, usecases::store_of(opened.session(), move.team));
  return save_move(opened, move);
}

Result<json::object> send_goods(Opened& opened, const json::value& body) {
  Fields fields(body);
  auto move = stock_move_in(fields);
  const auto receiver = maybe_id<TeamId>(fields, "to_team");
  if (!receiver) fields.reject();
  CHECK(fields.finish());
  TRY(move.lines.front().from, usecases::store_of(opened.session(), move.team));
  move.lines.front().to = {StockPlace::Kind::transit, {}};
  move.told = {*receiver};
  return save_move(opened, move);
}

std::map<LotId, std::int64_t> arrived_in(Fields& fields) {
  std::map<LotId, std::int64_t> out;
  if (!fields.has("arrived")) return out;
  for (const auto& [lot, quantity] : fields.members("arrived", limits::kItems)) {
    const auto id = parse_id<LotId>(lot);
    const bool counted = quantity.is_int64() && quantity.get_int64() >= 0 && quantity.get_int64() <= limits::kQuantity;
    if (!id || !counted)
      fields.reject();
    else
      out.emplace(*id, quantity.get_int64());
  }
  return out;
}

Result<json::object> accept_goods(Opened& opened, const json::value& body) {
  Fields fields(body);
  const auto sending = maybe_id<RecordId>(fields, "sending");
  if (!sending) fields.reject();
  const usecases::Acceptance acceptance{.of = sending.value_or(RecordId{}),
                                        .day = day(fields, "day"),
                                        .arrived = arrived_in(fields),
                                        .reason = reason_in(fields, "reason"),
                                        .team = team_in(fields)};
  CHECK(fields.finish());
  auto session = opened.session();
  TRY(const RecordId rid, usecases::accept_stock(session, acceptance));
  return json::object{{"record", id_text(rid)}};
}

// Written off, or with `surplus` found.
Result<json::object> settle(Opened& opened, const json::value& body) {
  Fields fields(body);
  auto move = stock_move_in(fields);
  const auto bag = maybe_id<DeviceId>(fields, "bag");
  const bool surplus = flag(fields, "surplus");
  move.reason = reason_in(fields, "reason");
  auto& line = move.lines.front();
  if (bag.has_value() == line.lot.has_value()) fields.reject();
  CHECK(fields.finish());
  StockPlace at = bag ? StockPlace::bag(*bag) : StockPlace();
  if (!bag) {
    TRY(at, usecases::store_of(opened.session(), move.team));
  }
  line = usecases::settling_line(line.commodity, line.lot, at, surplus ? -line.quantity : line.quantity, move.reason);
  return save_move(opened, move);
}

Result<json::object> count_store(Opened& opened, const json::value& body) {
  Fields fields(body);
  usecases::NewCount count{.day = day(fields, "day"),
                           .commodity = fields.text("commodity", 1, limits::kCode),
                           .at = {},
                           .lot = maybe_id<LotId>(fields, "lot"),
                           .quantity = fields.integer("quantity", 0, limits::kQuantity),
                           .settle = reason_in(fields, "settle"),
                           .team = team_in(fields)};
  CHECK(fields.finish());
  TRY(count.at, usecases::store_of(opened.session(), count.team));
  auto session = opened.session();
  TRY(const auto counted, usecases::count_stock(session, count));
  return json::object{{"record", id_text(counted.rid)}, {"missing", counted.missing}};
}

Result<json::object> kits(Opened& opened, const json::value& body) {
  Fields fields(body);
  const usecases::NewKits wanted{.day = day(fields, "day"),
                                 .kit = fields.text("kit", 1, limits::kCode),
                                 .quantity = some(fields),
                                 .open = maybe_id<LotId>(fields, "open"),
                                 .team = team_in(fields)};
  CHECK(fields.finish());
  auto session = opened.session();
  TRY(const auto made, usecases::make_kits(session, wanted));
  json::array lots;
  for (const auto& [commodity, lot] : made.lots)
    lots.push_back(json::object{{"commodity", commodity}, {"lot", id_text(lot)}});
  return json::object{{"record", id_text(made.rid)}, {"lots", std::move(lots)}};
}

json::object recalled_json(const Vault& vault, const usecases::Recalled& found) {
  json::array lots, held, movements, people;
  for (const auto& lot : found.lots) {
    lots.push_back(json::object{{"lot", id_text(lot.id)}, {"commodity", lot.commodity}, {"batch", lot.batch}});
    if (lot.expiry) lots.back().as_object()["expiry"] = to_text(*lot.expiry);
  }
  for (const auto& one : found.held)
    held.push_back(
        json::object{{"at", place_json(vault, one.at)}, {"quantity", one.quantity()}, {"commodity", one.commodity}});
  for (const auto& [lot, step] : found.steps)
    movements.push_back(json::object{{"day", to_text(step.day)},
                                     {"quantity", step.quantity},
                                     {"commodity", vault.lot(lot).value_or(domain::Lot{}).commodity},
                                     {"from", place_json(vault, step.source)},
                                     {"to", place_json(vault, step.target)},
                                     {"record", id_text(step.root)}});
  for (const auto& one : found.people) {
    const auto person = one.client ? vault.person(*one.client) : std::nullopt;
    people.push_back(json::object{{"record", id_text(one.rid)}, {"day", to_text(one.day)}});
    if (person) people.back().as_object()["client"] = person->code.to_text();
    if (one.client && !person) people.back().as_object()["is_elsewhere"] = true;
  }
  return {{"lots", lots}, {"held", held}, {"movements", movements}, {"people", people}};
}

Result<json::object> recall(Opened& opened, const json::value& body) {
  Fields fields(body);
  const std::string lot = fields.text("lot", 1, limits::kName);
  CHECK(fields.finish());
  TRY(const auto found, usecases::recall_lot(opened.session(), lot));
  return recalled_json(opened.vault, found);
}

constexpr std::array kAboutStores{
    NamedCall{"stock", stock},      NamedCall{"receive", receive},         NamedCall{"issue", issue},
    NamedCall{"return", give_back}, NamedCall{"send_goods", send_goods},   NamedCall{"accept_goods", accept_goods},
    NamedCall{"settle", settle},    NamedCall{"count_store", count_store}, NamedCall{"kits", kits},
    NamedCall{"recall", recall}};

}  // namespace

std::span<const NamedCall> calls_about_stores() { return kAboutStores; }

}  // namespace tacit::web

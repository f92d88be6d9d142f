#include <array>

#include "client/usecases/stock.hpp"
#include "client/web/calls.hpp"
#include "client/web/outing_in_progress.hpp"
#include "client/web/read.hpp"

namespace tacit::web {

Result<json::array> bag_json(Opened& opened) {
  TRY(const auto* memory, opened.vault.memory());
  const auto own = record::StockPlace::bag(memory->signing_key().device_id());
  TRY(const auto lines, usecases::show_stock(opened.session()));
  json::array out;
  for (const auto& line : lines)
    if (line.at == own) out.push_back(json::object{{"commodity", line.commodity}, {"quantity", line.quantity}});
  return out;
}

namespace {

Result<record::StockPlace> own_bag(const Opened& opened) {
  TRY(const auto* memory, opened.vault.memory());
  return record::StockPlace::bag(memory->signing_key().device_id());
}

Result<json::object> bag(Opened& opened, const json::value& body) {
  CHECK(Fields(body).finish());
  TRY(auto lines, bag_json(opened));
  return json::object{{"lines", std::move(lines)}};
}

Result<json::object> count(Opened& opened, const json::value& body) {
  Fields fields(body);
  usecases::NewCount count{.day = day(fields, "day"),
                           .commodity = text(fields, "commodity"),
                           .at = {},
                           .lot = {},
                           .quantity = fields.integer("quantity", 0, limits::kQuantity)};
  count.team = fields.maybe_text("team", 1, limits::kName);
  if (const auto said = fields.maybe_text("settle", 1, limits::kCode)) {
    const auto reason = record::stock_reason(*said);
    if (!reason || *reason == record::StockReason::expired_anyway) fields.reject();
    count.settle = reason.value_or(record::StockReason::none);
  }
  CHECK(fields.finish());
  TRY(count.at, own_bag(opened));
  auto session = opened.session();
  TRY(const auto counted, usecases::count_stock(session, count));
  return json::object{{"record", id_text(counted.rid)}, {"missing", counted.missing}};
}

// One line, of a commodity and a quantity.
usecases::NewMove move_in(Fields& fields) {
  usecases::NewMove move{.day = day(fields, "day"), .lines = {}};
  move.team = fields.maybe_text("team", 1, limits::kName);
  record::StockLine line{.commodity = text(fields, "commodity"), .lot = {}, .from = {}, .to = {}};
  line.quantity = fields.integer("quantity", 1, limits::kQuantity);
  move.lines.push_back(std::move(line));
  return move;
}

Result<json::object> save(Opened& opened, const usecases::NewMove& move) {
  auto session = opened.session();
  TRY(const RecordId rid, usecases::move_stock(session, move));
  return json::object{{"record", id_text(rid)}};
}

Result<json::object> pass_on(Opened& opened, const json::value& body) {
  Fields fields(body);
  auto move = move_in(fields);
  const auto to = maybe_id<DeviceId>(fields, "to");
  if (!to) fields.reject();
  CHECK(fields.finish());
  TRY(move.lines.front().from, own_bag(opened));
  move.lines.front().to = record::StockPlace::bag(*to);
  return save(opened, move);
}

Result<json::object> collect(Opened& opened, const json::value& body) {
  Fields fields(body);
  auto move = move_in(fields);
  CHECK(fields.finish());
  move.lines.front().from = {record::StockPlace::Kind::people, {}};
  move.lines.front().to = {record::StockPlace::Kind::waste, {}};
  return save(opened, move);
}

constexpr std::array kAboutGoods{NamedCall{"bag", bag}, NamedCall{"count", count}, NamedCall{"pass", pass_on},
                                 NamedCall{"collect", collect}};

}  // namespace

std::span<const NamedCall> calls_about_goods() { return kAboutGoods; }

}  // namespace tacit::web

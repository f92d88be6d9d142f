#include "schema/stock_codec.hpp"

#include "crypto/encoding.hpp"
#include "schema/record_json.hpp"

namespace tacit::record {
namespace {

json::object to_json(const StockLine& line) {
  json::object out{{"commodity", line.commodity}};
  if (line.lot) out.emplace("lot", id_text(*line.lot));
  put_text(out, "batch", line.batch);
  if (line.expiry) out.emplace("expiry", to_text(*line.expiry));
  out.emplace("quantity", line.quantity);
  out.emplace("from", to_text(line.from));
  out.emplace("to", to_text(line.to));
  return out;
}

template <class T>
Result<T> finished(json::Fields& fields, T record) {
  CHECK(fields.finish());
  return record;
}

std::optional<Day> maybe_day(json::Fields& f, std::string_view key) {
  if (!f.has(key)) return std::nullopt;
  return read_day(f, key);
}

StockReceive received_in(json::Fields& f) {
  return {.day = read_day(f, "day"),
          .commodity = read_code(f, "commodity"),
          .lot = read_id<LotId>(f, "lot"),
          .expiry = maybe_day(f, "expiry"),
          .quantity = read_quantity(f, "quantity"),
          .grant = maybe_code(f, "grant")};
}

// Version 3 exists for what goods cost, and for goods that move otherwise.
Result<Body> received_with_more(json::Fields& f) {
  StockReceive r = received_in(f);
  if (f.has("batch")) r.batch = read_batch(f);
  r.value = maybe_money(f);
  if (f.has("donated")) {
    r.donated = f.boolean("donated");
    if (!r.donated) f.reject();
  }
  if (r.batch.empty() && !r.value && !r.donated) f.reject();
  return finished<Body>(f, std::move(r));
}

StockPlace read_place(json::Fields& f, std::string_view key) {
  const auto place = stock_place(f.text(key, 1, limits::kCode));
  if (!place) f.reject();
  return place.value_or(StockPlace{});
}

StockLine line_in(json::Fields& f) {
  StockLine line{.commodity = read_code(f, "commodity"), .lot = std::nullopt, .from = {}, .to = {}};
  if (f.has("lot")) line.lot = read_id<LotId>(f, "lot");
  if (f.has("batch")) line.batch = read_batch(f);
  line.expiry = maybe_day(f, "expiry");
  line.quantity = read_quantity(f, "quantity");
  line.from = read_place(f, "from");
  line.to = read_place(f, "to");
  return line;
}

Result<Body> moved(json::Fields& f) {
  StockMove r{.day = read_day(f, "day"), .lines = {}, .reason = maybe_reason(f)};
  if (f.has("of")) r.of = read_id<RecordId>(f, "of");
  for (const json::value& item : maybe_list(f, "lines")) {
    json::Fields line(item);
    r.lines.push_back(line_in(line));
    if (const auto done = line.finish(); !done) f.reject(done.error());
  }
  if (f.ok() && !check_ways(r)) f.reject();
  return finished<Body>(f, std::move(r));
}

std::int64_t maybe_quantity(json::Fields& f, std::string_view key) { return f.has(key) ? f.integer(key, 1) : 0; }

Result<Body> counted(json::Fields& f) {
  StockCount r{.day = read_day(f, "day"), .at = read_place(f, "at"), .commodity = read_code(f, "commodity"), .lot = {}};
  if (f.has("lot")) r.lot = read_id<LotId>(f, "lot");
  r.quantity = f.integer("quantity", 0, limits::kQuantity);
  const std::int64_t missing = maybe_quantity(f, "missing"), surplus = maybe_quantity(f, "surplus");
  if (missing != 0 && surplus != 0) f.reject();
  r.missing = missing - surplus;
  if (f.ok() && !check_counted(r)) f.reject();
  return finished<Body>(f, std::move(r));
}

}  // namespace

bool says_more(const StockReceive& r) { return !r.batch.empty() || r.value || r.donated; }

json::object body_of(const StockHandOut& r) {
  return {
      {"op", "hand-out"}, {"day", to_text(r.day)}, {"commodity", r.commodity}, {"quantity", r.quantity}, {"to", r.to}};
}

json::object body_of(const StockReceive& r) {
  json::object out{{"op", "receive"}, {"day", to_text(r.day)}, {"commodity", r.commodity}, {"lot", id_text(r.lot)}};
  if (r.expiry) out.emplace("expiry", to_text(*r.expiry));
  out.emplace("quantity", r.quantity);
  put_text(out, "grant", r.grant);
  put_text(out, "batch", r.batch);
  put_money(out, r.value);
  if (r.donated) out.emplace("donated", true);
  return out;
}

json::object body_of(const StockIssue& r) {
  return {{"op", "issue"},         {"day", to_text(r.day)},  {"commodity", r.commodity},
          {"lot", id_text(r.lot)}, {"quantity", r.quantity}, {"to", id_text(r.to)}};
}

json::object body_of(const StockMove& r) {
  json::object out{{"op", "move"}, {"day", to_text(r.day)}};
  put_text(out, "reason", std::string(to_text(r.reason)));
  if (r.of) out.emplace("of", id_text(*r.of));
  json::array lines;
  for (const StockLine& line : r.lines) lines.push_back(to_json(line));
  put_list(out, "lines", std::move(lines));
  return out;
}

json::object body_of(const StockCount& r) {
  json::object out{{"op", "count"}, {"day", to_text(r.day)}, {"at", to_text(r.at)}, {"commodity", r.commodity}};
  if (r.lot) out.emplace("lot", id_text(*r.lot));
  out.emplace("quantity", r.quantity);
  if (r.missing > 0) out.emplace("missing", r.missing);
  if (r.missing < 0) out.emplace("surplus", -r.missing);
  return out;
}

Result<Body> decode_stock(const json::value& body) {
  json::Fields f(body);
  const std::string op = f.text("op", 1, limits::kCode);
  if (op == "receive") return finished<Body>(f, received_in(f));
  if (op != "issue") return fail(Code::malformed, "a stock record that neither receives nor issues");
  StockIssue r{.day = read_day(f, "day"),
               .commodity = read_code(f, "commodity"),
               .lot = read_id<LotId>(f, "lot"),
               .quantity = read_quantity(f, "quantity"),
               .to = read_id<DeviceId>(f, "to")};
  return finished<Body>(f, std::move(r));
}

// Version 2 exists for what is handed out in bulk.
Result<Body> decode_hand_out(const json::value& body) {
  json::Fields f(body);
  if (f.text("op", 1, limits::kCode) != "hand-out") f.reject();
  StockHandOut r{.day = read_day(f, "day"),
                 .commodity = read_code(f, "commodity"),
                 .quantity = read_quantity(f, "quantity"),
                 .to = read_code(f, "to")};
  return finished<Body>(f, std::move(r));
}

Result<Body> decode_supply(const json::value& body) {
  json::Fields f(body);
  const std::string op = f.text("op", 1, limits::kCode);
  if (op == "receive") return received_with_more(f);
  if (op == "move") return moved(f);
  if (op == "count") return counted(f);
  return fail(Code::malformed, "a stock record that neither receives, moves nor counts");
}

}  // namespace tacit::record

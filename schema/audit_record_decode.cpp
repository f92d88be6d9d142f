#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "schema/audit_record.hpp"
#include "schema/record_json.hpp"

namespace tacit::audit {
namespace {

constexpr Error kNewer{Code::update_needed, "a kind of record that this version does not know"};
// A class sums up to kItems goods.
constexpr std::int64_t kSum = limits::kQuantity * static_cast<std::int64_t>(limits::kItems);

template <class T>
Result<T> finished(json::Fields& fields, T record) {
  CHECK(fields.finish());
  return record;
}

// "2021-W09": the last week of an ISO year is the one that holds 28 December.
bool is_week(std::string_view text) {
  if (text.size() != 8 || text.substr(4, 2) != "-W") return false;
  const auto last_day = parse_day(std::string(text.substr(0, 4)) + "-12-28");
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  return last_day && digit(6) && digit(7) && text.substr(6) != "00" && text <= iso_week_of(*last_day);
}

std::string read_period(json::Fields& f) {
  std::string text = f.text("period", 7, 8);
  const bool month = text.size() == 7 && text[4] == '-' && parse_period(text);
  if (!month && !is_week(text)) f.reject();
  return text;
}

std::vector<record::Counted> sorted_counted(json::Fields& f, std::string_view key, std::int64_t max) {
  auto out = record::maybe_counted(f, key, max);
  if (!std::is_sorted(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.code < b.code; })) f.reject();
  return out;
}

std::vector<std::string> sorted_codes(json::Fields& f, std::string_view key) {
  std::vector<std::string> out;
  for (const json::value& item : record::maybe_list(f, key)) {
    const std::string_view code = item.is_string() ? std::string_view(item.get_string()) : std::string_view();
    if (!record::is_code(code) || (!out.empty() && code <= out.back())) f.reject();
    out.emplace_back(code);
  }
  return out;
}

Result<Body> outing(const json::value& body) {
  json::Fields f(body);
  Outing r{.period = read_period(f),
           .kind = record::read_code(f, "kind"),
           .time = record::read_time(f, "time"),
           .site_group = record::read_code(f, "site_group")};
  return finished<Body>(f, std::move(r));
}

Result<Body> contact(const json::value& body) {
  json::Fields f(body);
  Contact r;
  r.period = read_period(f);
  r.quarter = record::read_quarter(f);
  if (f.has("client")) r.client = record::read_id<Pseudonym>(f, "client");
  if (f.has("anonymous")) r.anonymous = record::read_quantity(f, "anonymous");
  if (r.client.has_value() == (r.anonymous != 0)) f.reject();
  r.kind = record::read_code(f, "kind");
  r.time = record::read_time(f, "time");
  r.site_group = record::read_code(f, "site_group");
  r.services = sorted_counted(f, "services", limits::kQuantity);
  r.tests = sorted_codes(f, "tests");
  r.given = sorted_counted(f, "given", kSum);
  r.about = record::maybe_attributes(f, "about");
  return finished<Body>(f, std::move(r));
}

Result<Body> group(const json::value& body) {
  json::Fields f(body);
  Group r{.period = read_period(f),
          .kind = record::read_code(f, "kind"),
          .site_group = record::read_code(f, "site_group"),
          .participants = record::read_quantity(f, "participants")};
  return finished<Body>(f, std::move(r));
}

Result<Body> intake(const json::value& body) {
  json::Fields f(body);
  Intake r{
      .period = read_period(f), .kind = record::read_code(f, "kind"), .site_group = record::read_code(f, "site_group")};
  return finished<Body>(f, std::move(r));
}

Result<Body> support_case(const json::value& body) {
  json::Fields f(body);
  Case r{.period = read_period(f),
         .quarter = record::read_quarter(f),
         .client = record::read_id<Pseudonym>(f, "client"),
         .kind = record::read_code(f, "kind"),
         .step = record::read_step(f)};
  if (r.step == record::Case::Step::closed) f.reject();
  return finished<Body>(f, std::move(r));
}

Result<Body> hand_out(const json::value& body) {
  json::Fields f(body);
  if (f.text("op", 1, limits::kCode) != "hand-out") f.reject();
  HandOut r{.period = read_period(f),
            .site_group = record::read_code(f, "site_group"),
            .audit_class = record::read_code(f, "class"),
            .quantity = record::read_quantity(f, "quantity")};
  return finished<Body>(f, std::move(r));
}

Result<Body> link(const json::value& body) {
  json::Fields f(body);
  if (f.text("op", 1, limits::kCode) != "link") f.reject();
  Link r{.quarter = record::read_quarter(f),
         .kept = record::read_id<Pseudonym>(f, "kept"),
         .duplicate = record::read_id<Pseudonym>(f, "duplicate")};
  if (r.kept == r.duplicate) f.reject();
  return finished<Body>(f, std::move(r));
}

Result<Body> stock(const json::value& body) {
  json::Fields f(body);
  const std::string op = f.text("op", 1, limits::kCode);
  Stock r{.op = op == "issue" ? Stock::Op::issue : Stock::Op::receive,
          .period = read_period(f),
          .commodity = record::read_code(f, "commodity"),
          .quantity = record::read_quantity(f, "quantity"),
          .grant = record::maybe_code(f, "grant")};
  if (op != "receive" && op != "issue") f.reject();
  if (op == "issue" && !r.grant.empty()) f.reject();
  return finished<Body>(f, std::move(r));
}

Result<Body> valued(json::Fields& f) {
  Stock r{.op = Stock::Op::receive,
          .period = read_period(f),
          .commodity = record::read_code(f, "commodity"),
          .quantity = record::read_quantity(f, "quantity"),
          .grant = record::maybe_code(f, "grant"),
          .value = record::maybe_money(f),
          .donated = f.has("donated")};
  if (r.donated && !f.boolean("donated")) f.reject();
  if (!r.donated && !r.value) f.reject();
  return finished<Body>(f, std::move(r));
}

Moved::Place read_place(json::Fields& f, std::string_view key) {
  const auto kind = record::stock_kind(f.text(key, 1, limits::kCode));
  if (!kind) f.reject();
  return kind.value_or(Moved::Place::store);
}

auto order_of(const Moved::Line& line) {
  return std::tuple(std::string_view(line.commodity), record::to_text(line.from), record::to_text(line.to));
}

std::vector<Moved::Line> read_moved(json::Fields& fields) {
  std::vector<Moved::Line> out;
  for (const json::value& item : record::maybe_list(fields, "lines")) {
    json::Fields f(item);
    Moved::Line line{.commodity = record::read_code(f, "commodity"),
                     .from = read_place(f, "from"),
                     .to = read_place(f, "to"),
                     .quantity = record::read_quantity(f, "quantity", kSum)};
    if (const auto done = f.finish(); !done) fields.reject(done.error());
    if (!out.empty() && order_of(line) <= order_of(out.back())) fields.reject();
    out.push_back(std::move(line));
  }
  if (out.empty()) fields.reject();
  return out;
}

Result<Body> supply(const json::value& body) {
  json::Fields f(body);
  const std::string op = f.text("op", 1, limits::kCode);
  if (op == "receive") return valued(f);
  if (op != "move") return fail(Code::malformed, "a stock record that neither receives nor moves");
  Moved r{.period = read_period(f), .reason = record::maybe_reason(f), .lines = read_moved(f)};
  std::vector<record::StockWay> ways;
  for (const Moved::Line& line : r.lines) ways.emplace_back(line.from, line.to);
  if (!record::fits(ways, r.reason)) f.reject();
  return finished<Body>(f, std::move(r));
}

Result<Body> statement(const json::value& body) {
  json::Fields f(body);
  return finished<Body>(f, record::read_statement(f));
}

Result<Body> closing(const json::value& body) {
  json::Fields f(body);
  return finished<Body>(f, Closing{record::read_day(f, "until")});
}

struct Decoder {
  std::string_view kind;
  int version;
  Result<Body> (*read)(const json::value&);
};
constexpr std::array kDecoders{
    Decoder{"outing", 1, outing},       Decoder{"contact", 1, contact},   Decoder{"group", 1, group},
    Decoder{"intake", 1, intake},       Decoder{"case", 1, support_case}, Decoder{"client", 1, link},
    Decoder{"stock", 1, stock},         Decoder{"stock", 2, hand_out},    Decoder{"stock", 3, supply},
    Decoder{"statement", 1, statement}, Decoder{"closing", 1, closing}};

Result<Body> decode_body(std::string_view kind, std::int64_t version, const json::value& body) {
  for (const Decoder& one : kDecoders)
    if (one.kind == kind && one.version == version) return one.read(body);
  return fail(kNewer);
}

Result<Record> correct(const json::value& body) {
  json::Fields f(body);
  const RecordId target = record::read_id<RecordId>(f, "target");
  const Hash entry = record::read_hash(f, "entry");
  const std::string kind = record::read_code(f, "kind");
  const std::int64_t version = f.integer("kv", 1);
  const json::value& replacement = f.member("replacement");
  if (kind == "correct" || kind == "void") f.reject();
  CHECK(f.finish());
  TRY(Body decoded, decode_body(kind, version, replacement));
  return Correct{target, entry, std::move(decoded)};
}

Result<Record> make_void(const json::value& body) {
  json::Fields f(body);
  return finished<Record>(
      f, Void{.target = record::read_id<RecordId>(f, "target"), .entry = record::read_hash(f, "entry")});
}

}  // namespace

Result<Record> decode(std::string_view kind, int version, const json::value& body) {
  if (kind == "correct") return version == record::kKindVersion ? correct(body) : fail(kNewer);
  if (kind == "void") return version == record::kKindVersion ? make_void(body) : fail(kNewer);
  TRY(const Body decoded, decode_body(kind, version, body));
  return std::visit([](const auto& b) { return Record(b); }, decoded);
}

}  // namespace tacit::audit

#include <array>
#include <utility>

#include "schema/record.hpp"
#include "schema/record_json.hpp"

namespace tacit::record {
namespace {

constexpr Error kNewer{Code::update_needed, "a kind of record that this version does not know"};

template <class T>
Result<T> finished(json::Fields& fields, T record) {
  CHECK(fields.finish());
  return record;
}

Result<Body> client(const json::value& body) {
  json::Fields f(body);
  const std::string op = f.text("op", 1, limits::kCode);
  if (op == "register") {
    ClientRegister r{.client = read_id<ClientId>(f, "client"),
                     .code = read_client_code(f, "code"),
                     .attributes = maybe_attributes(f, "attributes"),
                     .day = read_day(f, "day")};
    return finished<Body>(f, std::move(r));
  }
  if (op != "link") return fail(Code::malformed, "a client record that neither registers nor links");
  ClientLink r{
      .kept = read_id<ClientId>(f, "kept"), .duplicate = read_id<ClientId>(f, "duplicate"), .day = read_day(f, "day")};
  if (f.has("quarter")) r.quarter = read_quarter(f);
  if (r.kept == r.duplicate) f.reject();
  return finished<Body>(f, r);
}

Result<Body> consent(const json::value& body) {
  json::Fields f(body);
  Consent r{.client = read_id<ClientId>(f, "client"),
            .version = read_code(f, "version"),
            .given = f.boolean("given"),
            .day = read_day(f, "day")};
  return finished<Body>(f, std::move(r));
}

Label::Subject read_subject(json::Fields& f) {
  using Subject = Label::Subject;
  const std::string text = f.text("subject", 1, limits::kCode);
  if (text == "organisation") return Subject::organisation;
  if (text == "device") return Subject::device;
  if (text == "team") return Subject::team;
  if (text != "site") f.reject();
  return Subject::site;
}

Result<Body> label(const json::value& body) {
  json::Fields f(body);
  Label r{.subject = read_subject(f), .id = {}, .name = {}};
  if (r.subject == Label::Subject::site) r.id = read_code(f, "id");
  if (r.subject == Label::Subject::device) r.id = id_text(read_id<DeviceId>(f, "id"));
  if (r.subject == Label::Subject::team) r.id = id_text(read_id<TeamId>(f, "id"));
  r.name = read_free_text(f, "name", limits::kName);
  return finished<Body>(f, std::move(r));
}

Result<Body> outing(const json::value& body) {
  json::Fields f(body);
  Outing r{.day = read_day(f, "day"),
           .kind = read_code(f, "kind"),
           .time = read_time(f, "time"),
           .site = read_code(f, "site"),
           .route = maybe_free_text(f, "route", limits::kName),
           .crew = maybe_ids<DeviceId>(f, "crew")};
  return finished<Body>(f, std::move(r));
}

TestResult read_result(json::Fields& f) {
  const std::string text = f.text("result", 1, limits::kCode);
  if (text == "reactive") return TestResult::reactive;
  if (text == "invalid") return TestResult::invalid;
  if (text != "non-reactive") f.reject();
  return TestResult::non_reactive;
}

std::vector<Test> maybe_tests(json::Fields& fields) {
  std::vector<Test> out;
  for (const json::value& item : maybe_list(fields, "tests")) {
    json::Fields f(item);
    out.push_back({.test = read_code(f, "test"),
                   .result = read_result(f),
                   .told = f.boolean("told"),
                   .counselled_before = f.boolean("counselled_before"),
                   .counselled_after = f.boolean("counselled_after")});
    if (const auto done = f.finish(); !done) fields.reject(done.error());
  }
  return out;
}

Result<Body> contact(const json::value& body) {
  json::Fields f(body);
  Contact r;
  r.day = read_day(f, "day");
  if (f.has("client")) r.client = read_id<ClientId>(f, "client");
  if (f.has("anonymous")) r.anonymous = read_quantity(f, "anonymous");
  if (r.client.has_value() == (r.anonymous != 0)) f.reject();
  if (f.has("outing")) r.outing = read_id<RecordId>(f, "outing");
  r.kind = read_code(f, "kind");
  r.time = read_time(f, "time");
  r.site = read_code(f, "site");
  r.services = maybe_counted(f, "services", limits::kQuantity);
  r.tests = maybe_tests(f);
  r.given = maybe_counted(f, "given", limits::kQuantity);
  r.about = maybe_attributes(f, "about");
  r.note = maybe_free_text(f, "note", limits::kNote);
  return finished<Body>(f, std::move(r));
}

Result<Body> group(const json::value& body) {
  json::Fields f(body);
  GroupSession r{.day = read_day(f, "day"),
                 .kind = read_code(f, "kind"),
                 .topic = maybe_free_text(f, "topic", limits::kName),
                 .site = read_code(f, "site"),
                 .participants = read_quantity(f, "participants"),
                 .known = maybe_ids<ClientId>(f, "known")};
  if (std::cmp_greater(r.known.size(), r.participants)) f.reject();
  return finished<Body>(f, std::move(r));
}

Result<Body> referral(const json::value& body) {
  json::Fields f(body);
  Referral r{.client = read_id<ClientId>(f, "client"),
             .destination = read_code(f, "destination"),
             .reason = maybe_code(f, "reason"),
             .voucher = read_client_code(f, "voucher"),
             .day = read_day(f, "day")};
  return finished<Body>(f, std::move(r));
}

Result<Body> stock(const json::value& body) {
  json::Fields f(body);
  const std::string op = f.text("op", 1, limits::kCode);
  if (op == "receive") {
    StockReceive r{.day = read_day(f, "day"),
                   .commodity = read_code(f, "commodity"),
                   .lot = read_id<LotId>(f, "lot"),
                   .expiry = std::nullopt,
                   .quantity = read_quantity(f, "quantity"),
                   .grant = maybe_code(f, "grant")};
    if (f.has("expiry")) r.expiry = read_day(f, "expiry");
    return finished<Body>(f, std::move(r));
  }
  if (op != "issue") return fail(Code::malformed, "a stock record that neither receives nor issues");
  StockIssue r{.day = read_day(f, "day"),
               .commodity = read_code(f, "commodity"),
               .lot = read_id<LotId>(f, "lot"),
               .quantity = read_quantity(f, "quantity"),
               .to = read_id<DeviceId>(f, "to")};
  return finished<Body>(f, std::move(r));
}

Result<Body> statement(const json::value& body) {
  json::Fields f(body);
  return finished<Body>(f, read_statement(f));
}

using Decoder = Result<Body> (*)(const json::value&);
constexpr std::array<std::pair<std::string_view, Decoder>, 9> kDecoders{{{"client", client},
                                                                         {"consent", consent},
                                                                         {"label", label},
                                                                         {"outing", outing},
                                                                         {"contact", contact},
                                                                         {"group", group},
                                                                         {"referral", referral},
                                                                         {"stock", stock},
                                                                         {"statement", statement}}};

Result<Body> decode_body(std::string_view kind, std::int64_t version, const json::value& body) {
  for (const auto& [name, decoder] : kDecoders)
    if (name == kind) return version == kKindVersion ? decoder(body) : fail(kNewer);
  return fail(kNewer);
}

Result<Record> correct(const json::value& body) {
  json::Fields f(body);
  const RecordId target = read_id<RecordId>(f, "target");
  const Hash entry = read_hash(f, "entry");
  const std::string kind = read_code(f, "kind");
  const std::int64_t version = f.integer("kv", 1);
  const json::value& replacement = f.member("replacement");
  if (kind == "correct" || kind == "void") f.reject();
  CHECK(f.finish());
  TRY(Body decoded, decode_body(kind, version, replacement));
  return Correct{target, entry, std::move(decoded)};
}

Result<Record> make_void(const json::value& body) {
  json::Fields f(body);
  Void r{.target = read_id<RecordId>(f, "target"),
         .entry = read_hash(f, "entry"),
         .reason = maybe_free_text(f, "reason", limits::kName)};
  return finished<Record>(f, std::move(r));
}

}  // namespace

Result<Record> decode(std::string_view kind, int version, const json::value& body) {
  if (kind == "correct") return version == kKindVersion ? correct(body) : fail(kNewer);
  if (kind == "void") return version == kKindVersion ? make_void(body) : fail(kNewer);
  TRY(const Body decoded, decode_body(kind, version, body));
  return to_record(decoded);
}

}  // namespace tacit::record

#include <array>
#include <utility>

#include "schema/record.hpp"
#include "schema/record_json.hpp"
#include "schema/stock_codec.hpp"

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

Consent consent_in(json::Fields& f) {
  return {.client = read_id<ClientId>(f, "client"),
          .version = read_code(f, "version"),
          .given = f.boolean("given"),
          .day = read_day(f, "day")};
}

Result<Body> consent(const json::value& body) {
  json::Fields f(body);
  return finished<Body>(f, consent_in(f));
}

// Version 2 exists for what a guardian said.
Result<Body> consent_of_guardian(const json::value& body) {
  json::Fields f(body);
  Consent r = consent_in(f);
  r.by = Consent::By::guardian;
  if (f.text("by", 1, limits::kCode) != "guardian") f.reject();
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

Contact contact_in(json::Fields& f) {
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
  return r;
}

Result<Body> contact(const json::value& body) {
  json::Fields f(body);
  return finished<Body>(f, contact_in(f));
}

// Version 2 exists for the lots of what was used and given.
Result<Body> contact_with_lots(const json::value& body) {
  json::Fields f(body);
  Contact r = contact_in(f);
  r.lots = read_lots(f);
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

Outcome::What read_what(json::Fields& f) {
  using What = Outcome::What;
  const std::string text = f.text("outcome", 1, limits::kCode);
  for (const What what : {What::seen, What::declined, What::no_show, What::refused, What::result, What::linked})
    if (to_text(what) == text) return what;
  f.reject();
  return What::seen;
}

std::optional<ClientId> maybe_client(json::Fields& f) {
  if (!f.has("client")) return std::nullopt;
  return read_id<ClientId>(f, "client");
}

Result<Body> outcome(const json::value& body) {
  json::Fields f(body);
  Outcome r{.client = read_id<ClientId>(f, "client"),
            .of = read_id<RecordId>(f, "of"),
            .what = read_what(f),
            .day = read_day(f, "day"),
            .note = maybe_free_text(f, "note", limits::kNote)};
  return finished<Body>(f, std::move(r));
}

Result<Body> appointment(const json::value& body) {
  json::Fields f(body);
  Appointment r{.client = read_id<ClientId>(f, "client"),
                .day = read_day(f, "day"),
                .on = read_day(f, "on"),
                .at = maybe_free_text(f, "at", limits::kCode),
                .service = read_code(f, "service"),
                .site = read_code(f, "site")};
  if (r.on < r.day || (!r.at.empty() && !is_clock_time(r.at))) f.reject();
  return finished<Body>(f, std::move(r));
}

Result<Body> intake(const json::value& body) {
  json::Fields f(body);
  Intake r{.day = read_day(f, "day"),
           .kind = read_code(f, "kind"),
           .site = read_code(f, "site"),
           .from = maybe_code(f, "from"),
           .outcome = maybe_code(f, "outcome"),
           .client = maybe_client(f),
           .note = maybe_free_text(f, "note", limits::kNote)};
  return finished<Body>(f, std::move(r));
}

Result<Body> household(const json::value& body) {
  json::Fields f(body);
  Household r{.client = read_id<ClientId>(f, "client"),
              .day = read_day(f, "day"),
              .members = maybe_counted(f, "members", limits::kQuantity)};
  if (r.members.empty()) f.reject();
  return finished<Body>(f, std::move(r));
}

Result<Body> support_case(const json::value& body) {
  using Step = Case::Step;
  json::Fields f(body);
  Case r{.client = read_id<ClientId>(f, "client"),
         .day = read_day(f, "day"),
         .kind = read_code(f, "kind"),
         .step = read_step(f),
         .until = std::nullopt,
         .outcome = {},
         .note = {}};
  if (f.has("until")) r.until = read_day(f, "until");
  r.outcome = maybe_code(f, "outcome");
  r.note = maybe_free_text(f, "note", limits::kNote);
  if (r.until && (r.step != Step::agreement || *r.until < r.day)) f.reject();
  if (!r.outcome.empty() && r.step != Step::closed) f.reject();
  return finished<Body>(f, std::move(r));
}

Result<Body> stay(const json::value& body) {
  json::Fields f(body);
  Stay r{.client = read_id<ClientId>(f, "client"),
         .day = read_day(f, "day"),
         .until = read_day(f, "until"),
         .planned = f.boolean("planned"),
         .kind = read_code(f, "kind"),
         .site = read_code(f, "site"),
         .people = maybe_counted(f, "people", limits::kQuantity)};
  if (r.until <= r.day) f.reject();
  return finished<Body>(f, std::move(r));
}

Result<Body> incident(const json::value& body) {
  json::Fields f(body);
  Incident r{.day = read_day(f, "day"),
             .client = maybe_client(f),
             .kind = read_code(f, "incident"),
             .outcome = maybe_code(f, "outcome"),
             .site = read_code(f, "site"),
             .note = maybe_free_text(f, "note", limits::kNote)};
  return finished<Body>(f, std::move(r));
}

Result<Body> statement(const json::value& body) {
  json::Fields f(body);
  return finished<Body>(f, read_statement(f));
}

Result<Body> closing(const json::value& body) {
  json::Fields f(body);
  return finished<Body>(f, Closing{read_day(f, "until")});
}

struct Decoder {
  std::string_view kind;
  int version;
  Result<Body> (*read)(const json::value&);
};
constexpr std::array kDecoders{Decoder{"client", 1, client},
                               Decoder{"consent", 1, consent},
                               Decoder{"consent", 2, consent_of_guardian},
                               Decoder{"label", 1, label},
                               Decoder{"outing", 1, outing},
                               Decoder{"contact", 1, contact},
                               Decoder{"contact", 2, contact_with_lots},
                               Decoder{"group", 1, group},
                               Decoder{"referral", 1, referral},
                               Decoder{"followup", 1, outcome},
                               Decoder{"appointment", 1, appointment},
                               Decoder{"intake", 1, intake},
                               Decoder{"household", 1, household},
                               Decoder{"case", 1, support_case},
                               Decoder{"stay", 1, stay},
                               Decoder{"incident", 1, incident},
                               Decoder{"stock", 1, decode_stock},
                               Decoder{"stock", 2, decode_hand_out},
                               Decoder{"stock", 3, decode_supply},
                               Decoder{"statement", 1, statement},
                               Decoder{"closing", 1, closing}};

Result<Body> decode_body(std::string_view kind, std::int64_t version, const json::value& body) {
  for (const Decoder& one : kDecoders)
    if (one.kind == kind && one.version == version) return one.read(body);
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

Result<Record> decode(std::string_view kind, const json::value& body) {
  if (kind == "correct" || kind == "void") return decode(kind, kKindVersion, body);
  Result<Record> read = fail(kNewer);
  for (const Decoder& one : kDecoders)
    if (one.kind == kind && !read) read = decode(kind, one.version, body);
  return read;
}

}  // namespace tacit::record

#include <array>

#include "client/usecases/evening.hpp"
#include "client/usecases/referral.hpp"
#include "client/view/json.hpp"
#include "client/web/calls.hpp"
#include "client/web/outing_in_progress.hpp"
#include "client/web/read.hpp"

namespace tacit::web {
namespace {

constexpr std::size_t kMostRows = 200;

json::object voucher_json(const usecases::Voucher& voucher) {
  return {{"destination", voucher.destination}, {"number", voucher.number.to_text()}, {"record", id_text(voucher.rid)}};
}

json::object contact_json(const usecases::AddedContact& added) {
  json::array vouchers;
  for (const auto& voucher : added.vouchers) vouchers.push_back(voucher_json(voucher));
  return {{"record", id_text(added.rid)},
          {"vouchers", std::move(vouchers)},
          {"offer", view::list_of(added.offer)},
          {"overdrawn", view::list_of(added.overdrawn)},
          {"note_looks_personal", added.note_looks_personal}};
}

Result<json::object> start_outing(Opened& opened, const json::value& body) {
  Fields fields(body);
  const auto outing = outing_in(fields);
  CHECK(fields.finish());
  auto session = opened.session();
  TRY(const RecordId rid, usecases::add_outing(session, outing));
  begin_outing(opened.vault, rid);
  return json::object{{"record", id_text(rid)}};
}

Result<json::object> stop_outing(Opened& opened, const json::value& body) {
  CHECK(Fields(body).finish());
  end_outing(opened.vault);
  return json::object{};
}

Result<json::object> contact(Opened& opened, const json::value& body) {
  Fields fields(body);
  const auto wanted = contact_in(fields);
  CHECK(fields.finish());
  auto session = opened.session();
  TRY(const auto added, usecases::add_contact(session, wanted));
  return contact_json(added);
}

Result<json::object> group(Opened& opened, const json::value& body) {
  Fields fields(body);
  usecases::NewGroup wanted{.day = day(fields, "day"),
                            .kind = text(fields, "kind"),
                            .topic = text(fields, "topic"),
                            .site = text(fields, "site"),
                            .participants = fields.integer("participants", 1, limits::kQuantity),
                            .known = {},
                            .team = fields.maybe_text("team", 1, limits::kName),
                            .grants = texts(fields, "grants")};
  for (auto& code : texts(fields, "known")) wanted.known.push_back(Personal(std::move(code)));
  CHECK(fields.finish());
  auto session = opened.session();
  TRY(const RecordId rid, usecases::add_group(session, wanted));
  return json::object{{"record", id_text(rid)}};
}

Result<json::object> refer(Opened& opened, const json::value& body) {
  Fields fields(body);
  const usecases::NewReferral wanted{.client = personal(fields, "code"),
                                     .destination = text(fields, "destination"),
                                     .reason = text(fields, "reason"),
                                     .to_team = fields.maybe_text("to_team", 1, limits::kName),
                                     .day = day(fields, "day"),
                                     .team = fields.maybe_text("team", 1, limits::kName)};
  CHECK(fields.finish());
  auto session = opened.session();
  TRY(const auto voucher, usecases::add_referral(session, wanted));
  return voucher_json(voucher);
}

std::optional<record::Outcome::What> what_came(std::string_view word) {
  using What = record::Outcome::What;
  for (const What one : {What::seen, What::declined, What::no_show, What::refused, What::result, What::linked})
    if (record::to_text(one) == word) return one;
  return std::nullopt;
}

Result<json::object> outcome(Opened& opened, const json::value& body) {
  Fields fields(body);
  usecases::NewOutcome wanted;
  wanted.voucher = maybe_personal(fields, "voucher");
  wanted.of = maybe_id<RecordId>(fields, "of");
  const auto what = what_came(text(fields, "what"));
  if (!what) fields.reject();
  wanted.note = text(fields, "note");
  wanted.day = day(fields, "day");
  CHECK(fields.finish());
  wanted.what = *what;
  auto session = opened.session();
  TRY(const auto noted, usecases::add_outcome(session, wanted));
  return json::object{{"record", id_text(noted.rid)}, {"note_looks_personal", noted.note_looks_personal}};
}

Result<usecases::MetPerson> row_in(const json::value& value) {
  Fields fields(value);
  usecases::MetPerson row;
  if (fields.has("register")) {
    Fields person(fields.member("register"));
    row.registers = person_in(person);
    CHECK(person.finish());
  }
  row.contact = contact_in(fields);
  CHECK(fields.finish());
  if (row.contact.outing || row.contact.team || row.contact.again)
    return fail(Code::invalid_argument, "outing and team are the same for the whole sheet");
  return row;
}

Result<usecases::NewEvening> evening_in(Fields& fields) {
  usecases::NewEvening evening;
  Fields outing(fields.member("outing"));
  evening.outing = outing_in(outing);
  CHECK(outing.finish());
  for (const auto& value : fields.list("rows", 0, kMostRows)) {
    TRY(auto row, row_in(value));
    evening.met.push_back(std::move(row));
  }
  return evening;
}

json::array refused_json(const std::vector<usecases::RefusedRow>& refused) {
  json::array out;
  for (const auto& one : refused)
    out.push_back(
        json::object{{"row", one.row}, {"code", name_of(one.error.code).c_str()}, {"detail", one.error.text.c_str()}});
  return out;
}

Result<json::object> evening(Opened& opened, const json::value& body) {
  Fields fields(body);
  const bool check = flag(fields, "check");
  TRY(const auto wanted, evening_in(fields));
  CHECK(fields.finish());
  auto session = opened.session();
  TRY(const auto refused, usecases::check_evening(session, wanted));
  if (check || !refused.empty()) return json::object{{"refused", refused_json(refused)}};
  if (wanted.met.empty()) return fail(Code::invalid_argument, "the sheet has no rows");
  TRY(const auto added, usecases::add_evening(session, wanted));
  json::array rows;
  for (const auto& row : added.rows) {
    json::object one = contact_json(row.contact);
    if (row.person) one["code"] = row.person->code.to_text();
    rows.push_back(std::move(one));
  }
  return json::object{{"outing", id_text(added.outing)}, {"rows", std::move(rows)}};
}

constexpr std::array kThatRecord{NamedCall{"start_outing", start_outing},
                                 NamedCall{"stop_outing", stop_outing},
                                 NamedCall{"contact", contact},
                                 NamedCall{"group", group},
                                 NamedCall{"refer", refer},
                                 NamedCall{"outcome", outcome},
                                 NamedCall{"evening", evening}};

}  // namespace

std::span<const NamedCall> calls_that_record() { return kThatRecord; }

}  // namespace tacit::web

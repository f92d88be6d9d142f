#include "schema/record.hpp"

#include <type_traits>

#include "schema/record_json.hpp"
#include "schema/stock_codec.hpp"

namespace tacit::record {
namespace {

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

std::string_view to_text(Label::Subject subject) {
  switch (subject) {
    case Label::Subject::organisation: return "organisation";
    case Label::Subject::device: return "device";
    case Label::Subject::team: return "team";
    case Label::Subject::site: return "site";
  }
  return {};
}

std::string_view to_text(TestResult result) {
  switch (result) {
    case TestResult::non_reactive: return "non-reactive";
    case TestResult::reactive: return "reactive";
    case TestResult::invalid: return "invalid";
  }
  return {};
}

void put_client(json::object& out, const std::optional<ClientId>& client) {
  if (client) out.emplace("client", id_text(*client));
}

template <class Id>
json::array ids(const std::vector<Id>& from) {
  json::array out;
  for (const Id& id : from) out.emplace_back(id_text(id));
  return out;
}

json::object body_of(const ClientRegister& r) {
  json::object out{{"op", "register"}, {"client", id_text(r.client)}, {"code", r.code.to_text()}};
  put_attributes(out, "attributes", r.attributes);
  out.emplace("day", to_text(r.day));
  return out;
}

json::object body_of(const ClientLink& r) {
  json::object out{
      {"op", "link"}, {"kept", id_text(r.kept)}, {"duplicate", id_text(r.duplicate)}, {"day", to_text(r.day)}};
  put_text(out, "quarter", r.quarter);
  return out;
}

json::object body_of(const Consent& r) {
  json::object out{{"client", id_text(r.client)}, {"version", r.version}, {"given", r.given}, {"day", to_text(r.day)}};
  if (r.by == Consent::By::guardian) out.emplace("by", "guardian");
  return out;
}

json::object body_of(const Label& r) {
  json::object out{{"subject", to_text(r.subject)}};
  put_text(out, "id", r.id);
  out.emplace("name", r.name);
  return out;
}

json::object body_of(const Outing& r) {
  json::object out{{"day", to_text(r.day)}, {"kind", r.kind}, {"time", to_text(r.time)}, {"site", r.site}};
  put_text(out, "route", r.route);
  put_list(out, "crew", ids(r.crew));
  return out;
}

json::array tests_of(const Contact& r) {
  json::array out;
  for (const Test& test : r.tests)
    out.push_back(json::object{{"test", test.test},
                               {"result", to_text(test.result)},
                               {"told", test.told},
                               {"counselled_before", test.counselled_before},
                               {"counselled_after", test.counselled_after}});
  return out;
}

json::object body_of(const Contact& r) {
  json::object out{{"day", to_text(r.day)}};
  put_client(out, r.client);
  if (r.anonymous != 0) out.emplace("anonymous", r.anonymous);
  if (r.outing) out.emplace("outing", id_text(*r.outing));
  out.emplace("kind", r.kind);
  out.emplace("time", to_text(r.time));
  out.emplace("site", r.site);
  put_list(out, "services", to_json(r.services));
  put_list(out, "tests", tests_of(r));
  put_list(out, "given", to_json(r.given));
  put_attributes(out, "about", r.about);
  put_text(out, "note", r.note);
  put_attributes(out, "lots", r.lots);
  return out;
}

json::object body_of(const GroupSession& r) {
  json::object out{{"day", to_text(r.day)}, {"kind", r.kind}};
  put_text(out, "topic", r.topic);
  out.emplace("site", r.site);
  out.emplace("participants", r.participants);
  put_list(out, "known", ids(r.known));
  return out;
}

json::object body_of(const Referral& r) {
  json::object out{{"client", id_text(r.client)}, {"destination", r.destination}};
  put_text(out, "reason", r.reason);
  out.emplace("voucher", r.voucher.to_text());
  out.emplace("day", to_text(r.day));
  return out;
}

json::object body_of(const Outcome& r) {
  json::object out{
      {"client", id_text(r.client)}, {"of", id_text(r.of)}, {"outcome", to_text(r.what)}, {"day", to_text(r.day)}};
  put_text(out, "note", r.note);
  return out;
}

json::object body_of(const Appointment& r) {
  json::object out{{"client", id_text(r.client)}, {"day", to_text(r.day)}, {"on", to_text(r.on)}};
  put_text(out, "at", r.at);
  out.emplace("service", r.service);
  out.emplace("site", r.site);
  return out;
}

json::object body_of(const Intake& r) {
  json::object out{{"day", to_text(r.day)}, {"kind", r.kind}, {"site", r.site}};
  put_text(out, "from", r.from);
  put_text(out, "outcome", r.outcome);
  put_client(out, r.client);
  put_text(out, "note", r.note);
  return out;
}

json::object body_of(const Household& r) {
  json::object out{{"client", id_text(r.client)}, {"day", to_text(r.day)}};
  put_list(out, "members", to_json(r.members));
  return out;
}

json::object body_of(const Case& r) {
  json::object out{{"client", id_text(r.client)}, {"day", to_text(r.day)}, {"kind", r.kind}, {"step", to_text(r.step)}};
  if (r.until) out.emplace("until", to_text(*r.until));
  put_text(out, "outcome", r.outcome);
  put_text(out, "note", r.note);
  return out;
}

json::object body_of(const Stay& r) {
  json::object out{{"client", id_text(r.client)}, {"day", to_text(r.day)}, {"until", to_text(r.until)},
                   {"planned", r.planned},        {"kind", r.kind},        {"site", r.site}};
  put_list(out, "people", to_json(r.people));
  return out;
}

json::object body_of(const Incident& r) {
  json::object out{{"day", to_text(r.day)}};
  put_client(out, r.client);
  out.emplace("incident", r.kind);
  put_text(out, "outcome", r.outcome);
  out.emplace("site", r.site);
  put_text(out, "note", r.note);
  return out;
}

json::object body_of(const Statement& r) { return to_json(r); }

json::object body_of(const Closing& r) { return {{"until", to_text(r.until)}}; }

json::object body_of(const Correct& r) {
  const Record replacement = to_record(r.replacement);
  return {{"target", id_text(r.target)},
          {"entry", b64(r.entry)},
          {"kind", kind_of(replacement)},
          {"kv", version_of(replacement)},
          {"replacement", encode(replacement)}};
}

json::object body_of(const Void& r) {
  json::object out{{"target", id_text(r.target)}, {"entry", b64(r.entry)}};
  put_text(out, "reason", r.reason);
  return out;
}

}  // namespace

std::string_view kind_of(const Record& record) {
  return std::visit(Overloaded{[](const ClientRegister&) { return "client"; },    //
                               [](const ClientLink&) { return "client"; },        //
                               [](const Consent&) { return "consent"; },          //
                               [](const Label&) { return "label"; },              //
                               [](const Outing&) { return "outing"; },            //
                               [](const Contact&) { return "contact"; },          //
                               [](const GroupSession&) { return "group"; },       //
                               [](const Referral&) { return "referral"; },        //
                               [](const StockReceive&) { return "stock"; },       //
                               [](const StockIssue&) { return "stock"; },         //
                               [](const StockHandOut&) { return "stock"; },       //
                               [](const StockMove&) { return "stock"; },          //
                               [](const StockCount&) { return "stock"; },         //
                               [](const Outcome&) { return "followup"; },         //
                               [](const Appointment&) { return "appointment"; },  //
                               [](const Intake&) { return "intake"; },            //
                               [](const Household&) { return "household"; },      //
                               [](const Case&) { return "case"; },                //
                               [](const Stay&) { return "stay"; },                //
                               [](const Incident&) { return "incident"; },        //
                               [](const Statement&) { return "statement"; },      //
                               [](const Closing&) { return "closing"; },          //
                               [](const Correct&) { return "correct"; },          //
                               [](const Void&) { return "void"; }},
                    record);
}

int version_of(const Record& record) {
  if (std::holds_alternative<StockHandOut>(record)) return 2;
  if (std::holds_alternative<StockMove>(record) || std::holds_alternative<StockCount>(record)) return 3;
  if (const auto* received = std::get_if<StockReceive>(&record); received != nullptr && says_more(*received)) return 3;
  if (const auto* contact = std::get_if<Contact>(&record); contact != nullptr && !contact->lots.empty()) return 2;
  const auto* consent = std::get_if<Consent>(&record);
  return consent != nullptr && consent->by == Consent::By::guardian ? 2 : kKindVersion;
}

std::string_view to_text(Case::Step step) {
  switch (step) {
    case Case::Step::application: return "application";
    case Case::Step::agreement: return "agreement";
    case Case::Step::plan: return "plan";
    case Case::Step::closed: return "closed";
  }
  return {};
}

std::string_view to_text(Outcome::What what) {
  switch (what) {
    case Outcome::What::seen: return "seen";
    case Outcome::What::declined: return "declined";
    case Outcome::What::no_show: return "no-show";
    case Outcome::What::refused: return "refused";
    case Outcome::What::result: return "result";
    case Outcome::What::linked: return "linked";
  }
  return {};
}

Record to_record(const Body& body) {
  return std::visit([](const auto& b) { return Record(b); }, body);
}

std::optional<Body> to_body(const Record& record) {
  return std::visit(Overloaded{[](const Correct&) { return std::optional<Body>(); },
                               [](const Void&) { return std::optional<Body>(); },
                               [](const auto& b) { return std::optional<Body>(b); }},
                    record);
}

Day day_of(const Body& body) {
  return std::visit(Overloaded{[](const Label&) { return Day{}; },      //
                               [](const Statement&) { return Day{}; },  //
                               [](const Closing& b) { return b.until; }, [](const auto& b) { return b.day; }},
                    body);
}

json::value encode(const Record& record) {
  return std::visit([](const auto& r) { return json::value(body_of(r)); }, record);
}

}  // namespace tacit::record

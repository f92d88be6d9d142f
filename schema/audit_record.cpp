#include "schema/audit_record.hpp"

#include "schema/record_json.hpp"

namespace tacit::audit {
namespace {

using record::put_attributes;
using record::put_list;
using record::put_text;

json::object body_of(const Outing& r) {
  return {{"period", r.period}, {"kind", r.kind}, {"time", to_text(r.time)}, {"site_group", r.site_group}};
}

json::object body_of(const Contact& r) {
  json::object out{{"period", r.period}, {"quarter", r.quarter}};
  if (r.client) out.emplace("client", id_text(*r.client));
  if (r.anonymous != 0) out.emplace("anonymous", r.anonymous);
  out.emplace("kind", r.kind);
  out.emplace("time", to_text(r.time));
  out.emplace("site_group", r.site_group);
  put_list(out, "services", record::to_json(r.services));
  put_list(out, "tests", json::array(r.tests.begin(), r.tests.end()));
  put_list(out, "given", record::to_json(r.given));
  put_attributes(out, "about", r.about);
  return out;
}

json::object body_of(const Group& r) {
  return {{"period", r.period}, {"kind", r.kind}, {"site_group", r.site_group}, {"participants", r.participants}};
}

json::object body_of(const Intake& r) { return {{"period", r.period}, {"kind", r.kind}, {"site_group", r.site_group}}; }

json::object body_of(const Case& r) {
  return {{"period", r.period},
          {"quarter", r.quarter},
          {"client", id_text(r.client)},
          {"kind", r.kind},
          {"step", record::to_text(r.step)}};
}

json::object body_of(const HandOut& r) {
  return {{"op", "hand-out"},
          {"period", r.period},
          {"site_group", r.site_group},
          {"class", r.audit_class},
          {"quantity", r.quantity}};
}

json::object body_of(const Link& r) {
  return {{"op", "link"}, {"quarter", r.quarter}, {"kept", id_text(r.kept)}, {"duplicate", id_text(r.duplicate)}};
}

json::object body_of(const Stock& r) {
  json::object out{{"op", r.op == Stock::Op::receive ? "receive" : "issue"},
                   {"period", r.period},
                   {"commodity", r.commodity},
                   {"quantity", r.quantity}};
  put_text(out, "grant", r.grant);
  record::put_money(out, r.value);
  if (r.donated) out.emplace("donated", true);
  return out;
}

json::object body_of(const Moved& r) {
  json::object out{{"op", "move"}, {"period", r.period}};
  put_text(out, "reason", std::string(record::to_text(r.reason)));
  json::array lines;
  for (const Moved::Line& line : r.lines)
    lines.push_back(json::object{{"commodity", line.commodity},
                                 {"from", record::to_text(line.from)},
                                 {"to", record::to_text(line.to)},
                                 {"quantity", line.quantity}});
  put_list(out, "lines", std::move(lines));
  return out;
}

json::object body_of(const Statement& r) { return record::to_json(r); }

json::object body_of(const Closing& r) { return {{"until", to_text(r.until)}}; }

std::string_view kind_name(const Outing&) { return "outing"; }
std::string_view kind_name(const Contact&) { return "contact"; }
std::string_view kind_name(const Group&) { return "group"; }
std::string_view kind_name(const Link&) { return "client"; }
std::string_view kind_name(const Stock&) { return "stock"; }
std::string_view kind_name(const Intake&) { return "intake"; }
std::string_view kind_name(const Case&) { return "case"; }
std::string_view kind_name(const HandOut&) { return "stock"; }
std::string_view kind_name(const Statement&) { return "statement"; }
std::string_view kind_name(const Moved&) { return "stock"; }
std::string_view kind_name(const Closing&) { return "closing"; }
std::string_view kind_name(const Correct&) { return "correct"; }
std::string_view kind_name(const Void&) { return "void"; }

int version_name(const HandOut&) { return 2; }
int version_name(const Moved&) { return 3; }
int version_name(const Stock& r) { return r.value || r.donated ? 3 : record::kKindVersion; }
template <class Other>
int version_name(const Other&) {
  return record::kKindVersion;
}

json::object body_of(const Correct& r) {
  return {{"target", id_text(r.target)},
          {"entry", b64(r.entry)},
          {"kind", std::visit([](const auto& b) { return kind_name(b); }, r.replacement)},
          {"kv", std::visit([](const auto& b) { return version_name(b); }, r.replacement)},
          {"replacement", std::visit([](const auto& b) { return body_of(b); }, r.replacement)}};
}

json::object body_of(const Void& r) { return {{"target", id_text(r.target)}, {"entry", b64(r.entry)}}; }

}  // namespace

std::string_view kind_of(const Record& record) {
  return std::visit([](const auto& r) { return kind_name(r); }, record);
}

int version_of(const Record& record) {
  return std::visit([](const auto& r) { return version_name(r); }, record);
}

json::value encode(const Record& record) {
  return std::visit([](const auto& r) { return json::value(body_of(r)); }, record);
}

}  // namespace tacit::audit

#include <array>

#include "client/usecases/supply.hpp"
#include "client/view/figures.hpp"
#include "client/view/goods.hpp"
#include "client/web/calls.hpp"
#include "client/web/read.hpp"
#include "common/base/csv.hpp"

namespace tacit::web {
namespace {

constexpr std::size_t kPeriod = 64;
constexpr std::int64_t kMostBehind = 10'000;
constexpr std::int64_t kMostMonths = 120;

struct Question {
  std::string period, by;
  std::optional<domain::Face> face;
  std::vector<std::string> only;
};

Question question_in(Fields& fields) {
  Question out{.period = fields.text("period", 1, kPeriod), .by = text(fields, "by"), .face = {}, .only = {}};
  if (const auto from = fields.maybe_text("from", 1, limits::kCode)) {
    if (*from != "team" && *from != "audit") fields.reject();
    out.face = *from == "team" ? domain::Face::team : domain::Face::audit;
  }
  out.only = texts(fields, "only");
  return out;
}

Result<usecases::Report> made(Opened& opened, const Question& asked) {
  return usecases::make_report(opened.session(), asked.period, opened.language(), asked.face, asked.by, asked.only);
}

Result<json::object> report(Opened& opened, const json::value& body) {
  Fields fields(body);
  const auto asked = question_in(fields);
  CHECK(fields.finish());
  TRY(const auto report, made(opened, asked));
  return view::report_json(report);
}

std::string csv_of(const view::Grid& grid) {
  std::string out;
  for (const auto& row : view::as_text(grid)) out += csv::written(row);
  return out;
}

// Clear text that leaves the vault: the page says so before it asks.
Result<json::object> table(Opened& opened, const json::value& body) {
  Fields fields(body);
  const auto asked = question_in(fields);
  const std::string form = fields.text("form", 3, 4);
  if (form != "csv" && form != "xlsx") fields.reject();
  CHECK(fields.finish());
  TRY(const auto report, made(opened, asked));
  const auto grid = view::grid_of(report);
  std::string file;
  if (form == "csv") {
    file = csv_of(grid);
  } else {
    TRY(file, view::workbook_of(grid, "Report"));
  }
  return json::object{{"name", "report-" + report.period + "." + form}, {"file", crypto::to_base64(as_bytes(file))}};
}

Result<json::object> why(Opened& opened, const json::value& body) {
  Fields fields(body);
  const std::string indicator = fields.text("indicator", 1, limits::kCode);
  const std::string period = fields.text("period", 1, kPeriod), by = text(fields, "by"), key = text(fields, "key");
  const auto limit = fields.integer("limit", 0, kMostBehind);
  CHECK(fields.finish());
  TRY(const auto why, usecases::explain(opened.session(), indicator, period, by, key, opened.language()));
  return view::why_json(opened.vault, why, static_cast<std::size_t>(limit));
}

Result<json::object> state_figures(Opened& opened, const json::value& body) {
  Fields fields(body);
  const std::string period = fields.text("period", 1, kPeriod);
  const auto figures = texts(fields, "figures");
  CHECK(fields.finish());
  auto session = opened.session();
  TRY(const auto stated, usecases::state_figures(session, period, figures));
  json::object values;
  for (const auto& figure : stated.figures) values[figure.indicator] = figure.value;
  return json::object{{"record", id_text(stated.rid)}, {"figures", std::move(values)}};
}

Result<json::object> audit_rows(Opened& opened, const json::value& body) {
  Fields fields(body);
  const auto period = fields.maybe_text("period", 1, kPeriod);
  CHECK(fields.finish());
  TRY(const auto found, usecases::list_audit_rows(opened.session(), period));
  json::array list;
  for (const auto& row : found)
    list.push_back(
        json::object{{"what", row.what}, {"code", row.code}, {"quarter", row.quarter}, {"quantity", row.quantity}});
  return json::object{{"rows", std::move(list)}};
}

Result<json::object> goods(Opened& opened, const json::value& body) {
  Fields fields(body);
  const auto period = fields.maybe_text("period", 1, kPeriod);
  CHECK(fields.finish());
  TRY(const auto found, usecases::follow_goods(opened.session(), period));
  json::array list;
  for (const auto& one : found) list.push_back(view::goods_json(one));
  return json::object{{"goods", std::move(list)}};
}

Result<json::object> supply(Opened& opened, const json::value& body) {
  Fields fields(body);
  const usecases::SupplyQuestion question{.months = static_cast<int>(fields.integer("months", 1, kMostMonths)),
                                          .least = fields.integer("least", 0, kMostMonths),
                                          .most = fields.integer("most", 1, kMostMonths),
                                          .soon = fields.integer("soon", 0, limits::kQuantity)};
  CHECK(fields.finish());
  TRY(const auto lines, usecases::supply_figures(opened.session(), question, opened.language()));
  json::array list;
  for (const auto& line : lines) list.push_back(view::supply_json(line));
  const Period window = domain::window_before(opened.clock.today(), question.months);
  return json::object{{"from", to_text(window.from)},
                      {"until", to_text(Day{window.until.since_epoch - 1})},
                      {"supply", std::move(list)}};
}

Result<json::object> reconcile(Opened& opened, const json::value& body) {
  Fields fields(body);
  const std::string period = fields.text("period", 1, kPeriod);
  CHECK(fields.finish());
  TRY(const auto lines, usecases::reconcile_bags(opened.session(), period));
  json::array list;
  for (const auto& line : lines) {
    json::object one = view::bag_line_json(line);
    one["name"] = view::device_name(opened.vault, line.bag);
    list.push_back(std::move(one));
  }
  return json::object{{"bags", std::move(list)}};
}

constexpr std::array kAboutFigures{NamedCall{"report", report},   NamedCall{"table", table},
                                   NamedCall{"why", why},         NamedCall{"state_figures", state_figures},
                                   NamedCall{"rows", audit_rows}, NamedCall{"goods", goods},
                                   NamedCall{"supply", supply},   NamedCall{"reconcile", reconcile}};

}  // namespace

std::span<const NamedCall> calls_about_figures() { return kAboutFigures; }

}  // namespace tacit::web

#include "client/usecases/report.hpp"

#include <CLI/CLI.hpp>

#include "client/cli/audit_goods.hpp"
#include "client/cli/records.hpp"
#include "client/cli/table_file.hpp"
#include "client/cli/values.hpp"
#include "client/usecases/verify.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

struct ReportFlags {
  std::string period, from;
  bool csv = false;
};

json::object line_json(const usecases::ReportLine& line) {
  json::object out{{"id", line.id}, {"label", line.label}, {"verifiable", line.verifiable}};
  if (line.value) out["value"] = *line.value;
  if (line.target) out["target"] = *line.target;
  if (!line.by_quarter.empty()) {
    json::object quarters;
    for (const auto& row : line.by_quarter) quarters[row.key] = row.value;
    out["by_quarter"] = quarters;
  }
  if (!line.stated) return out;
  json::object stated{{"value", line.stated->value}};
  if (const auto& bounds = line.stated->bounds) {
    stated["lowest"] = bounds->lowest;
    stated["highest"] = bounds->highest;
    stated["within"] = line.stated->within;
  }
  out["stated"] = std::move(stated);
  return out;
}

std::string remark(const usecases::StatedFigure& stated) {
  const std::string text = "stated " + std::to_string(stated.value);
  if (!stated.bounds) return text + ", cannot be checked";
  return text + (stated.within ? ", within " : ", OUTSIDE ") + std::to_string(stated.bounds->lowest) + "–" +
         std::to_string(stated.bounds->highest);
}

std::string remark(const usecases::ReportLine& line, domain::Face face) {
  std::string text;
  for (const auto& row : line.by_quarter) text += row.key + ": " + std::to_string(row.value) + "  ";
  if (line.stated)
    text += remark(*line.stated);
  else if (line.target)
    text += "target " + std::to_string(*line.target);
  if (face == domain::Face::team && text.empty()) text = line.verifiable ? "auditors can check it" : "";
  return text;
}

json::object report_json(const usecases::Report& made, const char* from, json::array lines) {
  json::object out{{"period", made.period},
                   {"from", from},
                   {"indicators", std::move(lines)},
                   {"unopened", made.unopened},
                   {"late", made.late}};
  if (made.closed_until) out["closed_until"] = to_text(*made.closed_until);
  return out;
}

void print_remarks(Context& context, const usecases::Report& made) {
  if (made.unopened > 0)
    context.terminal.line(std::to_string(made.unopened) +
                          " records are closed to this device, so figures may be too low.");
  if (made.late > 0)
    context.terminal.line(std::to_string(made.late) + " records of earlier days came late and count here.");
  if (made.closed_until) context.terminal.line("Everything until " + to_text(*made.closed_until) + " is closed.");
}

Result<void> report(Context& context, const ReportFlags& flags) {
  TRY(Vault vault, context.open_vault());
  const usecases::Session session{vault, context.clock};
  std::optional<domain::Face> face;
  if (flags.from == "team") face = domain::Face::team;
  if (flags.from == "audit") face = domain::Face::audit;
  TRY(const auto made, usecases::make_report(session, flags.period, context.options.language, face));
  json::array lines;
  std::vector<std::vector<std::string>> rows;
  for (const auto& line : made.lines) {
    lines.push_back(line_json(line));
    rows.push_back({line.label, line.value ? std::to_string(*line.value) : "–", remark(line, made.face)});
    if (line.stated && !line.stated->within) context.exit_code = kAlarm;
  }
  const char* from = made.face == domain::Face::team ? "team" : "audit";
  context.show(report_json(made, from, std::move(lines)), [&] {
    if (flags.csv) {
      rows.insert(rows.begin(), {"indicator", made.period, "remark"});
      return print_csv(context, rows);
    }
    context.terminal.line("Report " + made.period + ", counted from " + from + " faces");
    for (const auto& line : table(rows)) context.terminal.line(line);
    print_remarks(context, made);
  });
  return {};
}

Result<void> state(Context& context, const std::string& period, const std::vector<std::string>& figures) {
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const auto stated, usecases::state_figures(session, period, figures));
  json::object values;
  for (const auto& figure : stated.figures) values[figure.indicator] = figure.value;
  context.show(json::object{{"record", id_text(stated.rid)}, {"figures", values}}, [&] {
    for (const auto& figure : stated.figures)
      context.terminal.line("Stated: " + figure.indicator + " " + std::to_string(figure.value));
  });
  return {};
}

Result<void> list_rows(Context& context, const std::string& period) {
  TRY(Vault vault, context.open_vault());
  const usecases::Session session{vault, context.clock};
  TRY(const auto wanted, optional_text(period));
  TRY(const auto rows, usecases::list_audit_rows(session, wanted));
  json::array list;
  std::vector<std::vector<std::string>> text;
  for (const auto& row : rows) {
    list.push_back(
        json::object{{"what", row.what}, {"code", row.code}, {"quarter", row.quarter}, {"quantity", row.quantity}});
    text.push_back({row.what, row.code, row.quarter, std::to_string(row.quantity)});
  }
  context.show(json::object{{"rows", list}}, [&] {
    if (text.empty()) context.terminal.line("No audit faces are open on this device yet.");
    for (const auto& line : table(text)) context.terminal.line(line);
  });
  return {};
}

Result<void> verify(Context& context) {
  TRY(Vault vault, context.open_vault());
  TRY(const auto audited, usecases::verify_log(context.online(vault)));
  if (!audited.problems.empty()) context.exit_code = kAlarm;
  context.show(log_json(audited), [&] {
    context.terminal.line("Log of " + std::to_string(audited.leaves) + " leaves: " + std::to_string(audited.entries) +
                          " records by " + std::to_string(audited.devices) + " devices, " +
                          std::to_string(audited.links) + " roster links.");
    if (audited.problems.empty() && !audited.stopped)
      context.terminal.line(
          "Every signature, chain and place fits, and the root is the one the server signed. "
          "No cosigner yet: freshness is not guaranteed.");
    print_problems(context, audited);
  });
  if (audited.stopped && audited.problems.empty()) return fail(*audited.stopped);
  return {};
}

}  // namespace

json::object log_json(const sync::LogReport& audited) {
  json::array problems;
  for (const auto& problem : audited.problems) {
    json::object one{{"alarm", name_of(problem.code).c_str()}};
    if (problem.index) one["index"] = *problem.index;
    problems.push_back(std::move(one));
  }
  return {{"leaves", audited.leaves},   {"entries", audited.entries}, {"links", audited.links},
          {"devices", audited.devices}, {"root", b64(audited.root)},  {"problems", problems}};
}

void print_problems(Context& context, const sync::LogReport& audited) {
  for (const auto& problem : audited.problems)
    context.terminal.line("ALARM " + std::string(name_of(problem.code).view()) +
                          (problem.index ? " at leaf " + std::to_string(*problem.index) : ""));
}

void add_report_commands(CLI::App& app, Context& context) {
  auto* reporting = app.add_subcommand("report", "The pack's indicators over a period");
  const auto flags = std::make_shared<ReportFlags>();
  reporting->add_option("period", flags->period, "2021, 2021Q1, 2021-03, 2021-W09 or 2021-03-09..2021-04-01")
      ->required();
  reporting->add_option("--from", flags->from, "Count from team or from audit faces; default: by role")
      ->check(CLI::IsMember({"team", "audit"}));
  reporting->add_flag("--csv", flags->csv, "Print a table for spreadsheets");
  reporting->callback([&context, flags] { context.run = [&context, flags] { return report(context, *flags); }; });

  auto* stating = app.add_subcommand("state", "Staff: vouch for figures of a period towards auditors");
  const auto period = std::make_shared<std::string>();
  const auto figures = std::make_shared<std::vector<std::string>>();
  stating->add_option("period", *period, "As for `tacit report`")->required();
  stating->add_option("--figure", *figures, "Indicator of the pack; may be repeated")->required();
  stating->callback([&context, period, figures] {
    context.run = [&context, period, figures] { return state(context, *period, *figures); };
  });

  auto* audit = app.add_subcommand("audit", "For auditors: coarse activity and supply rows; verification of the log");
  audit->require_subcommand(1);
  auto* listing = audit->add_subcommand("list", "Activity and supply by quarter, from audit faces");
  const auto within = std::make_shared<std::string>();
  listing->add_option("--period", *within, "As for `tacit report`");
  listing->callback([&context, within] { context.run = [&context, within] { return list_rows(context, *within); }; });
  add_audit_goods(*audit, context);
  auto* verifying = audit->add_subcommand("verify", "Check every leaf of the log: signatures, chains, order, root");
  verifying->callback([&context] { context.run = [&context] { return verify(context); }; });
}

}  // namespace tacit::cli

#include "client/usecases/report.hpp"

#include <CLI/CLI.hpp>

#include "client/cli/audit_goods.hpp"
#include "client/cli/new_file.hpp"
#include "client/cli/records.hpp"
#include "client/cli/report_table.hpp"
#include "client/cli/table_file.hpp"
#include "client/cli/values.hpp"
#include "client/cli/why.hpp"
#include "client/usecases/verify.hpp"
#include "client/view/organisation.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

struct ReportFlags {
  std::string period, from, by, workbook;
  std::vector<std::string> only;
  bool csv = false;
};

void print_remarks(Context& context, const usecases::Report& made) {
  if (made.unopened > 0)
    context.terminal.line(std::to_string(made.unopened) +
                          " records are closed to this device, so figures may be too low.");
  if (made.late > 0)
    context.terminal.line(std::to_string(made.late) + " records of earlier days came late and count here.");
  if (made.closed_until) context.terminal.line("Everything until " + to_text(*made.closed_until) + " is closed.");
}

std::string title(const usecases::Report& made) {
  return "Report " + made.period + ", counted from " + (made.face == domain::Face::team ? "team" : "audit") + " faces";
}

Result<void> report(Context& context, const ReportFlags& flags) {
  TRY(Vault vault, context.open_vault());
  const usecases::Session session{vault, context.clock};
  std::optional<domain::Face> face;
  if (flags.from == "team") face = domain::Face::team;
  if (flags.from == "audit") face = domain::Face::audit;
  TRY(const auto made,
      usecases::make_report(session, flags.period, context.options.language, face, flags.by, flags.only));
  for (const auto& line : made.lines)
    if (line.stated && !line.stated->within) context.exit_code = kAlarm;
  if (!flags.workbook.empty()) {
    TRY(const std::string workbook, view::workbook_of(view::grid_of(made), "Report"));
    TRY(NewFile file, NewFile::create(flags.workbook));
    CHECK(file.append(workbook));
    CHECK(file.finish());
    context.terminal.hint("The workbook is written. It is clear text, which only you may read.");
  }
  context.show(view::report_json(made), [&] {
    if (flags.csv) return print_csv(context, view::as_text(view::grid_of(made)));
    context.terminal.line(title(made));
    for (const auto& line : text_of(made, context.terminal.is_watched())) context.terminal.line(line);
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
  context.show(view::log_json(audited), [&] {
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
  reporting->add_option("--by", flags->by,
                        "Tell each figure apart by month, quarter, kind, time, site, code, device, outcome, or an "
                        "attribute of clients");
  reporting->add_option("indicator", flags->only, "Of the pack; default: all");
  reporting->add_flag("--csv", flags->csv, "Print a table for spreadsheets");
  reporting->add_option("--xlsx", flags->workbook, "Write a workbook to this new file");
  reporting->callback([&context, flags] { context.run = [&context, flags] { return report(context, *flags); }; });

  add_why_command(app, context);
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

#include "client/usecases/work.hpp"

#include <CLI/CLI.hpp>

#include "client/cli/table_file.hpp"
#include "client/cli/values.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

using usecases::WorkLine;

struct WorkFlags {
  std::string period, device;
  bool csv = false;
};

std::vector<std::string> counts_of(const WorkLine& line) {
  std::vector<std::string> out;
  for (const auto one : {line.outings, line.contacts, line.services, line.tests, line.groups, line.participants})
    out.push_back(std::to_string(one));
  return out;
}

std::vector<std::string> row_of(std::vector<std::string> first, const std::vector<std::string>& rest) {
  first.insert(first.end(), rest.begin(), rest.end());
  return first;
}

json::object to_json(const WorkLine& line) {
  return {{"outings", line.outings}, {"contacts", line.contacts}, {"services", line.services},
          {"tests", line.tests},     {"groups", line.groups},     {"participants", line.participants}};
}

const std::vector<std::string> kCounts{"outings", "contacts", "services", "tests", "group sessions", "participants"};

// The sum is a row like the others: who opens the table sees what was paid for.
std::vector<std::vector<std::string>> rows_of(const usecases::WorkSheet& sheet) {
  std::vector<std::vector<std::string>> rows{row_of({"day", "kind"}, kCounts)};
  for (const auto& line : sheet.lines) rows.push_back(row_of({to_text(line.day), line.label}, counts_of(line)));
  rows.push_back(row_of({"total", ""}, counts_of(sheet.total)));
  return rows;
}

Result<void> work(Context& context, const WorkFlags& flags) {
  TRY(Vault vault, context.open_vault());
  const usecases::Session session{vault, context.clock};
  TRY(const auto device, optional_text(flags.device));
  TRY(const auto sheet, usecases::work_sheet(session, flags.period, device, context.options.language));
  json::array lines;
  for (const auto& line : sheet.lines) {
    json::object one = to_json(line);
    one["day"] = to_text(line.day);
    one["kind"] = line.kind;
    lines.push_back(std::move(one));
  }
  const json::object all{{"device", id_text(sheet.device)},
                         {"name", sheet.name},
                         {"period", sheet.period},
                         {"lines", lines},
                         {"total", to_json(sheet.total)}};
  context.show(all, [&] {
    const auto rows = rows_of(sheet);
    if (flags.csv) return print_csv(context, rows);
    context.terminal.line("Activity of " + (sheet.name.empty() ? id_text(sheet.device) : sheet.name) + ", " +
                          sheet.period);
    for (const auto& line : table(rows)) context.terminal.line(line);
  });
  return {};
}

}  // namespace

void add_activity_command(CLI::App& app, Context& context) {
  auto* activity = app.add_subcommand("activity", "What one worker recorded, by day and kind of outing: for pay");
  const auto flags = std::make_shared<WorkFlags>();
  activity->add_option("--period", flags->period, "As for `tacit report`, such as 2026-11")->required();
  activity->add_option("--device", flags->device, "The worker's device, by name or id; default: this one");
  activity->add_flag("--csv", flags->csv, "Print a table for spreadsheets");
  activity->callback([&context, flags] { context.run = [&context, flags] { return work(context, *flags); }; });
}

}  // namespace tacit::cli

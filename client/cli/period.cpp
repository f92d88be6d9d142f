#include "client/usecases/period.hpp"

#include <CLI/CLI.hpp>

#include "client/cli/context.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

Result<void> close(Context& context, const std::string& period) {
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const auto closed, usecases::close_period(session, period));
  json::array records;
  for (const RecordId& rid : closed.records) records.emplace_back(id_text(rid));
  context.show(json::object{{"closed_until", to_text(closed.until)}, {"records", records}}, [&] {
    context.terminal.line("Closed until " + to_text(closed.until) + " for everybody once it is sent: tacit sync");
    context.terminal.line("What comes later counts from the day after. To open it again, staff void:");
    for (const RecordId& rid : closed.records) context.terminal.line("    " + id_text(rid));
  });
  return {};
}

Result<void> show_period(Context& context) {
  TRY(Vault vault, context.open_vault());
  const auto until = vault.closed_until();
  context.show(json::object{{"closed_until", until ? json::value(to_text(*until)) : json::value()}}, [&] {
    context.terminal.line(until ? "Closed until " + to_text(*until)
                                : "No period is closed: staff use `tacit period close`.");
  });
  return {};
}

}  // namespace

void Context::say_if_late(const Vault& vault, const RecordId& rid) {
  if (const auto day = vault.counted_later(rid))
    terminal.hint("That day's period is closed, so this counts from " + to_text(*day) +
                  ". Was the day right? If not: tacit correct " + id_text(rid));
}

void add_period_commands(CLI::App& app, Context& context) {
  auto* period = app.add_subcommand("period", "Periods that close: what comes late counts in the next one");
  period->require_subcommand(1);
  auto* closing = period->add_subcommand("close", "Staff: close everything until the end of a period");
  const auto which = std::make_shared<std::string>();
  closing->add_option("period", *which, "2021, 2021Q1 or 2021-03")->required();
  closing->callback([&context, which] { context.run = [&context, which] { return close(context, *which); }; });
  auto* showing = period->add_subcommand("show", "Until when everything is closed");
  showing->callback([&context] { context.run = [&context] { return show_period(context); }; });
}

}  // namespace tacit::cli

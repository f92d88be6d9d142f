#include "client/i18n/alarms.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "client/cli/records.hpp"
#include "client/usecases/alarms.hpp"
#include "client/view/organisation.hpp"

namespace tacit::cli {
namespace {

std::string headline(const Vault::Alarm& alarm) {
  std::string line = (alarm.settled ? "settled " : "ALARM ") + std::to_string(alarm.id) + "  " +
                     std::string(name_of(alarm.code).view()) + ", since " + to_text(alarm.day);
  if (alarm.last != alarm.day) line += ", last " + to_text(alarm.last);
  if (alarm.index) line += ", leaf " + std::to_string(*alarm.index);
  if (alarm.settled)
    line += "; settled " + to_text(alarm.settled->day) + ": " + alarm.settled->reason.expose(Disclose());
  return line;
}

Result<void> list_alarms(Context& context, bool settled_too) {
  TRY(Vault vault, context.open_vault());
  if (!vault.alarms().empty()) context.exit_code = kAlarm;
  const auto alarms = vault.alarms(settled_too ? Vault::Alarms::all : Vault::Alarms::standing);
  json::array all;
  for (const auto& alarm : alarms) all.push_back(view::alarm_json(alarm));
  context.show(json::object{{"alarms", all}}, [&] {
    if (alarms.empty()) context.terminal.line("No alarm stands.");
    print_alarms(context, alarms);
  });
  return {};
}

Result<void> settle(Context& context, std::int64_t id) {
  TRY(Vault vault, context.open_vault());
  TRY(auto reason, context.terminal.ask("What was it? (stays in this vault): ", limits::kName));
  CHECK(usecases::settle_alarm({vault, context.clock}, id, Personal(std::move(reason))));
  context.show(json::object{{"settled", id}}, [&] {
    context.terminal.line("Settled. If it happens again, it is a new alarm; `tacit alarm list --all` keeps this one.");
  });
  return {};
}

}  // namespace

// What they mean once for all of a kind: a check of the log may find hundreds.
void print_alarms(Context& context, const std::vector<Vault::Alarm>& alarms) {
  std::vector<Code> codes;
  for (const auto& alarm : alarms)
    if (std::ranges::find(codes, alarm.code) == codes.end()) codes.push_back(alarm.code);
  for (const Code code : codes) {
    for (const auto& alarm : alarms)
      if (alarm.code == code) context.terminal.line(headline(alarm));
    const i18n::AlarmText& text = i18n::text_of(code);
    context.terminal.line("  What happened: " + std::string(text.what.view()) + ".");
    context.terminal.line("  Still safe: " + std::string(text.safe.view()) + ".");
    context.terminal.line("  What to do: " + std::string(text.todo.view()) + ".");
  }
}

void add_alarm_commands(CLI::App& app, Context& context) {
  auto* alarm = app.add_subcommand("alarm", "What the server, or a member, did against the protocol");
  alarm->require_subcommand(1);
  auto* listing = alarm->add_subcommand("list", "The alarms that stand: what happened, what is safe, what to do");
  const auto all = std::make_shared<bool>(false);
  listing->add_flag("--all", *all, "Settled ones too");
  listing->callback([&context, all] { context.run = [&context, all] { return list_alarms(context, *all); }; });

  auto* settling = alarm->add_subcommand("settle", "Say that an alarm was looked into; asks why it needs nothing more");
  const auto id = std::make_shared<std::int64_t>(0);
  settling->add_option("alarm", *id, "Its number, as `tacit alarm list` shows it")->required();
  settling->callback([&context, id] { context.run = [&context, id] { return settle(context, *id); }; });
}

}  // namespace tacit::cli

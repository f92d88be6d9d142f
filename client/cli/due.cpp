#include "client/usecases/due.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "client/cli/context.hpp"
#include "client/cli/values.hpp"
#include "client/view/json.hpp"

namespace tacit::cli {
namespace {

struct DueFlags {
  usecases::DueQuery query;
  std::string key, until;
};

std::string when(std::int64_t days) {
  if (days == 0) return "today";
  const std::string count = std::to_string(days < 0 ? -days : days) + (days == 1 || days == -1 ? " day" : " days");
  return days < 0 ? count + " over" : "in " + count;
}

std::string what(const usecases::Due& due) {
  std::string text = due.label;
  if (due.what.key.starts_with("retest/")) text = "test again: " + text;
  if (due.what.key.starts_with("refer/")) text = "refer after a reactive test: " + text;
  if (due.what.attempts > 0)
    text += " (tried " + std::to_string(due.what.attempts) + " of " + std::to_string(due.what.attempts_allowed) + ")";
  if (due.put_off)
    text += "; put off until " + to_text(due.put_off->until) + ": " + due.put_off->reason.expose(Disclose());
  return text;
}

std::vector<std::string> due_row(const usecases::Due& due) {
  const bool named = due.person && due.person->has_identifiers;
  return {to_text(due.what.due),
          when(due.days),
          due.person ? due.person->code.to_text() : "(registration not here)",
          named ? due.person->nickname.expose(Disclose()) : "",
          due.what.key,
          what(due)};
}

Result<void> list_due(Context& context, const DueFlags& flags) {
  TRY(Vault vault, context.open_vault());
  TRY(const auto due, usecases::due_list({vault, context.clock}, flags.query, context.options.language));
  json::array all;
  std::vector<std::vector<std::string>> rows;
  for (const auto& one : due) {
    all.push_back(view::due_json(one));
    rows.push_back(due_row(one));
  }
  context.show(json::object{{"due", all}}, [&] {
    if (rows.empty()) context.terminal.line("Nothing is due.");
    for (const auto& line : table(rows)) context.terminal.line(line);
  });
  return {};
}

Result<void> put_off(Context& context, const DueFlags& flags) {
  TRY(Vault vault, context.open_vault());
  TRY(const auto until, optional_day(flags.until));
  if (!until) return fail(Code::invalid_argument, "--until needs a day such as 2026-11-20");
  TRY(auto asked, context.terminal.ask("Person (code, or words that match one): "));
  TRY(auto reason, context.terminal.ask("Reason (stays in this vault): ", limits::kName));
  usecases::NewPutOff wanted{
      .client = Personal(std::move(asked)), .key = flags.key, .until = *until, .reason = Personal(std::move(reason))};
  CHECK(usecases::put_off({vault, context.clock}, wanted));
  context.show(json::object{{"follow_up", flags.key}, {"until", to_text(*until)}}, [&] {
    context.terminal.line("Put off until " + to_text(*until) + " on this device; `tacit due --all` still shows it.");
  });
  return {};
}

}  // namespace

void add_due_commands(CLI::App& app, Context& context) {
  auto* due =
      app.add_subcommand("due", "What should happen next, and for whom: by the pack's rules, the most overdue first");
  const auto flags = std::make_shared<DueFlags>();
  due->add_option("--days", flags->query.days_ahead, "Also what falls due within so many days")
      ->check(CLI::Range(0, 3'650))
      ->capture_default_str();
  due->add_flag("--all", flags->query.put_off_too, "Also what was put off");
  due->require_subcommand(0, 1);
  due->callback([&context, due, flags] {
    if (due->get_subcommands().empty()) context.run = [&context, flags] { return list_due(context, *flags); };
  });

  auto* later =
      due->add_subcommand("later", "Put one off until a day, on this device alone; asks for person and reason");
  later->add_option("follow-up", flags->key, "Its name, as the fifth column of `tacit due` has it")->required();
  later->add_option("--until", flags->until, "The day on which it is listed again")->required();
  later->callback([&context, flags] { context.run = [&context, flags] { return put_off(context, *flags); }; });
}

}  // namespace tacit::cli

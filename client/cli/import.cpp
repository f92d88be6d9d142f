#include "client/usecases/import.hpp"

#include <CLI/CLI.hpp>

#include "client/cli/table_file.hpp"
#include "client/cli/values.hpp"

namespace tacit::cli {
namespace {

using usecases::ImportOutcome;
using usecases::ImportWish;

constexpr std::size_t kMappingBytes = 256 * 1024;
constexpr std::size_t kEvery = 5'000;  // rows between two lines of progress

struct ImportFlags {
  std::string file, mapping, team;
  bool dry_run = false, skip_wrong = false;
};

json::array to_json(const std::vector<std::size_t>& lines) {
  json::array out;
  for (const std::size_t line : lines) out.emplace_back(line);
  return out;
}

json::object outcome_json(const ImportOutcome& outcome) {
  return {{"rows", outcome.rows},
          {"already", outcome.already},
          {"made", outcome.made},
          {"records", outcome.records},
          {"saved", outcome.saved},
          {"wrong_lines", to_json(outcome.wrong)},
          {"mistakes", mistakes_json(outcome.mistakes)},
          {"notes_that_look_personal", to_json(outcome.personal)}};
}

void print_outcome(Context& context, const ImportOutcome& outcome, const ImportFlags& flags) {
  Terminal& terminal = context.terminal;
  print_mistakes(context, outcome.mistakes);
  for (const std::size_t line : outcome.personal)
    terminal.line("line " + std::to_string(line) +
                  ": the team note looks as if it held a phone number or an address, which belong to the private note");
  terminal.line("Rows: " + std::to_string(outcome.rows) + ". Wrong: " + std::to_string(outcome.wrong.size()) +
                ". Imported before: " + std::to_string(outcome.already) + ". " +
                (outcome.saved ? "Imported now: " : "To be imported: ") + std::to_string(outcome.made) + " (" +
                std::to_string(outcome.records) + " records).");
  if (flags.dry_run)
    terminal.line("A dry run: nothing was saved.");
  else if (!outcome.saved)
    terminal.line("Nothing was imported. Put the rows right, or leave them out with --skip-wrong.");
}

Result<void> import(Context& context, std::string_view kind, const ImportFlags& flags) {
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const std::string mapping_text, read_user_file(context, flags.mapping, kMappingBytes));
  std::string problem;
  const auto tell_problem = [&] {
    if (!problem.empty()) context.terminal.hint("In the mapping: " + problem);
  };
  const auto mapping = usecases::read_mapping(mapping_text, &problem);
  if (!mapping) tell_problem();
  CHECK(mapping);
  if (kind_of(*mapping) != kind)
    return fail(Code::invalid_argument, "the mapping is for another kind of import than the command says");
  TRY(const csv::Table table, read_table(context, flags.file, mapping->separator));
  ImportWish wish{.trial = flags.dry_run ? ImportWish::Trial::dry_run : ImportWish::Trial::real,
                  .wrong_rows = flags.skip_wrong ? ImportWish::WrongRows::skip : ImportWish::WrongRows::refuse,
                  .team = {}};
  TRY(wish.team, optional_text(flags.team));
  wish.progress = [&context](std::size_t done, std::size_t of) {
    if (of > kEvery && (done % kEvery == 0 || done == of))
      context.terminal.hint("Read " + std::to_string(done) + " of " + std::to_string(of) +
                            " rows; nothing is saved until the end.");
  };
  const auto outcome = usecases::import_table(session, table, *mapping, wish, &problem);
  if (!outcome) tell_problem();
  CHECK(outcome);
  if (!outcome->wrong.empty() && !outcome->saved) context.exit_code = kFailed;
  context.show(outcome_json(*outcome), [&] { print_outcome(context, *outcome, flags); });
  remind_of_clear_text(context);
  return {};
}

}  // namespace

void add_import_commands(CLI::App& app, Context& context) {
  auto* importing = app.add_subcommand("import", "People, contacts and stock from CSV tables (docs/import.md)");
  importing->require_subcommand(1);
  constexpr std::pair<const char*, const char*> kKinds[] = {
      {"people", "Registers people: a row each; names and phones stay in this vault"},
      {"contacts", "Records contacts: a row each, with people registered before or without a code"},
      {"stock", "Deliveries into the store (staff): a row a lot"}};
  for (const auto& [kind, what] : kKinds) {
    auto* one = importing->add_subcommand(kind, what);
    const auto flags = std::make_shared<ImportFlags>();
    one->add_option("file", flags->file, "The table as CSV, or - for standard input")->required();
    one->add_option("--mapping", flags->mapping, "JSON file that says which column is what")->required();
    one->add_flag("--dry-run", flags->dry_run, "Only say what is wrong and what would be made");
    one->add_flag("--skip-wrong", flags->skip_wrong, "Import the right rows although others are wrong");
    one->add_option("--team", flags->team, "Team, if this device belongs to several");
    one->callback([&context, flags, name = std::string(kind)] {
      context.run = [&context, flags, name] { return import(context, name, *flags); };
    });
  }
}

}  // namespace tacit::cli

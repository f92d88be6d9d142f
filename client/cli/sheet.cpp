#include <CLI/CLI.hpp>
#include <algorithm>

#include "client/cli/blank_sheet.hpp"
#include "client/cli/outing_flags.hpp"
#include "client/cli/sheet_table.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

struct EnterFlags {
  OutingFlags outing;
  std::string file;
  bool dry_run = false;
};
struct BlankFlags {
  std::size_t people = 20;
  std::vector<std::string> codes;
  bool html = false, csv = false;
};

json::object row_json(const usecases::EnteredRow& row, std::size_t line) {
  json::array vouchers, offer;
  for (const auto& one : row.contact.vouchers)
    vouchers.push_back(json::object{{"destination", one.destination}, {"voucher", one.number.to_text()}});
  for (const auto& destination : row.contact.offer) offer.emplace_back(destination);
  json::object out{{"line", line},
                   {"record", id_text(row.contact.rid)},
                   {"vouchers", vouchers},
                   {"offer_referral", offer},
                   {"note_looks_personal", row.contact.note_looks_personal}};
  if (row.person) out["code"] = row.person->code.to_text();
  return out;
}

void print_row(Context& context, const usecases::EnteredRow& row, std::size_t number) {
  const std::string line = "line " + std::to_string(number) + ": ";
  if (row.person) context.terminal.line(line + "new code " + row.person->code.to_text());
  for (const auto& voucher : row.contact.vouchers)
    context.terminal.line(line + "voucher for " + voucher.destination + ": " + voucher.number.to_text());
  for (const auto& destination : row.contact.offer)
    context.terminal.line(line + "a test was reactive: offer a referral to " + destination + " now");
  if (row.contact.note_looks_personal) context.terminal.line(line + std::string(kNoteLooksPersonal));
}

// Everything wrong with every row, the readable ones judged as they would be when saved.
Result<void> judge(usecases::Session& session, const usecases::NewEvening& evening, SheetRows& rows) {
  TRY(const auto refused, usecases::check_evening(session, evening));
  for (const auto& one : refused) rows.mistakes.push_back({rows.lines[one.row], "", one.error.text});
  std::stable_sort(rows.mistakes.begin(), rows.mistakes.end(),
                   [](const auto& a, const auto& b) { return a.line < b.line; });
  return {};
}

void report(Context& context, const EnterFlags& flags, const SheetRows& rows, std::size_t good) {
  if (!rows.mistakes.empty()) context.exit_code = kFailed;
  context.show(json::object{{"saved", false}, {"rows", good}, {"mistakes", mistakes_json(rows.mistakes)}}, [&] {
    print_mistakes(context, rows.mistakes);
    if (rows.mistakes.empty()) context.terminal.line("Rows: " + std::to_string(good) + ", all right.");
    context.terminal.line(flags.dry_run ? "A dry run: nothing was saved."
                                        : "Nothing was saved: put these rows right and enter the sheet again.");
  });
}

Result<void> enter(Context& context, const EnterFlags& flags) {
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const auto recorder, usecases::recorder_of(session));
  TRY(const csv::Table table, read_table(context, flags.file, {}));
  std::string problem;
  auto rows = read_sheet(table, recorder.pack, problem);
  if (!rows && !problem.empty()) context.terminal.hint("In the first line: " + problem);
  CHECK(rows);
  usecases::NewEvening evening;
  TRY(evening.outing, outing_of(flags.outing));
  evening.met = std::move(rows->met);
  CHECK(judge(session, evening, *rows));
  if (flags.dry_run || !rows->mistakes.empty()) {
    report(context, flags, *rows, evening.met.size());
    return {};
  }
  if (evening.met.empty()) return fail(Code::invalid_argument, "the table has no rows");
  TRY(const auto added, usecases::add_evening(session, evening));
  json::array list;
  for (std::size_t i = 0; i < added.rows.size(); ++i) list.push_back(row_json(added.rows[i], rows->lines[i]));
  context.show(json::object{{"saved", true}, {"outing", id_text(added.outing)}, {"rows", list}}, [&] {
    for (std::size_t i = 0; i < added.rows.size(); ++i) print_row(context, added.rows[i], rows->lines[i]);
    context.terminal.line("Saved: the outing and " + std::to_string(added.rows.size()) +
                          " contacts. Record: " + id_text(added.outing));
  });
  context.say_if_late(vault, added.outing);
  if (flags.file != "-") remind_of_clear_text(context);
  return {};
}

Result<void> blank(Context& context, const BlankFlags& flags) {
  TRY(Vault vault, context.open_vault());
  const auto pack = vault.pack();
  if (!pack) return fail(Code::not_ready, "the organisation's pack is not here yet: use `tacit sync`");
  TRY(const auto columns, sheet_columns(*pack, flags.codes));
  const auto lines = flags.csv    ? sheet_as_csv(columns)
                     : flags.html ? sheet_as_html(*pack, columns, flags.people)
                                  : sheet_as_text(*pack, columns, flags.people);
  json::array names;
  for (const auto& column : columns) names.emplace_back(column.name);
  context.show(json::object{{"columns", names}}, [&] {
    for (const auto& line : lines) context.terminal.line(line);
  });
  return {};
}

}  // namespace

void add_sheet_commands(CLI::App& outing, Context& context) {
  auto* entering =
      outing.add_subcommand("enter", "Record an outing and everybody met on it from a table: all or nothing");
  const auto flags = std::make_shared<EnterFlags>();
  entering->add_option("file", flags->file, "The table as CSV (docs/import.md), or - for standard input")->required();
  add_outing_options(*entering, flags->outing);
  entering->add_flag("--dry-run", flags->dry_run, "Only say what is wrong");
  entering->callback([&context, flags] { context.run = [&context, flags] { return enter(context, *flags); }; });

  auto* printing = outing.add_subcommand("sheet", "Print the blank paper sheet that `outing enter` reads");
  const auto blank_flags = std::make_shared<BlankFlags>();
  printing->add_option("--people", blank_flags->people, "Rows to write in")
      ->capture_default_str()
      ->check(CLI::Range(1, 200));
  printing->add_option("--code", blank_flags->codes, "Only these codes of the pack; may be repeated; default: all");
  auto* html = printing->add_flag("--html", blank_flags->html, "As a page for A4 paper, to print from a browser");
  printing->add_flag("--csv", blank_flags->csv, "Only the header of the table, for a spreadsheet")->excludes(html);
  printing->callback(
      [&context, blank_flags] { context.run = [&context, blank_flags] { return blank(context, *blank_flags); }; });
}

}  // namespace tacit::cli

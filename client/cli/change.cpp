#include "client/usecases/change.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>

#include "client/cli/new_file.hpp"
#include "client/cli/records.hpp"
#include "client/usecases/export.hpp"
#include "client/view/json.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

struct HistoryFlags {
  std::string record, file;
  std::size_t limit = 20;
  bool body = false;
  bool differing = false;
};

const record::Record* effective_of(const domain::History& history) {
  if (!history.effective || !history.versions[*history.effective].team) return nullptr;
  return &*history.versions[*history.effective].team;
}

Result<domain::History> find_history(const Vault& vault, const std::string& text) {
  TRY(const RecordId rid, parse_id<RecordId>(text));
  auto found = vault.history(rid);
  if (!found) return fail(Code::not_found, "there is no such record here");
  return std::move(*found);
}

// The body as JSON on a line of its own, to be edited and given to `tacit correct`.
Result<void> print_body(Context& context, const domain::History& history) {
  const record::Record* record = effective_of(history);
  if (record == nullptr) return fail(Code::not_found, "nothing of this record counts here");
  const auto* correct = std::get_if<record::Correct>(record);
  context.terminal.line(json::serialize(record::encode(correct ? record::to_record(correct->replacement) : *record)));
  return {};
}

Result<void> export_to_file(Context& context, Vault& vault, const HistoryFlags& flags) {
  TRY(const RecordId root, parse_id<RecordId>(flags.record));
  TRY(const auto exported, usecases::export_record({vault, context.clock}, root));
  TRY(NewFile file, NewFile::create(flags.file));
  CHECK(file.append(exported.text));
  CHECK(file.finish());
  context.terminal.hint(
      "The file is not encrypted: what it says has left the vault. Guard it, and delete it after use.");
  context.show(json::object{{"record", id_text(root)}, {"entries", exported.entries}}, [&] {
    context.terminal.line("Entries written, as SD-JWTs with their signers' public keys: " +
                          std::to_string(exported.entries));
  });
  return {};
}

Result<void> show_history(Context& context, const HistoryFlags& flags) {
  TRY(Vault vault, context.open_vault());
  if (!flags.file.empty()) return export_to_file(context, vault, flags);
  std::vector<domain::History> histories;
  if (flags.differing) {
    histories = vault.whose_faces(domain::FaceMatch::differs);
    std::ranges::move(vault.whose_faces(domain::FaceMatch::not_judged), std::back_inserter(histories));
  } else if (flags.record.empty()) {
    histories = vault.recent(flags.limit);
  } else {
    TRY(auto history, find_history(vault, flags.record));
    if (flags.body) return print_body(context, history);
    histories.push_back(std::move(history));
  }
  json::array list;
  for (const auto& history : histories) list.push_back(view::history_json(vault, history));
  context.show(json::object{{"records", list}}, [&] { print_histories(context, vault, histories); });
  return {};
}

void say_changed(Context& context, const usecases::Change& change, Literal draft, Literal recorded) {
  const bool was_draft = change.how == usecases::Changed::draft;
  json::array also;
  for (const RecordId& other : change.also) also.emplace_back(id_text(other));
  context.show(
      json::object{{"record", id_text(change.rid)}, {"changed", was_draft ? "draft" : "recorded"}, {"also", also}},
      [&] {
        context.terminal.line((was_draft ? draft : recorded).view());
        if (!change.also.empty())
          context.terminal.line("With it " + std::to_string(change.also.size()) + " more that said the same.");
      });
  if (change.in_closed_period) context.terminal.hint(kClosedFigures);
}

Result<void> correct(Context& context, const std::string& text) {
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const RecordId root, parse_id<RecordId>(text));
  TRY(const auto history, find_history(vault, text));
  const record::Record* record = effective_of(history);
  if (record == nullptr) return fail(Code::not_found, "nothing of this record counts here");
  const auto* earlier = std::get_if<record::Correct>(record);
  const auto kind = earlier ? record::kind_of(record::to_record(earlier->replacement)) : record::kind_of(*record);
  context.terminal.hint("Reading the corrected body as JSON (see `tacit history RECORD --body`).");
  TRY(const std::string input, context.terminal.read_all(limits::kDisclosure));
  TRY(const auto value, json::parse(input.substr(0, input.find_last_not_of(" \r\n\t") + 1), limits::kDisclosure));
  TRY(const auto replacement, record::decode(kind, value));
  const auto body = record::to_body(replacement);
  if (!body) return fail(Code::invalid_argument, "a correction must be of the same kind as the record");
  TRY(const auto change, usecases::correct_record(session, root, *body));
  say_changed(context, change, "Saved: the unsent record was edited.", "Saved: a correction; history shows both.");
  return {};
}

Result<void> annul(Context& context, const std::string& text) {
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const RecordId root, parse_id<RecordId>(text));
  TRY(const std::string reason, context.terminal.ask("Reason, for the team (may be empty): ", limits::kName));
  TRY(const auto change, usecases::void_record(session, root, reason));
  say_changed(context, change, "The unsent record is gone.", "Saved: the record is void; history keeps it.");
  return {};
}

}  // namespace

void add_change_commands(CLI::App& app, Context& context) {
  auto* history = app.add_subcommand("history", "What was recorded, corrected and voided, by which device");
  const auto flags = std::make_shared<HistoryFlags>();
  auto* record = history->add_option("record", flags->record, "One record; without it the newest ones");
  history->add_flag("--differing", flags->differing, "Those that tell auditors something else than the team, or may")
      ->excludes(record);
  history->add_option("--limit", flags->limit, "At most so many")->capture_default_str();
  auto* body =
      history->add_flag("--body", flags->body, "Only the body that counts, as JSON, to be edited for `tacit correct`");
  history
      ->add_option("--export", flags->file,
                   "Write the record's signed entries, as far as this device opened them, into a new file, in clear")
      ->needs(record)
      ->excludes(body);
  history->callback([&context, flags] { context.run = [&context, flags] { return show_history(context, *flags); }; });

  auto* correcting = app.add_subcommand("correct", "Correct a record: reads its new body as JSON from standard input");
  const auto corrected = std::make_shared<std::string>();
  correcting->add_option("record", *corrected, "The record, as `tacit history` names it")->required();
  correcting->callback(
      [&context, corrected] { context.run = [&context, corrected] { return correct(context, *corrected); }; });

  auto* voiding = app.add_subcommand("void", "Void a record that should not count; asks for the reason");
  const auto voided = std::make_shared<std::string>();
  voiding->add_option("record", *voided, "The record, as `tacit history` names it")->required();
  voiding->callback([&context, voided] { context.run = [&context, voided] { return annul(context, *voided); }; });
}

}  // namespace tacit::cli

#include "client/usecases/person.hpp"

#include <CLI/CLI.hpp>
#include <sstream>

#include "client/cli/person.hpp"
#include "client/cli/records.hpp"
#include "client/cli/values.hpp"
#include "client/view/json.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

struct AddFlags {
  std::vector<std::string> attributes;
  std::string team, day;
  bool consented = false, by_guardian = false;
  bool other_codes = false;
};

std::string one_line(const std::string& text) {
  std::string out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) out += (out.empty() ? "" : ", ") + line;
  return out;
}

Result<void> add(Context& context, const AddFlags& flags) {
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  usecases::NewPerson person;
  TRY(person.attributes, parse_attributes(flags.attributes));
  TRY(person.team, optional_text(flags.team));
  TRY(person.day, optional_day(flags.day));
  person.consented = flags.consented;
  if (flags.by_guardian) person.consented_by = record::Consent::By::guardian;
  TRY(auto nickname, context.terminal.ask("What to call them (may be empty): "));
  TRY(auto name, context.terminal.ask("Name (may be empty): "));
  TRY(auto phone, context.terminal.ask("Phone (may be empty): "));
  TRY(auto note, context.terminal.ask("Private note (may be empty): "));
  person.nickname = Personal(std::move(nickname));
  person.name = Personal(std::move(name));
  person.phone = Personal(std::move(phone));
  person.note = Personal(std::move(note));
  if (flags.other_codes) {
    TRY(person.other_codes, ask_other_codes(context));
  }
  TRY(const auto added, usecases::add_person(session, person));
  context.show(json::object{{"code", added.code.to_text()}},
               [&] { context.terminal.line("Saved. Code: " + added.code.to_text()); });
  return {};
}

Result<void> find(Context& context, std::size_t limit) {
  TRY(const Vault vault, context.open_vault());
  TRY(auto words, context.terminal.ask("Find (part of a name, phone or note, or a code): "));
  const auto found = vault.find_people(Personal(std::move(words)), limit);
  json::array list;
  std::vector<std::vector<std::string>> rows;
  for (const auto& person : found) {
    list.push_back(view::person_json(person));
    rows.push_back(person_row(person));
  }
  context.show(json::object{{"people", list}}, [&] {
    if (rows.empty()) context.terminal.line("Nobody in this vault matches.");
    for (const auto& line : table(rows)) context.terminal.line(line);
  });
  return {};
}

Result<void> show_person(Context& context) {
  TRY(Vault vault, context.open_vault());
  const usecases::Session session{vault, context.clock};
  TRY(auto asked, context.terminal.ask("Person (code, or words that match one): "));
  TRY(const auto shown, usecases::show_person(session, Personal(std::move(asked))));
  json::object out = view::person_json(shown.person);
  json::array timeline;
  for (const auto& history : shown.timeline) timeline.push_back(view::history_json(vault, history));
  out["timeline"] = timeline;
  context.show(out, [&] {
    for (const auto& line : table({person_row(shown.person)})) context.terminal.line(line);
    if (shown.person.has_identifiers && !shown.person.note.expose(Disclose()).empty())
      context.terminal.line("Private note: " + shown.person.note.expose(Disclose()));
    if (!shown.person.other_codes.expose(Disclose()).empty())
      context.terminal.line("Other codes: " + one_line(shown.person.other_codes.expose(Disclose())));
    print_histories(context, vault, shown.timeline);
  });
  return {};
}

Result<void> link(Context& context, const std::string& team) {
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  usecases::LinkPeople both;
  TRY(auto kept, context.terminal.ask("Code to keep: "));
  TRY(auto duplicate, context.terminal.ask("Code of the duplicate: "));
  both.kept = Personal(std::move(kept));
  both.duplicate = Personal(std::move(duplicate));
  TRY(both.team, optional_text(team));
  TRY(const RecordId rid, usecases::link_people(session, both));
  context.show(json::object{{"record", id_text(rid)}},
               [&] { context.terminal.line("Saved: both codes count as one person."); });
  return {};
}

}  // namespace

std::vector<std::string> person_row(const Vault::Person& person) {
  if (!person.has_identifiers) return {person.code.to_text(), "(no identifiers on this device)"};
  return {person.code.to_text(), person.nickname.expose(Disclose()), person.name.expose(Disclose()),
          person.phone.expose(Disclose())};
}

void add_person_commands(CLI::App& app, Context& context) {
  auto* person = app.add_subcommand("person", "People: registered, found and shown; identifiers stay in this vault");
  person->require_subcommand(1);

  auto* adding = person->add_subcommand("add", "Register a person; asks for nickname, name, phone and private note");
  const auto flags = std::make_shared<AddFlags>();
  adding->add_option("--attribute", flags->attributes, "code=value from the pack, such as sex=f; may be repeated");
  adding->add_option("--team", flags->team, "Team, if this device belongs to several");
  adding->add_option("--day", flags->day, "Day of the registration, if not today");
  adding->add_flag("--other-codes", flags->other_codes, "Ask for codes of earlier systems too, one each line");
  auto* consented = adding->add_flag("--consent", flags->consented, "The person agreed to the current consent text");
  adding->add_flag("--by-guardian", flags->by_guardian, "It was a guardian who agreed")->needs(consented);
  adding->callback([&context, flags] { context.run = [&context, flags] { return add(context, *flags); }; });

  auto* finding =
      person->add_subcommand("find", "Search by any part of a name, phone, private note or other code, or by code");
  const auto limit = std::make_shared<std::size_t>(20);
  finding->add_option("--limit", *limit, "At most so many")->capture_default_str();
  finding->callback([&context, limit] { context.run = [&context, limit] { return find(context, *limit); }; });

  auto* showing = person->add_subcommand("show", "One person with everything recorded");
  showing->callback([&context] { context.run = [&context] { return show_person(context); }; });

  auto* linking = person->add_subcommand("link", "Say that two codes are one person; voiding that record undoes it");
  const auto team = std::make_shared<std::string>();
  linking->add_option("--team", *team, "Team, if this device belongs to several");
  linking->callback([&context, team] { context.run = [&context, team] { return link(context, *team); }; });
  add_identifier_commands(*person, context);
}

}  // namespace tacit::cli

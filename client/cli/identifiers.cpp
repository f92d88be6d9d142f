#include <CLI/CLI.hpp>

#include "client/cli/new_file.hpp"
#include "client/cli/person.hpp"
#include "client/usecases/hand_over.hpp"
#include "client/usecases/person.hpp"
#include "client/view/json.hpp"
#include "common/files/file.hpp"
#include "crypto/encoding.hpp"
#include "schema/hand_over.hpp"

namespace tacit::cli {
namespace {

struct EditFlags {
  bool name = false, nickname = false, phone = false, note = false, other_codes = false;
  bool any() const { return name || nickname || phone || note || other_codes; }
};

struct HandOverFlags {
  std::string file, to;
  bool all = false;
};

Result<void> ask_into(Context& context, bool wanted, Literal prompt, std::optional<Personal<std::string>>& into) {
  if (!wanted) return {};
  TRY(auto answer, context.terminal.ask(prompt));
  into = Personal(std::move(answer));
  return {};
}

Result<void> edit(Context& context, const EditFlags& flags) {
  if (!flags.any())
    return fail(Code::invalid_argument, "say what to change: --nickname, --name, --phone, --note, --other-codes");
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  usecases::EditPerson change;
  TRY(auto asked, context.terminal.ask("Person (code, or words that match one): "));
  change.asked = Personal(std::move(asked));
  CHECK(ask_into(context, flags.nickname, "What to call them (empty: nothing any more): ", change.nickname));
  CHECK(ask_into(context, flags.name, "Name (empty: nothing any more): ", change.name));
  CHECK(ask_into(context, flags.phone, "Phone (empty: nothing any more): ", change.phone));
  CHECK(ask_into(context, flags.note, "Private note (empty: nothing any more): ", change.note));
  if (flags.other_codes) {
    TRY(change.other_codes, ask_other_codes(context));
  }
  TRY(const auto person, usecases::edit_person(session, change));
  context.show(view::person_json(person),
               [&] { context.terminal.line("Saved on this device. Nobody else hears of it."); });
  return {};
}

json::array reasons_of(const Vault::Alike& alike) {
  json::array out;
  if (alike.phone) out.emplace_back("phone");
  if (alike.other_code) out.emplace_back("other-code");
  if (alike.name) out.emplace_back("name");
  return out;
}

std::string why(const Vault::Alike& alike) {
  std::string out;
  for (const auto& [holds, word] :
       {std::pair(alike.phone, "same phone"), std::pair(alike.other_code, "same other code"),
        std::pair(alike.name, "same name and nickname")})
    if (holds) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

Result<void> duplicates(Context& context, std::size_t limit) {
  TRY(Vault vault, context.open_vault());
  const auto found = usecases::find_duplicates(usecases::Session{vault, context.clock}, limit);
  json::array list;
  for (const auto& alike : found)
    list.push_back(json::object{
        {"one", view::person_json(alike.one)}, {"other", view::person_json(alike.other)}, {"why", reasons_of(alike)}});
  context.show(json::object{{"pairs", list}}, [&] {
    if (found.empty()) context.terminal.line("Nobody in this vault looks registered twice.");
    for (const auto& alike : found) {
      context.terminal.line(why(alike) + ":");
      for (const auto& line : table({person_row(alike.one), person_row(alike.other)}))
        context.terminal.line("  " + line);
    }
    if (!found.empty())
      context.terminal.line("Settle each with `tacit person link` (one person) or `tacit person distinct` (two).");
  });
  return {};
}

Result<void> distinct(Context& context) {
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(auto one, context.terminal.ask("Code of the one: "));
  TRY(auto other, context.terminal.ask("Code of the other: "));
  CHECK(usecases::keep_distinct(session, Personal(std::move(one)), Personal(std::move(other))));
  context.show(json::object{{"distinct", true}},
               [&] { context.terminal.line("Remembered on this device: they are two people."); });
  return {};
}

Result<std::vector<Personal<std::string>>> ask_people(Context& context) {
  std::vector<Personal<std::string>> out;
  while (true) {
    TRY(auto asked, context.terminal.ask("Person (code, or words that match one; empty: no more): "));
    if (asked.empty()) return out;
    out.emplace_back(std::move(asked));
  }
}

Result<void> hand_over(Context& context, const HandOverFlags& flags) {
  TRY(NewFile file, NewFile::create(flags.file));
  TRY(Vault vault, context.open_vault());
  usecases::NewHandOver wanted{.to = flags.to, .who = {}};
  if (!flags.all) {
    TRY(wanted.who, ask_people(context));
  }
  TRY(const auto handed, usecases::hand_over(usecases::Session{vault, context.clock}, wanted));
  CHECK(file.append(as_text(handed.file)));
  CHECK(file.finish());
  context.show(
      json::object{{"people", handed.people}, {"to", id_text(handed.to)}, {"other_teams", handed.other_teams}}, [&] {
        context.terminal.line("Handed over: " + std::to_string(handed.people) + " people. Only the device " +
                              (handed.to_name.empty() ? id_text(handed.to) : handed.to_name) +
                              " can open the file, within " + std::to_string(usecases::kHandOverDays) +
                              " days, with `tacit person accept FILE`.");
        if (handed.other_teams > 0)
          context.terminal.line(
              "Left out, because that device is not in their team: " + std::to_string(handed.other_teams) + ".");
      });
  return {};
}

void print_accepted(Context& context, const usecases::AcceptedHandOver& accepted) {
  context.terminal.line("Accepted from " + (accepted.from_name.empty() ? id_text(accepted.from) : accepted.from_name) +
                        ", of " + to_text(accepted.day) + ": " + std::to_string(accepted.people) + " people, " +
                        std::to_string(accepted.completed) + " completed, " + std::to_string(accepted.unchanged) +
                        " already known so.");
  if (!accepted.differing.empty()) {
    context.terminal.line("Of these something else was known here. It stays; what came is in the private note:");
    for (const ClientCode& code : accepted.differing) context.terminal.line("  " + code.to_text());
  }
  if (accepted.not_here_yet > 0)
    context.terminal.line("Not registered here yet, and shown once `tacit sync` has read it: " +
                          std::to_string(accepted.not_here_yet) + ".");
}

Result<void> accept(Context& context, const std::string& path) {
  TRY(const Bytes file, read_file(path, limits::kHandOverFile));
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const auto accepted, usecases::accept_hand_over(session, file));
  json::array differing;
  for (const ClientCode& code : accepted.differing) differing.emplace_back(code.to_text());
  context.show(json::object{{"from", id_text(accepted.from)},
                            {"day", to_text(accepted.day)},
                            {"people", accepted.people},
                            {"completed", accepted.completed},
                            {"unchanged", accepted.unchanged},
                            {"not_here_yet", accepted.not_here_yet},
                            {"differing", differing}},
               [&] { print_accepted(context, accepted); });
  return {};
}

void add_hand_over_commands(CLI::App& person, Context& context) {
  auto* handing = person.add_subcommand("hand-over", "Write what is kept of people into a file for one other device");
  const auto flags = std::make_shared<HandOverFlags>();
  handing->add_option("FILE", flags->file, "New file to make; nobody but that device can open it")->required();
  handing->add_option("--to", flags->to, "The receiving device: its name, or the beginning of its id")->required();
  handing->add_flag("--all", flags->all, "Everybody of the teams both devices are in, instead of asking for people");
  handing->callback([&context, flags] { context.run = [&context, flags] { return hand_over(context, *flags); }; });

  auto* accepting = person.add_subcommand("accept", "Take what another device wrote with `tacit person hand-over`");
  const auto file = std::make_shared<std::string>();
  accepting->add_option("FILE", *file, "What the other device wrote")->required();
  accepting->callback([&context, file] { context.run = [&context, file] { return accept(context, *file); }; });
}

}  // namespace

Result<Personal<std::string>> ask_other_codes(Context& context) {
  std::string codes;
  while (true) {
    TRY(const auto code, context.terminal.ask("Another code (empty: no more): "));
    if (code.empty()) return Personal(std::move(codes));
    codes += (codes.empty() ? "" : "\n") + code;
  }
}

void add_identifier_commands(CLI::App& person, Context& context) {
  auto* editing = person.add_subcommand("edit", "Change what is kept of somebody; asks for who, and for what is named");
  const auto flags = std::make_shared<EditFlags>();
  editing->add_flag("--nickname", flags->nickname, "Ask for another nickname");
  editing->add_flag("--name", flags->name, "Ask for another name");
  editing->add_flag("--phone", flags->phone, "Ask for another phone");
  editing->add_flag("--note", flags->note, "Ask for another private note");
  editing->add_flag("--other-codes", flags->other_codes, "Ask for all codes of earlier systems, one each line");
  editing->callback([&context, flags] { context.run = [&context, flags] { return edit(context, *flags); }; });

  auto* doubles = person.add_subcommand("duplicates", "Who may have been registered twice, best first, and why");
  const auto limit = std::make_shared<std::size_t>(20);
  doubles->add_option("--limit", *limit, "At most so many pairs")->capture_default_str();
  doubles->callback([&context, limit] { context.run = [&context, limit] { return duplicates(context, *limit); }; });

  auto* parting = person.add_subcommand("distinct", "Say that two codes are two people; they are not suggested again");
  parting->callback([&context] { context.run = [&context] { return distinct(context); }; });

  add_hand_over_commands(person, context);
}

}  // namespace tacit::cli

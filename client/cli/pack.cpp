#include "client/usecases/pack.hpp"

#include <CLI/CLI.hpp>
#include <fstream>

#include "client/cli/context.hpp"
#include "client/cli/new_file.hpp"

namespace tacit::cli {
namespace {

struct ShowFlags {
  std::string id, into;
};

json::array remarks_json(const std::vector<PackRemark>& remarks) {
  json::array out;
  for (const auto& remark : remarks) out.push_back(json::object{{"place", remark.place}, {"text", remark.text}});
  return out;
}

void print_remarks(Context& context, std::string_view what, const std::vector<PackRemark>& remarks) {
  for (const auto& remark : remarks) context.terminal.line(std::string(what) + " " + remark.place + ": " + remark.text);
}

Result<void> check(Context& context, const std::string& path) {
  TRY(const std::string text, read_pack_file(path));
  const PackReview review = review_pack(text);
  if (!review.pack) context.exit_code = kFailed;
  context.show(json::object{{"mistakes", remarks_json(review.mistakes)}, {"advice", remarks_json(review.advice)}}, [&] {
    print_remarks(context, "mistake", review.mistakes);
    print_remarks(context, "advice ", review.advice);
    if (review.pack)
      context.terminal.line("A pack: " + review.pack->id + ", version " + std::to_string(review.pack->version) + ".");
  });
  return {};
}

Result<void> list_packs(Context& context) {
  json::array packs;
  std::vector<std::vector<std::string>> rows;
  for (const auto id : built_in_packs()) {
    TRY(const Pack pack, read_pack(*built_in_pack(id)));
    const std::string label = label_in(pack.labels, context.options.language);
    packs.push_back(json::object{{"id", pack.id}, {"version", pack.version}, {"label", label}});
    rows.push_back({pack.id, std::to_string(pack.version), label});
  }
  context.show(json::object{{"packs", packs}}, [&] {
    for (const auto& line : table(rows)) context.terminal.line(line);
  });
  return {};
}

// Code, label and what is special about it, for each row that is offered.
class PackTables {
 public:
  PackTables(Context& context, const Pack& pack) : context_(context), pack_(pack) {}

  void print() const {
    context_.terminal.line(label(pack_.labels) + " (" + pack_.id + ", version " + std::to_string(pack_.version) + ")");
    print("Services", pack_.services, [](const auto& one) { return one.audit ? "auditors see it" : ""; });
    print("Outings", pack_.outings);
    print("Sessions", pack_.sessions);
    print("Commodities", pack_.commodities, [this](const auto& one) { return word(one.unit); });
    print("Tests", pack_.tests, [](const auto& one) { return one.audit ? "auditors see that it was done" : ""; });
    print("Destinations", pack_.destinations);
    print_episodes("Intakes", pack_.intakes);
    print_episodes("Cases", pack_.cases);
    print("Stays", pack_.stays);
    print_episodes("Incidents", pack_.incidents);
    print("Members of households", pack_.members);
    for (const auto& attribute : pack_.attributes)
      if (!attribute.retired) print("Attribute " + attribute.code, attribute.values);
    print("Sites", pack_.sites, [this](const auto& one) { return word(one.group); });
    print("Follow-ups", pack_.follow_ups, [](const auto& one) { return std::to_string(one.days) + " days"; });
  }

 private:
  std::string label(const Labels& labels) const { return label_in(labels, context_.options.language); }
  std::string word(const std::string& code) const { return label(pack_.words.at(code)); }

  // Each with the ways in which it may end.
  void print_episodes(const std::string& title, const std::vector<Pack::Episode>& rows) const {
    print(title, rows, [](const auto& one) { return one.audit ? "auditors see it, not how it ends" : ""; });
    for (const auto& row : rows)
      if (!row.retired) print("  " + row.code + " may end as", row.outcomes);
  }
  template <class Row>
  void print(const std::string& title, const std::vector<Row>& rows) const {
    print(title, rows, [](const Row&) { return ""; });
  }
  template <class Row, class Remark>
  void print(const std::string& title, const std::vector<Row>& rows, const Remark& remark) const {
    std::vector<std::vector<std::string>> lines;
    for (const Row& row : rows)
      if (!row.retired) lines.push_back({"  " + row.code, label(row.labels), remark(row)});
    if (lines.empty()) return;
    context_.terminal.line(title);
    for (const auto& line : table(lines)) context_.terminal.line(line);
  }

  Context& context_;
  const Pack& pack_;
};

Result<std::string> text_of(Context& context, const std::string& id) {
  if (id.empty()) {
    TRY(Vault vault, context.open_vault());
    return usecases::present_pack({vault, context.clock});
  }
  if (const auto text = built_in_pack(id)) return std::string(*text);
  return fail(Code::not_found, "there is no such pack built in: see `tacit pack list`");
}

Result<void> show_pack(Context& context, const ShowFlags& flags) {
  TRY(const std::string text, text_of(context, flags.id));
  TRY(const Pack pack, read_pack(text));
  if (!flags.into.empty()) {
    TRY(NewFile file, NewFile::create(flags.into));
    CHECK(file.append(text));
    CHECK(file.finish());
    context.show(json::object{{"id", pack.id}, {"version", pack.version}},
                 [&] { context.terminal.line("The pack is in the file; `tacit pack check` reads it."); });
    return {};
  }
  TRY(const json::value value, json::parse(text, limits::kPack));
  context.show(value, [&] { PackTables(context, pack).print(); });
  return {};
}

Result<void> publish(Context& context, const std::string& path) {
  TRY(const std::string text, read_pack_file(path));
  TRY(Vault vault, context.open_vault());
  TRY(const auto done, usecases::publish_pack(context.online(vault), text));
  if (!done.published()) context.exit_code = kFailed;
  context.show(json::object{{"published", done.published()},
                            {"version", done.version},
                            {"mistakes", remarks_json(done.mistakes)},
                            {"obstacles", remarks_json(done.obstacles)}},
               [&] {
                 print_remarks(context, "mistake ", done.mistakes);
                 print_remarks(context, "obstacle", done.obstacles);
                 context.terminal.line(done.published() ? "Published: version " + std::to_string(done.version) +
                                                              ". Devices take it up when they sync next."
                                                        : "Nothing was published.");
               });
  return done.published() ? context.finish(done.sync) : Result<void>();
}

void add_file_command(CLI::App& pack, Context& context, const char* name, const char* what,
                      Result<void> (*run)(Context&, const std::string&)) {
  auto* command = pack.add_subcommand(name, what);
  const auto path = std::make_shared<std::string>();
  command->add_option("file", *path, "The pack, as docs/packs.md describes it")->required();
  command->callback([&context, path, run] { context.run = [&context, path, run] { return run(context, *path); }; });
}

}  // namespace

Result<std::string> read_pack_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(limits::kPack + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad()) return fail(Code::not_found, "there is no such file, or it cannot be read");
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

void add_pack_commands(CLI::App& app, Context& context) {
  auto* pack = app.add_subcommand("pack", "Programme packs: what kind of work this is");
  pack->require_subcommand(1);
  add_file_command(*pack, context, "check", "Say all that is wrong with a pack's file, and what is unwise", check);
  auto* listing = pack->add_subcommand("list", "The packs that are built in");
  listing->callback([&context] { context.run = [&context] { return list_packs(context); }; });

  auto* showing = pack->add_subcommand("show", "What a pack offers; with --json the pack itself");
  const auto flags = std::make_shared<ShowFlags>();
  showing->add_option("id", flags->id, "A built-in pack; without it the organisation's own");
  showing->add_option("--export", flags->into, "Write its text into this new file, to make the next edition from");
  showing->callback([&context, flags] { context.run = [&context, flags] { return show_pack(context, *flags); }; });

  add_file_command(*pack, context, "publish", "Steward: make a file the next edition of the organisation's pack",
                   publish);
}

}  // namespace tacit::cli

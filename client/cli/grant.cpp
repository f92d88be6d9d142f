#include "client/usecases/grant.hpp"

#include <CLI/CLI.hpp>

#include "client/cli/context.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

Result<void> add(Context& context, const usecases::NewGrant& grant) {
  TRY(Vault vault, context.open_vault());
  TRY(const auto added, usecases::add_grant(context.online(vault), grant));
  CHECK(context.finish(added.sync));
  context.show(json::object{{"grant", grant.code}, {"scope", id_text(added.scope)}}, [&] {
    context.terminal.line("Added. What it pays for is told to its auditors too:");
    context.terminal.line("    tacit outing add --grant " + grant.code + " …");
    context.terminal.line("    tacit invite --role auditor --grant " + grant.code + " …");
  });
  return {};
}

Result<void> list_grants(Context& context) {
  TRY(Vault vault, context.open_vault());
  TRY(const auto grants, usecases::list_grants(usecases::Session{vault, context.clock}, context.options.language));
  json::array list;
  std::vector<std::vector<std::string>> rows;
  for (const auto& grant : grants) {
    list.push_back(json::object{{"grant", grant.code},
                                {"label", grant.label},
                                {"retired", grant.retired},
                                {"open", grant.open},
                                {"auditors", grant.auditors}});
    rows.push_back({grant.code, grant.label, std::to_string(grant.auditors) + " auditors",
                    grant.retired ? "ended" : (grant.open ? "" : "not open: tacit grant add")});
  }
  context.show(json::object{{"grants", list}}, [&] {
    if (rows.empty()) context.terminal.line("No grants yet: a steward uses `tacit grant add`.");
    for (const auto& line : table(rows)) context.terminal.line(line);
  });
  return {};
}

}  // namespace

void add_grant_commands(CLI::App& app, Context& context) {
  auto* grant = app.add_subcommand("grant", "Grants: who pays, with auditors who read what they paid for and no more");
  grant->require_subcommand(1);
  auto* adding = grant->add_subcommand("add", "Steward: a new grant, for everybody");
  const auto said = std::make_shared<usecases::NewGrant>();
  adding->add_option("code", said->code, "Its code: up to 48 of a-z, 0-9 and hyphen; the server never sees it")
      ->required();
  adding->add_option("--label", said->label, "Its name, as people know it")->required();
  adding->callback([&context, said] { context.run = [&context, said] { return add(context, *said); }; });
  auto* listing = grant->add_subcommand("list", "All grants");
  listing->callback([&context] { context.run = [&context] { return list_grants(context); }; });
}

}  // namespace tacit::cli

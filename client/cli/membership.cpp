#include <CLI/CLI.hpp>

#include "client/cli/context.hpp"
#include "client/cli/qr.hpp"
#include "client/usecases/found.hpp"
#include "client/usecases/invite.hpp"
#include "client/usecases/join.hpp"
#include "client/usecases/member.hpp"
#include "client/usecases/team.hpp"
#include "client/view/organisation.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

struct FoundFlags {
  std::string name, device, pack;
  bool from_now = false;
};
struct InviteFlags {
  std::string name, role = "worker";
  std::vector<std::string> teams, grants;
  std::int32_t days = 14;
  bool qr = false;
};
struct RoleFlags {
  std::string role;
  std::vector<std::string> teams, grants;
  bool all_grants = false;
};

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const auto& one : list) out += (out.empty() ? "" : ", ") + one;
  return out;
}

// A device that has not been founded or joined yet gets its vault here. One that was left over from a first try that
// did not reach the server is taken up again.
Result<Vault> open_or_create(Context& context) {
  if (std::filesystem::exists(std::filesystem::path(context.options.vault) / "vault.header"))
    return context.open_vault();
  TRY(const SecretText passphrase,
      context.terminal.ask_passphrase("New passphrase for this device (at least 10 characters): ",
                                      context.options.passphrase_fd));
  if (passphrase.size() < 10)
    return fail(Code::invalid_argument, "the passphrase needs at least 10 characters: several words are best");
  if (context.options.passphrase_fd < 0) {
    TRY(const SecretText again, context.terminal.ask_passphrase("Once more: ", -1));
    if (!passphrase.equals(again)) return fail(Code::invalid_argument, "the two passphrases differ: nothing was made");
  }
  return Vault::create(context.options.vault, passphrase, context.cost);
}

// The text of a built-in pack by name, or of a file.
Result<std::string> pack_text(Context& context, const std::string& named) {
  if (const auto text = built_in_pack(named)) return std::string(*text);
  auto text = read_pack_file(named);
  if (!text) return fail(Code::not_found, "there is no such pack: give a built-in name (see --help) or a file");
  std::string problem;
  if (const auto pack = read_pack(*text, &problem); !pack) {
    context.terminal.hint("The pack is not right (`tacit pack check` says all): " + problem);
    return fail(pack.error());
  }
  return text;
}

Result<void> found(Context& context, const FoundFlags& flags) {
  TRY(std::string pack, pack_text(context, flags.pack));
  TRY(Vault vault, open_or_create(context));
  TRY(std::string invitation,
      context.terminal.ask("Founding invitation (printed by `tacitd init`): ", limits::kInvitationText));
  const usecases::Online online = context.online(vault);
  TRY(const auto founded, usecases::found(online, {.invitation = std::move(invitation),
                                                   .name = flags.name,
                                                   .device_name = flags.device,
                                                   .pack = std::move(pack),
                                                   .newcomers_see_history = !flags.from_now}));
  context.show(json::object{{"organisation", b64(founded.org)}, {"device", id_text(founded.device)}}, [&] {
    context.terminal.line("Founded. This device is the first steward: " + id_text(founded.device));
    context.terminal.line("");
    context.terminal.line("Recovery sheets: print them now, keep them apart. Any two bring the organisation back;");
    context.terminal.line("any two in the wrong hands open it. They are shown only once.");
  });
  // Also with --json: once they were shown the vault forgets them.
  for (std::size_t i = 0; i < founded.recovery_sheets.size(); ++i) {
    context.terminal.line(context.options.json ? "" : "\nSheet " + std::to_string(i + 1));
    context.terminal.secret(founded.recovery_sheets[i]);
  }
  CHECK(usecases::sheets_were_printed(vault));
  if (founded.sync.stopped) context.terminal.hint("Founded, but not everything was sent: use `tacit sync`.");
  return context.finish(founded.sync);
}

Result<void> invite(Context& context, const InviteFlags& flags) {
  TRY(Vault vault, context.open_vault());
  TRY(const Role role, parse_role(flags.role));
  TRY(const auto invited,
      usecases::invite(
          context.online(vault),
          {.name = flags.name, .role = role, .teams = flags.teams, .days = flags.days, .grants = flags.grants}));
  context.show(json::object{{"invitation", invited.text}, {"expires", to_text(invited.expires)}}, [&] {
    context.terminal.line("Hand this over face to face; whoever has it may ask to join, until " +
                          to_text(invited.expires) + ":");
    context.terminal.line("");
    context.terminal.line(invited.text);
    if (flags.qr)
      for (const auto& line : qr_as_lines(invited.text)) context.terminal.line(line);
  });
  return {};
}

Result<void> join(Context& context) {
  TRY(Vault vault, open_or_create(context));
  TRY(const std::string invitation, context.terminal.ask("Invitation: ", limits::kInvitationText));
  TRY(const auto joined_now, usecases::join(context.online(vault), invitation));
  context.show(json::object{{"device", id_text(joined_now.device)}, {"fingerprint", joined_now.fingerprint}}, [&] {
    context.terminal.line("Asked to be admitted. Read these digits to the steward, face to face:");
    context.terminal.line("    " + joined_now.fingerprint);
    context.terminal.line("Once admitted, use `tacit sync`.");
  });
  return {};
}

Result<void> list_members(Context& context, bool offline) {
  TRY(Vault vault, context.open_vault());
  const usecases::Online online = context.online(vault);
  TRY(const auto members, usecases::list_members(online.session()));
  json::array list, waiting;
  std::vector<std::vector<std::string>> rows;
  for (const auto& member : members) {
    list.push_back(view::member_json(member));
    rows.push_back(
        {id_text(member.device), member.name, std::string(to_text(member.role)) + (member.steward ? ", steward" : ""),
         joined(member.role == Role::auditor ? member.grants : member.teams), member.active ? "" : "revoked"});
  }
  // Only a steward is told who waits; for the others the list is complete without.
  const auto candidates = offline ? Result<std::vector<usecases::Candidate>>() : usecases::list_candidates(online);
  if (candidates)
    for (const auto& one : *candidates) {
      waiting.push_back(view::candidate_json(one));
      rows.push_back({one.fingerprint, one.name, std::string(to_text(one.role)), "",
                      "waits: tacit member admit " + one.fingerprint.substr(0, 9)});
    }
  else if (candidates.error().code != Code::not_allowed)
    context.terminal.hint("Who waits to be admitted is not known: " + std::string(candidates.error().text.view()));
  context.show(json::object{{"members", list}, {"waiting", waiting}}, [&] {
    for (const auto& line : table(rows)) context.terminal.line(line);
  });
  return {};
}

Result<void> admit(Context& context, const std::string& fingerprint) {
  TRY(Vault vault, context.open_vault());
  TRY(const auto admitted, usecases::admit(context.online(vault), fingerprint));
  CHECK(context.finish(admitted.sync));
  context.show(json::object{{"device", id_text(admitted.device)}, {"name", admitted.name}},
               [&] { context.terminal.line("Admitted: " + id_text(admitted.device)); });
  return {};
}

Result<void> revoke(Context& context, const std::string& device) {
  TRY(Vault vault, context.open_vault());
  TRY(const auto outcome, usecases::revoke(context.online(vault), device));
  CHECK(context.finish(outcome));
  context.show(json::object{{"revoked", true}, {"rotated", outcome.rotated}}, [&] {
    context.terminal.line(
        "Revoked. The server refuses the device from now on, and new records are sealed to new keys.");
    context.terminal.line("It keeps what it already had.");
  });
  return {};
}

Result<void> change_role(Context& context, const std::string& device, const RoleFlags& flags) {
  TRY(Vault vault, context.open_vault());
  TRY(const Role role, parse_role(flags.role));
  TRY(const auto outcome, usecases::change_member(context.online(vault), {.device = device,
                                                                          .role = role,
                                                                          .teams = flags.teams,
                                                                          .grants = flags.grants,
                                                                          .all_grants = flags.all_grants}));
  CHECK(context.finish(outcome));
  context.show(json::object{{"changed", true}}, [&] { context.terminal.line("Changed."); });
  return {};
}

Result<void> add_team(Context& context, const std::string& name, bool join_it) {
  TRY(Vault vault, context.open_vault());
  TRY(const auto added, usecases::add_team(context.online(vault), {.name = name, .join = join_it}));
  CHECK(context.finish(added.sync));
  context.show(json::object{{"team", id_text(added.team)}},
               [&] { context.terminal.line("Team made: " + id_text(added.team)); });
  return {};
}

Result<void> list_teams(Context& context) {
  TRY(Vault vault, context.open_vault());
  TRY(const auto teams, usecases::list_teams(usecases::Session{vault, context.clock}));
  json::array list;
  std::vector<std::vector<std::string>> rows;
  for (const auto& team : teams) {
    list.push_back(view::team_json(team));
    rows.push_back({id_text(team.team), team.name, std::to_string(team.members) + " devices"});
  }
  context.show(json::object{{"teams", list}}, [&] {
    if (rows.empty()) context.terminal.line("No teams yet: use `tacit team add`.");
    for (const auto& line : table(rows)) context.terminal.line(line);
  });
  return {};
}

void joining_commands(CLI::App& app, Context& context) {
  auto* founding = app.add_subcommand("found", "Found an organisation; asks for the server's founding invitation");
  const auto flags = std::make_shared<FoundFlags>();
  std::string packs;
  for (const auto& id : built_in_packs()) packs += (packs.empty() ? "" : ", ") + std::string(id);
  founding->add_option("--name", flags->name, "Name of the organisation; the server never sees it")->required();
  founding->add_option("--device-name", flags->device, "Name of this device")->required();
  founding->add_option("--pack", flags->pack, "Programme pack: " + packs + ", or a file")->required();
  founding->add_flag("--history-from-now", flags->from_now, "Newcomers are not given keys to earlier records");
  founding->callback([&context, flags] { context.run = [&context, flags] { return found(context, *flags); }; });

  auto* inviting = app.add_subcommand("invite", "Steward: make an invitation for a new device");
  const auto invitation = std::make_shared<InviteFlags>();
  inviting->add_option("--name", invitation->name, "Name the device will have")->required();
  inviting->add_option("--role", invitation->role, "worker, staff or auditor")->capture_default_str();
  inviting->add_option("--team", invitation->teams, "Team it will belong to; may be repeated");
  inviting->add_option("--grant", invitation->grants, "Grant that an auditor is to read alone; may be repeated");
  inviting->add_option("--days", invitation->days, "Valid for so many days")
      ->capture_default_str()
      ->check(CLI::Range(1, 60));
  inviting->add_flag("--qr", invitation->qr, "Also as a QR code");
  inviting->callback(
      [&context, invitation] { context.run = [&context, invitation] { return invite(context, *invitation); }; });

  auto* joining = app.add_subcommand("join", "Ask to join an organisation; asks for the invitation");
  joining->callback([&context] { context.run = [&context] { return join(context); }; });
}

void member_commands(CLI::App& app, Context& context) {
  auto* member = app.add_subcommand("member", "Devices of the organisation");
  member->require_subcommand(1);
  auto* listing = member->add_subcommand("list", "Who is in, and who waits");
  const auto offline = std::make_shared<bool>(false);
  listing->add_flag("--offline", *offline, "Do not ask the server who waits");
  listing->callback(
      [&context, offline] { context.run = [&context, offline] { return list_members(context, *offline); }; });

  auto* admitting = member->add_subcommand("admit", "Steward: admit a device whose digits were compared face to face");
  const auto fingerprint = std::make_shared<std::string>();
  admitting->add_option("digits", *fingerprint, "The beginning of its digits")->required();
  admitting->callback(
      [&context, fingerprint] { context.run = [&context, fingerprint] { return admit(context, *fingerprint); }; });

  auto* revoking = member->add_subcommand("revoke", "Steward: shut a device out, at once");
  const auto device = std::make_shared<std::string>();
  revoking->add_option("device", *device, "Its name, or the beginning of its id")->required();
  revoking->callback([&context, device] { context.run = [&context, device] { return revoke(context, *device); }; });

  auto* changing = member->add_subcommand("role", "Steward: give a device another role or other teams");
  const auto whom = std::make_shared<std::string>();
  const auto flags = std::make_shared<RoleFlags>();
  changing->add_option("device", *whom, "Its name, or the beginning of its id")->required();
  changing->add_option("--role", flags->role, "worker, staff or auditor")->required();
  changing->add_option("--team", flags->teams, "All its teams from now on; may be repeated");
  changing->add_option("--grant", flags->grants, "All that an auditor reads from now on; may be repeated");
  changing->add_flag("--all-grants", flags->all_grants, "An auditor of some grants reads everything from now on");
  changing->callback([&context, whom, flags] {
    context.run = [&context, whom, flags] { return change_role(context, *whom, *flags); };
  });
}

void team_commands(CLI::App& app, Context& context) {
  auto* team = app.add_subcommand("team", "Teams: groups of devices that share care of clients");
  team->require_subcommand(1);
  auto* adding = team->add_subcommand("add", "Steward: make a team");
  const auto name = std::make_shared<std::string>();
  const auto join_it = std::make_shared<bool>(false);
  adding->add_option("name", *name, "Its name; the server sees only a random id")->required();
  adding->add_flag("--join", *join_it, "This device becomes a member");
  adding->callback([&context, name, join_it] {
    context.run = [&context, name, join_it] { return add_team(context, *name, *join_it); };
  });
  auto* listing = team->add_subcommand("list", "All teams");
  listing->callback([&context] { context.run = [&context] { return list_teams(context); }; });
}

}  // namespace

void add_membership_commands(CLI::App& app, Context& context) {
  joining_commands(app, context);
  member_commands(app, context);
  team_commands(app, context);
}

}  // namespace tacit::cli

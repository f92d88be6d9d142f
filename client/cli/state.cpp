#include <CLI/CLI.hpp>

#include "client/cli/records.hpp"
#include "client/usecases/backup.hpp"
#include "client/usecases/status.hpp"
#include "client/usecases/sync.hpp"
#include "client/view/organisation.hpp"

namespace tacit::cli {
namespace {

Result<void> synchronise(Context& context) {
  TRY(Vault vault, context.open_vault());
  TRY(const auto outcome, usecases::synchronise(context.online(vault)));
  context.show(json::object{{"sent", outcome.sent},
                            {"received", outcome.received},
                            {"opened", outcome.opened},
                            {"unopened", outcome.unopened},
                            {"waiting", outcome.waiting},
                            {"rotated", outcome.rotated},
                            {"unsent", vault.unsent()},
                            {"alarms", view::alarm_names(outcome.alarms)}},
               [&] {
                 context.terminal.line("Sent " + std::to_string(outcome.sent) + ", received " +
                                       std::to_string(outcome.received) + ".");
                 if (outcome.waiting > 0)
                   context.terminal.line(std::to_string(outcome.waiting) + " wait for keys of their team.");
                 if (outcome.unopened > 0)
                   context.terminal.line(std::to_string(outcome.unopened) + " are closed to this device.");
                 print_alarms(context, vault.alarms());
               });
  return context.finish(outcome);
}

void print_backup(Context& context, const usecases::BackupState& backup) {
  if (!backup.due) return;
  if (!backup.last)
    context.terminal.line("This vault was never backed up, and it holds names that nothing else brings back:");
  else
    context.terminal.line("The last backup is more than " + std::to_string(usecases::kBackupDays) +
                          " days old, or dated after today; nothing else brings names back:");
  context.terminal.line("use `tacit vault backup FILE`, and keep the file away from this device.");
}

void print_doubts(Context& context, const usecases::Status& status) {
  if (status.contents_missing > 0)
    context.terminal.line("Entries whose content never came or did not fit: " +
                          std::to_string(status.contents_missing) + "; their records are not counted here.");
  if (status.faces_differ > 0)
    context.terminal.line("Records that tell auditors something else than the team: " +
                          std::to_string(status.faces_differ) + "; see `tacit history --differing`.");
  if (status.faces_not_judged > 0)
    context.terminal.line("Records of which this device cannot say what auditors are told: " +
                          std::to_string(status.faces_not_judged) + "; see `tacit history --differing`.");
}

void print_status(Context& context, const usecases::Status& status) {
  if (!status.founded_or_joined) {
    context.terminal.line("This device belongs to no organisation yet: use `tacit found` or `tacit join`.");
    return;
  }
  std::string teams;
  for (const auto& team : status.teams) teams += (teams.empty() ? "" : ", ") + team;
  const std::string role = status.role ? std::string(to_text(*status.role)) : "not admitted yet";
  for (const auto& line : table(
           {{"Organisation", status.organisation},
            {"Device", status.device + " " + status.name},
            {"Role", role + (status.steward ? ", steward" : "")},
            {"Teams", teams},
            {"Pack", status.pack},
            {"Not sent yet", std::to_string(status.unsent)},
            {"Closed to this device", std::to_string(status.unopened)},
            {"Last backup", status.backup.last ? to_text(*status.backup.last) : std::string("never")},
            {"Log as last seen", std::to_string(status.log_size) + " leaves; no cosigner: freshness not guaranteed"}}))
    context.terminal.line(line);
  print_doubts(context, status);
  print_backup(context, status.backup);
  print_alarms(context, status.alarms);
}

Result<void> show_status(Context& context) {
  TRY(Vault vault, context.open_vault());
  const auto status = usecases::status_of(usecases::Session{vault, context.clock});
  if (!status.alarms.empty()) context.exit_code = kAlarm;
  context.show(view::status_json(status), [&] { print_status(context, status); });
  return {};
}

Result<void> back_up(Context& context, const std::string& file) {
  TRY(Vault vault, context.open_vault());
  usecases::Session session{vault, context.clock};
  TRY(const auto done, usecases::back_up(session, file));
  context.show(json::object{{"day", to_text(done.day)}, {"bytes", done.bytes}}, [&] {
    context.terminal.line(
        "Backed up and checked. It opens with the passphrase of today, also if you change that later.");
    context.terminal.line("Keep it away from this device.");
  });
  return {};
}

Result<void> restore(Context& context, const std::string& file) {
  TRY(const SecretText passphrase,
      context.terminal.ask_passphrase("Passphrase at the time of the backup: ", context.options.passphrase_fd));
  TRY(const auto restored, usecases::restore(context.options.vault, file, passphrase));
  context.show(json::object{{"restored", true}, {"unsent", restored.unsent}}, [&] {
    context.terminal.line("Restored. Use `tacit sync` before anything else: it brings back what was sent since.");
    context.terminal.line("If the old device still works, do not use both: their chains of records would fork.");
  });
  return {};
}

Result<void> rebuild(Context& context) {
  TRY(Vault vault, context.open_vault());
  CHECK(vault.rebuild());
  context.show(json::object{{"rebuilt", true}},
               [&] { context.terminal.line("Search and figures were made anew from what was signed."); });
  return {};
}

Result<void> change_passphrase(Context& context) {
  TRY(const SecretText old_one, context.terminal.ask_passphrase("Passphrase: ", context.options.passphrase_fd));
  TRY(Vault vault, Vault::open(context.options.vault, old_one));
  TRY(const SecretText new_one,
      context.terminal.ask_passphrase("New passphrase (at least 10 characters): ", context.options.passphrase_fd));
  if (new_one.size() < 10)
    return fail(Code::invalid_argument, "the passphrase needs at least 10 characters: several words are best");
  CHECK(vault.change_passphrase(old_one, new_one, context.cost));
  context.show(json::object{{"changed", true}},
               [&] { context.terminal.line("Changed. Old backups still open with the old one."); });
  return {};
}

}  // namespace

Result<void> Context::finish(const sync::Outcome& outcome) {
  if (!outcome.alarms.empty()) exit_code = kAlarm;
  if (outcome.stopped) return fail(*outcome.stopped);
  return {};
}

usecases::Online Context::online(Vault& vault) { return {vault, clock, usecases::dial_tls(proxy)}; }

void add_state_commands(CLI::App& app, Context& context) {
  auto* syncing = app.add_subcommand("sync", "Send what waits, read what is new, check everything");
  syncing->callback([&context] { context.run = [&context] { return synchronise(context); }; });

  auto* status = app.add_subcommand("status", "Who this device is, what is unsent, which alarms stand");
  status->callback([&context] { context.run = [&context] { return show_status(context); }; });

  auto* vault = app.add_subcommand("vault", "This device's own store");
  vault->require_subcommand(1);
  auto* rebuilding = vault->add_subcommand("rebuild", "Make search and figures anew from what was signed");
  rebuilding->callback([&context] { context.run = [&context] { return rebuild(context); }; });
  const auto file = std::make_shared<std::string>();
  auto* backing_up = vault->add_subcommand("backup", "Write all of this vault into one encrypted file, and check it");
  backing_up->add_option("FILE", *file, "New file to make")->required();
  backing_up->callback([&context, file] { context.run = [&context, file] { return back_up(context, *file); }; });
  auto* restoring = vault->add_subcommand("restore", "Make this device's vault from a backup; the folder has none yet");
  restoring->add_option("FILE", *file, "What `tacit vault backup` made")->required();
  restoring->callback([&context, file] { context.run = [&context, file] { return restore(context, *file); }; });
  auto* changing = vault->add_subcommand("passphrase", "Change the passphrase; asks for the old one and the new one");
  changing->callback([&context] { context.run = [&context] { return change_passphrase(context); }; });
}

}  // namespace tacit::cli

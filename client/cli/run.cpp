#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "client/cli/context.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

std::string default_vault() {
  if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data != '\0')
    return std::string(data) + "/tacit";
  const char* home = std::getenv("HOME");
  return std::string(home == nullptr ? "." : home) + "/.local/share/tacit";
}

void add_global_options(CLI::App& app, Options& options) {
  options.vault = default_vault();
  app.add_option("--vault", options.vault, "Folder of this device's vault")->capture_default_str();
  app.add_option("--passphrase-fd", options.passphrase_fd, "Read the passphrase from this descriptor");
  app.add_flag("--json", options.json, "Print one JSON object instead of text");
  app.add_option("--lang", options.language, "Language of the pack's labels: en, ru, uk, …")->capture_default_str();
  app.add_option("--proxy", options.proxy, "SOCKS5 proxy host:port, such as Tor; it resolves the server's name");
  app.set_version_flag("--version", "tacit 0.1.0");
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(
      "Nothing personal or secret is given as an argument: names, codes, notes, invitations and passphrases are asked\n"
      "for, one line each, on the terminal or from standard input.\n"
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 wrong passphrase, 4 alarm, 5 try again later.");
}

int report_error(bool as_json, const Error& error) {
  if (as_json)
    std::cout << json::serialize(json::object{{"error", name_of(error.code).c_str()}, {"text", error.text.c_str()}})
              << '\n';
  else
    std::cerr << "tacit: " << error.text.view() << '\n';
  return exit_code_of(error.code);
}

// CLI11's own messages repeat what was typed, and what was typed may have been meant for another place. Only what is
// missing has a name of ours.
std::string problem_of(const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) return error.what();
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) return "an option has too few or too many values";
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) return "there is a word or an option it does not know";
  if (dynamic_cast<const CLI::ConversionError*>(&error) != nullptr ||
      dynamic_cast<const CLI::ValidationError*>(&error) != nullptr)
    return "a value does not fit its option";
  return "the command line is not right";
}

// The command as far as it was understood.
std::string command_of(const CLI::App& app) {
  std::string out = app.get_name();
  for (const CLI::App* at = &app; !at->get_subcommands().empty();) {
    at = at->get_subcommands().front();
    out += ' ' + at->get_name();
  }
  return out;
}

// The options cannot be trusted now, so the one that matters is looked for by hand.
int report_usage(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  const std::string text = problem_of(error) + ": see `" + command_of(app) + " --help`";
  if (std::any_of(argv, argv + argc, [](const char* one) { return std::string_view(one) == "--json"; }))
    std::cout << json::serialize(json::object{{"error", name_of(Code::invalid_argument).c_str()}, {"text", text}})
              << '\n';
  else
    std::cerr << "tacit: " << text << '\n';
  return kUsage;
}

}  // namespace

Result<Vault> Context::open_vault() {
  TRY(const SecretText passphrase, terminal.ask_passphrase("Passphrase: ", options.passphrase_fd));
  auto vault = Vault::open(options.vault, passphrase);
  if (!vault && vault.error().code == Code::not_found)
    return fail(Code::not_found,
                "there is no vault here: use `tacit found` or `tacit join`, or say where with --vault");
  return vault;
}

void Context::show_saved(const Vault& vault, const RecordId& rid, bool note_looks_personal) {
  show(json::object{{"record", id_text(rid)}}, [&] { terminal.line("Saved. Record: " + id_text(rid)); });
  if (note_looks_personal) terminal.hint(kNoteLooksPersonal);
  say_if_late(vault, rid);
}

Result<Personal<std::string>> Context::ask_client() {
  TRY(auto client, terminal.ask("Client (code, or words that match one person): "));
  return Personal(std::move(client));
}

void Context::show(const json::value& value, const std::function<void()>& text) {
  if (options.json)
    terminal.line(json::serialize(value));
  else
    text();
}

int exit_code_of(Code code) {
  if (is_alarm(code)) return kAlarm;
  switch (code) {
    case Code::wrong_passphrase: return kWrongPassphrase;
    case Code::invalid_argument: return kUsage;
    case Code::busy:
    case Code::unavailable:
    case Code::timed_out: return kTryLater;
    default: return kFailed;
  }
}

int run(int argc, char** argv, const Clock& clock, Argon2Cost cost) {
  CLI::App app{
      "Tacit: confidential contact, service and supply records for outreach. Works offline; `tacit sync` sends.",
      "tacit"};
  Context context{
      .terminal = {}, .clock = clock, .cost = cost, .options = {}, .run = {}, .exit_code = kOk, .proxy = {}};
  add_global_options(app, context.options);
  add_membership_commands(app, context);
  add_grant_commands(app, context);
  add_person_commands(app, context);
  add_due_commands(app, context);
  add_recording_commands(app, context);
  add_support_commands(app, context);
  add_referral_commands(app, context);
  add_stock_commands(app, context);
  add_change_commands(app, context);
  add_report_commands(app, context);
  add_period_commands(app, context);
  add_log_commands(app, context);
  add_alarm_commands(app, context);
  add_activity_command(app, context);
  add_import_commands(app, context);
  add_pack_commands(app, context);
  add_state_commands(app, context);
  add_open_command(app, context);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    return report_usage(app, error, argc, argv);
  }
  try {
    if (!context.options.proxy.empty()) {
      const auto proxy = net::parse_proxy(context.options.proxy);
      if (!proxy)
        return report_error(context.options.json,
                            Error{Code::invalid_argument, "a proxy is written like 127.0.0.1:9050"});
      context.proxy = *proxy;
    }
    if (const auto done = context.run(); !done) return report_error(context.options.json, done.error());
    return context.exit_code;
  } catch (const std::exception&) {
    return report_error(
        context.options.json,
        Error{Code::unavailable,
              "the disk, the memory or a limit of this machine stopped it; what was saved before is safe"});
  }
}

}  // namespace tacit::cli

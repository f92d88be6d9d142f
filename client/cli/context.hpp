#pragma once
#include <functional>
#include <string>
#include <vector>

#include "client/usecases/connection.hpp"
#include "common/base/json.hpp"
#include "crypto/passphrase.hpp"

namespace CLI {
class App;
}

// The command line as one thin face of the verbs: it parses, asks, prints, and turns errors into exit codes.
//
// Nothing personal and nothing secret is ever an argument (other users of the machine can list those, and shells keep
// them): names, codes, notes, invitations and passphrases are asked for, one line each, on the terminal or from
// standard input.
namespace tacit::cli {

enum ExitCode : int { kOk = 0, kFailed = 1, kUsage = 2, kWrongPassphrase = 3, kAlarm = 4, kTryLater = 5 };

// Asking and printing. Prompts go to standard error, so that output can be piped.
class Terminal {
 public:
  // One line of at most `max` bytes from standard input, without its newline; empty at the end of input.
  Result<std::string> ask(Literal prompt, std::size_t max = 4'000);
  // A passphrase, without echo on a terminal; from `descriptor` if it is not negative.
  Result<SecretText> ask_passphrase(Literal prompt, int descriptor);
  // All of standard input.
  Result<std::string> read_all(std::size_t max);
  void line(std::string_view text);
  // Secret text (recovery sheets) straight to standard output.
  void secret(const SecretText& text);
  // Progress and hints; not part of the output.
  void hint(std::string_view text);
  // Whether somebody looks at the output: what is piped has no drawings.
  bool is_watched() const;
};

struct Options {
  std::string vault;
  std::string language = "en";
  std::string proxy;
  int passphrase_fd = -1;
  bool json = false;
};

inline constexpr std::string_view kClosedFigures =
    "That period is closed: its figures change with this. Tell those to whom they were reported.";
inline constexpr std::string_view kNoteLooksPersonal =
    "The team note looks as if it held a phone number, an address or a name: such things belong in the private note.";

// What every command gets. A command sets `run` when it was chosen; main calls it.
struct Context {
  Terminal terminal;
  const Clock& clock;
  Argon2Cost cost;
  Options options;
  std::function<Result<void>()> run;
  int exit_code = kOk;  // a command may set it when it succeeded but has bad news (an alarm, a figure out of bounds)

  std::optional<net::Endpoint> proxy;

  Result<Vault> open_vault();
  usecases::Online online(Vault& vault);
  // After what a verb had to say: an alarm sets the exit code, any other stop is the command's error.
  Result<void> finish(const sync::Outcome& outcome);
  // The same answer of every verb that saves one record, and the warning about a note that holds something personal.
  void show_saved(const Vault& vault, const RecordId& rid, bool note_looks_personal = false);
  // A hint, if the record's own period is closed.
  void say_if_late(const Vault& vault, const RecordId& rid);
  // "Client (code, or words that match one person): "
  Result<Personal<std::string>> ask_client();
  // Prints `json` with --json, else calls `text`.
  void show(const json::value& value, const std::function<void()>& text);
};

// One file a group of commands.
void add_membership_commands(CLI::App& app, Context& context);  // found, join, invite, member, team
void add_grant_commands(CLI::App& app, Context& context);
void add_person_commands(CLI::App& app, Context& context);
void add_due_commands(CLI::App& app, Context& context);
void add_recording_commands(CLI::App& app, Context& context);  // contact, outing, group
void add_support_commands(CLI::App& app, Context& context);    // intake, household, case, stay, incident, consent
void add_referral_commands(CLI::App& app, Context& context);   // referral, appointment
void add_sheet_commands(CLI::App& outing, Context& context);   // outing enter, outing sheet
void add_activity_command(CLI::App& app, Context& context);
void add_stock_commands(CLI::App& app, Context& context);
void add_change_commands(CLI::App& app, Context& context);  // history, correct, void
void add_report_commands(CLI::App& app, Context& context);  // report, why, state, audit
void add_period_commands(CLI::App& app, Context& context);
void add_log_commands(CLI::App& app, Context& context);
void add_alarm_commands(CLI::App& app, Context& context);
void add_import_commands(CLI::App& app, Context& context);
void add_pack_commands(CLI::App& app, Context& context);
void add_open_command(CLI::App& app, Context& context);
void add_state_commands(CLI::App& app, Context& context);  // sync, status, vault

int exit_code_of(Code code);
int run(int argc, char** argv, const Clock& clock, Argon2Cost cost);

// A table: columns are padded to their widest cell (in characters, not bytes), two spaces apart.
std::vector<std::string> table(const std::vector<std::vector<std::string>>& rows);
// At most one byte more than a pack may have, so that a larger file is told from a pack. not_found.
Result<std::string> read_pack_file(const std::string& path);

}  // namespace tacit::cli

#include <CLI/CLI.hpp>

#include "client/cli/context.hpp"
#include "client/cli/new_file.hpp"
#include "client/cli/records.hpp"
#include "client/usecases/download.hpp"
#include "client/view/organisation.hpp"

namespace tacit::cli {
namespace {

Result<void> download(Context& context, const std::string& path) {
  TRY(Vault vault, context.open_vault());
  TRY(NewFile file, NewFile::create(path));
  const auto sink = [&](std::string_view text) { return file.append(text); };
  const auto progress = [&](std::uint64_t leaves, std::uint64_t expected) {
    if (expected > 0) context.terminal.hint(std::to_string(leaves) + " of " + std::to_string(expected) + " leaves");
  };
  TRY(const auto audited, usecases::download_log(context.online(vault), sink, progress));
  if (!audited.problems.empty()) context.exit_code = kAlarm;
  if (audited.stopped && audited.problems.empty()) return fail(*audited.stopped);
  // What a server showed that misbehaved is evidence, whole or not.
  CHECK(file.finish());
  context.show(view::log_json(audited), [&] {
    context.terminal.line("The log of " + std::to_string(audited.leaves) +
                          " leaves is in the file, with its checkpoints and proofs: anybody can check it "
                          "by docs/protocol.md.");
    print_problems(context, audited);
  });
  return {};
}

}  // namespace

void add_log_commands(CLI::App& app, Context& context) {
  auto* log = app.add_subcommand("log", "The log itself, for whoever wants to check it with other software");
  log->require_subcommand(1);
  auto* downloading = log->add_subcommand("download", "Write every leaf, checkpoint and proof into a new file");
  const auto path = std::make_shared<std::string>();
  downloading->add_option("file", *path, "A file that does not exist yet; it holds what the server has, sealed")
      ->required();
  downloading->callback([&context, path] { context.run = [&context, path] { return download(context, *path); }; });
}

}  // namespace tacit::cli

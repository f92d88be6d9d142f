#include <CLI/CLI.hpp>
#include <iostream>

#include "client/cli/context.hpp"
#include "client/web/browser.hpp"
#include "client/web/shell.hpp"

namespace tacit::cli {
namespace {

struct OpenFlags {
  std::string browser;
  bool none = false;
  int idle = 5;
  std::uint16_t port = 0;
};

std::string why(web::Ended ended) {
  switch (ended) {
    case web::Ended::by_lock: return "Locked.";
    case web::Ended::by_idleness: return "Locked: nobody touched it.";
    case web::Ended::by_sleep: return "Locked: the machine slept.";
    case web::Ended::by_signal: return "Locked: this command was ended.";
    case web::Ended::with_browser: return "Locked: the window was closed.";
  }
  return "Locked.";
}

// Without a browser of our own the person opens the page, and what that browser keeps is out of our reach.
Result<std::optional<std::filesystem::path>> choose_browser(Context& context, const OpenFlags& flags) {
  using Chosen = std::optional<std::filesystem::path>;
  if (flags.none) return Chosen();
  if (flags.browser.find('/') != std::string::npos) return Chosen(flags.browser);
  const auto found = web::find_browser(flags.browser);
  if (found) return Chosen(*found);
  if (!flags.browser.empty()) return fail(Code::not_found, "there is no program of that name: give its whole path");
  context.terminal.hint(
      "No browser of the Chromium family was found. Open the page below with another one: what that browser keeps of "
      "it, such as its cache and list of visited pages, is not deleted by locking.");
  return Chosen();
}

Result<void> open(Context& context, const OpenFlags& flags) {
  if (!std::filesystem::exists(context.options.vault))
    return fail(Code::not_found,
                "there is no vault here: use `tacit found` or `tacit join`, or say where with --vault");
  // Browsers leave the ports of the web's own protocols out of a page's origin.
  if (flags.port != 0 && flags.port < 1'024)
    return fail(Code::invalid_argument, "--port needs a number from 1024 on, or 0 for a free one");
  web::ShellOptions options{.vault = context.options.vault,
                            .dial = usecases::dial_tls(context.proxy),
                            .idle = std::chrono::minutes(flags.idle),
                            .port = flags.port};
  TRY(options.browser, choose_browser(context, flags));
  const bool shown = options.browser.has_value();
  TRY(const auto ended, web::run_shell(context.clock, options, [&](const std::filesystem::path& entry) {
        context.show(json::object{{"page", entry.string()}}, [&] {
          context.terminal.line(shown ? "Shown in a window of its own. Closing it, Ctrl+L there or Ctrl+C here locks."
                                      : "Open this page in a browser on this machine: file://" + entry.string());
        });
        std::cout.flush();  // whoever reads it is waiting
      }));
  context.terminal.hint(why(ended));
  return {};
}

}  // namespace

void add_open_command(CLI::App& app, Context& context) {
  auto* opening = app.add_subcommand("open", "Show it in a browser on this machine, until it is locked");
  const auto flags = std::make_shared<OpenFlags>();
  auto* browser = opening->add_option("--browser", flags->browser,
                                      "Browser of the Chromium family to start: a path, or a name in PATH");
  opening->add_flag("--no-browser", flags->none, "Start none: print the page that lets one in")->excludes(browser);
  opening->add_option("--idle", flags->idle, "Minutes without a key or touch until it locks")
      ->check(CLI::Range(1, 240))
      ->capture_default_str();
  opening->add_option("--port", flags->port, "Port on this machine; 0 chooses a free one")->capture_default_str();
  opening->callback([&context, flags] { context.run = [&context, flags] { return open(context, *flags); }; });
}

}  // namespace tacit::cli

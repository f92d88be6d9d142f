#include "client/cli/why.hpp"

#include <CLI/CLI.hpp>
#include <set>

#include "client/cli/report_table.hpp"
#include "client/usecases/indicator.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

struct WhyFlags {
  std::string indicator, period, by, key;
  std::size_t limit = 100;
};

std::string who_checks(domain::CheckedBy checked_by) {
  switch (checked_by) {
    case domain::CheckedBy::auditors: return "Auditors count it themselves, from audit faces.";
    case domain::CheckedBy::bounds:
      return "Auditors count people within quarters, so they know between what it lies; staff state it.";
    case domain::CheckedBy::staff: return "Only this team's devices can count it; staff state it to auditors.";
  }
  return {};
}

void print(Context& context, const Vault& vault, const usecases::Why& why, std::size_t limit) {
  std::vector<std::vector<std::string>> rows;
  std::set<RecordId> records;
  for (const auto& one : why.behind) {
    records.insert(one.record);
    if (rows.size() < limit)
      rows.push_back({to_text(one.day), one.code, std::to_string(one.quantity), view::known_code(vault, one.person),
                      id_text(one.record)});
  }
  context.terminal.line(why.label + ": " + std::to_string(why.figure.value) + ", from " +
                        std::to_string(records.size()) + " records");
  context.terminal.line(who_checks(why.checked_by));
  for (const auto& line : table(rows)) context.terminal.line("  " + line);
  if (why.behind.size() > rows.size())
    context.terminal.line("  … and " + std::to_string(why.behind.size() - rows.size()) +
                          " more: --limit shows more, --json all");
}

Result<void> explain(Context& context, const WhyFlags& flags) {
  TRY(Vault vault, context.open_vault());
  const usecases::Session session{vault, context.clock};
  TRY(const auto why,
      usecases::explain(session, flags.indicator, flags.period, flags.by, flags.key, context.options.language));
  context.show(view::why_json(vault, why, why.behind.size()), [&] { print(context, vault, why, flags.limit); });
  return {};
}

}  // namespace

void add_why_command(CLI::App& app, Context& context) {
  auto* asking = app.add_subcommand("why", "The records behind a figure of a report");
  const auto flags = std::make_shared<WhyFlags>();
  asking->add_option("indicator", flags->indicator, "Its id, in the last column of `tacit report`")->required();
  asking->add_option("period", flags->period, "As for `tacit report`")->required();
  asking->add_option("--by", flags->by, "As for `tacit report`, but not month or quarter");
  asking->add_option("--key", flags->key, "Which of those; without it, where nothing was said");
  asking->add_option("--limit", flags->limit, "Print so many at most (100)");
  asking->callback([&context, flags] { context.run = [&context, flags] { return explain(context, *flags); }; });
}

}  // namespace tacit::cli

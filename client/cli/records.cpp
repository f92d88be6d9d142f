#include "client/cli/records.hpp"

#include "client/view/describe.hpp"
#include "client/view/json.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

constexpr const char* kNotJudged =
    "whether auditors are told the same cannot be said here: the pack, a key or a newer program is missing";
constexpr const char* kDiffers =
    "auditors are told something else than the team: ask who recorded it, then void it and record it anew";

std::string device_shown(const Vault& vault, const DeviceId& dev) {
  const std::string id = id_text(dev);
  const std::string name = vault.label(record::Label::Subject::device, id);
  return name.empty() ? id.substr(0, 8) : name;
}

}  // namespace

void print_histories(Context& context, const Vault& vault, const std::vector<domain::History>& histories) {
  const auto pack = vault.pack();
  std::vector<std::vector<std::string>> rows;
  for (const auto& history : histories) {
    for (std::size_t i = 0; i < history.versions.size(); ++i) {
      const auto& version = history.versions[i];
      const bool original = version.rid == history.root;
      std::string what = version.team ? view::describe(*version.team, pack ? &*pack : nullptr, context.options.language)
                                      : "(audit face only)";
      const Day day = version.team ? view::day_of(*version.team) : Day{};
      rows.push_back({original ? id_text(history.root) : "  └", day == Day{} ? "" : to_text(day),
                      device_shown(vault, version.dev), view::state_of(history, i), std::move(what)});
      if (original)
        for (const auto& grant : view::paid_by(vault, history)) rows.push_back({"", "", "", "", "paid by " + grant});
      if (version.faces == domain::FaceMatch::differs) rows.push_back({"", "", "", "differs!", kDiffers});
      if (version.faces == domain::FaceMatch::not_judged) rows.push_back({"", "", "", "not judged", kNotJudged});
    }
    if (history.competing) rows.push_back({"", "", "", "settle!", "two changes of the same version compete"});
  }
  if (rows.empty()) context.terminal.line("Nothing recorded yet.");
  for (const auto& line : table(rows)) context.terminal.line(line);
}

}  // namespace tacit::cli

#include "client/cli/records.hpp"

#include "client/usecases/grant.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {
namespace {

std::string state_of(const domain::History& history, std::size_t index) {
  const auto& version = history.versions[index];
  if (!version.allowed) return "not allowed";
  if (history.effective == index)
    return version.index ? "counts" : (version.entry ? "counts, being sent" : "counts, not sent");
  return history.voided ? "voided" : "replaced";
}

Day day_shown(const record::Record& record) {
  if (const auto* correct = std::get_if<record::Correct>(&record)) return record::day_of(correct->replacement);
  const auto body = record::to_body(record);
  return body ? record::day_of(*body) : Day{};
}

constexpr const char* kNotJudged =
    "whether auditors are told the same cannot be said here: the pack, a key or a newer program is missing";
constexpr const char* kDiffers =
    "auditors are told something else than the team: ask who recorded it, then void it and record it anew";

std::string device_shown(const Vault& vault, const DeviceId& dev) {
  const std::string id = id_text(dev);
  const std::string name = vault.label(record::Label::Subject::device, id);
  return name.empty() ? id.substr(0, 8) : name;
}

json::array paid_by(const Vault& vault, const domain::History& history) {
  json::array out;
  if (history.original() == nullptr) return out;
  for (const auto& text : history.original()->grants)
    if (const auto scope = parse_scope(text)) out.emplace_back(usecases::code_of_grant(vault, scope->id));
  return out;
}

}  // namespace

json::object history_json(const Vault& vault, const domain::History& history) {
  json::array versions;
  for (std::size_t i = 0; i < history.versions.size(); ++i) {
    const auto& version = history.versions[i];
    json::object one{
        {"record", id_text(version.rid)}, {"device", id_text(version.dev)}, {"state", state_of(history, i)}};
    one["faces_differ"] = version.faces == domain::FaceMatch::differs;
    one["faces_not_judged"] = version.faces == domain::FaceMatch::not_judged;
    if (version.index) one["index"] = *version.index;
    if (version.team) {
      one["kind"] = std::string(record::kind_of(*version.team));
      one["body"] = record::encode(*version.team);
    } else if (version.audit) {
      one["kind"] = std::string(audit::kind_of(*version.audit));
      one["body"] = audit::encode(*version.audit);
    }
    versions.push_back(std::move(one));
  }
  return {{"record", id_text(history.root)},
          {"voided", history.voided},
          {"competing", history.competing},
          {"grants", paid_by(vault, history)},
          {"versions", versions}};
}

void print_histories(Context& context, const Vault& vault, const std::vector<domain::History>& histories) {
  const auto pack = vault.pack();
  std::vector<std::vector<std::string>> rows;
  for (const auto& history : histories) {
    for (std::size_t i = 0; i < history.versions.size(); ++i) {
      const auto& version = history.versions[i];
      const bool original = version.rid == history.root;
      std::string what = version.team ? describe(*version.team, pack ? &*pack : nullptr, context.options.language)
                                      : "(audit face only)";
      const Day day = version.team ? day_shown(*version.team) : Day{};
      rows.push_back({original ? id_text(history.root) : "  └", day == Day{} ? "" : to_text(day),
                      device_shown(vault, version.dev), state_of(history, i), std::move(what)});
      if (original)
        for (const auto& grant : paid_by(vault, history))
          rows.push_back({"", "", "", "", "paid by " + std::string(grant.as_string())});
      if (version.faces == domain::FaceMatch::differs) rows.push_back({"", "", "", "differs!", kDiffers});
      if (version.faces == domain::FaceMatch::not_judged) rows.push_back({"", "", "", "not judged", kNotJudged});
    }
    if (history.competing) rows.push_back({"", "", "", "settle!", "two changes of the same version compete"});
  }
  if (rows.empty()) context.terminal.line("Nothing recorded yet.");
  for (const auto& line : table(rows)) context.terminal.line(line);
}

}  // namespace tacit::cli

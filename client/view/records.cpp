#include "client/usecases/grant.hpp"
#include "client/view/json.hpp"
#include "crypto/encoding.hpp"

namespace tacit::view {

Day day_of(const record::Record& record) {
  if (const auto* correct = std::get_if<record::Correct>(&record)) return record::day_of(correct->replacement);
  const auto body = record::to_body(record);
  return body ? record::day_of(*body) : Day{};
}

std::string state_of(const domain::History& history, std::size_t index) {
  const auto& version = history.versions[index];
  if (!version.allowed) return "not allowed";
  if (history.effective == index)
    return version.index ? "counts" : (version.entry ? "counts, being sent" : "counts, not sent");
  return history.voided ? "voided" : "replaced";
}

std::vector<std::string> paid_by(const Vault& vault, const domain::History& history) {
  std::vector<std::string> out;
  if (history.original() == nullptr) return out;
  for (const auto& text : history.original()->grants)
    if (const auto scope = parse_scope(text)) out.push_back(usecases::code_of_grant(vault, scope->id));
  return out;
}

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
          {"grants", list_of(paid_by(vault, history))},
          {"versions", versions}};
}

}  // namespace tacit::view

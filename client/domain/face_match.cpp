#include "client/domain/face_match.hpp"

#include <algorithm>

namespace tacit::domain {
namespace {

constexpr FaceMatch matches_if(bool same) { return same ? FaceMatch::matches : FaceMatch::differs; }

std::string* site_group_of(audit::Record& record) {
  const auto in = [](auto& one) -> std::string* {
    if constexpr (requires { one.site_group; }) return &one.site_group;
    return nullptr;
  };
  if (auto* correct = std::get_if<audit::Correct>(&record)) return std::visit(in, correct->replacement);
  return std::visit(in, record);
}

// A site may have got its group after this was signed; and where this pack has no group, a newer one may have.
FaceMatch compare(audit::Record expected, const audit::Record& stated_here) {
  audit::Record stated = stated_here;
  std::string* in = site_group_of(expected);
  const std::string* told = site_group_of(stated);
  const bool grouped_elsewhere = in != nullptr && told != nullptr && *in == kNoSiteGroup && *told != *in;
  if (in != nullptr && told != nullptr && (*told == kNoSiteGroup || grouped_elsewhere)) *in = *told;
  if (audit::kind_of(expected) != audit::kind_of(stated) || audit::encode(expected) != audit::encode(stated))
    return FaceMatch::differs;
  return grouped_elsewhere ? FaceMatch::not_judged : FaceMatch::matches;
}

// Statements are made to auditors, everything else to a team first.
FaceMatch judge_for_auditors_alone(const audit::Record& stated, const Version* original) {
  if (std::holds_alternative<audit::Void>(stated)) return matches_if(original == nullptr || original->scopes.empty());
  const auto* correct = std::get_if<audit::Correct>(&stated);
  return matches_if(correct != nullptr ? std::holds_alternative<audit::Statement>(correct->replacement)
                                       : std::holds_alternative<audit::Statement>(stated));
}

bool holds_all(const std::vector<std::string>& list, const std::vector<std::string>& wanted) {
  return std::ranges::all_of(wanted, [&](const auto& one) { return std::ranges::find(list, one) != list.end(); });
}

// Whoever got the original gets its changes.
bool reaches_all_of(const Version& original, const Version& change) {
  return holds_all(change.scopes, original.scopes) && holds_all(change.grants, original.grants);
}

bool tells_auditors(const Version& version) { return version.audit && version.to_auditors; }

FaceMatch judge_change(const Version& version, const Version& original) {
  if (!reaches_all_of(original, version)) return FaceMatch::differs;
  if (original.opaque || !original.team || !version.team) return FaceMatch::matches;
  // Auditors have nothing that could be corrected; a void of what they never saw hides nothing from them.
  if (std::holds_alternative<record::Correct>(*version.team) && tells_auditors(version))
    return matches_if(tells_auditors(original));
  return matches_if(tells_auditors(version) || !tells_auditors(original));
}

FaceMatch judge(const Version& version, const Version* original, const Coarsen& coarsen) {
  if (version.opaque) return FaceMatch::not_judged;
  if (version.scopes.empty() && version.audit) return judge_for_auditors_alone(*version.audit, original);
  if (original != nullptr && original != &version && judge_change(version, *original) == FaceMatch::differs)
    return FaceMatch::differs;
  if (version.audit && !version.grants.empty() && !version.to_auditors) return FaceMatch::differs;
  if (!version.team) return FaceMatch::matches;  // this device sees one face of it, or none
  const bool told = tells_auditors(version);
  if (std::holds_alternative<record::Void>(*version.team) && !told) return FaceMatch::matches;
  const auto expected = coarsen(*version.team);
  if (!expected) return FaceMatch::not_judged;
  if (!*expected || !told) return matches_if(expected->has_value() == told);
  return compare(**expected, *version.audit);
}

}  // namespace

void judge_faces(History& history, const Coarsen& coarsen) {
  const Version* original = history.original();
  for (Version& version : history.versions)
    if (version.entry) version.faces = judge(version, original, coarsen);
}

}  // namespace tacit::domain

#include "client/domain/face_match.hpp"

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

// A site that the pack did not list when this was signed was in no group then.
bool same(audit::Record expected, audit::Record stated) {
  std::string* in = site_group_of(expected);
  const std::string* told = site_group_of(stated);
  if (in != nullptr && told != nullptr && *told == kNoSiteGroup) *in = *told;
  return audit::kind_of(expected) == audit::kind_of(stated) && audit::encode(expected) == audit::encode(stated);
}

// Statements are made to auditors, everything else to a team first.
FaceMatch judge_for_auditors_alone(const audit::Record& stated, const Version* original) {
  if (std::holds_alternative<audit::Void>(stated)) return matches_if(original == nullptr || original->scopes.empty());
  const auto* correct = std::get_if<audit::Correct>(&stated);
  return matches_if(correct != nullptr ? std::holds_alternative<audit::Statement>(correct->replacement)
                                       : std::holds_alternative<audit::Statement>(stated));
}

FaceMatch judge_void(const Version& version, const Version* original) {
  if (original == nullptr) return FaceMatch::matches;  // it does nothing
  if (original->opaque) return FaceMatch::not_judged;
  return matches_if(version.audit.has_value() == original->audit.has_value());
}

FaceMatch judge(const Version& version, const Version* original, const Coarsen& coarsen) {
  if (version.opaque) return FaceMatch::not_judged;
  if (version.scopes.empty() && version.audit) return judge_for_auditors_alone(*version.audit, original);
  if (!version.team) return FaceMatch::matches;  // this device sees one face of it, or none
  if (std::holds_alternative<record::Void>(*version.team)) {
    const FaceMatch there = judge_void(version, original);
    if (there != FaceMatch::matches || !version.audit) return there;
  }
  const auto expected = coarsen(*version.team);
  if (!expected) return FaceMatch::not_judged;
  if (!*expected || !version.audit) return matches_if(expected->has_value() == version.audit.has_value());
  return matches_if(same(**expected, *version.audit));
}

}  // namespace

void judge_faces(History& history, const Coarsen& coarsen) {
  const Version* original = history.original();
  for (Version& version : history.versions)
    if (version.entry) version.faces = judge(version, original, coarsen);
}

}  // namespace tacit::domain

#include "client/domain/versions.hpp"

#include <algorithm>
#include <type_traits>

namespace tacit::domain {
namespace {

struct Replacement {
  RecordId target;
  Hash entry;
  bool voids;
};

template <class Correct, class Void, class Record>
std::optional<Replacement> replacement_in(const Record& record) {
  if (const auto* correct = std::get_if<Correct>(&record)) return Replacement{correct->target, correct->entry, false};
  if (const auto* annulment = std::get_if<Void>(&record)) return Replacement{annulment->target, annulment->entry, true};
  return std::nullopt;
}

std::optional<Replacement> replacement_of(const Version& version) {
  if (version.team) return replacement_in<record::Correct, record::Void>(*version.team);
  if (version.audit) return replacement_in<audit::Correct, audit::Void>(*version.audit);
  return std::nullopt;
}

// A record belongs to the team it names first; others are told, and change nothing of it.
bool is_staff_of_its_team(const Version& version, const Version& original) {
  return !original.scopes.empty() &&
         std::find(version.staff_of.begin(), version.staff_of.end(), original.scopes.front()) != version.staff_of.end();
}

// The bodies' variants list the kinds in the order of the records'.
template <class Correct, class Void, class Record>
bool same_kind(const Record& later, const Record& original) {
  if (std::holds_alternative<Void>(later)) return true;
  const auto* correct = std::get_if<Correct>(&later);
  return correct != nullptr && correct->replacement.index() == original.index();
}

bool fits(const Version& later, const Version& original) {
  if (later.team && original.team && !same_kind<record::Correct, record::Void>(*later.team, *original.team))
    return false;
  if (later.audit && original.audit && !same_kind<audit::Correct, audit::Void>(*later.audit, *original.audit))
    return false;
  return true;
}

bool may_speak(const Version& version, const Version& original) {
  if (!replacement_of(version)) return version.rid == original.rid && version.dev == original.dev;
  return version.rid != original.rid && fits(version, original) &&
         (version.dev == original.dev || is_staff_of_its_team(version, original));
}

// An entry sent anew carries the same rid, so a replacement may name any entry of that rid.
bool replaces(const Version& later, const Version& earlier, const std::vector<Version>& all) {
  const auto replacement = replacement_of(later);
  if (!replacement || !later.allowed || later.rid == earlier.rid || later.place < earlier.place) return false;
  return std::any_of(all.begin(), all.end(), [&](const Version& one) {
    return one.rid == earlier.rid && one.dev == earlier.dev && one.entry && *one.entry == replacement->entry;
  });
}

// The versions that replace `current`, one for each that was sent anew, in their order.
std::vector<std::size_t> replacements_of(const std::vector<Version>& versions, std::size_t current) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    if (!replaces(versions[i], versions[current], versions)) continue;
    const bool resent = std::any_of(found.begin(), found.end(), [&](std::size_t other) {
      return versions[other].rid == versions[i].rid && versions[other].dev == versions[i].dev;
    });
    if (!resent) found.push_back(i);
  }
  return found;
}

// Walks from `current` to the end of its line.
std::size_t follow(History& history, std::size_t current) {
  // Each step goes to another rid of a finite list, and a seen one ends the walk: a cycle cannot be signed, but a
  // hostile pair of entries must not hang us either.
  std::vector<RecordId> seen;
  while (true) {
    seen.push_back(history.versions[current].rid);
    const auto next = replacements_of(history.versions, current);
    if (next.size() > 1) history.competing = true;
    if (next.empty()) return current;
    if (std::find(seen.begin(), seen.end(), history.versions[next.front()].rid) != seen.end()) return current;
    current = next.front();
  }
}

}  // namespace

const Version* History::original() const {
  const auto found = std::find_if(versions.begin(), versions.end(), [this](const Version& version) {
    return version.rid == root && !replacement_of(version);
  });
  return found == versions.end() ? nullptr : &*found;
}

std::optional<record::Body> team_body(const Version& version) {
  if (!version.team) return std::nullopt;
  if (const auto* correct = std::get_if<record::Correct>(&*version.team)) return correct->replacement;
  return record::to_body(*version.team);
}

std::optional<audit::Body> audit_body(const Version& version) {
  if (!version.audit) return std::nullopt;
  return std::visit(
      [](const auto& one) -> std::optional<audit::Body> {
        using T = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<T, audit::Correct>)
          return one.replacement;
        else if constexpr (std::is_same_v<T, audit::Void>)
          return std::nullopt;
        else
          return audit::Body(one);
      },
      *version.audit);
}

History settle(const RecordId& root, std::vector<Version> versions) {
  std::sort(versions.begin(), versions.end(), [](const Version& a, const Version& b) { return a.place < b.place; });
  History history{.root = root, .versions = std::move(versions), .effective = {}, .last = {}};
  const Version* original = history.original();
  for (Version& version : history.versions) version.allowed = original == nullptr || may_speak(version, *original);
  if (original == nullptr) return history;
  const std::size_t last = follow(history, static_cast<std::size_t>(original - history.versions.data()));
  const auto replacement = replacement_of(history.versions[last]);
  history.last = last;
  history.voided = replacement && replacement->voids;
  if (!history.voided) history.effective = last;
  return history;
}

}  // namespace tacit::domain

#pragma once
#include "common/base/json.hpp"
#include "roster_fixture.hpp"
#include "schema/entry.hpp"

namespace tacit::testing {

inline const TeamId kEntryTeam = id_named<TeamId>("team");

inline FaceContent face_named(std::string_view note) {
  return {.rid = id_named<RecordId>("record"),
          .kind = "contact",
          .kind_version = 1,
          .body = json::object{{"note", note}, {"items", json::array{1, 2, 3}}}};
}

inline Destination destination(const Scope& scope, std::uint64_t n) {
  return {.scope = scope, .epoch = 1, .public_key = box_named(to_text(scope)).box_public(), .n = n};
}

// A team face to its team and an audit face to `audit`.
inline EntryDraft draft_of_two_faces() {
  return {.org = OrgId{hash_named("org").bytes},
          .seq = 7,
          .prev = hash_named("prev"),
          .roster = hash_named("roster"),
          .log_size = 40,
          .log_root = hash_named("root"),
          .team = face_named("for the team"),
          .audit = face_named("for the auditors"),
          .team_to = {destination(Scope::team(kEntryTeam), 3)},
          .audit_to = {destination(Scope::audit(), 4)}};
}

inline EntryDraft draft_for_team() {
  EntryDraft out = draft_of_two_faces();
  out.audit.reset();
  out.audit_to.clear();
  return out;
}

inline SealedEntry sealed(const EntryDraft& draft, const SigningKey& key = signing_named("worker")) {
  auto out = seal_entry(draft, key);
  EXPECT_TRUE(out) << (out ? "" : out.error().text.view());
  return std::move(*out);
}

// Signs any payload as an entry and reads it.
inline ReceivedEntry received(const Entry& entry, const SigningKey& key = signing_named("worker")) {
  auto out = read_entry(sign_jws(Typ::entry, key, encode(entry)));
  EXPECT_TRUE(out) << (out ? "" : out.error().text.view());
  return std::move(*out);
}

}  // namespace tacit::testing

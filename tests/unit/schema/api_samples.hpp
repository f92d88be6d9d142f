#pragma once
#include <functional>

#include "roster_fixture.hpp"
#include "schema/api.hpp"

// One filled message of every kind, and a way to do the same thing with all of them.
namespace tacit::testing {

inline api::Proven proven() {
  return {"a checkpoint\nof several lines\n", {hash_named("1"), hash_named("2")}, {hash_named("3")}};
}
inline SignedJoin signed_join() { return {"a.join.jws", hash_named("mac")}; }

struct Sample {
  std::string name;
  std::string text;
  std::function<Result<std::string>(std::string_view)> read_and_write;  // decode, then encode
};

template <class Message>
Sample sample(std::string name, const Message& message) {
  return {std::move(name), api::encode(message), [](std::string_view text) -> Result<std::string> {
            const auto read = api::decode<Message>(text);
            if (!read) return fail(read.error());
            return api::encode(*read);
          }};
}

inline std::vector<Sample> samples() {
  using namespace api;
  const Bytes blob{0, 1, 2, 255};
  return {sample("Health", Health{b64(Fixed<struct Boot, 16>{}), 1'614'816'000, true}),
          sample("FoundRequest", FoundRequest{"a.b.c", id_named<InvitationId>("inv"), hash_named("mac")}),
          sample("Appended", Appended{17, proven()}),
          sample("Announce", Announce{id_named<InvitationId>("inv"), kDay}),
          sample("EnrolRequest", EnrolRequest{signed_join()}),
          sample("Enrolments", Enrolments{{signed_join(), signed_join()}}),
          sample("RosterPage", RosterPage{{{0, "a.b.c"}, {4, "d.e.f"}}, proven(), false}),
          sample("LinkRequest", LinkRequest{"a.b.c", {blob, Bytes()}}),
          sample("WrapsPage", WrapsPage{{blob}, 9, true}),
          sample("EntriesRequest", EntriesRequest{{{"a.b.c", {blob, blob}}, {"d.e.f", {blob}}}}),
          sample("EntriesAppended", EntriesAppended{{5, 6, 9}, proven()}),
          sample("EntriesPage", EntriesPage{{{7, "a.b.c", {{1, blob}}}, {8, "d.e.f", {}}}, proven(), true}),
          sample("SentPage", SentPage{{{3, "a.b.c"}}, proven(), false}),
          sample("CheckpointAnswer", CheckpointAnswer{"a checkpoint\n", {hash_named("1")}, {hash_named("2")}}),
          sample("LeavesPage", LeavesPage{{"a.b.c", "d.e.f"}, "a checkpoint\n", false})};
}

}  // namespace tacit::testing

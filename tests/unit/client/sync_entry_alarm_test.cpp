#include "tests/unit/client/sync_alarm_fixture.hpp"

// Alarms about single entries, and pages that are no pages.
namespace tacit::test {
namespace {

using SyncEntryAlarm = SyncAlarm;

TEST_F(SyncEntryAlarm, EntryOfAnotherSigner_IsInvalid) {
  Forged forged = forge(writer, [](EntryDraft&) {});
  forged.jws.replace(forged.jws.rfind('.') + 5, 4, "AAAA");
  expect_invalid(forged);
}

TEST_F(SyncEntryAlarm, EntryOfARevokedDevice_IsInvalid) {
  const Forged forged = forge(writer, [](EntryDraft&) {});
  world.perform({roster::Revoke{writer.id()}});
  expect_invalid(forged);
}

TEST_F(SyncEntryAlarm, EntryOfAnotherOrganisation_IsInvalid) {
  expect_invalid(forge(writer, [](EntryDraft& draft) { draft.org.bytes[0] ^= 1; }));
}

TEST_F(SyncEntryAlarm, EntryShownTwice_IsInvalidTheSecondTime) {
  const Forged forged = forge(writer, [](EntryDraft&) {});
  world.server.slip_in(forged.jws, forged.copies);
  EXPECT_FALSE(world.run(reader).error);
  expect_invalid(forged);
}

TEST_F(SyncEntryAlarm, EntryWithAnotherPredecessor_IsInvalid) {
  write();
  EXPECT_FALSE(world.run(reader).error);
  expect_invalid(forge(writer, [](EntryDraft& draft) { draft.prev.bytes[0] ^= 1; }));
}

TEST_F(SyncEntryAlarm, FirstEntryNotFollowingItsAdmission_IsInvalid) {
  expect_invalid(forge(writer, [](EntryDraft& draft) { draft.prev.bytes[0] ^= 1; }));
}

TEST_F(SyncEntryAlarm, CopyOfOtherBytes_IsInvalidAndTheRestIsRead) {
  write();
  Forged forged = forge(
      writer, [](EntryDraft&) {}, [](Forged& made) { made.copies[0].back() ^= 1; });
  world.server.slip_in(forged.jws, forged.copies);
  record_contact(world.founder, team);
  world.run(world.founder);
  const auto outcome = world.run(reader);
  EXPECT_EQ(reader.entries(Face::team).size(), 2u);
  expect_alarm(outcome, Code::alarm_entry_invalid, world.server, reader);
}

TEST_F(SyncEntryAlarm, EntrySealedToAnotherKey_IsInvalid) {
  expect_invalid(forge(writer, [](EntryDraft& draft) {
    draft.team_to[0].public_key = BoxKeyPair::from_seed(BoxSeed::random()).box_public();
  }));
}

TEST_F(SyncEntryAlarm, EntryWithARecordOfNoKnownForm_IsInvalid) {
  expect_invalid(forge(writer, [](EntryDraft& draft) { draft.team->body = json::object{{"day", "never"}}; }));
}

TEST_F(SyncEntryAlarm, RecordIdBoundToNobody_IsInvalid) {
  expect_invalid(forge(writer, [](EntryDraft& draft) { draft.team->rid = random_id<RecordId>(); }));
}

TEST_F(SyncEntryAlarm, RecordIdOfAnotherDevice_IsInvalid) {
  expect_invalid(forge(
      writer, [&](EntryDraft& draft) { draft.team->rid = make_record_id(world.server.roster().org(), reader.id()); }));
}

TEST_F(SyncEntryAlarm, RecordIdOfAnotherOrganisation_IsInvalid) {
  expect_invalid(
      forge(writer, [&](EntryDraft& draft) { draft.team->rid = make_record_id(random_id<OrgId>(), writer.id()); }));
}

// A correction goes by an id of its own, and names the record it corrects by that one's.
TEST_F(SyncEntryAlarm, CorrectionUnderTheIdOfWhatItCorrects_IsInvalid) {
  const RecordId target = record_contact(writer, team);
  world.run(writer);
  world.run(reader);
  const Hash entry = reader.known().begin()->first;
  reader.draft(record::Correct{target, entry, some_contact()}, {Scope::team(team)}, false, target);
  world.run(reader);
  const auto outcome = world.run(writer);
  EXPECT_EQ(writer.entries(Face::team).size(), 1u);
  expect_alarm(outcome, Code::alarm_entry_invalid, world.server, writer);
}

// A member who learns a colleague's record id before the colleague's entry is in the log, as from a server that keeps
// the entry back.
class RecordIdTaken : public SyncAlarm, public testing::WithParamInterface<bool> {};

TEST_P(RecordIdTaken, ByAMember_LeavesTheColleaguesRecordInForce) {
  MemoryDevice thief;
  world.enrol(thief, Role::worker, {team});
  const RecordId rid = record_contact(writer, team);
  thief.draft(some_contact(), {Scope::team(team)}, true, rid);
  const bool thief_first = GetParam();
  EXPECT_FALSE(world.run(thief_first ? thief : writer).error);
  world.run(thief_first ? writer : thief);
  for (MemoryDevice* const device : {&reader, &writer, &world.founder}) {
    const auto outcome = world.run(*device);
    EXPECT_TRUE(has(outcome, Code::alarm_entry_invalid));
    const auto entries = device->entries(Face::audit);
    ASSERT_EQ(entries.size(), 1u);
    EXPECT_EQ(entries.front()->dev, writer.id());
    EXPECT_EQ(entries.front()->faces.at(Face::audit).face.rid, rid);
  }
}

INSTANTIATE_TEST_SUITE_P(Order, RecordIdTaken, testing::Bool(),
                         [](const auto& order) { return order.param ? "ThiefFirst" : "ColleagueFirst"; });

TEST_F(SyncEntryAlarm, RecordOfALaterKind_IsKeptOpaque) {
  const Forged forged = forge(writer, [](EntryDraft& draft) { draft.team->kind = "zeppelin"; });
  world.server.slip_in(forged.jws, forged.copies);
  EXPECT_FALSE(world.run(reader).error);
  ASSERT_EQ(reader.entries(Face::team).size(), 1u);
  EXPECT_TRUE(std::holds_alternative<sync::Opaque>(reader.entries(Face::team)[0]->faces.at(Face::team).record));
}

TEST_F(SyncEntryAlarm, CitedLogThatNeverWas_IsAFork) {
  const Forged forged = forge(writer, [](EntryDraft& draft) { draft.log_root.bytes[0] ^= 1; });
  world.server.slip_in(forged.jws, forged.copies);
  expect_alarm(world.run(reader), Code::alarm_fork, world.server, reader);
  EXPECT_TRUE(reader.claims().empty());
}

TEST_F(SyncEntryAlarm, CitedLogOfTheFuture_IsInvalid) {
  const Forged forged = forge(writer, [](EntryDraft& draft) { draft.log_size += 100; });
  world.server.slip_in(forged.jws, forged.copies);
  expect_alarm(world.run(reader), Code::alarm_entry_invalid, world.server, reader);
}

TEST_F(SyncEntryAlarm, PageOutOfOrder_IsRefused) {
  write();
  write();
  const auto outcome =
      world.run(reader, {}, [&](int, const sync::Request& request, const auto& honest) -> Result<std::string> {
        auto answer = honest();
        if (request.path != api::kEntries) return answer;
        auto page = api::decode<api::EntriesPage>(*answer);
        std::reverse(page->entries.begin(), page->entries.end());
        return api::encode(*page);
      });
  ASSERT_TRUE(outcome.stopped);
  EXPECT_EQ(outcome.stopped->code, Code::malformed);
  EXPECT_TRUE(reader.entries(Face::team).empty());
}

TEST_F(SyncEntryAlarm, EndlessEmptyPages_AreRefused) {
  for (const char* path : {api::kRoster, api::kEntries, api::kSent}) {
    const auto outcome =
        world.run(reader, {}, [&](int, const sync::Request& request, const auto& honest) -> Result<std::string> {
          auto answer = honest();
          if (request.path != path || request.method != "GET") return answer;
          const std::size_t at = answer->find("\"more\":false");
          EXPECT_NE(at, std::string::npos);
          answer->replace(at, 12, "\"more\":true");
          return answer;
        });
    ASSERT_TRUE(outcome.stopped);
    EXPECT_EQ(outcome.stopped->code, Code::malformed);
  }
}

TEST_F(SyncEntryAlarm, PageOverItsLimit_IsRefused) {
  const auto outcome =
      world.run(reader, {}, [&](int, const sync::Request& request, const auto& honest) -> Result<std::string> {
        if (request.path != api::kSent) return honest();
        return std::string(limits::kAnswerBody + 1, ' ');
      });
  ASSERT_TRUE(outcome.stopped);
  EXPECT_EQ(outcome.stopped->code, Code::too_large);
}

}  // namespace
}  // namespace tacit::test

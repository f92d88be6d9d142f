#include "crypto/hash.hpp"
#include "tests/unit/client/sync_alarm_fixture.hpp"

// Alarms about the log, the roster and keys, each from a server (or a member) that misbehaves in one way; and that an
// honest server and a plain retry do not make it go away.
namespace tacit::test {
namespace {

TEST_F(SyncAlarm, AnotherHistory_IsAFork) {
  FakeServer other(world.server);
  write();
  EXPECT_FALSE(world.run(reader).error);
  record_contact(world.founder, team);
  world.run_with(other, world.founder);
  record_contact(world.founder, team);
  world.run_with(other, world.founder);
  ASSERT_GE(other.tree().size(), world.server.tree().size());
  expect_alarm(world.run_with(other, reader), Code::alarm_fork, world.server, reader);
}

TEST_F(SyncAlarm, AnotherHistoryOfTheSameSize_IsAFork) {
  FakeServer other(world.server);
  for (FakeServer* server : {&world.server, &other}) {
    const Forged different = forge(writer, [](EntryDraft&) {});
    server->slip_in(different.jws, different.copies);
  }
  EXPECT_FALSE(world.run(reader).error);
  ASSERT_EQ(other.tree().size(), world.server.tree().size());
  expect_alarm(world.run_with(other, reader), Code::alarm_fork, world.server, reader);
}

TEST_F(SyncAlarm, OlderState_IsARollback) {
  FakeServer older(world.server);
  write();
  EXPECT_FALSE(world.run(reader).error);
  expect_alarm(world.run_with(older, reader), Code::alarm_rollback, world.server, reader);
}

TEST_F(SyncAlarm, OlderStateUnderTheWriter_IsARollback) {
  FakeServer older(world.server);
  write();
  expect_alarm(world.run_with(older, writer), Code::alarm_rollback, world.server, writer);
}

TEST_F(SyncAlarm, OwnEntriesReplaced_AreAFork) {
  MemoryDevice clone(writer);  // a copied vault in other hands
  write();
  FakeServer other(world.server);
  record_contact(clone, team);
  record_contact(writer, team);
  EXPECT_FALSE(world.run_with(other, clone).error);
  world.run(writer);
  expect_alarm(world.run_with(other, writer), Code::alarm_fork, world.server, writer);
}

// What a restored vault adopts of its own is only what it signed.
TEST_F(SyncAlarm, EntryInOnesNameWithoutOnesSignature_IsAForkAndNotAdopted) {
  write();
  Forged forged = forge(writer, [](EntryDraft&) {});
  forged.jws.replace(forged.jws.rfind('.') + 5, 4, "AAAA");
  world.server.slip_in(forged.jws, forged.copies);
  const auto outcome = world.run(writer);
  EXPECT_EQ(writer.own_chain().seq, 1u);
  expect_alarm(outcome, Code::alarm_fork, world.server, writer);
}

// What is shown once, between honest answers, is judged there and then: there is no later request to cut off.
TEST_F(SyncAlarm, AnotherHistoryInOnePage_IsAForkAndCountsForNothing) {
  FakeServer other(world.server);
  write();
  EXPECT_FALSE(world.run(reader).error);
  for (int i = 0; i < 2; ++i) {
    record_contact(world.founder, team);
    world.run_with(other, world.founder);
  }
  ASSERT_GT(other.tree().size(), world.server.tree().size());
  const std::size_t known = reader.entries(Face::team).size();
  const auto followed = reader.checkpoint();
  for (const char* path : {api::kRoster, api::kSent, api::kEntries}) {
    SCOPED_TRACE(path);
    MemoryDevice victim(reader);
    const auto outcome = world.run(victim, {}, [&](int, const sync::Request& request, const auto& honest) {
      return request.path == path ? other.handle(victim.id(), request) : honest();
    });
    EXPECT_EQ(victim.entries(Face::team).size(), known);
    EXPECT_EQ(victim.checkpoint(), followed);
    expect_alarm(outcome, Code::alarm_fork, world.server, victim);
  }
}

TEST_F(SyncAlarm, PageThatDoesNotProveItsLog_IsAForkAndCountsForNothing) {
  EXPECT_FALSE(world.run(reader).error);
  write();
  const auto outcome =
      world.run(reader, {}, [&](int, const sync::Request& request, const auto& honest) -> Result<std::string> {
        auto answer = honest();
        if (request.path != api::kRoster) return answer;
        auto page = api::decode<api::RosterPage>(*answer);
        EXPECT_FALSE(page->log.continues.empty());
        page->log.continues.clear();
        return api::encode(*page);
      });
  EXPECT_TRUE(reader.entries(Face::team).empty());
  expect_alarm(outcome, Code::alarm_fork, world.server, reader);
}

TEST_F(SyncAlarm, RosterInPages_IsOneLogFromPageToPage) {
  for (int i = 0; i < 3; ++i) world.perform({roster::AddTeam{random_id<TeamId>()}});
  MemoryDevice fresh;
  world.admit(fresh, Role::worker, {team});
  FakeServer other(world.server);
  world.server.page_items = other.page_items = 2;
  write();
  record_contact(world.founder, team);
  world.run_with(other, world.founder);
  int pages = 0;
  const auto outcome = world.run(fresh, {}, [&](int, const sync::Request& request, const auto& honest) {
    const bool second = request.path == api::kRoster && ++pages == 2;
    return second ? other.handle(fresh.id(), request) : honest();
  });
  EXPECT_GT(pages, 2);
  EXPECT_EQ(fresh.roster(), nullptr);
  EXPECT_TRUE(has(outcome, Code::alarm_fork));
}

TEST_F(SyncAlarm, SentEntryWithoutProof_IsMissing) {
  record_contact(writer, team);
  const auto outcome =
      world.run(writer, {}, [&](int, const sync::Request& request, const auto& honest) -> Result<std::string> {
        auto answer = honest();
        if (request.path != api::kEntries || request.method != "POST") return answer;
        auto page = api::decode<api::EntriesAppended>(*answer);
        page->indexes.front() -= 1;
        return api::encode(*page);
      });
  expect_alarm(outcome, Code::alarm_entry_missing, world.server, writer);
}

TEST_F(SyncAlarm, HiddenEntry_IsWithheldAtTheNextOne) {
  FakeServer& server = world.server;
  server.misbehaviour.hidden.insert(write());
  EXPECT_FALSE(world.run(reader).error);
  write();
  const auto outcome = world.run(reader);
  EXPECT_EQ(reader.entries(Face::team).size(), 1u);
  server.misbehaviour.hidden.clear();
  expect_alarm(outcome, Code::alarm_entry_withheld, server, reader);
}

TEST_F(SyncAlarm, CitedLinkNeverShown_IsRosterWithheld) {
  const std::uint64_t shown = world.server.roster().seq();
  world.perform({roster::AddTeam{random_id<TeamId>()}});
  write();
  world.server.misbehaviour.roster_until = shown;
  const auto outcome = world.run(reader);
  world.server.misbehaviour.roster_until.reset();
  expect_alarm(outcome, Code::alarm_roster_withheld, world.server, reader);
}

TEST_F(SyncAlarm, LinkThatCameWhileReading_IsNoAlarm) {
  write();
  const auto outcome = world.run(reader, {}, [&](int, const sync::Request& request, const auto& honest) {
    if (request.path == api::kEntries && !world.server.roster().has_team(TeamId{})) {
      world.perform({roster::AddTeam{TeamId{}}});
      write();
    }
    return honest();
  });
  EXPECT_FALSE(outcome.error);
  EXPECT_EQ(reader.entries(Face::team).size(), 2u);
}

TEST_F(SyncAlarm, RosterShorterThanTheInvitation_IsWithheld) {
  MemoryDevice fresh;
  world.admit(fresh, Role::worker, {team});
  fresh.belong_to(world.server.roster().org(),
                  sync::Pin{world.server.roster().seq() + 1, world.server.roster().head()});
  expect_alarm(world.run(fresh), Code::alarm_roster_withheld, world.server, fresh);
}

TEST_F(SyncAlarm, LogNamingANewerRosterForEver_IsRosterWithheld) {
  FakeServer newer(world.server);
  const std::string link = world.link_by(world.founder, {roster::AddTeam{random_id<TeamId>()}});
  ASSERT_TRUE(newer.handle(world.founder.id(), {"POST", api::kRoster, "", api::encode(api::LinkRequest{link, {}})}));
  const auto outcome =
      world.run(reader, {}, [&](int, const sync::Request& request, const auto& honest) -> Result<std::string> {
        auto answer = honest();
        if (request.path != api::kRoster) return answer;
        auto page = api::decode<api::RosterPage>(*answer);
        const std::uint64_t size = newer.tree().size(), follows = api::split_log(request.query)->size;
        page->log = {newer.checkpoint(), newer.tree().page_proof({}, size), {}};
        if (follows < size) page->log.continues = newer.tree().consistency_proof(follows, size);
        return api::encode(*page);
      });
  expect_alarm(outcome, Code::alarm_roster_withheld, world.server, reader);
}

// The first page names a link that the server then hides.
TEST_F(SyncAlarm, LogNamingAnOlderRosterThanItDid_IsARollback) {
  const std::uint64_t seq = world.server.roster().seq();
  const std::string link = world.link_by(world.founder, {roster::AddTeam{random_id<TeamId>()}});
  ASSERT_TRUE(
      world.server.handle(world.founder.id(), {"POST", api::kRoster, "", api::encode(api::LinkRequest{link, {}})}));
  const std::string honest_note = world.server.checkpoint();
  world.server.misbehaviour.roster_until = seq;
  bool told = false;
  const auto outcome =
      world.run(reader, {}, [&](int, const sync::Request& request, const auto& answer) -> Result<std::string> {
        auto text = answer();
        if (request.path != api::kRoster || std::exchange(told, true)) return text;
        auto page = api::decode<api::RosterPage>(*text);
        page->log.checkpoint = honest_note;
        return api::encode(*page);
      });
  world.server.misbehaviour.roster_until.reset();
  expect_alarm(outcome, Code::alarm_rollback, world.server, reader);
}

TEST_F(SyncAlarm, EntryWithoutItsCopy_IsFaceMissing) {
  world.server.misbehaviour.without_copies.insert(write());
  const auto outcome = world.run(reader);
  world.server.misbehaviour.without_copies.clear();
  expect_alarm(outcome, Code::alarm_face_missing, world.server, reader);
}

TEST_F(SyncAlarm, DamagedWrap_IsKeyMismatch) {
  world.server.misbehaviour.damages_blobs = true;
  MemoryDevice fresh;
  world.admit(fresh, Role::worker, {team});
  const std::uint64_t damaged = world.server.roster().newest_epoch(Scope::org())->n;
  const auto outcome = world.run(fresh);
  EXPECT_EQ(fresh.seed(Scope::org(), damaged), nullptr);
  // Nothing is sealed to a key it was not given: it made one of its own.
  EXPECT_GT(world.server.roster().newest_epoch(Scope::org())->n, damaged);
  world.server.misbehaviour.damages_blobs = false;
  expect_alarm(outcome, Code::alarm_key_mismatch, world.server, fresh);
  EXPECT_TRUE(fresh.pack());
}

TEST_F(SyncAlarm, WithheldWrap_IsKeyMismatch) {
  world.server.misbehaviour.hides_blobs = true;
  MemoryDevice fresh;
  world.admit(fresh, Role::worker, {team});
  const auto outcome = world.run(fresh);
  EXPECT_FALSE(fresh.pack());
  world.server.misbehaviour.hides_blobs = false;
  expect_alarm(outcome, Code::alarm_key_mismatch, world.server, fresh);
  EXPECT_NE(fresh.seed(Scope::team(team), world.server.roster().newest_epoch(Scope::team(team))->n), nullptr);
  EXPECT_TRUE(fresh.pack());
}

TEST_F(SyncAlarm, WithheldSecretAlone_IsKeyMismatchAndAskedForAgain) {
  MemoryDevice fresh;
  world.admit(fresh, Role::worker, {team});
  const auto* pack = world.server.roster().secret("pack/1");
  const auto outcome =
      world.run(fresh, {}, [&](int, const sync::Request& request, const auto& honest) -> Result<std::string> {
        auto answer = honest();
        if (request.path != api::kWraps) return answer;
        auto page = api::decode<api::WrapsPage>(*answer);
        for (const auto& copy : pack->copies)
          std::erase_if(page->blobs, [&](const Bytes& blob) { return sha256(blob) == copy.ct; });
        return api::encode(*page);
      });
  EXPECT_FALSE(fresh.pack());
  expect_alarm(outcome, Code::alarm_key_mismatch, world.server, fresh);
  EXPECT_TRUE(fresh.pack());
}

TEST_F(SyncAlarm, WrapOfAnotherSeed_IsKeyMismatch) {
  const auto& roster = world.server.roster();
  const auto* newest = roster.newest_epoch(Scope::team(team));
  roster::Epoch op{Scope::team(team), newest->n + 1, BoxKeyPair::from_seed(BoxSeed::random()).box_public(), {}};
  std::vector<Bytes> blobs;
  std::map<DeviceId, BoxPublicKey> recipients{{roster.recovery_id(), roster.recovery().box_pk}};
  for (const auto* device : roster.members(Scope::team(team))) recipients.emplace(device->id, device->keys.box_pk);
  for (const auto& [dev, key] : recipients) {
    blobs.push_back(*seal_secret(key, EpochSeed::random()));
    op.wraps.push_back({dev, sha256(blobs.back())});
  }
  const std::string link = world.link_by(writer, {op});
  ASSERT_TRUE(world.server.handle(writer.id(), {"POST", api::kRoster, "", api::encode(api::LinkRequest{link, blobs})}));
  expect_alarm(world.run(reader), Code::alarm_key_mismatch, world.server, reader);
}

TEST_F(SyncAlarm, LogSignedByAnotherKey_IsKeyMismatch) {
  const auto outcome =
      world.run(reader, {}, [&](int, const sync::Request& request, const auto& honest) -> Result<std::string> {
        auto answer = honest();
        if (request.path != api::kRoster) return answer;
        auto page = api::decode<api::RosterPage>(*answer);
        const auto shown = open_checkpoint(page->log.checkpoint, reader.org(), world.server.service().log_pk);
        page->log.checkpoint = sign_checkpoint(*shown, writer.signing_key());
        return api::encode(*page);
      });
  expect_alarm(outcome, Code::alarm_key_mismatch, world.server, reader);
}

TEST_F(SyncAlarm, EpochThatLeavesAMemberOut_IsRecipientsMismatch) {
  const auto& roster = world.server.roster();
  const auto* newest = roster.newest_epoch(Scope::team(team));
  roster::Epoch op{Scope::team(team), newest->n + 1, newest->public_key, newest->wraps};
  std::erase_if(op.wraps, [&](const roster::Wrap& wrap) { return wrap.dev == reader.id(); });
  FakeServer honest(world.server);
  world.server.slip_in_link(world.link_by(writer, {op}));
  const auto outcome = world.run(reader);
  EXPECT_EQ(reader.roster()->newest_epoch(Scope::team(team))->n, newest->n);
  expect_alarm(outcome, Code::alarm_recipients_mismatch, honest, reader);
}

TEST_F(SyncAlarm, LinkWithoutTheRight_IsRosterInvalid) {
  FakeServer honest(world.server);
  world.server.slip_in_link(world.link_by(writer, {roster::Revoke{reader.id()}}));
  expect_alarm(world.run(reader), Code::alarm_roster_invalid, honest, reader);
}

TEST_F(SyncAlarm, RosterOfAnotherOrganisation_IsRosterInvalid) {
  SyncWorld elsewhere;
  MemoryDevice fresh;
  elsewhere.admit(fresh, Role::worker, {});
  fresh.belong_to(world.server.roster().org());
  expect_alarm(elsewhere.run(fresh), Code::alarm_roster_invalid, elsewhere.server, fresh);
}

}  // namespace
}  // namespace tacit::test

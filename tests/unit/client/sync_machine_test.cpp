#include <gtest/gtest.h>

#include "crypto/init.hpp"
#include "tests/support/sync_world.hpp"

namespace tacit::test {
namespace {

class SyncMachine : public testing::Test {
 protected:
  static void SetUpTestSuite() { init_crypto(); }
};

void expect_quiet(const sync::Outcome& outcome) {
  EXPECT_FALSE(outcome.error) << outcome.error->text.view();
  EXPECT_TRUE(outcome.alarms.empty());
}

TEST_F(SyncMachine, TwoDevicesOfATeam_Converge) {
  SyncWorld world;
  const TeamId team = world.add_team();
  MemoryDevice first, second;
  world.enrol(first, Role::worker, {team});
  world.enrol(second, Role::worker, {team});
  std::vector<RecordId> records;
  for (int i = 0; i < 3; ++i) records.push_back(record_contact(first, team));
  for (int i = 0; i < 2; ++i) records.push_back(record_contact(second, team));
  const auto sent = world.run(first);
  expect_quiet(sent);
  EXPECT_EQ(sent.sent, 3u);
  expect_quiet(world.run(second));
  expect_quiet(world.run(first));
  expect_quiet(world.run(world.founder));
  for (const RecordId& rid : records) {
    EXPECT_TRUE(first.knows_record(rid, Face::team));
    EXPECT_TRUE(second.knows_record(rid, Face::team));
    EXPECT_TRUE(world.founder.knows_record(rid, Face::audit));
  }
  EXPECT_EQ(first.draft_count(), 0u);
  EXPECT_EQ(first.unopened_count(), 0u);
}

TEST_F(SyncMachine, AuditFacesCarriedByTeamFaces_AreWhatTheyCoarsenTo) {
  SyncWorld world;
  const TeamId team = world.add_team();
  MemoryDevice worker;
  world.enrol(worker, Role::worker, {team});
  record_contact(worker, team);
  expect_quiet(world.run(worker));
  expect_quiet(world.run(world.founder));
  EXPECT_EQ(world.founder.entries(Face::audit).size(), 1u);
}

TEST_F(SyncMachine, Auditor_OpensAuditFacesOnly) {
  SyncWorld world;
  const TeamId team = world.add_team();
  MemoryDevice worker, auditor;
  world.enrol(worker, Role::worker, {team});
  world.enrol(auditor, Role::auditor, {});
  const RecordId rid = record_contact(worker, team);
  expect_quiet(world.run(worker));
  expect_quiet(world.run(auditor));
  EXPECT_TRUE(auditor.knows_record(rid, Face::audit));
  EXPECT_TRUE(auditor.entries(Face::team).empty());
  EXPECT_EQ(auditor.unopened_count(), 0u);
}

TEST_F(SyncMachine, WorkerOfAnotherTeam_ReceivesNothing) {
  SyncWorld world;
  const TeamId team = world.add_team(), other = world.add_team();
  MemoryDevice worker, stranger;
  world.enrol(worker, Role::worker, {team});
  world.enrol(stranger, Role::worker, {other});
  record_contact(worker, team);
  expect_quiet(world.run(worker));
  const auto outcome = world.run(stranger);
  expect_quiet(outcome);
  EXPECT_EQ(outcome.received, 0u);
}

TEST_F(SyncMachine, QuietSync_ChangesNothing) {
  SyncWorld world;
  const TeamId team = world.add_team();
  MemoryDevice worker;
  world.enrol(worker, Role::worker, {team});
  expect_quiet(world.run(world.founder));
  expect_quiet(world.run(worker));
  const std::uint64_t size = world.server.tree().size();
  int requests = 0;
  expect_quiet(world.run(worker, {}, [&](int, const auto&, const auto& honest) {
    ++requests;
    return honest();
  }));
  EXPECT_EQ(world.server.tree().size(), size);
  EXPECT_LE(requests, 5);
}

TEST_F(SyncMachine, PagesOfOneItem_AreReadToTheirEnd) {
  SyncWorld world;
  world.server.page_items = 1;
  const TeamId team = world.add_team();
  MemoryDevice first, second;
  world.enrol(first, Role::worker, {team});
  for (int i = 0; i < 5; ++i) record_contact(first, team);
  expect_quiet(world.run(first));
  world.enrol(second, Role::worker, {team});
  expect_quiet(world.run(first));
  expect_quiet(world.run(second));
  EXPECT_EQ(second.entries(Face::team).size(), 5u);
}

TEST_F(SyncMachine, MoreDraftsThanABatch_AreAllSent) {
  SyncWorld world;
  const TeamId team = world.add_team();
  MemoryDevice worker;
  world.enrol(worker, Role::worker, {team});
  for (int i = 0; i < 230; ++i) record_contact(worker, team);
  const auto outcome = world.run(worker);
  expect_quiet(outcome);
  EXPECT_EQ(outcome.sent, 230u);
  EXPECT_TRUE(worker.claims().empty());
}

TEST_F(SyncMachine, Revocation_RotatesWhatTheDeviceCouldRead) {
  SyncWorld world;
  const TeamId team = world.add_team();
  MemoryDevice stays, goes;
  world.enrol(stays, Role::worker, {team});
  world.enrol(goes, Role::worker, {team});
  const std::uint64_t before = world.server.roster().newest_epoch(Scope::team(team))->n;
  world.perform({roster::Revoke{goes.id()}});
  EXPECT_EQ(world.server.roster().newest_epoch(Scope::team(team))->n, before + 1);
  EXPECT_FALSE(world.server.roster().must_rotate(Scope::org()));
  record_contact(stays, team);
  expect_quiet(world.run(stays));
  EXPECT_EQ(goes.seed(Scope::team(team), before + 1), nullptr);
  const auto refused = world.run(goes);
  ASSERT_TRUE(refused.error);
  EXPECT_EQ(refused.error->code, Code::not_admitted);
}

TEST_F(SyncMachine, RevocationByAStewardOutsideTheTeam_IsRotatedByItsMembers) {
  SyncWorld world;
  const auto team = random_id<TeamId>();
  world.perform({roster::AddTeam{team}});
  MemoryDevice stays, goes;
  world.enrol(stays, Role::worker, {team});
  world.enrol(goes, Role::worker, {team});
  world.run(stays);
  world.perform({roster::Revoke{goes.id()}});
  EXPECT_TRUE(world.server.roster().must_rotate(Scope::team(team)));
  const auto outcome = world.run(stays);
  expect_quiet(outcome);
  EXPECT_GE(outcome.rotated, 1u);
  EXPECT_FALSE(world.server.roster().must_rotate(Scope::team(team)));
}

TEST_F(SyncMachine, EpochOlderThanAMonth_IsRotatedOnce) {
  SyncWorld world;
  world.today.since_epoch += 31;
  EXPECT_EQ(world.run(world.founder).rotated, 2u);
  EXPECT_EQ(world.run(world.founder).rotated, 0u);
}

TEST_F(SyncMachine, RotationOfOrg_HandsSecretsOn) {
  SyncWorld world;
  const TeamId team = world.add_team();
  MemoryDevice worker, late;
  world.enrol(worker, Role::worker, {team});
  record_contact(worker, team);
  expect_quiet(world.run(worker));
  world.today.since_epoch += 31;
  expect_quiet(world.run(worker));
  world.enrol(late, Role::staff, {});
  EXPECT_NE(late.secret("pseudonym/2021"), nullptr);
  EXPECT_TRUE(late.pack());
}

TEST_F(SyncMachine, Newcomer_IsGrantedThePast) {
  SyncWorld world;
  const TeamId team = world.add_team();
  MemoryDevice old, fresh;
  world.enrol(old, Role::worker, {team});
  for (int i = 0; i < 3; ++i) record_contact(old, team);
  expect_quiet(world.run(old));
  world.enrol(fresh, Role::worker, {team});
  EXPECT_EQ(fresh.entries(Face::team).size(), 3u);
  EXPECT_EQ(fresh.unopened_count(), 0u);
}

TEST_F(SyncMachine, NewcomerOfATeamWithoutTheSteward_OpensThePastOnceAMemberCame) {
  SyncWorld world;
  const auto team = random_id<TeamId>();
  world.perform({roster::AddTeam{team}});
  MemoryDevice old, fresh;
  world.enrol(old, Role::worker, {team});
  for (int i = 0; i < 3; ++i) record_contact(old, team);
  expect_quiet(world.run(old));
  world.enrol(fresh, Role::worker, {team});
  EXPECT_EQ(fresh.unopened_count(), 3u);
  EXPECT_TRUE(fresh.entries(Face::team).empty());
  expect_quiet(world.run(old));
  const auto outcome = world.run(fresh);
  expect_quiet(outcome);
  EXPECT_EQ(outcome.opened, 3u);
  EXPECT_EQ(fresh.entries(Face::team).size(), 3u);
  EXPECT_EQ(fresh.unopened_count(), 0u);
}

TEST_F(SyncMachine, PolicyFromNow_KeepsThePastClosed) {
  SyncWorld world(roster::HistoryPolicy::from_now);
  const TeamId team = world.add_team();
  MemoryDevice old, fresh;
  world.enrol(old, Role::worker, {team});
  for (int i = 0; i < 3; ++i) record_contact(old, team);
  expect_quiet(world.run(old));
  world.enrol(fresh, Role::worker, {team});
  expect_quiet(world.run(old));
  EXPECT_EQ(world.run(fresh).unopened, 3u);
  record_contact(old, team);
  expect_quiet(world.run(old));
  expect_quiet(world.run(fresh));
  EXPECT_EQ(fresh.entries(Face::team).size(), 1u);
}

TEST_F(SyncMachine, TwoMembersRotatingAtOnce_LeaveOneEpoch) {
  SyncWorld world;
  const TeamId team = world.add_team();
  MemoryDevice first, second;
  world.enrol(first, Role::worker, {team});
  world.enrol(second, Role::worker, {team});
  world.today.since_epoch += 31;
  bool raced = false;
  const auto outcome = world.run(second, {}, [&](int, const sync::Request& request, const auto& honest) {
    if (request.method == "POST" && request.path == api::kRoster && !raced) {
      raced = true;
      expect_quiet(world.run(first));
    }
    return honest();
  });
  expect_quiet(outcome);
  EXPECT_TRUE(raced);
  EXPECT_EQ(outcome.rotated, 0u);
  const auto* newest = world.server.roster().newest_epoch(Scope::team(team));
  EXPECT_FALSE(world.server.roster().rotation_is_due(Scope::team(team), world.today));
  EXPECT_NE(second.seed(Scope::team(team), newest->n), nullptr);
}

TEST_F(SyncMachine, RosterThatNeverRests_EndsBusy) {
  SyncWorld world;
  const auto outcome = world.run(world.founder, SyncWorld::once({roster::AddTeam{random_id<TeamId>()}}),
                                 [&](int, const sync::Request& request, const auto& honest) -> Result<std::string> {
                                   if (request.method == "POST") return fail(Code::conflict, "lost");
                                   return honest();
                                 });
  ASSERT_TRUE(outcome.stopped);
  EXPECT_EQ(outcome.stopped->code, Code::busy);
}

TEST_F(SyncMachine, RestoredVault_AdoptsWhatItSentBefore) {
  SyncWorld world;
  const TeamId team = world.add_team();
  MemoryDevice worker;
  world.enrol(worker, Role::worker, {team});
  record_contact(worker, team);
  expect_quiet(world.run(worker));
  const RecordId second = record_contact(worker, team);
  MemoryDevice restored(worker);
  record_contact(worker, team);
  expect_quiet(world.run(worker));
  const RecordId fourth = record_contact(restored, team);
  const auto outcome = world.run(restored);
  expect_quiet(outcome);
  EXPECT_EQ(outcome.sent, 1u);
  EXPECT_EQ(restored.own_chain().seq, 4u);
  EXPECT_EQ(restored.draft_count(), 0u);
  EXPECT_TRUE(restored.knows_record(second, Face::team));
  expect_quiet(world.run(world.founder));
  EXPECT_EQ(world.founder.entries(Face::team).size(), 4u);
  EXPECT_TRUE(world.founder.knows_record(fourth, Face::team));
}

TEST_F(SyncMachine, DraftForATeamWithoutKeys_WaitsAndHoldsUpNobody) {
  SyncWorld world;
  const TeamId team = world.add_team();
  const auto empty_team = random_id<TeamId>();
  world.perform({roster::AddTeam{empty_team}});
  MemoryDevice worker;
  world.enrol(worker, Role::worker, {team});
  record_contact(worker, empty_team);
  record_contact(worker, team);
  const auto outcome = world.run(worker);
  expect_quiet(outcome);
  EXPECT_EQ(outcome.sent, 1u);
  EXPECT_EQ(outcome.waiting, 1u);
}

// The scope was closed between sealing and sending: the entry becomes a draft again, and the chain goes on.
TEST_F(SyncMachine, SealedForAScopeClosedMeanwhile_BecomesADraftAgain) {
  SyncWorld world;
  const TeamId team = world.add_team();
  const auto closing = random_id<TeamId>();
  world.perform({roster::AddTeam{closing}});
  MemoryDevice staff, last;
  world.enrol(staff, Role::staff, {team});
  world.enrol(last, Role::worker, {closing});
  record_contact(staff, closing);
  record_contact(staff, team);
  world.run(staff, {}, [&](int, const sync::Request& request, const auto& honest) -> Result<std::string> {
    if (request.path == api::kEntries && request.method == "POST") return fail(Code::unavailable, "cut");
    return honest();
  });
  ASSERT_EQ(staff.unacknowledged(9).size(), 2u);
  world.perform({roster::Revoke{last.id()}});
  const auto outcome = world.run(staff);
  expect_quiet(outcome);
  EXPECT_EQ(outcome.sent, 1u);
  EXPECT_EQ(outcome.waiting, 1u);
  EXPECT_EQ(staff.own_chain().seq, 1u);
  EXPECT_EQ(staff.draft_count(), 1u);
}

// What it sent now would be taken for forged by everybody, for ever.
TEST_F(SyncMachine, RecordsOfOneWhoBecameAuditor_WaitUntilItMayWriteAgain) {
  SyncWorld world;
  const TeamId team = world.add_team();
  MemoryDevice worker;
  world.enrol(worker, Role::worker, {team});
  record_contact(worker, team);
  world.run(worker, {}, [&](int, const sync::Request& request, const auto& honest) -> Result<std::string> {
    if (request.path == api::kEntries && request.method == "POST") return fail(Code::unavailable, "cut");
    return honest();
  });
  ASSERT_EQ(worker.unacknowledged(9).size(), 1u);
  record_contact(worker, team);
  world.perform({roster::ChangeRole{worker.id(), Role::auditor, {}}});
  const auto outcome = world.run(worker);
  expect_quiet(outcome);
  EXPECT_EQ(outcome.sent, 0u);
  EXPECT_EQ(outcome.waiting, 1u);
  expect_quiet(world.run(world.founder));
  world.perform({roster::ChangeRole{worker.id(), Role::worker, {team}}});
  EXPECT_EQ(world.run(worker).sent, 2u);
  expect_quiet(world.run(world.founder));
}

TEST_F(SyncMachine, WishThatBreaksTheRules_IsRefusedHere) {
  SyncWorld world;
  const TeamId team = world.add_team();
  MemoryDevice worker;
  world.enrol(worker, Role::worker, {team});
  const std::uint64_t size = world.server.tree().size();
  const auto outcome = world.run(worker, SyncWorld::once({roster::AddTeam{random_id<TeamId>()}}));
  ASSERT_TRUE(outcome.stopped);
  EXPECT_EQ(outcome.stopped->code, Code::not_allowed);
  EXPECT_EQ(world.server.tree().size(), size);
}

TEST_F(SyncMachine, PackChanged_ReachesEverybody) {
  SyncWorld world;
  const TeamId team = world.add_team();
  MemoryDevice worker, auditor;
  world.enrol(worker, Role::worker, {team});
  world.enrol(auditor, Role::auditor, {});
  EXPECT_EQ(auditor.pack()->generation, 1u);
  sync::Wish wish;
  const std::string next = pack_edition(4);
  wish.pack = next;
  expect_quiet(world.run(world.founder, std::move(wish)));
  for (auto* device : {&worker, &auditor}) {
    expect_quiet(world.run(*device));
    EXPECT_EQ(device->pack()->generation, 2u);
    EXPECT_EQ(device->pack()->text, next);
  }
}

// Two stewards looked at the same edition; what the second wishes was right for that one.
TEST_F(SyncMachine, PackThatDoesNotFollowTheNewestEdition_IsRefused) {
  SyncWorld world;
  world.add_team();
  sync::Wish first, second;
  first.pack = pack_edition(5);
  expect_quiet(world.run(world.founder, std::move(first)));
  second.pack = pack_edition(4);
  const auto outcome = world.run(world.founder, std::move(second));
  ASSERT_TRUE(outcome.stopped);
  EXPECT_EQ(outcome.stopped->code, Code::conflict);
  EXPECT_EQ(world.founder.pack()->text, pack_edition(5));
}

}  // namespace
}  // namespace tacit::test

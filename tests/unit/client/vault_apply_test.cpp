#include <gtest/gtest.h>

#include "crypto/hash.hpp"
#include "tests/support/client_records.hpp"

namespace tacit {
namespace {

using domain::Face;
using domain::Measure;
using namespace test;

class VaultApply : public ::testing::Test {
 protected:
  VaultApply() {
    worker_ = world_.add(Role::worker, {team_number(1)});
    auditor_ = world_.add(Role::auditor, {});
    world_.start();
  }
  Vault join(std::size_t member) { return world_.join(member, directory_.at(std::to_string(++folders_))); }

  FastDirectory directory_;
  ClientWorld world_;
  std::size_t worker_ = 0, auditor_ = 0;
  int folders_ = 0;
};

TEST_F(VaultApply, SameEffectsTwice_ChangeNothingMore) {
  Vault worker = join(worker_);
  const auto client = random_id<ClientId>();
  save_private(worker, registration(client));
  save(worker, contact(client));
  world_.send(worker);
  Vault staff = join(0);
  ASSERT_TRUE(staff.apply(world_.welcome(0)));
  const auto effects = world_.everything(staff);
  ASSERT_FALSE(effects.received.empty());
  ASSERT_TRUE(staff.apply(effects));
  const auto once = projections_of(staff);
  ASSERT_TRUE(staff.apply(effects));
  EXPECT_EQ(projections_of(staff), once);
  EXPECT_EQ(staff.roster()->seq(), 2u);
}

TEST_F(VaultApply, SealingTwice_ChangesNothingMore) {
  Vault worker = join(worker_);
  save(worker, outing());
  world_.send(worker);
  const auto once = projections_of(worker);
  world_.seal(worker);
  world_.take(worker);
  EXPECT_EQ(projections_of(worker), once);
  EXPECT_EQ((*worker.memory())->own_chain().seq, 1u);
}

TEST_F(VaultApply, InvalidLink_RollsEverythingBack) {
  Vault staff = join(0);
  const auto before = projections_of(staff);
  auto effects = world_.everything(staff);
  effects.day = kMarch4;
  effects.alarms = {{Code::alarm_fork, {}}};
  effects.pack = sync::PackText{7, std::string(*built_in_pack("msm-outreach"))};
  world_.change_role(worker_, Role::staff, {team_number(1)});
  effects.links = world_.welcome(0).links;
  const std::string good = effects.links.back().jws;
  effects.links.push_back({effects.links.back().index + 1, good.substr(0, good.size() - 4) + "AAAA"});
  ASSERT_FALSE(staff.apply(effects));
  EXPECT_EQ(staff.roster()->seq(), 2u);
  EXPECT_EQ(staff.roster()->device(world_.member(worker_).id)->role, Role::worker);
  EXPECT_EQ(staff.pack()->id, "street-rounds");
  EXPECT_TRUE(staff.alarms().empty());
  EXPECT_EQ((*staff.memory())->links().size(), 3u);
  EXPECT_EQ(projections_of(staff), before);
  // Without the bad one the same effects pass.
  effects.links.pop_back();
  ASSERT_TRUE(staff.apply(effects));
  EXPECT_EQ(staff.roster()->device(world_.member(worker_).id)->role, Role::staff);
  EXPECT_EQ(staff.pack()->id, "msm-outreach");
}

TEST_F(VaultApply, EntryAtAnothersPlace_IsRefusedWhole) {
  Vault worker = join(worker_);
  save(worker, outing());
  save(worker, outing());
  world_.send(worker);
  Vault staff = join(0);
  auto effects = world_.everything(staff);
  ASSERT_GE(effects.received.size(), 2u);
  effects.received[1].index = effects.received[0].index;
  ASSERT_NE(effects.received[1].hash, effects.received[0].hash);
  const auto refused = staff.apply(effects);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::conflict);
  EXPECT_EQ(count(staff, Measure::outing), 0);
}

TEST_F(VaultApply, Unsealed_IsADraftAgainInItsOldOrder) {
  Vault worker = join(worker_);
  const RecordId first = save(worker, contact({}, kMarch4, 1));
  const RecordId second = save(worker, contact({}, kMarch4, 2));
  world_.seal(worker);
  sync::Effects effects;
  effects.day = kMarch4;
  for (const auto& sealed : (*worker.memory())->unacknowledged(10)) effects.unsealed.push_back(sealed.hash);
  effects.own_chain = sync::OwnChain{};
  ASSERT_EQ(effects.unsealed.size(), 2u);
  ASSERT_TRUE(worker.apply(effects));
  ASSERT_TRUE(worker.apply(effects));
  EXPECT_TRUE((*worker.memory())->unacknowledged(10).empty());
  const auto drafts = (*worker.memory())->drafts(0, 10);
  ASSERT_EQ(drafts.size(), 2u);
  EXPECT_EQ(drafts[0].rid, first);
  EXPECT_EQ(drafts[1].rid, second);
  EXPECT_EQ(count(worker, Measure::service), 3);
  EXPECT_FALSE(worker.history(first)->versions[0].entry);
  ASSERT_TRUE(worker.edit_draft(second, contact({}, kMarch4, 5)));
  world_.send(worker);
  EXPECT_EQ(count(worker, Measure::service), 6);
  EXPECT_EQ(worker.unsent(), 0u);
}

class VaultUnsealed : public VaultApply {
 protected:
  // The team was closed before any of it was sent.
  void unseal(Vault& worker) {
    sync::Effects effects;
    effects.day = kMarch4;
    for (const auto& sealed : (*worker.memory())->unacknowledged(100))
      effects.unsealed.insert(effects.unsealed.begin(), sealed.hash);
    ASSERT_FALSE(effects.unsealed.empty());
    effects.own_chain = sync::OwnChain{};
    ASSERT_TRUE(worker.apply(effects));
    const auto once = projections_of(worker);
    ASSERT_TRUE(worker.apply(effects));
    EXPECT_EQ(projections_of(worker), once);
    ASSERT_TRUE(worker.rebuild());
    EXPECT_EQ(projections_of(worker), once);
  }
  static RecordId change(Vault& vault, const RecordId& root, std::optional<std::int64_t> wounds) {
    const auto history = vault.history(root);
    const Hash entry = *history->versions[*history->effective].entry;
    return wounds ? save(vault, record::Correct{root, entry, contact({}, kMarch4, *wounds)})
                  : save(vault, record::Void{root, entry, "no"});
  }
  // What a colleague counts once all is sent after all.
  std::int64_t counted_by_staff(Vault& worker) {
    world_.send(worker);
    Vault staff = join(0);
    world_.pull(staff);
    return count(staff, Measure::service);
  }
};

TEST_F(VaultUnsealed, VoidOfIt_IsCarriedOut) {
  Vault worker = join(worker_);
  const RecordId rid = save(worker, contact({}, kMarch4, 4));
  save(worker, contact({}, kMarch4, 1));
  world_.seal(worker);
  change(worker, rid, {});
  unseal(worker);
  EXPECT_EQ(count(worker, Measure::service), 1);
  EXPECT_EQ(worker.unsent(), 1u) << "what never was needs no void";
  EXPECT_EQ(counted_by_staff(worker), 1);
}

TEST_F(VaultUnsealed, SealedCorrectionsAndVoids_AreCarriedOutInTheirOrder) {
  Vault worker = join(worker_);
  const RecordId corrected = save(worker, contact({}, kMarch4, 4)), voided = save(worker, contact({}, kMarch4, 5));
  world_.seal(worker);
  change(worker, corrected, 2);
  change(worker, voided, 9);
  world_.seal(worker);
  change(worker, corrected, 3);
  change(worker, voided, {});
  world_.seal(worker);
  unseal(worker);
  EXPECT_EQ(count(worker, Measure::service), 3);
  EXPECT_EQ(worker.unsent(), 1u);
  EXPECT_EQ(counted_by_staff(worker), 3);
}

TEST_F(VaultUnsealed, VoidOfACorrectionOfWhatWasSent_VoidsWhatWasSent) {
  Vault worker = join(worker_);
  const RecordId rid = save(worker, contact({}, kMarch4, 4));
  world_.send(worker);
  const auto chain = (*worker.memory())->own_chain();
  change(worker, rid, 2);
  world_.seal(worker);
  change(worker, rid, {});
  sync::Effects effects;
  effects.day = kMarch4;
  effects.unsealed = {(*worker.memory())->unacknowledged(1).front().hash};
  effects.own_chain = chain;
  ASSERT_TRUE(worker.apply(effects));
  EXPECT_EQ(count(worker, Measure::service), 0);
  EXPECT_EQ(worker.unsent(), 1u);
  EXPECT_EQ(counted_by_staff(worker), 0);
}

TEST_F(VaultApply, RestoredVault_MatchesItsDraftsWithTheLog) {
  Vault worker = join(worker_);
  const auto record = new_record(worker, contact({}, kMarch4, 4));
  ASSERT_TRUE(worker.save({record}));
  world_.send(worker);
  // A copy of the vault from before it was sent: same keys, same draft, and a log that has the entry already.
  Vault restored = join(worker_);
  ASSERT_TRUE(restored.save({record}));
  const auto log = world_.everything(restored);
  ASSERT_EQ(log.received.size(), 1u);
  const auto& entry = log.received[0];
  sync::Effects adopt;
  adopt.day = kMarch4;
  adopt.adopted.push_back({entry.entry.seq, entry.hash, entry.index, entry.jws});
  ASSERT_TRUE(restored.apply(adopt));
  ASSERT_TRUE(restored.apply(adopt));
  EXPECT_EQ((*restored.memory())->last_sent()->hash, entry.hash);
  EXPECT_EQ((*restored.memory())->entry_at(world_.member(worker_).id, 1), entry.hash);
  EXPECT_FALSE((*restored.memory())->own_entry_of(record.rid));
  ASSERT_TRUE(restored.apply(log));
  EXPECT_EQ((*restored.memory())->own_entry_of(record.rid), entry.hash);
  EXPECT_EQ(count(restored, Measure::service), 4);
  sync::Effects match;
  match.day = kMarch4;
  match.matched.push_back({record.rid, entry.hash});
  ASSERT_TRUE(restored.apply(match));
  EXPECT_EQ(restored.unsent(), 0u);
  EXPECT_EQ(count(restored, Measure::service), 4);
  EXPECT_EQ(restored.history(record.rid)->versions.size(), 1u);
  EXPECT_EQ(projections_of(restored), projections_of(worker));
}

TEST_F(VaultApply, OwnEntryReadBeforeItsAnswerCame_IsNoDraftAnyMore) {
  Vault worker = join(worker_);
  save(worker, outing());
  world_.seal(worker);
  // A second vault of the same bytes, which never gets the answer.
  std::filesystem::copy(directory_.at("1"), directory_.at("copy"));
  Vault copy = *Vault::open(directory_.at("copy"), secret_text(kPassphrase));
  ASSERT_EQ(copy.unsent(), 1u);
  world_.take(worker);
  ASSERT_TRUE(copy.apply(world_.everything(copy)));
  EXPECT_EQ(copy.unsent(), 0u);
  EXPECT_TRUE((*copy.memory())->unacknowledged(1).empty());
  EXPECT_EQ(count(copy, Measure::outing), 1);
  EXPECT_EQ(projections_of(copy), projections_of(worker));
}

TEST_F(VaultApply, EntryThatTheLogHas_IsNotUnsealed) {
  Vault worker = join(worker_);
  save(worker, outing());
  world_.send(worker);
  const auto before = projections_of(worker);
  sync::Effects effects;
  effects.day = kMarch4;
  effects.unsealed = {(*worker.memory())->last_sent()->hash};
  ASSERT_TRUE(worker.apply(effects));
  EXPECT_EQ(projections_of(worker), before);
  EXPECT_TRUE((*worker.memory())->last_sent());
}

TEST_F(VaultApply, ClosedEntries_OpenLater) {
  Vault worker = join(worker_);
  save(worker, contact({}, kMarch4, 4));
  world_.send(worker);
  Vault staff = join(0);
  const auto open = world_.everything(staff);
  auto closed = world_.everything(staff);
  for (auto& received : closed.received) {
    received.faces.clear();
    received.copy = Bytes{1, 2, 3};
  }
  ASSERT_TRUE(staff.apply(closed));
  EXPECT_EQ((*staff.memory())->unopened_count(), 2u);
  EXPECT_EQ((*staff.memory())->unopened(team_scope(), 1, 0, 10).size(), 1u);
  EXPECT_TRUE((*staff.memory())->unopened(team_scope(), 2, 0, 10).empty());
  EXPECT_EQ(count(staff, Measure::service), 0);
  sync::Effects later;
  later.day = kMarch4;
  for (const auto& received : open.received) later.opened.push_back({received.hash, received.scope, received.faces});
  ASSERT_TRUE(staff.apply(later));
  EXPECT_EQ((*staff.memory())->unopened_count(), 0u);
  EXPECT_EQ(count(staff, Measure::service), 4);
  EXPECT_EQ(count(staff, Measure::service, Face::audit), 4);
}

TEST_F(VaultApply, CopyThatWasNeverHandedOut_IsNotCountedAsClosed) {
  Vault worker = join(worker_);
  save(worker, outing());
  world_.send(worker);
  Vault staff = join(0);
  auto effects = world_.everything(staff);
  for (auto& received : effects.received) received.faces.clear();
  ASSERT_TRUE(staff.apply(effects));
  EXPECT_EQ((*staff.memory())->unopened_count(), 0u);
}

TEST_F(VaultApply, AuditorsVault_HoldsAuditFacesOnly) {
  Vault worker = join(worker_);
  const auto client = random_id<ClientId>();
  save_private(worker, registration(client));
  const RecordId rid = save(worker, contact(client, kMarch4, 4));
  world_.send(worker);
  save(worker, record::Correct{rid, *worker.history(rid)->versions[0].entry, contact(client, kMarch4, 6)});
  world_.send(worker);
  Vault auditor = join(auditor_);
  world_.pull(auditor);
  EXPECT_EQ(count(auditor, Measure::service, Face::audit), 6);
  EXPECT_EQ(people(auditor, Face::audit), 1);
  EXPECT_EQ(count(auditor, Measure::service), 0);
  EXPECT_EQ(count(auditor, Measure::client), 0);
  EXPECT_FALSE(auditor.person(client));
}

TEST_F(VaultApply, BlobsCursorsClaimsAndCheckpoint_AreRemembered) {
  Vault staff = join(0);
  const Bytes blob{1, 2, 3};
  const Hash root = sha256(as_bytes("root"));
  const DeviceId other = world_.member(worker_).id;
  sync::Effects effects;
  effects.day = kMarch4;
  effects.blobs_kept = {blob};
  effects.wraps_from = 2;
  const DeviceId another = world_.member(0).id;
  effects.claims = {{other, 10, root}, {other, 20, root}, {another, 5, root}};
  effects.cursors = {{Scope::org(), 40}};
  effects.seen = {{other, Scope::org(), {1, 3, root}}, {other, Scope::org(), {2, 5, root}}};
  ASSERT_TRUE(staff.apply(effects));
  ASSERT_TRUE(staff.apply(effects));
  const sync::Memory& memory = **staff.memory();
  EXPECT_EQ(memory.blob(sha256({blob})), blob);
  EXPECT_EQ(memory.wraps_from(), 2u);
  ASSERT_EQ(memory.claims().size(), 2u);
  EXPECT_EQ(memory.cursor(Scope::org()), 40u);
  EXPECT_EQ(memory.cursor(Scope::audit()), 0u);
  EXPECT_EQ(memory.seen(other, Scope::org())->seq, 5u);
  EXPECT_FALSE(memory.seen(other, Scope::audit()));
  sync::Effects settled;
  settled.claims_settled = {{another, 5, root}, {other, 10, root}};
  settled.blobs_dropped = {sha256({blob})};
  ASSERT_TRUE(staff.apply(settled));
  ASSERT_EQ(memory.claims().size(), 1u);
  EXPECT_EQ(memory.claims().front().size, 20u);
  EXPECT_FALSE(memory.blob(sha256({blob})));
}

TEST_F(VaultApply, SentCopies_AreKeptForNinetyDays) {
  Vault worker = join(worker_);
  save(worker, outing());
  world_.send(worker);
  const auto copies = [&] { return worker.parts().db.integer("SELECT count(*) FROM outgoing"); };
  EXPECT_GT(copies(), 0);
  save(worker, outing());
  world_.seal(worker);
  const auto sealed = (*worker.memory())->unacknowledged(1);
  sync::Effects effects;
  effects.sent = {{sealed[0].hash, 1'000}};
  effects.day = Day{18'687 + 90};
  ASSERT_TRUE(worker.apply(effects));
  EXPECT_EQ(copies(), 4);
  effects.day = Day{18'687 + 91};
  ASSERT_TRUE(worker.apply(effects));
  EXPECT_EQ(copies(), 0);
}

}  // namespace
}  // namespace tacit

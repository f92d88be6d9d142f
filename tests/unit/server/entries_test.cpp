#include <thread>

#include "crypto/checkpoint.hpp"
#include "crypto/hash.hpp"
#include "crypto/merkle.hpp"
#include "tests/unit/server/server_fixture.hpp"

namespace tacit::server {
namespace {

class Entries : public ServerTest {
 protected:
  Entries() { populate(); }

  api::NewEntry next(test::TestDevice& device, const std::string& text = "x") {
    return org_.entry(device, {Scope::team(team_one_)}, {Scope::audit()}, text);
  }
  api::EntriesPage read(const test::TestDevice& device, const Scope& scope, std::uint64_t after = 0) {
    return answer<api::EntriesPage>(call(device, "GET", api::kEntries, api::query_scope(scope, after)));
  }
  Checkpoint checkpoint(const std::string& note) const {
    return open_checkpoint(note, org_.org(), invitation_.service.log_pk).value();
  }
  void expect_unchanged(std::uint64_t before) const { EXPECT_EQ(size(), before); }
};

TEST_F(Entries, Appended_AreProvenUnderTheSignedCheckpoint) {
  const std::uint64_t before = size();
  const std::vector<api::NewEntry> sent{next(worker_), next(worker_)};
  const auto appended = answer<api::EntriesAppended>(post_entries(worker_, sent));
  ASSERT_EQ(appended.indexes, (std::vector<std::uint64_t>{before, before + 1}));
  const Checkpoint at = checkpoint(appended.log.checkpoint);
  EXPECT_EQ(at.size, before + 2);
  EXPECT_EQ(at.roster_hash, org_.roster().head());
  const std::vector<IndexedLeaf> leaves{{before, leaf_hash(as_bytes(sent[0].jws))},
                                        {before + 1, leaf_hash(as_bytes(sent[1].jws))}};
  EXPECT_TRUE(verify_page(leaves, at.size, at.root, appended.log.proof).has_value());
}

TEST_F(Entries, Read_GivesTheMembersCopyAndNoOther) {
  const api::NewEntry sent = next(worker_, "hello");
  answer<api::EntriesAppended>(post_entries(worker_, {sent}));
  const auto team = read(staff_, Scope::team(team_one_));
  ASSERT_EQ(team.entries.size(), 1u);
  EXPECT_EQ(team.entries[0].jws, sent.jws);
  ASSERT_EQ(team.entries[0].copies.size(), 1u);
  const ReceivedEntry received = read_entry(team.entries[0].jws).value();
  const auto& copy = team.entries[0].copies[0];
  const auto opened =
      open_copy(received, received.entry.to[copy.to], copy.bytes, org_.epoch_key(Scope::team(team_one_), 1));
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(opened->face, Face::team);
  const auto audit = read(auditor_, Scope::audit());
  ASSERT_EQ(audit.entries.size(), 1u);
  EXPECT_NE(audit.entries[0].copies[0].bytes, copy.bytes);
  const Checkpoint at = checkpoint(audit.log.checkpoint);
  const std::vector<IndexedLeaf> leaves{{audit.entries[0].index, leaf_hash(as_bytes(sent.jws))}};
  EXPECT_TRUE(verify_page(leaves, at.size, at.root, audit.log.proof).has_value());
}

TEST_F(Entries, Read_OfAScopeOneIsNotInIsRefused) {
  const std::vector<std::pair<const test::TestDevice*, Scope>> foreign{{&worker_, Scope::audit()},
                                                                       {&worker_, Scope::team(team_two_)},
                                                                       {&auditor_, Scope::team(team_one_)},
                                                                       {&auditor_, Scope::org()},
                                                                       {&founder_, Scope::team(team_one_)}};
  for (const auto& [device, scope] : foreign) {
    expect_refused(call(*device, "GET", api::kEntries, api::query_scope(scope, 0)), 403, "not-allowed");
  }
}

TEST_F(Entries, SentAgain_KeepTheirIndexes) {
  const std::vector<api::NewEntry> sent{next(worker_), next(worker_)};
  const auto first = answer<api::EntriesAppended>(post_entries(worker_, sent));
  const std::uint64_t before = size();
  const auto again = answer<api::EntriesAppended>(post_entries(worker_, sent));
  EXPECT_EQ(again.indexes, first.indexes);
  expect_unchanged(before);
  const api::NewEntry third = next(worker_);
  const auto mixed = answer<api::EntriesAppended>(post_entries(worker_, {sent[1], third}));
  EXPECT_EQ(mixed.indexes, (std::vector<std::uint64_t>{first.indexes[1], before}));
}

TEST_F(Entries, AnotherEntryOfTheSameSeq_IsMischained) {
  const auto seq = worker_.seq;
  const Hash prev = worker_.prev;
  const auto counts = worker_.counts;
  answer<api::EntriesAppended>(post_entries(worker_, {next(worker_)}));
  worker_.seq = seq;
  worker_.prev = prev;
  worker_.counts = counts;
  const std::uint64_t before = size();
  expect_refused(post_entries(worker_, {next(worker_)}), 409, "mischained");
  expect_unchanged(before);
}

TEST_F(Entries, Gap_WrongPrevAndWrongCountAreMischained) {
  const auto attempt = [&](auto&& spoil) {
    const auto seq = worker_.seq;
    const Hash prev = worker_.prev;
    const auto counts = worker_.counts;
    spoil();
    const std::uint64_t before = size();
    expect_refused(post_entries(worker_, {next(worker_)}), 409, "mischained");
    expect_unchanged(before);
    worker_.seq = seq;
    worker_.prev = prev;
    worker_.counts = counts;
  };
  answer<api::EntriesAppended>(post_entries(worker_, {next(worker_)}));
  attempt([&] { worker_.seq += 1; });
  attempt([&] { worker_.prev = Hash{}; });
  attempt([&] { worker_.counts[Scope::audit()] += 1; });
  attempt([&] { worker_.counts.erase(Scope::team(team_one_)); });
  answer<api::EntriesAppended>(post_entries(worker_, {next(worker_)}));
}

TEST_F(Entries, OneBadInARequest_LeavesNothingOfIt) {
  std::vector<api::NewEntry> sent{next(worker_), next(worker_)};
  worker_.counts[Scope::audit()] += 5;
  sent.push_back(next(worker_));
  const std::uint64_t before = size();
  expect_refused(post_entries(worker_, sent), 409, "mischained");
  expect_unchanged(before);
  EXPECT_TRUE(read(staff_, Scope::team(team_one_)).entries.empty());
  sent.pop_back();
  EXPECT_EQ(answer<api::EntriesAppended>(post_entries(worker_, sent)).indexes.size(), 2u);
}

TEST_F(Entries, NotConsecutive_IsMalformed) {
  const api::NewEntry first = next(worker_);
  const api::NewEntry second = next(worker_);
  expect_refused(post_entries(worker_, {second, first}), 400, "malformed");
  expect_refused(post_entries(worker_, {first, first}), 400, "malformed");
}

TEST_F(Entries, WrongCopies_AreMalformed) {
  const api::NewEntry good = next(worker_);
  const std::uint64_t before = size();
  api::NewEntry swapped = good;
  std::swap(swapped.copies[0], swapped.copies[1]);
  expect_refused(post_entries(worker_, {swapped}), 400, "malformed");
  api::NewEntry missing = good;
  missing.copies.pop_back();
  expect_refused(post_entries(worker_, {missing}), 400, "malformed");
  api::NewEntry unpadded = good;
  unpadded.copies[0].pop_back();
  expect_refused(post_entries(worker_, {unpadded}), 400, "malformed");
  expect_unchanged(before);
}

TEST_F(Entries, OfAnotherDevice_AreRefused) {
  const std::uint64_t before = size();
  expect_refused(post_entries(other_, {next(worker_)}), 403, "not-allowed");
  expect_unchanged(before);
}

// Every reader would take it for forged, for ever.
TEST_F(Entries, OfAnAuditor_AreRefused) {
  const std::uint64_t before = size();
  expect_refused(post_entries(auditor_, {org_.entry(auditor_, {}, {Scope::audit()})}), 403, "not-allowed");
  expect_unchanged(before);
}

TEST_F(Entries, OfAnotherOrganisation_AreRefused) {
  const test::TestOrganisation elsewhere(invitation_.service);
  Entry entry{
      .org = elsewhere.org(), .dev = worker_.id(), .seq = 1, .prev = {}, .roster = {}, .to = {}, .digests = {Hash{}}};
  const Bytes copy(512 + kSealOverhead, 1);
  entry.to.push_back({Scope::audit(), 1, 1, Face::audit, sha256(copy)});
  const api::NewEntry sent{sign_jws(Typ::entry, worker_.key, encode(entry)), {copy}};
  expect_refused(post_entries(worker_, {sent}), 403, "wrong-organisation");
}

TEST_F(Entries, FlippedSignature_IsRefused) {
  api::NewEntry forged = next(worker_);
  const std::size_t at = forged.jws.size() - 20;
  forged.jws[at] = forged.jws[at] == 'A' ? 'B' : 'A';
  const std::uint64_t before = size();
  expect_refused(post_entries(worker_, {forged}), 401, "bad-signature");
  expect_unchanged(before);
}

TEST_F(Entries, ToAClosedScope_AreRefused) {
  const std::uint64_t before = size();
  const api::NewEntry sent = org_.entry(worker_, {Scope::team(test::test_team(9))}, {});
  expect_refused(post_entries(worker_, {sent}), 409, "scope-closed");
  expect_unchanged(before);
}

TEST_F(Entries, ToAnotherTeam_AreAccepted) {
  const api::NewEntry sent = org_.entry(worker_, {Scope::team(team_one_), Scope::team(team_two_)}, {});
  answer<api::EntriesAppended>(post_entries(worker_, {sent}));
  EXPECT_EQ(read(other_, Scope::team(team_two_)).entries.size(), 1u);
}

TEST_F(Entries, OneBadAmongTwentyParallel_UndoesNoNeighbour) {
  constexpr std::size_t kDevices = 20;
  std::vector<test::TestDevice> devices(kDevices);
  test::OpsWithBlobs ops;
  for (const test::TestDevice& device : devices) {
    ops.ops.push_back(test::TestOrganisation::admit(device, Role::worker, {team_one_}));
  }
  extend(founder_, std::move(ops));
  std::vector<std::string> bodies;
  for (test::TestDevice& device : devices) bodies.push_back(api::encode(api::EntriesRequest{{next(device)}}));
  worker_.prev = Hash{};
  worker_.seq = 7;
  bodies.push_back(api::encode(api::EntriesRequest{{next(worker_)}}));
  const std::uint64_t before = size();
  std::vector<int> statuses(kDevices + 1);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i <= kDevices; ++i) {
    threads.emplace_back([&, i] {
      const test::TestDevice& device = i < kDevices ? devices[i] : worker_;
      statuses[i] = call(device, "POST", api::kEntries, {}, bodies[i]).status;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::vector<int>(statuses.begin(), statuses.end() - 1), std::vector<int>(kDevices, 200));
  EXPECT_EQ(statuses.back(), 409);
  EXPECT_EQ(size(), before + kDevices);
  EXPECT_EQ(read(staff_, Scope::team(team_one_)).entries.size(), kDevices);
}

TEST_F(Entries, Pages_AreBoundedAndLeaveNothingOut) {
  constexpr std::size_t kTotal = limits::kPageEntries + 3;
  std::vector<api::NewEntry> batch;
  for (std::size_t i = 0; i < kTotal; ++i) {
    batch.push_back(next(worker_));
    if (batch.size() == limits::kBatchEntries || i + 1 == kTotal) {
      answer<api::EntriesAppended>(post_entries(worker_, std::exchange(batch, {})));
    }
  }
  const auto first = read(staff_, Scope::team(team_one_));
  EXPECT_EQ(first.entries.size(), limits::kPageEntries);
  EXPECT_TRUE(first.more);
  const auto second = read(staff_, Scope::team(team_one_), first.entries.back().index);
  EXPECT_EQ(second.entries.size(), 3u);
  EXPECT_FALSE(second.more);
}

TEST_F(Entries, Sent_GivesOnlyTheCallersOwn) {
  const api::NewEntry mine = next(worker_);
  answer<api::EntriesAppended>(post_entries(worker_, {mine, next(worker_)}));
  answer<api::EntriesAppended>(post_entries(staff_, {next(staff_)}));
  const auto all = answer<api::SentPage>(call(worker_, "GET", api::kSent, api::query_after(0)));
  ASSERT_EQ(all.entries.size(), 2u);
  EXPECT_EQ(all.entries[0].jws, mine.jws);
  EXPECT_EQ(answer<api::SentPage>(call(worker_, "GET", api::kSent, api::query_after(1))).entries.size(), 1u);
}

TEST_F(Entries, RevokedDevice_IsRefusedAndWhatItWroteStays) {
  const api::NewEntry before_revocation = next(worker_);
  answer<api::EntriesAppended>(post_entries(worker_, {before_revocation}));
  revoke(worker_);
  const std::uint64_t before = size();
  expect_refused(post_entries(worker_, {next(worker_)}), 403, "not-admitted");
  expect_refused(post_entries(worker_, {before_revocation}), 403, "not-admitted");
  expect_unchanged(before);
  EXPECT_EQ(read(staff_, Scope::team(team_one_)).entries.size(), 1u);
}

TEST_F(Entries, Reopened_HoldTheSameLogAndChains) {
  answer<api::EntriesAppended>(post_entries(worker_, {next(worker_), next(worker_)}));
  const std::shared_ptr<const Snapshot> before = service_->snapshot();
  const net::BootId boot = service_->boot();
  close();
  open();
  EXPECT_EQ(service_->snapshot()->checkpoint, before->checkpoint);
  EXPECT_NE(service_->boot(), boot);
  answer<api::EntriesAppended>(post_entries(worker_, {next(worker_)}));
  EXPECT_EQ(read(staff_, Scope::team(team_one_)).entries.size(), 3u);
}

TEST_F(Entries, Consistency_HoldsBetweenCheckpoints) {
  const auto old = answer<api::CheckpointAnswer>(call(worker_, "GET", api::kCheckpoint, api::query_from(0)));
  const Checkpoint first = checkpoint(old.checkpoint);
  EXPECT_TRUE(old.consistency.empty());
  answer<api::EntriesAppended>(post_entries(worker_, {next(worker_), next(worker_), next(worker_)}));
  const auto now = answer<api::CheckpointAnswer>(call(worker_, "GET", api::kCheckpoint, api::query_from(first.size)));
  const Checkpoint second = checkpoint(now.checkpoint);
  EXPECT_TRUE(verify_consistency(first.size, first.root, second.size, second.root, now.consistency).has_value());
  const auto beyond = answer<api::CheckpointAnswer>(call(worker_, "GET", api::kCheckpoint, api::query_from(1000)));
  EXPECT_TRUE(beyond.consistency.empty());
}

// What a device follows, it names; the answer proves that it goes on from there.
TEST_F(Entries, EveryPage_ContinuesTheLogThatTheCallerFollows) {
  const auto old = answer<api::CheckpointAnswer>(call(staff_, "GET", api::kCheckpoint, api::query_from(0)));
  const Checkpoint first = checkpoint(old.checkpoint);
  answer<api::EntriesAppended>(post_entries(worker_, {next(worker_), next(worker_), next(worker_)}));
  const auto expect_continued = [&](const api::Proven& log) {
    const Checkpoint now = checkpoint(log.checkpoint);
    ASSERT_GT(now.size, first.size);
    EXPECT_TRUE(verify_consistency(first.size, first.root, now.size, now.root, log.continues).has_value());
  };
  const auto following = [&](const std::string& query) { return api::with_log(query, first.size); };
  const std::string scope = api::query_scope(Scope::org(), 0);
  expect_continued(answer<api::EntriesPage>(call(staff_, "GET", api::kEntries, following(scope))).log);
  expect_continued(answer<api::SentPage>(call(staff_, "GET", api::kSent, following(api::query_after(0)))).log);
  expect_continued(answer<api::RosterPage>(call(staff_, "GET", api::kRoster, following(api::query_from(0)))).log);
  api::EntriesRequest request{.entries = {next(worker_)}, .log = first.size};
  expect_continued(answer<api::EntriesAppended>(call(worker_, "POST", api::kEntries, {}, api::encode(request))).log);
  api::LinkRequest link = org_.link(staff_, org_.new_epoch(Scope::org()));
  link.log = first.size;
  expect_continued(answer<api::Appended>(call(staff_, "POST", api::kRoster, {}, api::encode(link))).log);
  const std::string cited = following(api::query_from(first.size + 1));
  const auto both = answer<api::CheckpointAnswer>(call(staff_, "GET", api::kCheckpoint, cited));
  expect_continued({.checkpoint = both.checkpoint, .proof = {}, .continues = both.continues});
  EXPECT_NE(both.consistency, both.continues);
  const std::string beyond = api::with_log(api::query_from(0), 1000);
  EXPECT_TRUE(answer<api::RosterPage>(call(staff_, "GET", api::kRoster, beyond)).log.continues.empty());
}

TEST_F(Entries, Leaves_GiveTheSignedRoot) {
  answer<api::EntriesAppended>(post_entries(worker_, {next(worker_), next(worker_)}));
  const auto page = answer<api::LeavesPage>(call(auditor_, "GET", api::kLeaves, api::query_from(0)));
  MerkleTree tree;
  for (const std::string& leaf : page.leaves) tree.append(leaf_hash(as_bytes(leaf)));
  const Checkpoint at = checkpoint(page.checkpoint);
  EXPECT_EQ(tree.size(), at.size);
  EXPECT_EQ(tree.root(), at.root);
  EXPECT_FALSE(page.more);
}

}  // namespace
}  // namespace tacit::server

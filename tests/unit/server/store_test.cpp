#include <gtest/gtest.h>

#include "common/storage/transaction.hpp"
#include "server/store/admission_store.hpp"
#include "server/store/blob_store.hpp"
#include "server/store/entry_store.hpp"
#include "server/store/leaf_store.hpp"
#include "server/store/read_pool.hpp"
#include "server/store/schema.hpp"
#include "tests/support/scratch_directory.hpp"

namespace tacit::server {
namespace {

constexpr std::size_t kMany = 1000;

template <class F>
F filled(std::uint8_t number) {
  F out;
  out.bytes.fill(number);
  return out;
}

class Store : public ::testing::Test {
 protected:
  test::ScratchDirectory scratch_;
  const std::filesystem::path path_ = scratch_.at("store.db");
  const DatabaseKey key_ = DatabaseKey::random();
  Database database_ = open_store(path_, key_, OpenMode::create).value();

  // Entries 0 … count-1 of one device, each with one copy for `scope`.
  void append(std::size_t count, const std::string& scope) {
    for (std::size_t i = 0; i < count; ++i) {
      LeafStore(database_).append_leaf(i, "leaf-" + std::to_string(i));
      EntryStore(database_).append_entry(dev_, i + 1, i);
      EntryStore(database_).append_copy(i, 0, dev_, scope, i + 1, Bytes(600, 0x11));
    }
  }
  const DeviceId dev_ = filled<DeviceId>(7);
};

TEST_F(Store, LeavesFrom_ComeInOrderUpToTheEnd) {
  append(5, "org");
  const auto page = LeafStore(database_).leaves_from(1, 4, kMany, kMany);
  ASSERT_EQ(page.leaves.size(), 3u);
  EXPECT_EQ(page.leaves.front().index, 1u);
  EXPECT_EQ(page.leaves.back().bytes, "leaf-3");
  EXPECT_FALSE(page.more);
}

TEST_F(Store, Page_EndsAtCountAndAtBytesButHoldsOne) {
  append(5, "org");
  LeafStore store(database_);
  EXPECT_EQ(store.leaves_from(0, 5, 2, kMany).leaves.size(), 2u);
  EXPECT_TRUE(store.leaves_from(0, 5, 2, kMany).more);
  EXPECT_EQ(store.leaves_from(0, 5, kMany, 13).leaves.size(), 2u);
  EXPECT_EQ(store.leaves_from(0, 5, kMany, 1).leaves.size(), 1u);
  EXPECT_TRUE(store.leaves_from(0, 5, kMany, 1).more);
  EXPECT_FALSE(store.leaves_from(4, 5, kMany, 1).more);
}

TEST_F(Store, AddressedTo_OnlyThatScopeAfterTheIndex) {
  append(4, "org");
  EntryStore store(database_);
  store.append_copy(2, 1, dev_, "audit", 1, Bytes(512, 0x22));
  const auto all = store.addressed_to("org", 0, 4, kMany, 1 << 20);
  ASSERT_EQ(all.entries.size(), 3u);
  EXPECT_EQ(all.entries.front().index, 1u);
  const auto audit = store.addressed_to("audit", 0, 4, kMany, 1 << 20);
  ASSERT_EQ(audit.entries.size(), 1u);
  EXPECT_EQ(audit.entries[0].position, 1u);
  EXPECT_EQ(audit.entries[0].copy, Bytes(512, 0x22));
  EXPECT_TRUE(store.addressed_to("audit", 2, 4, kMany, 1 << 20).entries.empty());
  EXPECT_TRUE(store.addressed_to("team/none", 0, 4, kMany, 1 << 20).entries.empty());
}

TEST_F(Store, ShreddedCopy_LeavesItsEntry) {
  append(2, "org");
  database_.run("UPDATE copy SET bytes = NULL");
  const auto page = EntryStore(database_).addressed_to("org", 0, 2, kMany, kMany);
  ASSERT_EQ(page.entries.size(), 1u);
  EXPECT_FALSE(page.entries[0].copy.has_value());
  EXPECT_EQ(page.entries[0].bytes, "leaf-1");
}

TEST_F(Store, Counts_AreTheNewestPerScope) {
  append(3, "org");
  EntryStore store(database_);
  store.append_copy(0, 1, dev_, "audit", 1, Bytes(512, 1));
  EXPECT_EQ(store.counts(dev_), (std::map<std::string, std::uint64_t>{{"audit", 1}, {"org", 3}}));
  EXPECT_EQ(store.newest(dev_)->seq, 3u);
  EXPECT_EQ(store.newest(dev_)->bytes, "leaf-2");
  EXPECT_FALSE(store.newest(filled<DeviceId>(8)).has_value());
}

TEST_F(Store, RollBack_LeavesNothing) {
  {
    Transaction transaction(database_);
    append(3, "org");
  }
  EXPECT_TRUE(LeafStore(database_).leaves_from(0, 9, kMany, kMany).leaves.empty());
  EXPECT_TRUE(EntryStore(database_).counts(dev_).empty());
  EXPECT_EQ(database_.integer("SELECT count(*) FROM scope"), 0);
}

TEST_F(Store, Reopened_HoldsWhatWasAppended) {
  append(3, "org");
  const Database again = std::move(database_);
  Database other = open_store_for_reading(path_, key_).value();
  EXPECT_EQ(LeafStore(other).count_of_addressed(), 3u);
  EXPECT_EQ(EntryStore(other).find(dev_, 2)->bytes, "leaf-1");
}

TEST_F(Store, SameSeqTwice_IsRefusedByTheDatabaseItself) {
  append(1, "org");
  LeafStore(database_).append_leaf(1, "x");
  EXPECT_THROW(EntryStore(database_).append_entry(dev_, 1, 1), StorageFailure);
  EXPECT_THROW(LeafStore(database_).append_leaf(1, "y"), StorageFailure);
}

TEST_F(Store, Blobs_OnlyOwnAndSharedOnes) {
  BlobStore store(database_);
  const DeviceId other = filled<DeviceId>(8);
  store.append(1, 0, {dev_.view(), ""}, Bytes(3, 1));
  store.append(1, 1, {other.view(), ""}, Bytes(3, 2));
  store.append(2, 0, {{}, "org"}, Bytes(3, 3));
  store.append(2, 1, {{}, "audit"}, Bytes(3, 4));
  store.append(3, 0, {{}, ""}, Bytes(3, 5));
  const auto in_org = [](std::string_view scope) { return scope == "org"; };
  const auto page = store.for_device(dev_, 0, 4, kMany, in_org);
  EXPECT_EQ(page.blobs, (std::vector<Bytes>{Bytes(3, 1), Bytes(3, 3), Bytes(3, 5)}));
  EXPECT_FALSE(page.more);
  EXPECT_EQ(store.for_device(dev_, 3, 4, kMany, in_org).blobs, std::vector<Bytes>{Bytes(3, 5)});
  EXPECT_TRUE(store.for_device(dev_, 4, 4, kMany, in_org).blobs.empty());
}

TEST_F(Store, BlobPages_NeverDivideALink) {
  BlobStore store(database_);
  for (std::uint64_t seq = 1; seq <= 3; ++seq) {
    store.append(seq, 0, {dev_.view(), ""}, Bytes(10, 1));
    store.append(seq, 1, {dev_.view(), ""}, Bytes(10, 2));
  }
  const auto nobody = [](std::string_view) { return false; };
  const auto first = store.for_device(dev_, 0, 4, 5, nobody);
  EXPECT_EQ(first.blobs.size(), 2u);
  EXPECT_TRUE(first.more);
  EXPECT_EQ(first.next, 2u);
  EXPECT_EQ(store.for_device(dev_, first.next, 4, 1000, nobody).blobs.size(), 4u);
}

TEST_F(Store, ForgottenInvitation_TakesItsEnrolmentAlong) {
  AdmissionStore store(database_);
  const auto inv = filled<InvitationId>(1);
  store.put_invitation(inv, Day{100});
  store.put_enrolment(inv, {"jws", filled<Hash>(2)});
  EXPECT_EQ(store.enrolments(Day{100}).size(), 1u);
  EXPECT_TRUE(store.enrolments(Day{101}).empty());
  store.forget_expired(Day{100});
  EXPECT_EQ(store.count_enrolments(), 1u);
  store.forget_invitation(inv);
  EXPECT_EQ(store.count_enrolments(), 0u);
  EXPECT_FALSE(store.expiry(inv).has_value());
}

TEST_F(Store, NoColumn_CanHoldATime) {
  Statement row = database_.statement(
      "SELECT count(*) FROM sqlite_schema WHERE sql LIKE '% REAL%' OR sql LIKE '%time%' OR sql LIKE '%address%'");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.integer(0), 0);
}

TEST_F(Store, ReadPool_GivesEachConnectionToOne) {
  const auto pool = ReadPool::open(path_, key_, 2).value();
  const ReadPool::Lease first = pool->borrow();
  const ReadPool::Lease second = pool->borrow();
  EXPECT_NE(&*first, &*second);
}

TEST_F(Store, OtherKey_DoesNotOpen) {
  const auto opened = open_store_for_reading(path_, DatabaseKey::random());
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, Code::decryption_failed);
}

}  // namespace
}  // namespace tacit::server

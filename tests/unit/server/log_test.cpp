#include <latch>

#include "common/storage/transaction.hpp"
#include "server/log/writer.hpp"
#include "server/store/schema.hpp"
#include "tests/unit/server/server_fixture.hpp"

namespace tacit::server {
namespace {

class LogAtStart : public ServerTest {
 protected:
  LogAtStart() {
    populate();
    std::vector<api::NewEntry> entries;
    for (int i = 0; i < 5; ++i) entries.push_back(org_.entry(worker_, {Scope::team(team_one_)}, {Scope::audit()}));
    answer<api::EntriesAppended>(post_entries(worker_, std::move(entries)));
    close();
  }
  void expect_refused_start() {
    const auto opened = try_open();
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().code, Code::storage_damaged);
  }
  // Runs a change with foreign keys off, as somebody with the key and a tool would.
  void spoil(Literal sql) {
    Database database = side_door();
    database.run("PRAGMA foreign_keys=OFF");
    database.run(sql);
    ASSERT_GT(database.changes(), 0);
  }
};

TEST_F(LogAtStart, Untouched_Opens) { EXPECT_TRUE(try_open().has_value()); }

TEST_F(LogAtStart, ChangedEntry_IsNoticed) {
  spoil("UPDATE leaf SET bytes = (SELECT bytes FROM leaf WHERE idx = 7) WHERE idx = 8");
  expect_refused_start();
}

TEST_F(LogAtStart, TwoLeavesSwapped_AreNoticed) {
  spoil(
      "UPDATE leaf SET bytes = CASE idx WHEN 7 THEN (SELECT bytes FROM leaf WHERE idx = 8) "
      "ELSE (SELECT bytes FROM leaf WHERE idx = 7) END WHERE idx IN (7, 8)");
  expect_refused_start();
}

TEST_F(LogAtStart, LostLastLeaf_IsNoticed) {
  spoil("DELETE FROM leaf WHERE idx = (SELECT max(idx) FROM leaf)");
  expect_refused_start();
}

TEST_F(LogAtStart, LostLeafInTheMiddle_IsNoticed) {
  spoil("DELETE FROM leaf WHERE idx = 3");
  expect_refused_start();
}

TEST_F(LogAtStart, ChangedRosterLink_IsNoticed) {
  spoil("UPDATE leaf SET bytes = (SELECT bytes FROM leaf WHERE idx = 1) WHERE idx = 2");
  expect_refused_start();
}

TEST_F(LogAtStart, OldStateRow_IsNoticed) {
  spoil("UPDATE log_state SET size = size - 1");
  expect_refused_start();
}

TEST_F(LogAtStart, OldRosterHead_IsNoticed) {
  spoil("UPDATE log_state SET roster_seq = roster_seq - 1");
  expect_refused_start();
}

TEST_F(LogAtStart, LostStateRow_IsNoticed) {
  spoil("DELETE FROM log_state");
  expect_refused_start();
}

TEST_F(LogAtStart, LostIndexRow_IsNoticed) {
  spoil("DELETE FROM entry WHERE seq = 2");
  expect_refused_start();
}

TEST_F(LogAtStart, SecondServerOnTheSameDirectory_IsRefused) {
  open();
  const auto second = try_open();
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, Code::busy);
}

// The writer and the log without endpoints, so that batches can be put together by hand.
class LogWriting : public ServerTest {
 protected:
  LogWriting() {
    populate();
    close();
  }
  Database database_ = side_door();
  ServerKeys keys_ = derive_keys(root_);
};

TEST_F(LogWriting, FailedCommit_TakesTheMemoryBack) {
  const auto log = Log::load(database_, std::move(keys_.log)).value();
  GroupCommit commits(database_, {},
                      {.before_commit =
                           [&](Database& database) {
                             log->before_commit(database);
                             throw StorageFailure(Code::unavailable, "the disk is full", 0);
                           },
                       .after_commit = [&] { log->after_commit(); },
                       .on_rollback = [&] { log->on_rollback(); }});
  const auto before = log->snapshot();
  const std::uint64_t next = log->next_index();
  Result<void> outcome;
  ASSERT_TRUE(commits.submit(
      [&](Database& database) -> Result<void> {
        LeafStore(database).append_leaf(log->next_index(), "x");
        log->add_entries(worker_.id(), {.seq = 9, .hash = {}, .counts = {}}, std::vector<Hash>(1));
        return {};
      },
      [&](Result<void> done) { outcome = done; }));
  commits.run_once();
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(log->snapshot(), before);
  EXPECT_EQ(log->next_index(), next);
  EXPECT_EQ(log->head_of(database_, *log->roster()->device(worker_.id())).seq, 0u);
  const std::array<std::uint64_t, 1> first{0};
  EXPECT_FALSE(log->page_proof(first, before->size).empty());
}

TEST_F(LogWriting, FullQueue_IsRefusedAsBusy) {
  const auto log = Log::load(database_, std::move(keys_.log)).value();
  std::latch started(1), release(1);
  Writer writer(database_, *log, {.queue = 1, .batch = 1});
  const auto ignore = [](const Result<void>&) {};
  writer.submit(
      [&](Database&) -> Result<void> {
        started.count_down();
        release.wait();
        return {};
      },
      ignore);
  started.wait();
  writer.submit([](Database&) -> Result<void> { return {}; }, ignore);
  Result<void> refused;
  writer.submit([](Database&) -> Result<void> { return {}; }, [&](Result<void> done) { refused = done; });
  release.count_down();
  writer.stop();
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, Code::busy);
}

}  // namespace
}  // namespace tacit::server

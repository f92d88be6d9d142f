#include "common/storage/group_commit.hpp"

#include <atomic>
#include <stdexcept>

#include "tests/unit/storage/scratch.hpp"

namespace tacit {
namespace {

class GroupCommitTest : public StorageTest {
 protected:
  void SetUp() override {
    StorageTest::SetUp();
    database_.emplace(create());
    reader_.emplace(reopen());
    db().run("CREATE TABLE t(i INTEGER UNIQUE, parent INTEGER REFERENCES t(i) DEFERRABLE INITIALLY DEFERRED) STRICT");
  }
  void TearDown() override {
    reader_.reset();
    database_.reset();
    StorageTest::TearDown();
  }
  Database& db() { return *database_; }
  // What others see: committed rows only.
  std::int64_t committed() { return reader_->integer("SELECT count(*) FROM t").value(); }

  static GroupCommit::Job insert(int i) {
    return [i](Database& database) { return database.try_run("INSERT INTO t(i) VALUES (?)", i); };
  }
  GroupCommit::Done note(std::vector<std::string>& log) {
    return
        [&log](const Result<void>& result) { log.emplace_back(result ? "ok" : name_of(result.error().code).view()); };
  }
  GroupCommit::Hooks counting_hooks() {
    return {[this](Database&) { ++before_; }, [this] { ++after_; }, [this] { ++rolled_back_; }};
  }

  int before_ = 0, after_ = 0, rolled_back_ = 0;

 private:
  std::optional<Database> database_, reader_;
};

using Answers = std::vector<std::string>;

TEST_F(GroupCommitTest, ManyJobs_ShareOneCommit) {
  Answers answers;
  GroupCommit writer(db(), {.queue = 100, .batch = 50}, counting_hooks());
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(writer.submit(insert(i), note(answers)));
  EXPECT_EQ(writer.run_once(), 30U);
  EXPECT_EQ(before_, 1);
  EXPECT_EQ(after_, 1);
  EXPECT_EQ(answers, Answers(30, "ok"));
  EXPECT_EQ(committed(), 30);
  EXPECT_EQ(writer.run_once(), 0U);
}

TEST_F(GroupCommitTest, MoreJobsThanABatch_TakeSeveralCommitsInOrder) {
  std::vector<int> order;
  GroupCommit writer(db(), {.queue = 100, .batch = 4}, counting_hooks());
  for (int i = 0; i < 10; ++i)
    ASSERT_TRUE(
        writer.submit(insert(i), [&order, i](const Result<void>& result) { order.push_back(result ? i : -1); }));
  EXPECT_EQ(writer.run_once(), 4U);
  EXPECT_EQ(committed(), 4);
  EXPECT_EQ(writer.run_once(), 4U);
  EXPECT_EQ(writer.run_once(), 2U);
  EXPECT_EQ(after_, 3);
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

TEST_F(GroupCommitTest, RefusedJob_IsUndoneAloneEvenAfterWriting) {
  Answers answers;
  GroupCommit writer(db(), {.queue = 10, .batch = 10}, counting_hooks());
  ASSERT_TRUE(writer.submit(insert(1), note(answers)));
  ASSERT_TRUE(writer.submit(
      [](Database& database) -> Result<void> {
        CHECK(database.try_run("INSERT INTO t(i) VALUES (77)"));
        return fail(Code::mischained, "refused after it wrote");
      },
      note(answers)));
  ASSERT_TRUE(writer.submit(insert(1), note(answers)));
  ASSERT_TRUE(writer.submit(insert(2), note(answers)));
  writer.run_once();
  EXPECT_EQ(answers, (Answers{"ok", "mischained", "conflict", "ok"}));
  EXPECT_EQ(committed(), 2);
  EXPECT_EQ(db().integer("SELECT count(*) FROM t WHERE i = 77"), 0);
}

TEST_F(GroupCommitTest, NoAnswer_BeforeTheCommitIsDurable) {
  std::vector<std::int64_t> seen;
  GroupCommit::Hooks hooks;
  hooks.before_commit = [&](Database&) { seen.push_back(committed()); };
  hooks.after_commit = [&] { seen.push_back(committed()); };
  GroupCommit writer(db(), {.queue = 10, .batch = 10}, hooks);
  const auto look = [&](const Result<void>&) { seen.push_back(committed()); };
  ASSERT_TRUE(writer.submit(insert(1), look));
  ASSERT_TRUE(writer.submit([](Database&) -> Result<void> { return fail(Code::conflict, "refused"); }, look));
  writer.run_once();
  EXPECT_EQ(seen, (std::vector<std::int64_t>{0, 1, 1, 1}));
}

TEST_F(GroupCommitTest, CommitThatFails_StoresNothingAndTellsEverybody) {
  Answers answers;
  GroupCommit writer(db(), {.queue = 10, .batch = 10}, counting_hooks());
  ASSERT_TRUE(writer.submit(insert(1), note(answers)));
  ASSERT_TRUE(writer.submit([](Database&) -> Result<void> { return fail(Code::conflict, "refused"); }, note(answers)));
  // Checked only at COMMIT.
  ASSERT_TRUE(writer.submit(
      [](Database& database) { return database.try_run("INSERT INTO t(i, parent) VALUES (5, 404)"); }, note(answers)));
  writer.run_once();
  EXPECT_EQ(answers, Answers(3, "unavailable"));
  EXPECT_EQ(before_, 1);
  EXPECT_EQ(after_, 0);
  EXPECT_EQ(rolled_back_, 1);
  EXPECT_EQ(committed(), 0);
}

TEST_F(GroupCommitTest, AfterAFailedBatch_TheNextOneWorks) {
  Answers answers;
  GroupCommit writer(db(), {.queue = 10, .batch = 10}, counting_hooks());
  ASSERT_TRUE(writer.submit([](Database&) -> Result<void> { throw std::runtime_error("broken"); }, note(answers)));
  writer.run_once();
  ASSERT_TRUE(writer.submit(insert(1), note(answers)));
  writer.run_once();
  EXPECT_EQ(answers, (Answers{"unavailable", "ok"}));
  EXPECT_EQ(rolled_back_, 1);
  EXPECT_EQ(committed(), 1);
}

TEST_F(GroupCommitTest, HookThatThrowsBeforeCommit_RollsBack) {
  GroupCommit::Hooks hooks = counting_hooks();
  hooks.before_commit = [](Database& database) { database.run("INSERT INTO missing VALUES (1)"); };
  Answers answers;
  GroupCommit writer(db(), {.queue = 10, .batch = 10}, hooks);
  ASSERT_TRUE(writer.submit(insert(1), note(answers)));
  writer.run_once();
  EXPECT_EQ(answers, Answers{"unavailable"});
  EXPECT_EQ(rolled_back_, 1);
  EXPECT_EQ(committed(), 0);
}

TEST_F(GroupCommitTest, FullDiskInAJob_FailsTheBatchAndTheWriterGoesOn) {
  const auto limit = [this](std::int64_t pages) {
    db().prepare_built("PRAGMA max_page_count=" + std::to_string(pages)).step();
  };
  db().run("CREATE TABLE big(body BLOB) STRICT");
  limit(*db().integer("PRAGMA page_count") + 3);
  Answers answers;
  GroupCommit writer(db(), {.queue = 10, .batch = 10}, counting_hooks());
  ASSERT_TRUE(writer.submit(insert(1), note(answers)));
  ASSERT_TRUE(writer.submit(
      [](Database& database) -> Result<void> {
        database.run("INSERT INTO big VALUES (zeroblob(100000))");
        return {};
      },
      note(answers)));
  writer.run_once();
  EXPECT_EQ(answers, Answers(2, "unavailable"));
  EXPECT_EQ(committed(), 0);
  limit(10'000);
  ASSERT_TRUE(writer.submit(insert(1), note(answers)));
  writer.run_once();
  EXPECT_EQ(answers.back(), "ok");
  EXPECT_EQ(committed(), 1);
}

TEST_F(GroupCommitTest, BatchOfRefusalsOnly_CommitsNothingAndRunsNoHook) {
  Answers answers;
  GroupCommit writer(db(), {.queue = 10, .batch = 10}, counting_hooks());
  ASSERT_TRUE(writer.submit([](Database&) -> Result<void> { return fail(Code::conflict, "refused"); }, note(answers)));
  EXPECT_EQ(writer.run_once(), 1U);
  EXPECT_EQ(answers, Answers{"conflict"});
  EXPECT_EQ(before_ + after_ + rolled_back_, 0);
}

TEST_F(GroupCommitTest, BeforeCommitHook_IsPartOfTheTransaction) {
  GroupCommit::Hooks hooks;
  hooks.before_commit = [](Database& database) { database.run("INSERT INTO t(i) VALUES (1000)"); };
  Answers answers;
  GroupCommit writer(db(), {.queue = 10, .batch = 10}, hooks);
  ASSERT_TRUE(writer.submit(insert(1), note(answers)));
  writer.run_once();
  EXPECT_EQ(committed(), 2);
}

TEST_F(GroupCommitTest, FullQueue_RefusesAndForgets) {
  Answers answers;
  GroupCommit writer(db(), {.queue = 2, .batch = 10}, {});
  EXPECT_TRUE(writer.submit(insert(1), note(answers)));
  EXPECT_TRUE(writer.submit(insert(2), note(answers)));
  EXPECT_FALSE(writer.submit(insert(3), note(answers)));
  writer.run_once();
  EXPECT_EQ(answers, Answers(2, "ok"));
  EXPECT_EQ(committed(), 2);
  EXPECT_TRUE(writer.submit(insert(3), note(answers)));
}

TEST_F(GroupCommitTest, Stop_FinishesWhatWaitsAndTakesNoMore) {
  Answers answers;
  GroupCommit writer(db(), {.queue = 10, .batch = 1}, {});
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(writer.submit(insert(i), note(answers)));
  writer.stop();
  EXPECT_EQ(answers, Answers(5, "ok"));
  EXPECT_FALSE(writer.submit(insert(9), note(answers)));
  EXPECT_EQ(committed(), 5);
}

TEST_F(GroupCommitTest, ManyThreads_GetOneAnswerAJob) {
  constexpr int kThreads = 4, kEach = 200;
  std::atomic<int> ok = 0, refused = 0;
  {
    GroupCommit writer(db(), {.queue = 64, .batch = 16}, {});
    writer.start();
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t)
      threads.emplace_back([&] {
        // Every thread wants the same numbers: one of them wins each.
        for (int i = 0; i < kEach; ++i)
          while (!writer.submit(insert(i), [&](const Result<void>& result) { ++(result ? ok : refused); }))
            std::this_thread::yield();
      });
    for (std::thread& thread : threads) thread.join();
  }
  EXPECT_EQ(ok, kEach);
  EXPECT_EQ(refused, (kThreads - 1) * kEach);
  EXPECT_EQ(committed(), kEach);
}

TEST_F(GroupCommitTest, StopWhileTheThreadWorks_AnswersEverything) {
  std::atomic<int> answered = 0;
  GroupCommit writer(db(), {.queue = 1000, .batch = 3}, {});
  int taken = 0;
  for (int i = 0; i < 100; ++i) taken += writer.submit(insert(i), [&](const Result<void>&) { ++answered; }) ? 1 : 0;
  writer.start();
  writer.stop();
  EXPECT_EQ(answered, taken);
  EXPECT_EQ(committed(), 100);
}

}  // namespace
}  // namespace tacit

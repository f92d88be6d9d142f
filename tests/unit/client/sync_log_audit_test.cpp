#include <gtest/gtest.h>

#include "client/sync/log_audit.hpp"
#include "crypto/init.hpp"
#include "tests/support/sync_world.hpp"

namespace tacit::test {
namespace {

class LogAudit : public testing::Test {
 protected:
  static void SetUpTestSuite() { init_crypto(); }

  LogAudit() : team(world.add_team()) {
    world.enrol(worker, Role::worker, {team});
    world.enrol(auditor, Role::auditor, {});
    for (int i = 0; i < 4; ++i) record_contact(worker, team);
    world.run(worker);
    world.run(auditor);
  }

  sync::LogReport audit(FakeServer& server, const std::function<void(api::LeavesPage&)>& tamper = {}) {
    sync::LogAudit machine(auditor, world.today);
    for (auto step = machine.start();;) {
      auditor.apply(step.effects);
      if (step.report) return std::move(*step.report);
      auto answer = server.handle(auditor.id(), *step.request);
      if (answer && tamper) {
        auto page = api::decode<api::LeavesPage>(*answer);
        tamper(*page);
        answer = api::encode(*page);
      }
      step = machine.resume(answer);
    }
  }
  bool finds(const sync::LogReport& report, Code code) {
    const auto alarms = auditor.alarms();
    const auto same = [&](const sync::Alarm& alarm) { return alarm.code == code; };
    return std::any_of(report.problems.begin(), report.problems.end(), same) &&
           std::find(alarms.begin(), alarms.end(), code) != alarms.end();
  }

  SyncWorld world;
  TeamId team;
  MemoryDevice worker, auditor;
};

TEST_F(LogAudit, HonestLog_HoldsToTheLastLeaf) {
  world.server.page_items = 3;
  const auto report = audit(world.server);
  EXPECT_FALSE(report.stopped);
  EXPECT_TRUE(report.problems.empty());
  EXPECT_EQ(report.leaves, world.server.tree().size());
  EXPECT_EQ(report.entries, 4u);
  EXPECT_EQ(report.links, world.server.roster().seq() + 1);
  EXPECT_EQ(report.devices, 1u);
  EXPECT_EQ(report.root, world.server.tree().root());
  EXPECT_EQ(auditor.checkpoint()->root, world.server.tree().root());
}

TEST_F(LogAudit, ChangedLeaf_IsFound) {
  const auto report = audit(world.server, [](api::LeavesPage& page) {
    std::string& last = page.leaves.back();
    last.replace(last.rfind('.') + 5, 4, "AAAA");
  });
  EXPECT_TRUE(finds(report, Code::alarm_entry_invalid) || finds(report, Code::alarm_roster_invalid));
  EXPECT_TRUE(finds(report, Code::alarm_fork));
}

TEST_F(LogAudit, LeafLeftOut_IsFound) {
  const auto report = audit(world.server, [&](api::LeavesPage& page) { page.leaves.erase(page.leaves.end() - 2); });
  EXPECT_TRUE(finds(report, Code::alarm_fork));
}

TEST_F(LogAudit, OtherHistory_IsFoundThoughItIsSound) {
  FakeServer other(world.server);
  record_contact(worker, team);
  world.run(worker);
  world.run(auditor);
  record_contact(world.founder, team);
  world.run_with(other, world.founder);
  EXPECT_TRUE(finds(audit(other), Code::alarm_fork));
}

TEST_F(LogAudit, OlderState_IsFound) {
  FakeServer older(world.server);
  record_contact(worker, team);
  world.run(worker);
  world.run(auditor);
  EXPECT_TRUE(finds(audit(older), Code::alarm_rollback));
}

TEST_F(LogAudit, EntryOfARevokedDevice_IsFound) {
  MemoryDevice ghost(worker);
  FakeServer scratch(world.server);
  record_contact(ghost, team);
  world.run_with(scratch, ghost);
  const auto sealed = *ghost.known().find(ghost.own_chain().head)->second.sealed;
  world.perform({roster::Revoke{worker.id()}});
  world.server.slip_in(sealed.jws, sealed.copies);
  world.run(auditor);
  const auto report = audit(world.server);
  ASSERT_FALSE(report.problems.empty());
  EXPECT_EQ(report.problems.front().code, Code::alarm_entry_invalid);
  EXPECT_EQ(report.problems.front().index, world.server.tree().size() - 1);
}

TEST_F(LogAudit, GapInADevicesChain_IsFound) {
  MemoryDevice ahead(worker);
  FakeServer scratch(world.server);
  record_contact(ahead, team);
  record_contact(ahead, team);
  world.run_with(scratch, ahead);
  const auto sealed = *ahead.known().find(ahead.own_chain().head)->second.sealed;
  world.server.slip_in(sealed.jws, sealed.copies);
  EXPECT_TRUE(finds(audit(world.server), Code::alarm_entry_withheld));
}

TEST_F(LogAudit, NoAnswer_IsNotAReport) {
  sync::LogAudit machine(auditor, world.today);
  machine.start();
  const auto step = machine.resume(fail(Code::unavailable, "cut"));
  ASSERT_TRUE(step.report);
  ASSERT_TRUE(step.report->stopped);
  EXPECT_EQ(step.report->stopped->code, Code::unavailable);
  EXPECT_TRUE(step.report->problems.empty());
}

}  // namespace
}  // namespace tacit::test

#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "crypto/init.hpp"
#include "schema/record_id.hpp"
#include "tests/support/sync_world.hpp"

namespace tacit::test {

// A writer and a reader of one team, on a server that will misbehave.
class SyncAlarm : public testing::Test {
 protected:
  static void SetUpTestSuite() { init_crypto(); }

  SyncAlarm() : team(world.add_team()) {
    world.enrol(writer, Role::worker, {team});
    world.enrol(reader, Role::worker, {team});
  }

  std::uint64_t write() {
    record_contact(writer, team);
    EXPECT_FALSE(world.run(writer).error);
    return world.server.tree().size() - 1;
  }
  static bool has(const sync::Outcome& outcome, Code alarm) {
    return std::find(outcome.alarms.begin(), outcome.alarms.end(), alarm) != outcome.alarms.end();
  }
  // Raised now, and still told by the next sync although the server behaves again.
  void expect_alarm(const sync::Outcome& outcome, Code alarm, FakeServer& healed, MemoryDevice& device) {
    EXPECT_TRUE(has(outcome, alarm));
    ASSERT_TRUE(outcome.error);
    EXPECT_TRUE(is_alarm(outcome.error->code));
    const auto again = world.run_with(healed, device);
    EXPECT_TRUE(has(again, alarm));
    ASSERT_TRUE(again.error);
    EXPECT_TRUE(is_alarm(again.error->code));
  }
  // An entry as the writer would make it next, with one thing changed before it is signed.
  struct Forged {
    std::string jws;
    std::vector<Bytes> copies;
  };
  Forged forge(const MemoryDevice& signer, const std::function<void(EntryDraft&)>& change,
               const std::function<void(Forged&)>& spoil = {}) {
    const Roster& roster = world.server.roster();
    const auto chain = writer.own_chain();
    const auto* epoch = roster.newest_epoch(Scope::team(team));
    const std::uint64_t n = chain.counts.empty() ? 1 : chain.counts.back().n + 1;
    EntryDraft draft{
        .org = roster.org(),
        .seq = chain.seq + 1,
        .prev = chain.seq == 0 ? roster.device(writer.id())->admitted_by : chain.head,
        .roster = roster.head(),
        .log_size = world.server.tree().size(),
        .log_root = world.server.tree().root(),
        .team = FaceContent{make_record_id(roster.org(), writer.id()), "contact", 1, record::encode(some_contact())},
        .audit = {},
        .team_to = {{Scope::team(team), epoch->n, epoch->public_key, n}},
        .audit_to = {}};
    change(draft);
    const auto sealed = seal_entry(draft, signer.signing_key());
    EXPECT_TRUE(sealed);
    Forged out{sealed->jws, sealed->copies};
    if (spoil) spoil(out);
    return out;
  }
  void expect_invalid(const Forged& forged) {
    world.server.slip_in(forged.jws, forged.copies);
    const std::uint64_t received = reader.entries(Face::team).size();
    const auto outcome = world.run(reader);
    EXPECT_EQ(reader.entries(Face::team).size(), received);
    expect_alarm(outcome, Code::alarm_entry_invalid, world.server, reader);
  }

  SyncWorld world;
  TeamId team;
  MemoryDevice writer, reader;
};

}  // namespace tacit::test

#include <gtest/gtest.h>

#include "tests/support/sync_world.hpp"

namespace tacit::test {
namespace {

constexpr int kEntries = 60;

// A team's worker with many records in the log, and a colleague who has read none of them.
class SyncSpread : public testing::Test {
 protected:
  SyncSpread() {
    const TeamId team = world_.add_team();
    world_.enrol(worker_, Role::worker, {team});
    world_.enrol(colleague_, Role::worker, {team});
    world_.run(world_.founder);
    world_.run(colleague_);
    for (int i = 0; i < kEntries; ++i) record_contact(worker_, team);
    world_.run(worker_);
  }

  SyncWorld world_;
  MemoryDevice worker_, colleague_;
};

// From the last to the first, as threads might happen to do it.
void backwards(std::size_t count, const std::function<void(std::size_t)>& work) {
  while (count > 0) work(--count);
}

TEST_F(SyncSpread, PiecesInAnyOrderOrAtOnce_GiveTheSameMemory) {
  MemoryDevice plain = colleague_;
  const auto expected = world_.run(plain);
  EXPECT_EQ(expected.received, std::uint64_t{kEntries});
  for (const Spread& spread : {Spread(backwards), Spread(on_all_cores)}) {
    MemoryDevice device = colleague_;
    world_.spread = spread;
    const auto outcome = world_.run(device);
    EXPECT_EQ(outcome.received, expected.received);
    EXPECT_EQ(outcome.opened, expected.opened);
    EXPECT_TRUE(outcome.alarms.empty());
    ASSERT_EQ(device.known().size(), plain.known().size());
    for (const auto& [hash, entry] : plain.known()) {
      const auto& same = device.known().at(hash);
      EXPECT_EQ(same.index, entry.index);
      ASSERT_EQ(same.faces.size(), entry.faces.size());
      for (const auto& [face, clear] : entry.faces)
        EXPECT_EQ(same.faces.at(face).face.disclosure, clear.face.disclosure);
    }
  }
}

}  // namespace
}  // namespace tacit::test

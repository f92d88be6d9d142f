#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/init.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/sync_world.hpp"

// Whatever request of a sync fails, and whether the server saw it or not, trying again loses nothing and doubles
// nothing.
namespace tacit::test {
namespace {

enum class Cut { before_the_server, after_the_server };

class SyncInterruption : public testing::TestWithParam<Cut> {
 protected:
  static void SetUpTestSuite() { init_crypto(); }

  static SyncWorld::Between cut_at(int victim, bool& hit) {
    return [victim, &hit](int number, const sync::Request&, const auto& honest) -> Result<std::string> {
      if (number != victim) return honest();
      hit = true;
      if (GetParam() == Cut::after_the_server) static_cast<void>(honest());
      return fail(Code::unavailable, "cut");
    };
  }
};

struct Scene {
  SyncWorld world;
  TeamId team = world.add_team();
  MemoryDevice worker, colleague;
  std::vector<RecordId> records;
  Scene() {
    std::vector<TeamId> teams{team, world.add_team(), world.add_team()};  // each is a request more to cut
    std::ranges::sort(teams);
    world.enrol(worker, Role::worker, teams);
    world.enrol(colleague, Role::worker, {team});
    record_contact(colleague, team);
    world.run(colleague);
    world.today.since_epoch += 31;  // so that the run has links to write too
    for (int i = 0; i < 3; ++i) records.push_back(record_contact(worker, team));
  }
};

void expect_whole(Scene& scene) {
  const auto final_run = scene.world.run(scene.worker);
  EXPECT_FALSE(final_run.error);
  EXPECT_EQ(scene.worker.draft_count(), 0u);
  EXPECT_TRUE(scene.worker.unacknowledged(9).empty());
  EXPECT_TRUE(scene.worker.claims().empty());
  EXPECT_EQ(scene.worker.own_chain().seq, 3u);
  EXPECT_EQ(scene.worker.entries(Face::team).size(), 4u);
  EXPECT_FALSE(scene.world.run(scene.colleague).error);
  EXPECT_EQ(scene.colleague.entries(Face::team).size(), 4u);
  for (const RecordId& rid : scene.records) EXPECT_TRUE(scene.colleague.knows_record(rid, Face::team));
  EXPECT_FALSE(scene.world.run(scene.world.founder).error);
  EXPECT_EQ(scene.world.founder.entries(Face::audit).size(), 4u);
}

TEST_P(SyncInterruption, OfAnyRequest_LosesAndDoublesNothing) {
  Cases cases("cut requests");
  bool hit = true;
  int victims = 0;
  for (int victim = 0; hit; ++victim, ++cases) {
    Scene scene;
    hit = false;
    const auto outcome = scene.world.run(scene.worker, {}, cut_at(victim, hit));
    EXPECT_EQ(outcome.stopped.has_value(), hit);
    victims += hit ? 1 : 0;
    expect_whole(scene);
    ASSERT_FALSE(HasFailure()) << "request " << victim;
  }
  EXPECT_GE(victims, 10);
}

TEST_P(SyncInterruption, OfEveryRequestInTurn_GetsThereAtLast) {
  Scene scene;
  Cases cases("cut requests");
  bool hit = true;
  for (int victim = 0; hit; ++victim, ++cases) {
    hit = false;
    scene.world.run(scene.worker, {}, cut_at(victim, hit));
  }
  expect_whole(scene);
}

TEST_P(SyncInterruption, OfAFirstSync_LosesNothing) {
  Cases cases("cut requests");
  bool hit = true;
  for (int victim = 0; hit; ++victim, ++cases) {
    Scene scene;
    scene.world.run(scene.worker);
    MemoryDevice fresh;
    scene.world.admit(fresh, Role::staff, {scene.team});
    hit = false;
    scene.world.run(fresh, {}, cut_at(victim, hit));
    EXPECT_FALSE(scene.world.run(fresh).error);
    EXPECT_EQ(fresh.entries(Face::team).size(), 4u) << "request " << victim;
    EXPECT_EQ(fresh.entries(Face::audit).size(), 4u);
    EXPECT_EQ(fresh.unopened_count(), 0u);
    EXPECT_TRUE(fresh.pack());
  }
}

TEST_P(SyncInterruption, OfAWish_IsFulfilledOnce) {
  Cases cases("cut requests");
  bool hit = true;
  for (int victim = 0; hit; ++victim, ++cases) {
    SyncWorld world;
    const auto team = random_id<TeamId>();
    sync::Wish wish;
    wish.ops = [team](const Roster& roster) -> Result<std::vector<roster::Op>> {
      if (roster.has_team(team)) return std::vector<roster::Op>();
      return std::vector<roster::Op>{roster::AddTeam{team}};
    };
    wish.pack = pack_edition(4);
    hit = false;
    world.run(world.founder, wish, cut_at(victim, hit));
    EXPECT_FALSE(world.run(world.founder, wish).error);
    EXPECT_TRUE(world.server.roster().has_team(team));
    EXPECT_EQ(world.server.roster().newest_pack()->generation, 2u);
    EXPECT_EQ(world.founder.pack()->generation, 2u);
  }
}

INSTANTIATE_TEST_SUITE_P(Cut, SyncInterruption, testing::Values(Cut::before_the_server, Cut::after_the_server),
                         [](const auto& cut) {
                           return cut.param == Cut::before_the_server ? "BeforeTheServer" : "AfterTheServer";
                         });

}  // namespace
}  // namespace tacit::test

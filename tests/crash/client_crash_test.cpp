#include <gtest/gtest.h>

#include "client/sync/memory.hpp"
#include "client/usecases/invite.hpp"
#include "client/usecases/join.hpp"
#include "client/usecases/member.hpp"
#include "client/usecases/team.hpp"
#include "crypto/encoding.hpp"
#include "tests/crash/closed_world.hpp"
#include "tests/crash/explorer.hpp"

// Client and server together, interrupted at every point of everything that either of them writes. They write by the
// same few functions as in the tests of each alone, which try torn writes and disks that stay full as well.
namespace tacit::test {
namespace {

using usecases::require_complete;

class CrashClient : public testing::Test {
 protected:
  std::uint64_t explore(const std::string& name, const std::function<void(Said&)>& act,
                        const std::function<void(const Said&)>& check) {
    std::filesystem::copy(world_.folder(), scratch_.at("prepared"), std::filesystem::copy_options::recursive);
    return test::explore({name, world_.folder(), scratch_.at("prepared"),
                          [&](Said& said) {
                            world_.start();
                            act(said);
                            world_.stop();
                          },
                          [&](const Said& said, const Mishap&) {
                            ASSERT_NO_THROW(world_.start());
                            ASSERT_NO_THROW(check(said));
                            world_.stop();
                          }},
                         mishaps({"kill", "fail", "power", "power-data", "power-some"}));
  }
  void sync_named(const std::string& name) {
    Vault vault = world_.open(name);
    world_.sync(vault);
  }
  // Two records of the worker's to send, one of a colleague's to receive.
  void prepare_sync() {
    world_.populate({"worker", "colleague"});
    world_.start();
    Vault worker = world_.open("worker"), colleague = world_.open("colleague");
    recorded_.push_back(add_outing(world_, colleague));
    world_.sync(colleague);
    recorded_.push_back(add_outing(world_, worker));
    recorded_.push_back(add_contact(world_, worker, recorded_.back()));
    world_.stop();
  }
  // The next sync heals: everything is everywhere once. That nothing alarmed the worker proves its chain: the sync
  // compares the server's with its own, entry by entry.
  void expect_synced() {
    Vault worker = world_.open("worker"), colleague = world_.open("colleague");
    for (Vault* vault : {&worker, &colleague}) world_.sync(*vault);
    EXPECT_EQ(worker.unsent(), 0u);
    const sync::Memory& memory = *must(worker.memory());
    EXPECT_EQ(memory.own_chain().seq, 2u);
    EXPECT_EQ(memory.last_sent()->seq, 2u);
    for (Vault* vault : {&worker, &colleague})
      for (const RecordId& rid : recorded_) expect_once(*vault, rid);
  }

  void expect_sent(Vault& vault, const RecordId& rid) {
    world_.sync(vault);
    expect_once(vault, rid);
  }

  FastDirectory scratch_;
  ClosedWorld world_{scratch_.at("trial")};
  std::vector<RecordId> recorded_;
};

// A month later, so that keys are rotated too: every leg of a sync has something to do.
TEST_F(CrashClient, SyncInterrupted_IsHealedByTheNext) {
  prepare_sync();
  world_.clock().advance(std::chrono::hours(24 * 31));
  const auto points = explore(
      "sync", [this](Said&) { sync_named("worker"); }, [this](const Said&) { expect_synced(); });
  EXPECT_GT(points, 200u);
  world_.start();
  Vault worker = world_.open("worker");
  expect_sound_log(world_, worker);
  expect_whole(worker);
}

// Sealed and stored, and the answer to the sending was lost, or the request: the same bytes are sent again.
TEST_F(CrashClient, SyncOfWhatWasSealedBefore_SendsTheSameBytes) {
  prepare_sync();
  std::vector<sync::Sealed> sealed;
  {
    world_.start();
    Vault worker = world_.open("worker");
    const auto outcome = must(usecases::synchronise(world_.online_but(worker, api::kEntries)));
    ASSERT_TRUE(outcome.stopped) << outcome.sent;
    ASSERT_EQ(outcome.waiting, 0u) << outcome.stopped->text.c_str();
    sealed = must(worker.memory())->unacknowledged(9);
    ASSERT_EQ(sealed.size(), 2u);
    world_.stop();
  }
  const auto points = explore(
      "sync of sealed entries", [this](Said&) { sync_named("worker"); },
      [&](const Said&) {
        expect_synced();
        const Vault worker = world_.open("worker");
        for (const sync::Sealed& one : sealed)
          EXPECT_EQ(must(worker.memory())->entry_at(must(worker.identity()).dev, one.seq), one.hash);
      });
  EXPECT_GT(points, 200u);
}

TEST_F(CrashClient, FoundingInterrupted_GoesOnWhereItStopped) {
  std::filesystem::create_directories(world_.folder());
  const usecases::NewOrganisation organisation = world_.create_server();
  world_.create("founder");
  const auto found = [&] {
    Vault founder = world_.open("founder");
    must(require_complete(must(usecases::found(world_.online(founder), organisation)).sync));
    must(usecases::sheets_were_printed(founder));
  };
  const auto was_printed = [this] {
    const Vault founder = world_.open("founder");
    return !founder.founding() && founder.roster() != nullptr;
  };
  const auto points = explore(
      "found",
      [&](Said& said) {
        found();
        said.say("founded");
      },
      [&](const Said& said) {
        const bool printed = was_printed();
        EXPECT_TRUE(printed || !said.has("founded"));
        if (!printed) found();
        Vault founder = world_.open("founder");
        const auto device = must(founder.identity()).dev;
        EXPECT_EQ(founder.label(record::Label::Subject::device, id_text(device)), "founder");
        EXPECT_EQ(founder.label(record::Label::Subject::organisation, {}), "Night shelter");
        EXPECT_EQ(founder.unsent(), 0u);
        // With the pack and the keys, so that teams can work.
        EXPECT_NE(founder.roster()->newest_pack(), nullptr);
        const sync::Memory& memory = *must(founder.memory());
        for (const Scope& scope : {Scope::org(), Scope::audit()}) EXPECT_NE(memory.seed(scope, 1), nullptr);
      });
  EXPECT_GT(points, 200u);
}

TEST_F(CrashClient, JoiningInterrupted_CanBeRepeated) {
  world_.populate({});
  world_.start();
  world_.create("newcomer");
  std::string invitation;
  {
    Vault founder = world_.open("founder");
    invitation = must(usecases::invite(world_.online(founder), {"newcomer", Role::worker, {"North"}, 14})).text;
  }
  world_.stop();
  const auto join = [&] {
    Vault newcomer = world_.open("newcomer");
    return must(usecases::join(world_.online(newcomer), invitation)).fingerprint;
  };
  const auto points = explore(
      "join", [&](Said& said) { said.say("asked " + join()); },
      [&](const Said& said) {
        Vault founder = world_.open("founder");
        const auto waiting = must(usecases::list_candidates(world_.online(founder)));
        for (const std::string& fingerprint : said.after("asked ")) {
          ASSERT_EQ(waiting.size(), 1u);
          EXPECT_EQ(waiting.front().fingerprint, fingerprint);
        }
        const std::string fingerprint = join();
        must(require_complete(must(usecases::admit(world_.online(founder), fingerprint)).sync));
        sync_named("newcomer");
      });
  EXPECT_GT(points, 100u);
}

TEST_F(CrashClient, AdmissionInterrupted_CanBeRepeated) {
  world_.populate({});
  std::string fingerprint;
  DeviceId device{};
  {
    world_.start();
    Vault founder = world_.open("founder"), newcomer = world_.create("newcomer");
    fingerprint = world_.join(founder, newcomer, "newcomer");
    device = must(newcomer.identity()).dev;
    world_.stop();
  }
  const auto points = explore(
      "admit",
      [&](Said& said) {
        Vault founder = world_.open("founder");
        must(require_complete(must(usecases::admit(world_.online(founder), fingerprint)).sync));
        said.say("admitted");
      },
      [&](const Said& said) {
        Vault founder = world_.open("founder");
        world_.sync(founder);
        const auto known = [&] { return founder.roster()->device(device); };
        EXPECT_TRUE(known() != nullptr || !said.has("admitted"));
        EXPECT_EQ(must(usecases::admit(world_.online(founder), fingerprint)).device, device);
        ASSERT_TRUE(known() != nullptr && known()->active());
        // A device without a name could not be told from others when it has to be revoked.
        EXPECT_EQ(founder.label(record::Label::Subject::device, id_text(device)), "newcomer");
        Vault newcomer = world_.open("newcomer");
        world_.sync(newcomer);
        expect_sent(newcomer, add_outing(world_, newcomer));
      });
  EXPECT_GT(points, 200u);
}

TEST_F(CrashClient, TeamInterrupted_IsThereOnceOrCanBeRepeated) {
  world_.populate({});
  const auto add = [this](Vault& founder) {
    must(require_complete(must(usecases::add_team(world_.online(founder), {"South", true})).sync));
  };
  const auto points = explore(
      "team add",
      [&](Said& said) {
        Vault founder = world_.open("founder");
        add(founder);
        said.say("added");
      },
      [&](const Said& said) {
        Vault founder = world_.open("founder");
        const auto again = usecases::add_team(world_.online(founder), {"South", true});
        EXPECT_FALSE(again && said.has("added"));
        EXPECT_TRUE(again || again.error().code == Code::already_done);
        world_.sync(founder);
        EXPECT_FALSE(founder.team_wish("South"));
        const auto teams = must(usecases::list_teams(world_.session(founder)));
        EXPECT_EQ(teams.size(), 2u);
        for (const auto& team : teams) EXPECT_TRUE(team.name == "North" || team.name == "South") << team.name;
        EXPECT_EQ(founder.unsent(), 0u);
      });
  EXPECT_GT(points, 200u);
}

TEST_F(CrashClient, RevocationInterrupted_IsWholeAfterRepeating) {
  world_.populate({"worker"});
  const auto revoke = [this](Vault& founder) {
    must(require_complete(must(usecases::revoke(world_.online(founder), "worker"))));
  };
  const auto points = explore(
      "revoke",
      [&](Said& said) {
        Vault founder = world_.open("founder");
        revoke(founder);
        said.say("revoked");
      },
      [&](const Said& said) {
        Vault founder = world_.open("founder");
        world_.sync(founder);
        const auto members = founder.roster()->members(Scope::org()).size();
        EXPECT_TRUE(members == 1 || !said.has("revoked"));
        if (members == 2) revoke(founder);
        // Everything the device could read has keys that it was not given.
        for (const TeamId& team : founder.roster()->teams())
          EXPECT_EQ(founder.roster()->newest_epoch(Scope::team(team))->wraps.size(), 2u);
        expect_sent(founder, add_outing(world_, founder));
      });
  EXPECT_GT(points, 200u);
}

}  // namespace
}  // namespace tacit::test

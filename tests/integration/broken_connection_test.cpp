#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "client/usecases/activity.hpp"
#include "client/usecases/contact.hpp"
#include "client/usecases/verify.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/sanitizer.hpp"
#include "tests/support/world.hpp"

// The connection breaks at exact bytes of a sync, in either direction; afterwards nothing is lost and nothing is there
// twice. TACIT_LONG=1 tries every byte instead of bytes spread over the whole sync.
namespace tacit::test {
namespace {

using Side = TcpProxy::Side;

class BrokenConnection : public testing::TestWithParam<Side> {
 protected:
  BrokenConnection() {
    world_.add_team("North");
    world_.admit("worker", Role::worker, {"North"});
    world_.admit("colleague", Role::worker, {"North"});
    settle();
  }

  void settle() {
    for (const std::string& name : world_.names()) world_.sync(world_.vault(name));
    for (const std::string& name : world_.names()) world_.sync(world_.vault(name));
  }
  Vault& worker() { return world_.vault("worker"); }
  Vault& colleague() { return world_.vault("colleague"); }

  RecordId add_outing(Vault& vault) {
    usecases::Session session = world_.session(vault);
    return must(usecases::add_outing(session, {.day = {},
                                               .kind = "street-round",
                                               .site = "moscow-station-north",
                                               .route = {},
                                               .time = record::TimeOfDay::night,
                                               .crew = {},
                                               .team = {}}));
  }
  // What every sync here has to carry: two records up, one down.
  void prepare() {
    recorded_.push_back(add_outing(colleague()));
    world_.sync(colleague());
    const RecordId outing = add_outing(worker());
    recorded_.push_back(outing);
    usecases::Session session = world_.session(worker());
    usecases::NewContact contact;
    contact.anonymous = 2;
    contact.outing = outing;
    recorded_.push_back(must(usecases::add_contact(session, contact)).rid);
  }
  // Syncs with a cut after so many bytes, then without. Whether the sync came that far.
  bool cut_at(std::uint64_t bytes) {
    world_.proxy().cut_after(GetParam(), bytes);
    const sync::Outcome outcome = world_.try_sync(worker());
    const bool cut = world_.proxy().mend();
    // A cut behind the last byte that matters is no failure.
    EXPECT_TRUE(cut || !outcome.stopped);
    for (const Code alarm : outcome.alarms) ADD_FAILURE() << name_of(alarm).c_str();
    world_.sync(worker());
    return cut;
  }
  void expect_everything_once() {
    EXPECT_EQ(worker().unsent(), 0u);
    world_.sync(colleague());
    for (Vault* vault : {&worker(), &colleague()}) {
      for (auto rid = recorded_.end() - 3; rid != recorded_.end(); ++rid) expect_once(*vault, *rid);
      EXPECT_TRUE(vault->alarms().empty());
    }
  }
  void expect_once(Vault& vault, const RecordId& rid) {
    const auto history = vault.history(rid);
    ASSERT_TRUE(history);
    ASSERT_EQ(history->versions.size(), 1u);
    EXPECT_TRUE(history->versions.front().index);
    EXPECT_TRUE(history->versions.front().team);
  }
  std::uint64_t bytes_of_one_sync() {
    prepare();
    const std::uint64_t before = world_.proxy().passed(GetParam());
    world_.sync(worker());
    return world_.proxy().passed(GetParam()) - before;
  }
  // `cuts` places, a different offset within each stride; or all of them.
  static std::vector<std::uint64_t> places(std::uint64_t total, int cuts) {
    const bool all = std::getenv("TACIT_LONG") != nullptr;
    const std::uint64_t count = all ? total : std::min(static_cast<std::uint64_t>(cuts), total);
    std::vector<std::uint64_t> out;
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::uint64_t from = total * i / count, until = total * (i + 1) / count;
      out.push_back(from + i * 7'919 % std::max<std::uint64_t>(until - from, 1));
    }
    return out;
  }
  void expect_figures_agree() {
    world_.sync(world_.founder());
    for (Vault* vault : {&worker(), &colleague()}) {
      const auto outings = vault->run({.face = domain::Face::team,
                                       .measure = domain::Measure::outing,
                                       .codes = {},
                                       .kinds = {},
                                       .period = {},
                                       .distinct_people = false,
                                       .by = domain::Breakdown::none});
      ASSERT_EQ(outings.size(), 1u);
      EXPECT_EQ(outings.front().value, static_cast<std::int64_t>(recorded_.size()) * 2 / 3);
    }
    const auto report = must(usecases::verify_log(world_.online(world_.founder())));
    EXPECT_FALSE(report.stopped);
    EXPECT_TRUE(report.problems.empty());
    EXPECT_EQ(report.leaves, world_.leaves());
  }

  World world_;
  std::vector<RecordId> recorded_;
};

TEST_P(BrokenConnection, CutAtAByte_LosesAndDoublesNothing) {
  const std::uint64_t total = bytes_of_one_sync();
  const std::uint64_t leaves = world_.leaves();
  std::uint64_t tried = 0, cut = 0;
  for (const std::uint64_t place : places(total, some_of(250))) {
    // The server remembers ten minutes of requests, which must not all be one moment's.
    world_.clock().advance(std::chrono::seconds(1));
    prepare();
    cut += cut_at(place) ? 1u : 0u;
    ++tried;
    expect_everything_once();
    ASSERT_EQ(world_.leaves(), leaves + 3 * tried) << "cut after byte " << place;
    if (HasFailure()) FAIL() << "cut after byte " << place << " of " << total;
  }
  expect_figures_agree();
  // Proofs and page sizes change a sync's length a little as the log grows: the last places may lie behind its end.
  EXPECT_GE(cut + tried / 20, tried);
  Cases cases("cuts");
  cases += tried;
  std::cout << "cuts: " << cut << " of " << tried << " places in " << total << " bytes\n";
}

TEST_P(BrokenConnection, CutWhileKeysRotate_LosesAndDoublesNothing) {
  const auto next_month = [&] { world_.clock().advance(std::chrono::hours(24 * 31)); };
  std::uint64_t total = 0, tried = 0, cut = 0;
  for (std::uint64_t i = 0; i < 25; ++i) {
    prepare();  // with the keys of the month before
    next_month();
    if (total == 0) {
      const std::uint64_t before = world_.proxy().passed(GetParam());
      world_.sync(worker());
      total = world_.proxy().passed(GetParam()) - before;
    }
    next_month();
    const std::uint64_t rotated_before = worker().roster()->newest_epoch(Scope::team(world_.team("North")))->n;
    cut += cut_at(total * (2 * i + 1) / 50) ? 1u : 0u;
    ++tried;
    expect_everything_once();
    EXPECT_GT(worker().roster()->newest_epoch(Scope::team(world_.team("North")))->n, rotated_before);
    if (HasFailure()) FAIL() << "cut " << i << " of a sync of " << total << " bytes";
  }
  expect_figures_agree();
  Cases cases("cuts while rotating");
  cases += tried;
  std::cout << "cuts while rotating: " << cut << " of " << tried << " places in " << total << " bytes\n";
}

INSTANTIATE_TEST_SUITE_P(Direction, BrokenConnection, testing::Values(Side::client, Side::server),
                         [](const auto& side) { return side.param == Side::client ? "FromClient" : "FromServer"; });

// The proxy itself: what it says it cut, it cut.
TEST(BrokenConnectionProxy, CutAtOnce_LetsNothingThrough) {
  World world;
  const std::uint64_t before = world.proxy().passed(Side::client);
  world.proxy().cut_after(Side::client, 0);
  EXPECT_TRUE(world.try_sync(world.founder()).stopped);
  EXPECT_TRUE(world.proxy().mend());
  EXPECT_EQ(world.proxy().passed(Side::client), before);
  world.proxy().cut_after(Side::client, 100);
  EXPECT_TRUE(world.try_sync(world.founder()).stopped);
  EXPECT_EQ(world.proxy().passed(Side::client), before + 100);
  EXPECT_TRUE(world.proxy().mend());
  world.sync(world.founder());
}

}  // namespace
}  // namespace tacit::test

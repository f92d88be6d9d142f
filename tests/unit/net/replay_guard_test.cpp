#include "common/net/replay_guard.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "support.hpp"

namespace tacit::net {
namespace {

using std::chrono::seconds;

class ReplayGuardTest : public testing::Test {
 protected:
  Nonce nonce(std::uint8_t n) const {
    Nonce out{.boot = boot};
    out.random[15] = n;
    return out;
  }
  Freshness accept(std::uint8_t n) { return guard.accept(clock.now(), nonce(n)); }

  ManualClock clock;
  BootId boot = BootId::from(Bytes(16, 7));
  ReplayGuard guard{clock, boot, 3};
};

TEST_F(ReplayGuardTest, SameNonceTwice_IsReplayed) {
  EXPECT_EQ(accept(1), Freshness::fresh);
  EXPECT_EQ(accept(1), Freshness::replayed);
  EXPECT_EQ(accept(2), Freshness::fresh);
}

TEST_F(ReplayGuardTest, NonceOfAnotherRun_IsNamedAsSuch) {
  Nonce old = nonce(1);
  old.boot = BootId::from(Bytes(16, 8));
  EXPECT_EQ(guard.accept(clock.now(), old), Freshness::other_boot);
}

TEST_F(ReplayGuardTest, CreatedMoreThanFiveMinutesAway_IsOutside) {
  EXPECT_EQ(guard.accept(clock.now() - seconds(300), nonce(1)), Freshness::fresh);
  EXPECT_EQ(guard.accept(clock.now() + seconds(300), nonce(2)), Freshness::fresh);
  EXPECT_EQ(guard.accept(clock.now() - seconds(301), nonce(3)), Freshness::outside_window);
  EXPECT_EQ(guard.accept(clock.now() + seconds(301), nonce(3)), Freshness::outside_window);
  EXPECT_EQ(guard.accept(std::chrono::sys_seconds::max(), nonce(3)), Freshness::outside_window);
  EXPECT_EQ(guard.accept(std::chrono::sys_seconds::min(), nonce(3)), Freshness::outside_window);
}

TEST_F(ReplayGuardTest, RefusedNonces_AreNotRemembered) {
  EXPECT_EQ(guard.accept(clock.now() - seconds(301), nonce(1)), Freshness::outside_window);
  EXPECT_EQ(accept(1), Freshness::fresh);
}

// A client whose clock is five minutes ahead could otherwise be replayed between minute five and ten.
TEST_F(ReplayGuardTest, EarliestForgetting_IsAfterTheLastMomentItCouldCount) {
  const auto created = clock.now() + seconds(300);
  EXPECT_EQ(guard.accept(created, nonce(1)), Freshness::fresh);
  clock.advance(seconds(600));
  EXPECT_EQ(guard.accept(created, nonce(1)), Freshness::replayed);
  clock.advance(seconds(1));
  EXPECT_EQ(guard.accept(created, nonce(1)), Freshness::outside_window);
}

TEST_F(ReplayGuardTest, MemoryFull_RefusesUntilOldOnesAreForgotten) {
  for (std::uint8_t n = 1; n <= 3; ++n) EXPECT_EQ(accept(n), Freshness::fresh);
  EXPECT_EQ(accept(4), Freshness::full);
  EXPECT_EQ(accept(1), Freshness::replayed);
  clock.advance(seconds(603));
  EXPECT_EQ(accept(4), Freshness::fresh);
}

TEST_F(ReplayGuardTest, WallClockSetBack_DoesNotLetForgottenOnesInAgain) {
  const auto created = clock.now();
  EXPECT_EQ(guard.accept(created, nonce(1)), Freshness::fresh);
  clock.advance(seconds(700));
  EXPECT_EQ(accept(2), Freshness::fresh);
  clock.wall = created;
  EXPECT_EQ(guard.accept(created, nonce(1)), Freshness::outside_window);
}

TEST(ReplayGuard, ManyThreadsWithOneNonce_OneGetsThrough) {
  const ManualClock clock;
  const BootId boot;
  ReplayGuard guard(clock, boot);
  std::atomic<int> fresh = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (std::uint8_t n = 0; n < 100; ++n) {
        Nonce nonce{.boot = boot};
        nonce.random[0] = n;
        if (guard.accept(clock.now(), nonce) == Freshness::fresh) ++fresh;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(fresh, 100);
}

TEST(Nonce, Text_IsReadBackAndNothingElseIs) {
  Nonce nonce{.boot = BootId::from(Bytes(16, 9))};
  nonce.random[3] = 200;
  const std::string text = to_text(nonce);
  EXPECT_EQ(text.size(), 43u);
  EXPECT_EQ(parse_nonce(text).value(), nonce);
  EXPECT_FALSE(parse_nonce(text + "="));
  EXPECT_FALSE(parse_nonce(text.substr(1)));
  EXPECT_FALSE(parse_nonce(""));
  EXPECT_EQ(parse_boot_id(to_text(nonce.boot)).value(), nonce.boot);
  EXPECT_FALSE(parse_boot_id(text));
}

}  // namespace
}  // namespace tacit::net

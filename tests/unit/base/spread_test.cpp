#include "common/base/spread.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace tacit {
namespace {

constexpr std::size_t kCounts[] = {0, 1, 15, 16, 31, 32, 33, 500, 10'000};

class EverySpread : public testing::TestWithParam<Spread> {};

TEST_P(EverySpread, AnyCount_DoesEachPieceOnce) {
  for (const std::size_t count : kCounts) {
    std::vector<int> times(count, 0);
    GetParam()(count, [&](std::size_t i) { ++times.at(i); });
    EXPECT_EQ(times, std::vector<int>(count, 1));
  }
}

TEST_P(EverySpread, PiecesThatThrow_DoNotKeepTheOthersFromBeingDone) {
  std::atomic<int> done{0};
  const auto work = [&](std::size_t i) {
    if (i % 10 == 3) throw std::runtime_error("a piece");
    ++done;
  };
  EXPECT_THROW(GetParam()(100, work), std::runtime_error);
  EXPECT_EQ(done, 90);
}

INSTANTIATE_TEST_SUITE_P(Ways, EverySpread, testing::Values(Spread(one_by_one), Spread(on_all_cores)));

TEST(OnAllCores, ManyPieces_AreDoneByMoreThanOneThread) {
  if (std::thread::hardware_concurrency() < 2) return;  // then one thread is right
  std::promise<void> two;
  std::atomic<int> here{0};
  std::vector<std::thread::id> by(64);
  on_all_cores(by.size(), [&](std::size_t i) {
    by[i] = std::this_thread::get_id();
    // Nobody goes on alone: the first piece waits for a second one, which only another thread can begin.
    const int before = here++;
    if (before == 0) two.get_future().wait_for(std::chrono::seconds(20));
    if (before == 1) two.set_value();
  });
  EXPECT_GT(std::set(by.begin(), by.end()).size(), 1u);
}

TEST(OnAllCores, FewPieces_AreDoneHere) {
  std::set<std::thread::id> by;
  on_all_cores(31, [&](std::size_t) { by.insert(std::this_thread::get_id()); });
  EXPECT_EQ(by, std::set{std::this_thread::get_id()});
}

}  // namespace
}  // namespace tacit

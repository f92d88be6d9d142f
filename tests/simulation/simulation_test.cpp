#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <optional>

#include "common/base/log.hpp"
#include "tests/simulation/history.hpp"
#include "tests/simulation/verdict.hpp"
#include "tests/support/cases.hpp"

// Random histories of a whole organisation, each a pure function of its seed. TACIT_SIMULATION_HISTORIES says how many
// (300), TACIT_SIMULATION_FIRST with which seed they begin (1), and TACIT_SIMULATION_SEED plays one with its story.
namespace tacit::simulation {
namespace {

constexpr std::uint64_t kHistories = 300;
constexpr std::uint64_t kShards = 4;  // so that several can run at once
constexpr std::size_t kLastLines = 30;
constexpr std::uint64_t kEnoughForVariety = 20;

std::optional<std::uint64_t> number_in(const char* name) {
  const char* text = std::getenv(name);
  if (text == nullptr) return std::nullopt;
  return std::strtoull(text, nullptr, 10);
}

std::string last_lines(const Trace& trace) {
  std::string out;
  const auto& lines = trace.lines();
  for (std::size_t i = lines.size() > kLastLines ? lines.size() - kLastLines : 0; i < lines.size(); ++i)
    out += "  " + lines[i] + "\n";
  return out;
}

struct Totals {
  std::uint64_t histories = 0, entries = 0, leaves = 0;
  Network::Counts network;

  void add(const Ending& ending) {
    ++histories;
    entries += ending.written.size();
    leaves += ending.leaves.size();
    network.requests += ending.network.requests;
    network.lost += ending.network.lost;
    network.unanswered += ending.network.unanswered;
    network.late += ending.network.late;
    network.doubled += ending.network.doubled;
    network.refused_twins += ending.network.refused_twins;
    network.resent += ending.network.resent;
  }
  void print() const {
    test::Cases cases("histories");
    cases += histories;
    std::cout << histories << " histories, " << entries << " records written, " << leaves << " leaves, "
              << network.requests << " requests: " << network.lost << " lost, " << network.unanswered
              << " without an answer, " << network.late << " late, " << network.doubled << " doubled, "
              << network.resent << " entries sent anew\n";
  }
};

std::optional<Ending> play(std::uint64_t seed, Trace::Echo echo = Trace::Echo::no) {
  History history(seed, echo);
  try {
    Ending ending = history.play();
    judge(ending);
    if (!testing::Test::HasFailure()) return ending;
    ADD_FAILURE() << "above: in the history of seed " << seed;
  } catch (const std::exception& violation) {
    ADD_FAILURE() << "Seed " << seed << ": " << violation.what() << "\nIts end was:\n"
                  << last_lines(history.trace()) << "The whole story: TACIT_SIMULATION_SEED=" << seed
                  << " build/release/tests/simulation/test_simulation";
  }
  return std::nullopt;
}

// So that a later change cannot quietly calm the weather or stop what people do.
void demand_variety(const Network::Counts& seen) {
  EXPECT_GT(seen.lost, 0u);
  EXPECT_GT(seen.unanswered, 0u);
  EXPECT_GT(seen.late, 0u);
  EXPECT_GT(seen.refused_twins, 0u);
  EXPECT_GT(seen.resent, 0u);
}

class Simulation : public testing::TestWithParam<std::uint64_t> {};

TEST_P(Simulation, RandomHistories_EndAsTheNaiveModelSays) {
  set_log_level(LogLevel::warning);  // each start of the server is a line of info
  const auto wanted = number_in("TACIT_SIMULATION_SEED");
  const std::uint64_t first = wanted.value_or(number_in("TACIT_SIMULATION_FIRST").value_or(1));
  const std::uint64_t count = wanted ? 1 : number_in("TACIT_SIMULATION_HISTORIES").value_or(kHistories);
  Totals totals;
  for (std::uint64_t i = GetParam(); i < count && !HasFailure(); i += kShards) {
    const auto ending = play(first + i, wanted ? Trace::Echo::yes : Trace::Echo::no);
    if (ending) totals.add(*ending);
  }
  totals.print();
  if (totals.histories >= kEnoughForVariety) demand_variety(totals.network);
}
INSTANTIATE_TEST_SUITE_P(Shard, Simulation, testing::Range(std::uint64_t{0}, kShards));

// Else a seed that failed could not be looked at again.
TEST(SimulationReplay, SameSeed_GivesTheSameHistoryToTheLastBit) {
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    std::vector<std::string> story, root;
    for (int time = 0; time < 2; ++time) {
      History history(seed, Trace::Echo::no);
      const Ending ending = history.play();
      root.push_back(json::serialize(json::array(ending.leaves.begin(), ending.leaves.end())));
      std::string lines;
      for (const std::string& line : history.trace().lines()) lines += line + "\n";
      story.push_back(std::move(lines));
    }
    EXPECT_EQ(story[0], story[1]) << "seed " << seed;
    EXPECT_EQ(root[0], root[1]) << "seed " << seed;
  }
}

}  // namespace
}  // namespace tacit::simulation

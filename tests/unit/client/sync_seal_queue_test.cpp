#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "client/sync/seal_queue.hpp"
#include "crypto/init.hpp"
#include "tests/support/seeded_randomness.hpp"
#include "tests/support/sync_world.hpp"

namespace tacit::sync {
namespace {

using namespace test;

class SealQueueTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { init_crypto(); }

  std::uint32_t below(std::uint32_t bound) {
    return std::uniform_int_distribution<std::uint32_t>(0, bound - 1)(chance_);
  }
  std::vector<RecordId> shuffled(const std::vector<Waiting>& waiting) {
    return shuffle(waiting, [this](std::uint32_t bound) { return below(bound); });
  }

  std::mt19937 chance_{20'261'128};
};

RecordId numbered(std::uint8_t number) {
  RecordId out;
  out.bytes.fill(number);
  return out;
}

// Each in a line of its own.
std::vector<Waiting> waiting(std::uint8_t count) {
  std::vector<Waiting> out;
  for (std::uint8_t i = 0; i < count; ++i) out.push_back({numbered(i), std::to_string(i)});
  return out;
}

double chi_square(const std::vector<std::pair<double, double>>& seen_and_expected) {
  double sum = 0;
  for (const auto& [seen, expected] : seen_and_expected) sum += (seen - expected) * (seen - expected) / expected;
  return sum;
}

std::ptrdiff_t place_of(const std::vector<RecordId>& order, const RecordId& rid) {
  return std::ranges::find(order, rid) - order.begin();
}

TEST_F(SealQueueTest, FourRecords_ComeInEveryOrderEquallyOften) {
  constexpr int kTrials = 24'000;
  std::map<std::vector<RecordId>, int> seen;
  for (int i = 0; i < kTrials; ++i) ++seen[shuffled(waiting(4))];
  ASSERT_EQ(seen.size(), 24u);
  std::vector<std::pair<double, double>> cells;
  for (const auto& [order, times] : seen) cells.emplace_back(times, kTrials / 24.0);
  EXPECT_LT(chi_square(cells), 49.7);  // 23 degrees of freedom, one in a thousand
}

// The place of a referral says nothing of which of the other records is its contact.
TEST_F(SealQueueTest, ReferralAmongNineOthers_StandsAnywhereFromItsContact) {
  constexpr int kRecords = 11, kTrials = 22'000;
  std::map<std::ptrdiff_t, int> seen;
  for (int i = 0; i < kTrials; ++i) {
    const auto order = shuffled(waiting(kRecords));
    ASSERT_EQ(order.size(), static_cast<std::size_t>(kRecords));
    ++seen[place_of(order, numbered(1)) - place_of(order, numbered(0))];
  }
  std::vector<std::pair<double, double>> cells;
  for (int apart = 1; apart < kRecords; ++apart)
    for (const int distance : {-apart, apart})
      cells.emplace_back(seen[distance], kTrials * (kRecords - apart) / (kRecords * (kRecords - 1.0)));
  EXPECT_EQ(seen.count(0), 0u);
  EXPECT_LT(chi_square(cells), 43.8);  // 19 degrees of freedom, one in a thousand
}

TEST_F(SealQueueTest, Line_KeepsItsOrderAndAllElseIsLeftToChance) {
  constexpr int kTrials = 12'000;
  const std::vector<Waiting> drafts{
      {numbered(0), "line"}, {numbered(1), "a"}, {numbered(2), "line"}, {numbered(3), "b"}};
  std::map<std::vector<RecordId>, int> seen;
  for (int i = 0; i < kTrials; ++i) {
    const auto order = shuffled(drafts);
    ASSERT_LT(place_of(order, numbered(0)), place_of(order, numbered(2)));
    ++seen[order];
  }
  ASSERT_EQ(seen.size(), 12u);
  std::vector<std::pair<double, double>> cells;
  for (const auto& [order, times] : seen) cells.emplace_back(times, kTrials / 12.0);
  EXPECT_LT(chi_square(cells), 31.3);  // 11 degrees of freedom, one in a thousand
}

Draft draft_of(std::uint8_t number, record::Record record) {
  return {.rid = numbered(number), .record = std::move(record), .team_scopes = {}, .audit_face = false};
}
record::Label label(std::string name) { return {record::Label::Subject::site, "moscow-centre", std::move(name)}; }
record::Consent consent(std::uint8_t client) {
  record::Consent out{};
  out.client.bytes.fill(client);
  return out;
}

TEST_F(SealQueueTest, ChangeOfAWaitingRecord_IsInItsLine) {
  std::vector<Waiting> earlier;
  const auto add = [&](const Draft& draft) { earlier.push_back({draft.rid, line_of(draft, earlier)}); };
  add(draft_of(1, some_contact()));
  add(draft_of(2, some_contact()));
  add(draft_of(3, record::Correct{numbered(1), Hash{}, some_contact()}));
  add(draft_of(4, record::Void{numbered(1), Hash{}, "reason"}));
  add(draft_of(5, record::Void{numbered(9), Hash{}, "of a record that was sent"}));
  add(draft_of(6, label("a")));
  add(draft_of(7, record::Void{numbered(6), Hash{}, "reason"}));
  EXPECT_NE(earlier[0].line, earlier[1].line);
  EXPECT_EQ(earlier[2].line, earlier[0].line);
  EXPECT_EQ(earlier[3].line, earlier[0].line);
  EXPECT_NE(earlier[4].line, earlier[0].line);
  EXPECT_EQ(earlier[6].line, earlier[5].line);
}

TEST_F(SealQueueTest, WhatTheNewestOfCounts_IsOneLine) {
  const auto line = [](record::Record record) { return line_of(draft_of(1, std::move(record)), {}); };
  EXPECT_EQ(line(label("a")), line_of(draft_of(2, label("b")), {}));
  EXPECT_EQ(line(label("a")), line(record::Correct{numbered(9), Hash{}, label("b")}));
  EXPECT_EQ(line(record::Statement{}), line_of(draft_of(2, record::Statement{}), {}));
  EXPECT_NE(line(record::Statement{}), line(label("a")));
  EXPECT_EQ(line(consent(1)), line_of(draft_of(2, consent(1)), {}));
  EXPECT_NE(line(consent(1)), line(consent(2)));
  const ClientId anna{}, boris = ClientId::from(Bytes(ClientId::kSize, 7));
  const auto household = [](const ClientId& client) { return record::Household{client, Day{}, {{"boy", 1}}}; };
  EXPECT_EQ(line(household(anna)), line_of(draft_of(2, household(anna)), {}));
  EXPECT_NE(line(household(anna)), line(household(boris)));
  const auto stay = [](const ClientId& client) {
    return record::Stay{client, Day{}, Day{1}, false, "shelter", "site", {}};
  };
  EXPECT_EQ(line(stay(anna)), line_of(draft_of(2, stay(anna)), {}));
  EXPECT_NE(line(stay(anna)), line(stay(boris)));
  const auto outcome = [](std::uint8_t of) {
    return record::Outcome{{}, numbered(of), record::Outcome::What::seen, Day{}, ""};
  };
  EXPECT_EQ(line(outcome(9)), line_of(draft_of(2, outcome(9)), {}));
  EXPECT_NE(line(outcome(9)), line(outcome(8)));
}

// ---- in a sync

std::vector<RecordId> order_in_log(const MemoryDevice& device) {
  std::vector<RecordId> out;
  for (const auto* entry : device.entries(Face::team)) out.push_back(entry->faces.at(Face::team).face.rid);
  return out;
}

struct Evening {
  SyncWorld world;
  TeamId team = world.add_team();
  MemoryDevice worker;
  std::vector<RecordId> made;

  explicit Evening(std::size_t records) {
    world.enrol(worker, Role::worker, {team});
    for (std::size_t i = 0; i < records; ++i) made.push_back(record_contact(worker, team));
  }
};

TEST_F(SealQueueTest, Sync_SealsAllInAnotherOrderThanTheyWereMade) {
  const test::SeededRandomness same(5);
  Evening evening(230);  // three batches
  EXPECT_FALSE(evening.world.run(evening.worker).error);
  auto sent = order_in_log(evening.worker);
  EXPECT_NE(sent, evening.made);
  // Of the first hundred made, about as many stand in the last batch as in the first.
  const auto early = [&](const RecordId& rid) { return place_of(evening.made, rid) < 100; };
  EXPECT_GT(std::count_if(sent.begin() + 130, sent.end(), early), 20);
  EXPECT_GT(std::count_if(sent.begin(), sent.begin() + 100, early), 20);
  std::ranges::sort(sent);
  std::ranges::sort(evening.made);
  EXPECT_EQ(sent, evening.made);
}

TEST_F(SealQueueTest, InterruptedAnywhere_LosesAndDoublesNothingAndSendsWhatWasSealedAsItWas) {
  bool hit = true;
  int victims = 0;
  for (int victim = 0; hit; ++victim) {
    Evening evening(230);
    hit = false;
    evening.world.run(evening.worker, {}, [&](int number, const Request&, const auto& honest) -> Result<std::string> {
      if (number != victim) return honest();
      hit = true;
      return fail(Code::unavailable, "cut");
    });
    const auto sealed = evening.worker.unacknowledged(1'000);
    EXPECT_FALSE(evening.world.run(evening.worker).error);
    auto sent = order_in_log(evening.worker);
    for (const Sealed& one : sealed) EXPECT_EQ(sent[one.seq - 1], one.rid);
    std::ranges::sort(sent);
    std::ranges::sort(evening.made);
    ASSERT_EQ(sent, evening.made) << victim;
    victims += hit ? 1 : 0;
  }
  EXPECT_GE(victims, 8);
}

}  // namespace
}  // namespace tacit::sync

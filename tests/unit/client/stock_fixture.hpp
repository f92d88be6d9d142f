#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "client/usecases/stock.hpp"
#include "crypto/encoding.hpp"
#include "crypto/random.hpp"
#include "tests/support/client_records.hpp"

namespace tacit::test {

using namespace tacit::usecases;
using Place = record::StockPlace;
using Kind = Place::Kind;
using Reason = record::StockReason;

inline const Place kWaste{Kind::waste, {}}, kAway{Kind::adjustment, {}}, kTransit{Kind::transit, {}},
    kPeople{Kind::people, {}};

// Two teams, each with staff of its own, two workers in the first, an auditor; each with a vault.
class StockFixture : public ::testing::Test {
 protected:
  StockFixture()
      : world_(2),
        far_(world_.add(Role::staff, {team_number(2)})),
        anna_(world_.add(Role::worker, {team_number(1)})),
        boris_(world_.add(Role::worker, {team_number(1)})),
        auditor_(world_.add(Role::auditor, {})) {
    world_.start();
    for (std::size_t i = 0; i < 5; ++i)
      vaults_.push_back(std::make_unique<Vault>(world_.join(i, directory_.at(std::to_string(i)))));
  }
  Session at(std::size_t number) { return {*vaults_[number], clock_}; }
  // Twice: what one sends first, those before it have to hear of too.
  void everybody_syncs() {
    for (int round = 0; round < 2; ++round)
      for (std::size_t i = 0; i < vaults_.size(); ++i) {
        world_.pull(*vaults_[i]);
        if (i != auditor_) world_.send(*vaults_[i]);
      }
  }
  Place bag(std::size_t number) const { return Place::bag(world_.member(number).id); }
  static Place store(std::uint8_t team) { return Place::store(team_number(team)); }
  static std::string team(std::uint8_t number) { return id_text(team_number(number)); }

  LotId deliver(const std::string& commodity, std::int64_t quantity, std::optional<Day> expiry = {}) {
    Session here = at(0);
    const auto delivered = receive_stock(
        here,
        {.day = {}, .expiry = expiry, .commodity = commodity, .grant = {}, .quantity = quantity, .team = team(1)});
    EXPECT_TRUE(delivered) << delivered.error().text.view();
    return delivered->lot;
  }
  void issue(const std::string& commodity, std::int64_t quantity, std::size_t to) {
    Session here = at(0);
    const auto done = issue_stock(here, {.day = {},
                                         .commodity = commodity,
                                         .lot = {},
                                         .quantity = quantity,
                                         .to = world_.member(to).id,
                                         .team = team(1)});
    EXPECT_TRUE(done) << done.error().text.view();
  }
  NewMove move(std::optional<LotId> lot, std::int64_t quantity, Place from, Place to, Reason reason = Reason::none) {
    NewMove out{.day = {}, .lines = {}, .reason = reason};
    out.lines.push_back({.commodity = "soap", .lot = lot, .quantity = quantity, .from = from, .to = to});
    return out;
  }
  Result<RecordId> moved(std::size_t who, const NewMove& move) {
    Session here = at(who);
    return move_stock(here, move);
  }
  template <class T>
  static Code code_of(const Result<T>& result) {
    EXPECT_FALSE(result.has_value());
    return result ? Code::already_done : result.error().code;
  }
  std::int64_t held(std::size_t who, const Place& place, const std::string& commodity = "soap") {
    std::int64_t sum = 0;
    for (const auto& one : vaults_[who]->holdings())
      if (one.at == place && one.commodity == commodity) sum += one.quantity();
    return sum;
  }

  FastDirectory directory_;
  ClientWorld world_;
  std::size_t far_, anna_, boris_, auditor_;
  TestClock clock_;
  std::vector<std::unique_ptr<Vault>> vaults_;
};

}  // namespace tacit::test

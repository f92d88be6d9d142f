#pragma once
#include <gtest/gtest.h>

#include "client/usecases/change.hpp"
#include "client/usecases/due.hpp"
#include "client/usecases/person.hpp"
#include "client/usecases/referral.hpp"
#include "client/usecases/report.hpp"
#include "client/usecases/stock.hpp"
#include "client/usecases/support.hpp"
#include "crypto/encoding.hpp"
#include "tests/support/client_records.hpp"

// An organisation with the family-centre pack: a desk in both teams, another device in the second.
namespace tacit::usecases {

using namespace test;
using Step = record::Case::Step;
using What = record::Outcome::What;
using Keys = std::vector<std::string>;

class Support : public ::testing::Test {
 protected:
  Support() : world_(2, "family-centre"), other_number_(world_.add(Role::staff, {team_number(2)})) {
    world_.start();
    desk_.emplace(world_.join(0, directory_.at("desk")));
    other_.emplace(world_.join(other_number_, directory_.at("other")));
    team_ = id_text(team_number(1));
  }
  Session desk() { return {*desk_, clock_}; }
  Day ago(int days) const { return Day{clock_.today().since_epoch - days}; }
  Day ahead(int days) const { return ago(-days); }

  std::string person(const std::string& nickname, record::Attributes attributes = {{"role", "parent"}}) {
    Session here = desk();
    const auto added = add_person(here, {.name = {},
                                         .nickname = said(nickname),
                                         .phone = {},
                                         .note = {},
                                         .attributes = std::move(attributes),
                                         .team = team_,
                                         .day = {}});
    EXPECT_TRUE(added);
    return added->code.to_text();
  }
  RecordId step(const std::string& client, Step step, Day day, std::optional<Day> until = {},
                std::string outcome = {}) {
    Session here = desk();
    return done(add_case_step(here, {.client = said(client),
                                     .kind = "family-support",
                                     .step = step,
                                     .until = until,
                                     .outcome = std::move(outcome),
                                     .note = {},
                                     .day = day,
                                     .team = team_}))
        .rid;
  }
  RecordId household(const std::string& client, std::vector<record::Counted> members, Day day) {
    Session here = desk();
    return done(
        add_household(here, {.client = said(client), .members = std::move(members), .day = day, .team = team_}));
  }
  NewStay stay(const std::string& client, Day from, Day until) const {
    return {.client = said(client),
            .until = until,
            .kind = "mother-and-child",
            .site = "spb-centre",
            .people = {{"woman", 1}, {"infant", 1}},
            .day = from,
            .team = team_};
  }
  std::int64_t figure(const std::string& id) {
    const auto report = make_report(desk(), to_text(ago(400)) + ".." + to_text(ahead(1)), "en");
    EXPECT_TRUE(report) << (report ? "" : report.error().text.c_str());
    for (const auto& line : report->lines)
      if (line.id == id) return line.value.value_or(-1);
    return -2;
  }
  Keys due_keys(std::int64_t days_ahead = 0) {
    Keys out;
    const auto list = due_list(desk(), {.days_ahead = days_ahead}, "en");
    EXPECT_TRUE(list);
    for (const auto& one : *list)
      if (one.what.key != "long-silence") out.push_back(one.what.key);
    return out;
  }
  template <class T>
  static T done(Result<T> result) {
    EXPECT_TRUE(result) << (result ? "" : result.error().text.c_str());
    return result ? std::move(*result) : T{};
  }
  template <class T>
  static Code refused(const Result<T>& result) {
    EXPECT_FALSE(result.has_value());
    return result ? Code::already_done : result.error().code;
  }

  FastDirectory directory_;
  ClientWorld world_;
  std::size_t other_number_;
  TestClock clock_;
  std::optional<Vault> desk_, other_;
  std::string team_;
};

}  // namespace tacit::usecases

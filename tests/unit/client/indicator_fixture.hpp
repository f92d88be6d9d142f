#pragma once
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "client/usecases/indicator.hpp"
#include "tests/support/client_records.hpp"
#include "tests/unit/client/indicator_pack.hpp"

// One desk with the indicators of indicator_pack.hpp, for examples that can be counted by hand.
namespace tacit::usecases {

using record::TestResult;

class IndicatorExamples : public ::testing::Test {
 protected:
  IndicatorExamples() {
    world_.start();
    desk_.emplace(world_.join(0, directory_.at("desk")));
    sync::Effects effects;
    effects.day = test::kMarch4;
    effects.pack = sync::PackText{2, test::pack_with_indicators()};
    EXPECT_TRUE(desk_->apply(effects));
  }

  static Day on(std::string_view day) { return parse_day(day).value(); }
  RecordId save(record::Record record) { return test::save_private(*desk_, std::move(record)); }
  void send() { world_.send(*desk_); }

  RecordId registered(const ClientId& client, const record::Attributes& says) {
    return save(record::ClientRegister{
        .client = client, .code = ClientCode::random(), .attributes = says, .day = on("2023-11-01")});
  }
  ClientId person(const record::Attributes& says = {}) {
    const auto client = random_id<ClientId>();
    registered(client, says);
    return client;
  }
  void link(const ClientId& kept, const ClientId& duplicate) {
    save(record::ClientLink{.kept = kept, .duplicate = duplicate, .day = on("2024-12-01")});
  }
  static record::Contact contact(const std::optional<ClientId>& client, std::string_view day) {
    return {.day = on(day),
            .client = client,
            .anonymous = client ? 0 : 1,
            .outing = {},
            .kind = "street",
            .time = record::TimeOfDay::day,
            .site = "street-route-1",
            .services = {},
            .tests = {},
            .given = {},
            .about = {},
            .note = {}};
  }
  static record::Test tested(const std::string& test, TestResult result) {
    return {.test = test, .result = result, .told = true, .counselled_before = true, .counselled_after = false};
  }
  void advise(const ClientId& client, std::string_view day) {
    auto met = contact(client, day);
    met.services = {{"prevention-counselling", 1}};
    save(met);
  }
  void test_hiv(const ClientId& client, std::string_view day, TestResult result) {
    auto met = contact(client, day);
    met.tests = {tested("rapid-hiv", result)};
    save(met);
  }
  void give(const std::optional<ClientId>& client, std::string_view day, std::int64_t condoms) {
    auto met = contact(client, day);
    met.given = {{"condom", condoms}};
    save(met);
  }
  RecordId refer(const ClientId& client, std::string_view day) {
    return save(record::Referral{
        .client = client, .destination = "aids-centre", .reason = {}, .voucher = ClientCode::random(), .day = on(day)});
  }
  void came(const ClientId& client, const RecordId& of, record::Outcome::What what, std::string_view day) {
    save(record::Outcome{.client = client, .of = of, .what = what, .day = on(day), .note = {}});
  }
  void close(std::string_view until) {
    send();
    test::save(*desk_, record::Closing{on(until)}, {Scope::org()}, true);
    send();
  }

  std::vector<Figure> figures(const std::string& id, const std::string& period, const std::string& by = {}) const {
    const Pack pack = *desk_->pack();
    const Counter counter(*desk_, pack, domain::Face::team);
    return counter.figures(*pack.indicator(id), parse_period(period).value(),
                           by.empty() ? By{} : parse_by(by, pack).value());
  }
  // "3", "3 of 5", or a dash; of several parts "a=1 b=2", those that are empty left out.
  std::string figure(const std::string& id, const std::string& period, const std::string& by = {}) const {
    std::string out;
    for (const Figure& one : figures(id, period, by)) {
      if (!by.empty() && one.value == 0) continue;
      if (!by.empty()) out += (out.empty() ? "" : " ") + one.key + "=";
      out += std::to_string(one.value) + (one.of ? " of " + std::to_string(*one.of) : "");
    }
    return out.empty() ? "-" : out;
  }

  test::FastDirectory directory_;
  test::ClientWorld world_{1, "msm-outreach"};
  std::optional<Vault> desk_;
};

}  // namespace tacit::usecases

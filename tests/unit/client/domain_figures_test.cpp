#include <gtest/gtest.h>

#include "client/domain/figures.hpp"

// What an indicator asks of the fact table, and what auditors can ask for themselves.
namespace tacit::domain {
namespace {

const Pack& street_rounds() {
  static const Pack made = *read_pack(*built_in_pack("street-rounds"));
  return made;
}

using Count = Pack::Indicator::Count;

Pack::Indicator indicator(Count count, std::vector<std::string> codes = {}, std::vector<std::string> kinds = {}) {
  return {.id = "x", .labels = {}, .count = count, .codes = std::move(codes), .kinds = std::move(kinds), .target = {}};
}

TEST(Figures, EveryCount_AsksForItsMeasure) {
  const auto measure = [](Count count, std::vector<std::string> codes = {}) {
    return query_of(indicator(count, std::move(codes)), street_rounds(), Face::team, {}, Breakdown::none).measure;
  };
  EXPECT_EQ(measure(Count::clients), Measure::contact);
  EXPECT_EQ(measure(Count::clients, {"wound-care"}), Measure::service);
  EXPECT_EQ(measure(Count::outings), Measure::outing);
  EXPECT_EQ(measure(Count::contacts), Measure::contact);
  EXPECT_EQ(measure(Count::services), Measure::service);
  EXPECT_EQ(measure(Count::tests), Measure::test);
  EXPECT_EQ(measure(Count::groups), Measure::group);
  EXPECT_EQ(measure(Count::participants), Measure::participants);
  EXPECT_EQ(measure(Count::given), Measure::given);
  EXPECT_EQ(measure(Count::referrals), Measure::referral);
  EXPECT_EQ(measure(Count::outcomes), Measure::outcome);
  EXPECT_EQ(measure(Count::intakes), Measure::intake);
  EXPECT_EQ(measure(Count::cases), Measure::case_step);
  EXPECT_EQ(measure(Count::stays), Measure::stay);
  EXPECT_EQ(measure(Count::nights), Measure::nights);
  EXPECT_EQ(measure(Count::housed), Measure::housed);
  EXPECT_EQ(measure(Count::households), Measure::household);
  EXPECT_EQ(measure(Count::members), Measure::member);
  EXPECT_EQ(measure(Count::incidents), Measure::incident);
  EXPECT_EQ(measure(Count::told), Measure::told);
  EXPECT_EQ(measure(Count::attended), Measure::attended);
}

TEST(Figures, OnlyClients_AreDistinct) {
  EXPECT_TRUE(query_of(indicator(Count::clients), street_rounds(), Face::team, {}, Breakdown::none).distinct_people);
  EXPECT_FALSE(query_of(indicator(Count::contacts), street_rounds(), Face::team, {}, Breakdown::none).distinct_people);
}

TEST(Figures, GoodsFromAuditFaces_AreAskedForByClass) {
  const auto kits = indicator(Count::given, {"hygiene-kit", "womens-hygiene-kit", "winter-kit"});
  EXPECT_EQ(query_of(kits, street_rounds(), Face::audit, {}, Breakdown::none).codes, std::vector<std::string>{"kit"});
  EXPECT_EQ(query_of(kits, street_rounds(), Face::team, {}, Breakdown::none).codes.size(), 3u);
}

TEST(Figures, PeriodKindsAndBreakdown_ArePassedOn) {
  const Period period{Day{1}, Day{9}};
  const auto query =
      query_of(indicator(Count::outings, {}, {"foot-round"}), street_rounds(), Face::team, period, Breakdown::kind);
  EXPECT_EQ(query.kinds, std::vector<std::string>{"foot-round"});
  EXPECT_EQ(query.period, period);
  EXPECT_EQ(query.by, Breakdown::kind);
}

TEST(Figures, WhatAuditFacesLeaveOut_IsNotVerifiable) {
  EXPECT_TRUE(verifiable_from_audit(indicator(Count::outings), street_rounds()));
  EXPECT_TRUE(verifiable_from_audit(indicator(Count::contacts), street_rounds()));
  EXPECT_TRUE(verifiable_from_audit(indicator(Count::groups), street_rounds()));
  EXPECT_TRUE(verifiable_from_audit(indicator(Count::participants), street_rounds()));
  EXPECT_TRUE(verifiable_from_audit(indicator(Count::services, {"wound-care"}), street_rounds()));
  EXPECT_TRUE(verifiable_from_audit(indicator(Count::given), street_rounds()));
  EXPECT_TRUE(verifiable_from_audit(indicator(Count::given, {"hygiene-kit", "womens-hygiene-kit", "winter-kit"}),
                                    street_rounds()));
  EXPECT_FALSE(verifiable_from_audit(indicator(Count::clients), street_rounds()));
  EXPECT_FALSE(verifiable_from_audit(indicator(Count::referrals), street_rounds()));
  EXPECT_FALSE(
      verifiable_from_audit(indicator(Count::tests, {"rapid-hiv"}), street_rounds()));  // a second one is left out
  EXPECT_FALSE(verifiable_from_audit(indicator(Count::services), street_rounds()));
  EXPECT_FALSE(verifiable_from_audit(indicator(Count::services, {"reactive-counselling"}), street_rounds()));
  EXPECT_FALSE(verifiable_from_audit(indicator(Count::services, {"no-such"}), street_rounds()));
  EXPECT_FALSE(verifiable_from_audit(indicator(Count::given, {"hygiene-kit"}), street_rounds()));
}

TEST(Figures, WhatAuditorsSeeOfEpisodes_IsVerifiable) {
  Pack episodes = street_rounds();
  episodes.cases = {{.code = "open", .labels = {}, .outcomes = {}, .audit = true},
                    {.code = "hidden", .labels = {}, .outcomes = {}, .audit = false}};
  auto agreed = indicator(Count::cases, {"open"});
  EXPECT_FALSE(verifiable_from_audit(agreed, episodes)) << "closing is a step too, and auditors are not told";
  agreed.steps = {"agreement"};
  EXPECT_TRUE(verifiable_from_audit(agreed, episodes));
  agreed.codes = {"open", "hidden"};
  EXPECT_FALSE(verifiable_from_audit(agreed, episodes));
  agreed.codes = {};
  EXPECT_FALSE(verifiable_from_audit(agreed, episodes));
  auto ended = indicator(Count::cases, {"open"});
  ended.steps = {"closed"};
  EXPECT_FALSE(verifiable_from_audit(ended, episodes));
  ended.outcomes = {"kept"};
  EXPECT_FALSE(verifiable_from_audit(ended, episodes)) << "auditors are told no outcome";
  for (const Count count : {Count::outcomes, Count::stays, Count::nights, Count::housed, Count::households,
                            Count::members, Count::incidents})
    EXPECT_FALSE(verifiable_from_audit(indicator(count), episodes));
}

TEST(Figures, StepsOutcomesAndNewest_ArePassedOn) {
  auto cases = indicator(Count::cases, {"family-support"});
  cases.steps = {"closed"};
  cases.outcomes = {"child-kept"};
  const auto query = query_of(cases, street_rounds(), Face::team, {}, Breakdown::none);
  EXPECT_EQ(query.kinds, std::vector<std::string>{"closed"});
  EXPECT_EQ(query.outcomes, std::vector<std::string>{"child-kept"});
  EXPECT_FALSE(query.newest);
  EXPECT_EQ(query_of(indicator(Count::members), street_rounds(), Face::team, {}, Breakdown::none).newest,
            Measure::household);
  EXPECT_EQ(query_of(indicator(Count::housed), street_rounds(), Face::team, {}, Breakdown::none).newest, Measure::stay);
  EXPECT_EQ(query_of(indicator(Count::outcomes), street_rounds(), Face::team, {}, Breakdown::none).newest,
            Measure::outcome);
  EXPECT_TRUE(query_of(indicator(Count::households), street_rounds(), Face::team, {}, Breakdown::none).distinct_people);
}

TEST(Figures, BoundsOfAYear_AreLargestQuarterAndSum) {
  const Bounds bounds = bounds_of({{"2021Q1", 10}, {"2021Q2", 30}, {"2021Q3", 20}});
  EXPECT_EQ(bounds.lowest, 30);
  EXPECT_EQ(bounds.highest, 60);
  EXPECT_FALSE(bounds.holds(29));
  EXPECT_TRUE(bounds.holds(30));
  EXPECT_TRUE(bounds.holds(60));
  EXPECT_FALSE(bounds.holds(61));
  EXPECT_TRUE(bounds_of({}).holds(0));
}

}  // namespace
}  // namespace tacit::domain

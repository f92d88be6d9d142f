#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "record_samples.hpp"
#include "tests/support/source_tree.hpp"

namespace tacit {
namespace {

using tacit::testing::pack_named;

// The programmes' own figures and rules.
TEST(BuiltInPacks, StreetRounds_HasItsIndicatorsAndTargets) {
  const Pack pack = pack_named("street-rounds");
  for (const char* id : {"beneficiaries", "rounds", "medical-care", "psychological-interviews", "rapid-tests",
                         "kits-given", "group-sessions", "participants"})
    EXPECT_NE(pack.indicator(id), nullptr) << id;
  EXPECT_EQ(pack.indicator("professionals-trained")->target, 125);
  EXPECT_EQ(pack.indicator("students-reached")->target, 300);
  EXPECT_EQ(pack.indicator("beneficiaries-project")->target, 3950);
  for (const std::string& code : pack.indicator("medical-care")->codes) EXPECT_TRUE(pack.service(code)->audit) << code;
  std::set<std::string> groups;
  for (const auto& site : pack.sites) groups.insert(site.group);
  for (const char* city : {"moscow", "saint-petersburg", "perm", "khabarovsk"}) EXPECT_TRUE(groups.contains(city));
  EXPECT_THAT(pack.languages, ::testing::Contains("fr"));
}

TEST(BuiltInPacks, MsmOutreach_RefersAsTheProgrammeDoes) {
  const Pack pack = pack_named("msm-outreach");
  EXPECT_EQ(pack.test("rapid-hiv")->refer_to, "aids-centre");
  EXPECT_EQ(pack.test("rapid-syphilis")->refer_to, "dermatovenerologic-dispensary");
  EXPECT_EQ(pack.test("rapid-sti")->refer_to, "dermatovenerologic-dispensary");
  for (const char* code : {"dermatologist", "psychologist", "lawyer", "urologist"})
    EXPECT_NE(pack.destination(code), nullptr) << code;
  for (const char* code : {"street", "club", "home", "mobile-clinic", "centre", "online"})
    EXPECT_NE(pack.outing(code), nullptr) << code;
  for (const char* part : {"condom", "lubricant", "disinfectant"})
    EXPECT_TRUE(pack.commodity("protection-kit")->contents.contains(part)) << part;
  EXPECT_FALSE(pack.attribute("key-population")->audit);
}

TEST(BuiltInPacks, ReactiveWords_AreNeverForAuditors) {
  for (const std::string_view id : built_in_packs())
    for (const auto& service : pack_named(id).services)
      if (service.code.find("reactive") != std::string::npos || service.code.find("confirm") != std::string::npos ||
          service.code.find("aids-centre") != std::string::npos) {
        EXPECT_TRUE(service.after_reactive) << service.code;
        EXPECT_FALSE(service.audit) << service.code;
      }
}

TEST(BuiltInPacks, Each_PassesItsCheckWithoutAdvice) {
  for (const std::string_view id : built_in_packs()) {
    const auto review = review_pack(built_in_pack(id).value());
    for (const auto& remark : review.mistakes) ADD_FAILURE() << id << " " << remark.place << ": " << remark.text;
    for (const auto& remark : review.advice) ADD_FAILURE() << id << " " << remark.place << ": " << remark.text;
  }
}

// Where a contact was and what is given are in every audit face, so no word there may tell what somebody lives with.
TEST(BuiltInPacks, WordsThatAuditorsAlwaysSee_NameNoResult) {
  for (const std::string_view id : built_in_packs()) {
    const Pack pack = pack_named(id);
    std::vector<std::string> seen;
    for (const auto& outing : pack.outings) seen.push_back(outing.code);
    for (const auto& site : pack.sites) seen.push_back(site.group);
    for (const auto& commodity : pack.commodities) seen.push_back(commodity.audit_class);
    for (const auto& service : pack.services)
      if (service.audit) seen.push_back(service.code);
    for (const auto& attribute : pack.attributes)
      if (attribute.audit) seen.push_back(attribute.code);
    for (const std::string& code : seen)
      for (const char* word : {"hiv", "aids", "reactive", "positive", "antiretroviral", "therapy", "infant"})
        EXPECT_EQ(code.find(word), std::string::npos) << id << ": " << code;
  }
}

// What somebody already has on the disk can follow the built-in edition.
TEST(BuiltInPacks, StreetRounds_FollowsItsFirstEdition) {
  const auto first = read_pack(tacit::testing::read_file(tacit::test::source_file("tests/golden/pack-v1.json")));
  for (const auto& obstacle : obstacles_to_upgrade(first.value(), pack_named("street-rounds")))
    ADD_FAILURE() << obstacle.place << ": " << obstacle.text;
  EXPECT_GT(pack_named("street-rounds").version, first->version);
}

std::size_t services_of(const Pack& pack, std::string_view group) {
  return static_cast<std::size_t>(std::count_if(pack.services.begin(), pack.services.end(),
                                                [&](const auto& service) { return service.group == group; }));
}

TEST(BuiltInPacks, CityServices_HasThe37DigitalServicesAndItsChannels) {
  const Pack pack = pack_named("city-services");
  const std::pair<const char*, std::size_t> groups[] = {{"digital-families", 22},
                                                        {"digital-older", 7},
                                                        {"digital-disability", 3},
                                                        {"digital-payments", 2},
                                                        {"digital-labour", 3}};
  for (const auto& [group, size] : groups) {
    EXPECT_EQ(services_of(pack, group), size) << group;
    const auto* indicator = pack.indicator(group);
    ASSERT_NE(indicator, nullptr) << group;
    EXPECT_EQ(indicator->codes.size(), size);
    for (const std::string& code : indicator->codes) EXPECT_EQ(pack.service(code)->group, group) << code;
  }
  for (const char* channel : {"portal", "helpline", "chat", "emergency-line"})
    EXPECT_NE(pack.outing(channel), nullptr) << channel;
  for (const char* id : {"clients-supported", "digital-applications", "phone-contacts", "chat-contacts",
                         "emergency-contacts", "referrals"})
    EXPECT_NE(pack.indicator(id), nullptr) << id;
}

TEST(BuiltInPacks, FamilyCentre_HasAnIndicatorForEachOfItsFigures) {
  const Pack pack = pack_named("family-centre");
  for (const char* id : {"families",
                         "children",
                         "women",
                         "boys",
                         "girls",
                         "families-supported",
                         "children-supported",
                         "agreements",
                         "cases-closed",
                         "children-kept",
                         "abandonments",
                         "women-assisted-financially",
                         "women-on-allowance",
                         "children-on-allowance",
                         "groups-formed",
                         "applications",
                         "risk-reports",
                         "mothers-housed",
                         "infants-housed",
                         "nights-housed"})
    EXPECT_NE(pack.indicator(id), nullptr) << id;
  EXPECT_EQ(pack.commodity("allowance-euro")->unit, "euro");
  EXPECT_EQ(pack.indicator("boys")->codes, std::vector<std::string>{"boy"});
  EXPECT_TRUE(pack.needs_guardian({{"role", "child"}, {"age-band", "4-6"}}));
  EXPECT_FALSE(pack.needs_guardian({{"role", "parent"}, {"age-band", "25-plus"}}));
  // Few mothers are ever housed, so it would point at them.
  EXPECT_FALSE(pack.stay("mother-and-child")->audit);
  EXPECT_FALSE(pack.intake("risk-report")->audit);
}

TEST(BuiltInPacks, CareNetwork_KeepsItsClientsConfidence) {
  const Pack pack = pack_named("care-network");
  for (const char* destination : {"aids-centre", "social-service", "community-organisation", "legal-aid"})
    EXPECT_NE(pack.destination(destination), nullptr) << destination;
  for (const char* id : {"children-covered", "adults-covered", "exposed-infants", "day-care-days", "referrals"})
    EXPECT_NE(pack.indicator(id), nullptr) << id;
  EXPECT_TRUE(std::none_of(pack.services.begin(), pack.services.end(),
                           [](const auto& service) { return service.group == "health" && service.audit; }));
  EXPECT_FALSE(pack.attribute("health")->audit);
  EXPECT_TRUE(pack.commodity("antiretroviral")->after_reactive);
  EXPECT_EQ(pack.commodity("antiretroviral")->audit_class, pack.commodity("vitamins")->audit_class);
  EXPECT_FALSE(pack.test("infant-pcr")->audit);
}

}  // namespace
}  // namespace tacit

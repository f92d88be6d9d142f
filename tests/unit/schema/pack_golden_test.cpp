#include "schema/pack.hpp"
#include "tests/support/golden.hpp"

namespace tacit {
namespace {

// The built-in packs change with their programmes; this one is how organisations' own files of format 1 look.
TEST(PackGolden, FormatOne_IsReadToTheSameValues) {
  std::string problem;
  const auto pack = read_pack(
      test::frozen("pack-v1.json", "cb28f7b99affab6b9c7ff57162655876cea0b8b9798ec9b388e312266959838b"), &problem);
  ASSERT_TRUE(pack) << problem;
  EXPECT_EQ(pack->id, "street-rounds");
  EXPECT_EQ(pack->version, 1);
  EXPECT_EQ(pack->languages, (std::vector<std::string>{"en", "ru", "uk", "fr"}));
  EXPECT_EQ(pack->audit_period, Pack::AuditPeriod::month);
  EXPECT_EQ(pack->consent_version, "2021-1");
  EXPECT_EQ(label_in(pack->labels, "fr"), "Maraudes : aide aux personnes sans abri");
  EXPECT_EQ(pack->services.size(), 20U);
  EXPECT_EQ(pack->outings.size(), 5U);
  EXPECT_EQ(pack->sessions.size(), 7U);
  EXPECT_EQ(pack->commodities.size(), 23U);
  EXPECT_EQ(pack->tests.size(), 3U);
  EXPECT_EQ(pack->destinations.size(), 13U);
  EXPECT_EQ(pack->attributes.size(), 5U);
  EXPECT_EQ(pack->sites.size(), 24U);
  EXPECT_EQ(pack->indicators.size(), 15U);
  EXPECT_TRUE(pack->service("wound-care")->audit);
  EXPECT_EQ(pack->indicator("beneficiaries-project")->target, 3950);
}

}  // namespace
}  // namespace tacit

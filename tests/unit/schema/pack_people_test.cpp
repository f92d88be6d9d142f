#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "small_pack.hpp"

// What indicators of people may ask, and what values may be set against.
namespace tacit {
namespace {

using namespace tacit::testing;
using Count = Pack::Indicator::Count;

// The small pack, with an attribute of numbers and a second indicator of these members.
std::string with_people(const std::string& members) {
  std::string text = with(R"("values": [{"code": "f", "labels": {"en": "Female", "uk": "Жіноча"}}]}])",
                          R"("values": [{"code": "f", "labels": {"en": "Female", "uk": "Жіноча"}}]},
                 {"code": "monthly", "labels": {"en": "A month", "uk": "На місяць"},
                  "values": [{"code": "10", "labels": {"en": "10", "uk": "10"}}]}])");
  const std::string end = R"("labels": {"en": "Talks", "uk": "Розмови"}})";
  return text.replace(text.find(end), end.size(),
                      end + R"(, {"id": "some", "labels": {"en": "Some", "uk": "Дехто"}, )" + members + "}");
}
std::string problem(const std::string& members) { return problem_of(with_people(members)); }

TEST(PackPeople, EveryMember_IsRead) {
  const auto pack = read_pack(with_people(
      R"("count": "people", "months": 3, "where": {"sex": ["f"]},
         "all": [{"count": "told", "codes": ["hiv"], "kinds": ["street"], "outcomes": ["reactive"], "least": 2},
                 {"count": "given", "codes": ["soap"], "unpacked": true, "need": "monthly"}],
         "any": [{"count": "attended", "codes": ["course"]}, {"count": "contacts", "every_days": 30}],
         "none": [{"count": "tests", "before": true}],
         "then": {"count": "outcomes", "codes": ["linked"], "days": 30})"));
  ASSERT_TRUE(pack);
  const auto& read = *pack->indicator("some");
  EXPECT_EQ(read.count, Count::people);
  EXPECT_EQ(read.months, 3);
  ASSERT_EQ(read.all.size(), 2U);
  EXPECT_EQ(read.all[0].count, Count::told);
  EXPECT_EQ(read.all[0].least, 2);
  EXPECT_EQ(read.all[0].outcomes, std::vector<std::string>{"reactive"});
  EXPECT_EQ(read.all[1].need, "monthly");
  EXPECT_TRUE(read.all[1].unpacked);
  ASSERT_EQ(read.any.size(), 2U);
  EXPECT_EQ(read.any[1].every_days, 30);
  ASSERT_EQ(read.none.size(), 1U);
  EXPECT_TRUE(read.none[0].before);
  ASSERT_TRUE(read.then);
  EXPECT_EQ(read.then->days, 30);
  EXPECT_EQ(read.then->part.codes, std::vector<std::string>{"linked"});
}

TEST(PackPeople, WhatAValueIsSetAgainst_IsRead) {
  const auto pack = read_pack(with_people(R"("count": "services", "per": "talks")"));
  ASSERT_TRUE(pack);
  EXPECT_EQ(pack->indicator("some")->per, "talks");
  EXPECT_EQ(read_pack(with_people(R"("count": "clients", "estimate": 500)"))->indicator("some")->estimate, 500);
  EXPECT_TRUE(
      read_pack(with_people(R"("count": "given", "codes": ["soap"], "unpacked": true)"))->indicator("some")->unpacked);
}

TEST(PackPeople, WhatMakesNoSense_IsRefusedByName) {
  const std::string here = "indicators[1] (some)";
  const std::string first = R"("count": "people", "all": [{"count": "told"}], )";
  const std::pair<std::string, std::string> cases[]{
      {R"("count": "people")", here + ".all: people are counted by what they got in the period: say it first here"},
      {R"("count": "people", "any": [{"count": "told"}])",
       here + ".all: people are counted by what they got in the period: say it first here"},
      {R"("count": "people", "all": [{"count": "told", "before": true}])",
       here + ".all: people are counted by what they got in the period: say it first here"},
      {R"("count": "services", "all": [{"count": "told"}])", here + R"(.count: only "people" have conditions)"},
      {R"("count": "services", "months": 3)", here + R"(.count: only "people" have conditions)"},
      {R"("count": "people", "codes": ["talk"], "all": [{"count": "told"}])", here + ".codes: this count has no codes"},
      {R"("count": "people", "all": [{"count": "outings"}])", here + ".all[0].count: this is nothing a client gets"},
      {R"("count": "people", "all": [{"count": "people"}])", here + ".all[0].count: this is nothing a client gets"},
      {R"("count": "people", "all": [{"count": "nights"}])", here + ".all[0].count: this is nothing a client gets"},
      {R"("count": "people", "all": [{"count": "told", "codes": ["soap"]}])",
       here + R"(.all[0].codes: "soap" is nothing this count can count)"},
      {R"("count": "people", "all": [{"count": "tests", "unpacked": true}])",
       here + ".all[0].unpacked: only things given come in kits"},
      {R"("count": "people", "all": [{"count": "given", "need": "sex"}])",
       here + ".all[0].need: the codes of this attribute's values must be numbers: so much a month"},
      {R"("count": "people", "all": [{"count": "given", "need": "age"}])",
       here + R"(.all[0].need: no attribute has the code "age")"},
      {R"("count": "people", "all": [{"count": "given", "need": "monthly", "least": 2}])",
       here + ".all[0].least: the need says how much"},
      {R"("count": "people", "all": [{"count": "given", "every_days": 30, "least": 2}])",
       here + R"(.all[0].every_days: goes with neither "before", "least" nor "need")"},
      {R"("count": "people", "all": [{"count": "given"}, {"count": "given", "need": "monthly", "before": true}])",
       here + ".all[1].before: a need is that of the period"},
      {R"("count": "people", "all": [{"count": "told", "least": 0}])",
       here + ".all[0].least: must be a whole number from 1 to 10000000"},
      {R"("count": "people", "all": [{"count": "told", "after": true}])",
       here + R"(.all[0]: has an unknown member "after")"},
      {R"("count": "people", "all": [{"count": "given", "codes": ["kit"], "unpacked": true}])",
       here + R"(.all[0].codes: "kit" is a kit: name what it holds, or leave "unpacked" out)"},
      {R"("count": "given", "codes": ["soap", "kit"], "unpacked": true)",
       here + R"(.codes: "kit" is a kit: name what it holds, or leave "unpacked" out)"},
      {first + R"("then": {"count": "tests", "days": 30, "least": 2})",
       here + R"(.then: has an unknown member "least")"},
      {first + R"("months": 0)", here + ".months: must be a whole number from 1 to 60"},
      {first + R"("per": "others")", here + R"(.per: no indicator above has the id "others")"},
      {first + R"("per": "some")", here + R"(.per: no indicator above has the id "some")"},
      {first + R"("per": "talks", "estimate": 5)", here + R"(: is set against one thing: "then", "per" or "estimate")"},
      {first + R"("estimate": 0)", here + ".estimate: must be a whole number from 1 to 9007199254740991"},
  };
  for (const auto& [members, expected] : cases) EXPECT_EQ(problem(members), expected) << members;
}

TEST(PackPeople, TooManyConditions_AreRefused) {
  const auto with_conditions = [](int count) {
    std::string list = R"({"count": "told"})";
    for (int i = 1; i < count; ++i) list += R"(, {"count": "told"})";
    return problem(R"("count": "people", "all": [)" + list + "]");
  };
  EXPECT_EQ(with_conditions(16), "accepted");
  EXPECT_EQ(with_conditions(17), "indicators[1] (some).all: has more than 16 conditions");
}

TEST(PackPeople, WhatIsSetAgainstSomethingItself_IsNoBasis) {
  const std::string text = with_people(
      R"("count": "services", "per": "talks"}, {"id": "more", "labels": {"en": "More", "uk": "Ще"}, "count": "services", "per": "some")");
  EXPECT_EQ(problem_of(text), "indicators[2] (more).per: that one is set against something itself");
}

}  // namespace
}  // namespace tacit

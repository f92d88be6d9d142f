#include "schema/pack.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "record_samples.hpp"
#include "small_pack.hpp"
#include "tests/support/source_tree.hpp"

namespace tacit {
namespace {

using namespace tacit::testing;
using ::testing::HasSubstr;

TEST(Pack, Small_IsReadWhole) {
  std::string problem;
  const auto pack = read_pack(kSmall, &problem);
  ASSERT_TRUE(pack) << problem;
  EXPECT_EQ(pack->id, "small");
  EXPECT_EQ(pack->version, 3);
  EXPECT_EQ(pack->consent_version, "1");
  EXPECT_EQ(pack->audit_period, Pack::AuditPeriod::week);
  EXPECT_TRUE(pack->service("talk")->audit);
  EXPECT_FALSE(pack->service("talk")->after_reactive);
  EXPECT_FALSE(pack->service("escort")->audit);
  EXPECT_TRUE(pack->service("escort")->after_reactive);
  EXPECT_EQ(pack->commodity("kit")->contents.at("soap"), 2);
  EXPECT_TRUE(pack->commodity("soap")->contents.empty());
  EXPECT_EQ(pack->commodity("soap")->unit, "piece");
  EXPECT_EQ(pack->commodity("soap")->audit_class, "g");
  EXPECT_EQ(pack->test("hiv")->refer_to, "aids");
  EXPECT_EQ(pack->test("hiv")->retest_days, 90);
  EXPECT_TRUE(pack->attribute("sex")->audit);
  EXPECT_EQ(pack->attribute("sex")->values[0].code, "f");
  EXPECT_EQ(pack->site_group("square"), "g");
  EXPECT_EQ(pack->site_group("elsewhere"), "other");
  const auto* indicator = pack->indicator("talks");
  EXPECT_EQ(indicator->count, Pack::Indicator::Count::services);
  EXPECT_EQ(indicator->codes, std::vector<std::string>{"talk"});
  EXPECT_EQ(indicator->kinds, std::vector<std::string>{"street"});
  EXPECT_EQ(indicator->target, 5);
  EXPECT_NE(pack->session("course"), nullptr);
  EXPECT_NE(pack->destination("aids"), nullptr);
  EXPECT_EQ(pack->service("aids"), nullptr);
  EXPECT_EQ(pack->outing("talk"), nullptr);
  EXPECT_EQ(pack->indicator("talk"), nullptr);
}

TEST(Pack, Label_FallsBackToEnglish) {
  const Pack pack = read_pack(kSmall).value();
  EXPECT_EQ(label_in(pack.labels, "uk"), "Малий");
  EXPECT_EQ(label_in(pack.labels, "fr"), "Small");
  EXPECT_EQ(label_in(pack.words.at("g"), "en"), "G");
  EXPECT_EQ(label_in({}, "en"), "");
}

TEST(Pack, AuditOfWhatFollowsAResult_IsRefused) {
  EXPECT_EQ(problem_of(with(R"("after": "reactive")", R"("after": "reactive", "audit": true)")),
            "services[1] (escort).audit: must not be true here: auditors would see who had a reactive result");
  EXPECT_EQ(problem_of(with(R"("retest_days": 90, )", R"("after": "reactive", )")),
            "tests[0] (hiv).audit: must not be true here: auditors would see who had a reactive result");
  EXPECT_EQ(problem_of(with(R"("after": "reactive")", R"("after": "reactive", "audit": false)")), "accepted");
  EXPECT_EQ(problem_of(with(R"("after": "reactive")", R"("after": "positive")")),
            "services[1] (escort).after: must be \"reactive\"; leave it out otherwise");
}

// Auditors see how much of a class was given, so a class must not stand for a result.
TEST(Pack, ClassOfWhatFollowsAResultAlone_IsRefused) {
  const std::string soap = R"({"code": "soap", "unit": "piece", "class": "g", )";
  const std::string follows = R"({"code": "soap", "unit": "piece", "after": "reactive", "class": )";
  const std::string refused =
      "commodities[0] (soap).class: auditors see the class, and all that is in it is given after a "
      "reactive result only";
  EXPECT_EQ(problem_of(with(soap, follows + R"("piece", )")), refused);
  EXPECT_EQ(problem_of(with(soap, follows + R"("g", )")), "accepted");
  EXPECT_TRUE(read_pack(with(soap, follows + R"("g", )"))->commodity("soap")->after_reactive);
  std::string both = with(soap, follows + R"("g", )");
  const std::string kit = R"("code": "kit", )";
  EXPECT_EQ(problem_of(both.replace(both.find(kit), kit.size(), R"("code": "kit", "retired": true, )")), refused);
}

struct Mistake {
  const char* from;
  const char* to;
  const char* problem;
};

TEST(Pack, Mistake_IsNamedWithItsPlace) {
  const Mistake mistakes[] = {
      {R"("refer_to": "aids")", R"("refer_to": "aids-center")",
       "tests[0] (hiv).refer_to: no destination has the code \"aids-center\""},
      {R"("contents": {"soap": 2})", R"("contents": {"kit": 2})",
       "commodities[1] (kit).contents: \"kit\" is not a plain commodity of this pack"},
      {R"("contents": {"soap": 2})", R"("contents": {"towel": 2})",
       "commodities[1] (kit).contents: \"towel\" is not a plain commodity of this pack"},
      {R"("contents": {"soap": 2})", R"("contents": {"soap": 0})",
       "commodities[1] (kit).contents: each count must be a whole number from 1 to 10000000, and so must all together"},
      {R"("contents": {"soap": 2})", R"("contents": {})",
       "commodities[1] (kit).contents: must be an object with members; leave it out if there are none"},
      {R"("group": "g", "labels": {"en": "Talk")", R"("group": "h", "labels": {"en": "Talk")",
       "services[0] (talk).group: \"words\" has no text for \"h\""},
      {R"("unit": "piece")", R"("unit": "box")", "commodities[0] (soap).unit: \"words\" has no text for \"box\""},
      {R"("class": "g")", R"("class": "x")", "commodities[0] (soap).class: \"words\" has no text for \"x\""},
      {R"("uk": "Розмова")", R"("ru": "Разговор")",
       "services[0] (talk).labels: has a text in \"ru\", which is not one of the pack's languages"},
      {R"(, "uk": "Розмова")", "", "services[0] (talk).labels: has no text in \"uk\""},
      {R"("Розмова")", R"("")",
       "services[0] (talk).labels: the text in \"uk\" must have 1 to 200 bytes and no control characters"},
      {R"("Розмова")", R"("a\u001b[2J")",
       "services[0] (talk).labels: the text in \"uk\" must have 1 to 200 bytes and no control characters"},
      {R"("code": "escort")", R"("code": "talk")", "services[1] (talk).code: another row has the same one"},
      {R"("code": "escort")", R"("code": "Escort")",
       "services[1].code: must be a code: up to 48 of a-z, 0-9 and hyphen"},
      {R"("code": "escort", )", "", "services[1].code: is missing"},
      {R"("codes": ["talk"])", R"("codes": ["soap"])",
       "indicators[0] (talks).codes: \"soap\" is nothing this count can count"},
      {R"("codes": ["talk"])", R"("codes": ["talk", "talk"])", "indicators[0] (talks).codes: names \"talk\" twice"},
      {R"("codes": ["talk"])", R"("codes": [])",
       "indicators[0] (talks).codes: must be a list of codes; leave it out for any"},
      {R"("kinds": ["street"])", R"("kinds": ["club"])",
       "indicators[0] (talks).kinds: no outing kind has the code \"club\""},
      {R"("count": "services")", R"("count": "persons")",
       "indicators[0] (talks).count: must be one of clients, outings, contacts"},
      {R"("count": "services", "codes": ["talk"])", R"("count": "outings", "codes": ["street"])",
       "indicators[0] (talks).codes: this count has no codes; use \"kinds\""},
      {R"("count": "services", "codes": ["talk"])", R"("count": "groups", "codes": ["course"])",
       "indicators[0] (talks).kinds: this count knows no outing kinds"},
      {R"("target": 5)", R"("target": 0)", "indicators[0] (talks).target: must be a whole number from 1 to "},
      {R"("audit": true,
                  "values")",
       R"("audit": "yes",
                  "values")",
       "attributes[0] (sex).audit: must be true or false"},
      {R"("values": [{"code": "f", "labels": {"en": "Female", "uk": "Жіноча"}}])", R"("values": [])",
       "attributes[0] (sex).values: must be a list of at least one value"},
      {R"("code": "f")", R"("code": "F")",
       "attributes[0] (sex).values[0].code: must be a code: up to 48 of a-z, 0-9 and hyphen"},
      {R"("retest_days": 90)", R"("retest_days": 0)",
       "tests[0] (hiv).retest_days: must be a whole number from 1 to 3650"},
      {R"("retest_days")", R"("retest_day")", "tests[0] (hiv): has an unknown member \"retest_day\""},
      {R"("sites": [{)", R"("sites": [7, {)", "sites[0]: must be an object"},
      {R"("version": 3)", R"("version": 0)", "version: must be a whole number from 1 to 1000000"},
      {R"("pack": 1)", R"("pack": "1")", "pack: must be a whole number from 1 to 3"},
      {R"("week")", R"("day")", "audit_period: must be \"month\" or \"week\""},
      {R"("languages": ["en", "uk"])", R"("languages": ["uk"])", "languages: must be a list with \"en\" in it"},
      {R"("id": "small", )", "", "id: is missing"},
      {R"("consent_version": "1")", R"("consent": "1")", "consent_version: is missing"},
      {R"("pack": 1,)", R"("pack": 1, "colour": "red",)", "pack: has an unknown member \"colour\""},
      {R"("pack": 1,)", R"("pack": 1, "\u001b[2J": "red",)", "pack: has an unknown member (unprintable)"},
      {R"("words": {"g")", R"("words": {"G Г": {"en": "G", "uk": "Г"}, "g")", "the name must be a code"},
  };
  for (const Mistake& each : mistakes) EXPECT_THAT(problem_of(with(each.from, each.to)), HasSubstr(each.problem));
}

TEST(Pack, BrokenJson_IsNamedWithItsLine) {
  EXPECT_EQ(problem_of(with(R"("audit_period": "week")", R"("audit_period": week)")), "line 3: this is not JSON");
  EXPECT_EQ(problem_of(std::string(kSmall) + "x"), "line 18: this is not JSON");
  EXPECT_EQ(problem_of(""), "line 1: this is not JSON");
  EXPECT_THAT(problem_of(with(R"("pack": 1,)", R"("pack": 1, "pack": 1,)")), HasSubstr("a member twice"));
  EXPECT_THAT(problem_of(with(R"("target": 5)", R"("target": 5.5)")), HasSubstr("not a plain whole number"));
  EXPECT_EQ(problem_of("[]"), "pack: must be an object");
}

TEST(Pack, NewerFormat_NeedsAnUpdate) {
  EXPECT_THAT(problem_of(with(R"("pack": 1,)", R"("pack": 4,)"), Code::update_needed), HasSubstr("newer format"));
}

TEST(Pack, OverItsLimit_IsTooLarge) {
  const std::string padding(limits::kPack, ' ');
  EXPECT_THAT(problem_of(kSmall + padding, Code::too_large), HasSubstr("204800 bytes"));
}

// The pieces of the tutorial in docs/packs.md, put together as its reader would.
TEST(PackTutorial, IsAValidPack) {
  const std::string page = tacit::testing::read_file(tacit::test::source_file("docs/packs.md"));
  const std::string_view fence = "```json\n";
  std::string text;
  for (auto at = page.find(fence); at != std::string::npos; at = page.find(fence, at)) {
    at += fence.size();
    text += page.substr(at, page.find("```", at) - at);
  }
  std::string problem;
  const auto pack = read_pack(text, &problem);
  ASSERT_TRUE(pack) << problem;
  EXPECT_EQ(pack->commodity("starter-set")->contents.at("diaper"), 30);
  EXPECT_EQ(pack->indicator("mothers")->target, 105);
  EXPECT_TRUE(review_pack(text).advice.empty());
  text.replace(text.find("{\"diaper\": 30}"), 14, "{\"diapers\": 30}");
  EXPECT_NE(page.find(problem_of(text)), std::string::npos) << "the page shows another message";
}

TEST(BuiltInPacks, AreTheFiveAndEachIsValid) {
  const auto ids = built_in_packs();
  EXPECT_EQ(ids, (std::vector<std::string_view>{"care-network", "city-services", "family-centre", "msm-outreach",
                                                "street-rounds"}));
  for (const std::string_view id : ids) {
    std::string problem;
    const auto pack = read_pack(built_in_pack(id).value(), &problem);
    ASSERT_TRUE(pack) << id << ": " << problem;
    EXPECT_EQ(pack->id, id);
    for (const char* language : {"ru", "uk"}) EXPECT_THAT(pack->languages, ::testing::Contains(language));
  }
  EXPECT_FALSE(built_in_pack("night-shelter"));
  EXPECT_FALSE(built_in_pack(""));
}

TEST(BuiltInPacks, AreTheFilesByteForByte) {
  for (const std::string_view id : built_in_packs())
    EXPECT_EQ(built_in_pack(id).value(),
              tacit::testing::read_file(tacit::test::source_file("schema/packs/" + std::string(id) + ".json")));
}

}  // namespace
}  // namespace tacit

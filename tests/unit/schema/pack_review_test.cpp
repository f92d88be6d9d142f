#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "record_samples.hpp"
#include "small_pack.hpp"

// What the author of a pack is told: all mistakes, advice, and what stands against an upgrade.
namespace tacit {
namespace {

using namespace tacit::testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> lines_of(const std::vector<PackRemark>& remarks) {
  std::vector<std::string> out;
  for (const auto& remark : remarks) out.push_back(remark.place + ": " + remark.text);
  return out;
}

// Several replacements in the small pack.
std::string with_all(std::initializer_list<std::pair<const char*, const char*>> changes) {
  std::string text = kSmall;
  for (const auto& [from, to] : changes) {
    const auto at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error(std::string("not in the small pack: ") + from);
    text.replace(at, std::string_view(from).size(), to);
  }
  return text;
}

TEST(PackReview, EveryMistake_IsTold) {
  const auto review = review_pack(with_all({{R"("code": "escort")", R"("code": "Escort")"},
                                            {R"("refer_to": "aids")", R"("refer_to": "aids-center")"},
                                            {R"("uk": "Мило")", R"("uk": "")"},
                                            {R"("target": 5)", R"("target": 0)"}}));
  ASSERT_FALSE(review.pack);
  EXPECT_EQ(review.pack.error().code, Code::malformed);
  EXPECT_THAT(lines_of(review.mistakes),
              ElementsAre("services[1].code: must be a code: up to 48 of a-z, 0-9 and hyphen",
                          "commodities[0] (soap).labels: the text in \"uk\" must have 1 to 200 bytes and no control "
                          "characters",
                          "tests[0] (hiv).refer_to: no destination has the code \"aids-center\"",
                          HasSubstr("indicators[0] (talks).target: must be a whole number from 1 to ")));
  EXPECT_THAT(review.advice, IsEmpty());
}

TEST(PackReview, MistakeThatFollowsFromAnother_IsNotTold) {
  EXPECT_THAT(lines_of(review_pack(with(R"("languages": ["en", "uk"],)", "")).mistakes),
              ElementsAre("languages: must be a list with \"en\" in it"));
  EXPECT_THAT(lines_of(review_pack(with(R"("count": "services")", R"("count": "Services")")).mistakes),
              ElementsAre("indicators[0] (talks).count: must be a code: up to 48 of a-z, 0-9 and hyphen"));
  EXPECT_THAT(lines_of(review_pack(with_all({{R"("code": "talk")", R"("code": "")"},
                                             {R"("code": "escort")", R"("code": "")"},
                                             {R"("codes": ["talk"], )", ""}}))
                           .mistakes),
              ElementsAre("services[0].code: must be a code: up to 48 of a-z, 0-9 and hyphen",
                          "services[1].code: must be a code: up to 48 of a-z, 0-9 and hyphen"));
}

TEST(PackReview, MoreThanAHundredMistakes_AreCutOff) {
  std::string many = R"("outings": [)";
  for (int i = 0; i < 200; ++i) many += "7, ";
  EXPECT_EQ(review_pack(with(R"("outings": [)", many.c_str())).mistakes.size(), 100U);
}

TEST(PackReview, UnreadableFile_IsOneMistake) {
  EXPECT_THAT(lines_of(review_pack("{").mistakes), ElementsAre("line 1: this is not JSON"));
  EXPECT_THAT(lines_of(review_pack(with(R"("pack": 1,)", R"("pack": 4,)")).mistakes),
              ElementsAre("pack: is a newer format than this program knows"));
}

TEST(PackAdvice, OneValueForAuditors_IsTold) {
  EXPECT_THAT(lines_of(review_pack(kSmall).advice),
              ElementsAre("attributes (sex): auditors see it, and it has one value: it says no more than that somebody "
                          "is listed"));
}

// The small pack with two values of its attribute, about which there is nothing to say.
std::string sound(std::initializer_list<std::pair<const char*, const char*>> changes) {
  std::string text = with_all(changes);
  const std::string value = R"({"code": "f", "labels": {"en": "Female", "uk": "Жіноча"}})";
  return text.replace(text.find(value), value.size(),
                      value + R"(, {"code": "m", "labels": {"en": "Male", "uk": "Чоловіча"}})");
}

TEST(PackAdvice, EachUnwiseThing_IsTold) {
  EXPECT_THAT(lines_of(review_pack(sound({})).advice), IsEmpty());
  EXPECT_THAT(lines_of(review_pack(sound({{R"("words": {)", R"("words": {"h": {"en": "H", "uk": "Х"}, )"}})).advice),
              ElementsAre("words (h): no row names it"));
  EXPECT_THAT(lines_of(review_pack(sound({{R"("refer_to": "aids", )", ""}})).advice),
              ElementsAre("tests (hiv): has no \"refer_to\": nobody is told where to send a person after it"));
  EXPECT_THAT(
      lines_of(review_pack(sound({{R"("codes": ["talk"])", R"("codes": ["talk", "escort"])"}})).advice),
      ElementsAre("indicators (talks).codes: auditors see some of these and not others, so they cannot check the "
                  "figure and may misread it"));
  EXPECT_THAT(lines_of(review_pack(sound({{R"("code": "talk",)", R"("code": "talk", "foreign": {"dhis2": "x"},)"},
                                          {R"("code": "escort",)", R"("code": "escort", "foreign": {"dhis2": "x"},)"}}))
                           .advice),
              ElementsAre("services (escort).foreign: has the same name in \"dhis2\" as \"talk\": one figure would "
                          "replace the other there"));
  EXPECT_THAT(
      lines_of(
          review_pack(sound({{R"("outings": [{"code": "street", "labels": {"en": "Street", "uk": "Вулиця"}}],)", ""},
                             {R"("kinds": ["street"], )", ""}}))
              .advice),
      ElementsAre("outings: without outing kinds no contact can be recorded"));
}

std::vector<std::string> obstacles(std::initializer_list<std::pair<const char*, const char*>> changes) {
  std::string problem;
  const auto next = read_pack(with_all(changes), &problem);
  if (!next) throw std::runtime_error(problem);
  return lines_of(obstacles_to_upgrade(read_pack(kSmall).value(), *next));
}

constexpr std::pair<const char*, const char*> kNext{R"("version": 3)", R"("version": 4)"};

TEST(PackUpgrade, HigherVersionWithMoreInIt_HasNoObstacle) {
  EXPECT_THAT(obstacles({kNext}), IsEmpty());
  EXPECT_THAT(obstacles({kNext,
                         {R"("code": "talk")", R"("retired": true, "code": "talk")"},
                         {R"({"en": "Escort", "uk": "Супровід"})", R"({"en": "Walk", "uk": "Шлях"})"},
                         {R"("sites": [)",
                          R"("sites": [{"code": "park", "group": "g", "labels": {"en": "Park", "uk": "Парк"}}, )"}}),
              IsEmpty());
}

TEST(PackUpgrade, OtherIdOrVersion_IsAnObstacle) {
  EXPECT_THAT(obstacles({}), ElementsAre("version: must be higher than 3, which the organisation has"));
  EXPECT_THAT(obstacles({{R"("version": 3)", R"("version": 2)"}}),
              ElementsAre("version: must be higher than 3, which the organisation has"));
  EXPECT_THAT(obstacles({kNext, {R"("id": "small")", R"("id": "large")"}}),
              ElementsAre("id: must stay \"small\", as the organisation's pack has it"));
}

TEST(PackUpgrade, CodeThatIsGone_IsAnObstacle) {
  const auto gone = [](const char* from, const char* to) { return obstacles({kNext, {from, to}}); };
  const auto keep = [](const std::string& table, const std::string& code) {
    return ElementsAre(table + ": records may name \"" + code + "\": keep it, with \"retired\": true");
  };
  EXPECT_THAT(gone(R"("code": "escort")", R"("code": "walk")"), keep("services", "escort"));
  EXPECT_THAT(gone(R"("code": "course")", R"("code": "class")"), keep("sessions", "course"));
  EXPECT_THAT(gone(R"("code": "kit")", R"("code": "bag")"), keep("commodities", "kit"));
  EXPECT_THAT(gone(R"("code": "hiv")", R"("code": "hcv")"), keep("tests", "hiv"));
  EXPECT_THAT(gone(R"("code": "sex")", R"("code": "gender")"), keep("attributes", "sex"));
  EXPECT_THAT(gone(R"("code": "f")", R"("code": "m")"), keep("attributes (sex).values", "f"));
  EXPECT_THAT(gone(R"("code": "square")", R"("code": "park")"), keep("sites", "square"));
  EXPECT_THAT(gone(R"("id": "talks")", R"("id": "chats")"), keep("indicators", "talks"));
  EXPECT_THAT(obstacles({kNext, {R"("code": "street")", R"("code": "club")"}, {R"("kinds": ["street"], )", ""}}),
              keep("outings", "street"));
  EXPECT_THAT(obstacles({kNext, {R"("refer_to": "aids", )", ""}, {R"("code": "aids")", R"("code": "clinic")"}}),
              keep("destinations", "aids"));
}

TEST(PackUpgrade, FollowUpThatIsGone_IsAnObstacle) {
  const std::string text = with(R"("sites": [)", R"("follow_ups": [{"code": "next", "on": "contact", "days": 9,
      "labels": {"en": "Next", "uk": "Далі"}}], "sites": [)");
  EXPECT_THAT(
      lines_of(obstacles_to_upgrade(read_pack(text).value(), read_pack(with(kNext.first, kNext.second)).value())),
      ElementsAre("follow_ups: records may name \"next\": keep it, with \"retired\": true"));
}

// Faces that were sealed under the edition before would seem falsified, and figures would change their meaning.
TEST(PackUpgrade, OtherMeaningOrAuditFace_IsAnObstacle) {
  const auto changed = [](const char* from, const char* to) { return obstacles({kNext, {from, to}}); };
  const auto fixed = [](const std::string& place) {
    return ElementsAre(place + ": cannot change under what was recorded: retire the row and add one with a new code");
  };
  EXPECT_THAT(changed(R"("week")", R"("month")"), ElementsAre("audit_period: cannot change under what was recorded"));
  EXPECT_THAT(changed(R"("uk": "Розмова"}, "audit": true)", R"("uk": "Розмова"})"), fixed("services (talk).audit"));
  EXPECT_THAT(changed(R"("retest_days": 90, "audit": true)", R"("retest_days": 90)"), fixed("tests (hiv).audit"));
  EXPECT_THAT(changed(R"("uk": "Стать"}, "audit": true)", R"("uk": "Стать"})"), fixed("attributes (sex).audit"));
  EXPECT_THAT(changed(R"("class": "g")", R"("class": "piece")"), fixed("commodities (soap).class"));
  EXPECT_THAT(changed(R"("unit": "piece")", R"("unit": "g")"), fixed("commodities (soap).unit"));
  EXPECT_THAT(changed(R"({"soap": 2})", R"({"soap": 3})"), fixed("commodities (kit).contents"));
  EXPECT_THAT(changed(R"("square", "group": "g")", R"("square", "group": "piece")"), fixed("sites (square).group"));
}

}  // namespace
}  // namespace tacit

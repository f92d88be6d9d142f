#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crypto/encoding.hpp"
#include "random_records.hpp"

namespace tacit {
namespace {

using tacit::testing::id_of;
using tacit::testing::sample_contact;
using ::testing::HasSubstr;

class PackCheck : public ::testing::Test {
 protected:
  // The error's text, or "fine".
  std::string verdict(const record::Body& body) const {
    const auto checked = check(body, pack_);
    if (checked) return "fine";
    return std::string(checked.error().text.view());
  }
  Code code(const record::Body& body) const { return check(body, pack_).error().code; }

  const Pack pack_ = tacit::testing::pack_with_all();
  record::Contact contact_ = sample_contact();
  const Day day_{18'700};
  const ClientId client_ = id_of<ClientId>(1);
  const LotId lot_ = id_of<LotId>(2);
};

TEST_F(PackCheck, Samples_AreFine) {
  for (const auto& sample : tacit::testing::sample_records())
    if (const auto body = record::to_body(sample)) {
      EXPECT_EQ(verdict(*body), "fine") << record::kind_of(sample);
    }
}

TEST_F(PackCheck, RandomRecordsThatPass_DecodeAgain) {
  tacit::testing::RandomRecords random(pack_, 3);
  for (int i = 0; i < 500; ++i) {
    const record::Body body = random.body();
    ASSERT_EQ(verdict(body), "fine");
    const auto record = record::to_record(body);
    EXPECT_TRUE(record::decode(record::kind_of(record), record::version_of(record), record::encode(record)));
  }
}

TEST_F(PackCheck, ContactWithUnknownCode_IsRefused) {
  auto r = contact_;
  r.kind = "club";
  EXPECT_EQ(verdict(r), "the pack has no such kind of outing");
  r = contact_;
  r.services[0].code = "haircut";
  EXPECT_EQ(verdict(r), "the pack has no such service");
  r = contact_;
  r.tests[0].test = "rapid-malaria";
  EXPECT_EQ(verdict(r), "the pack has no such test");
  r = contact_;
  r.given[0].code = "hygiene";  // a class, not a commodity
  EXPECT_EQ(verdict(r), "the pack has no such commodity");
  r = contact_;
  r.about["shoe-size"] = "43";
  EXPECT_THAT(verdict(r), HasSubstr("no such attribute"));
  r = contact_;
  r.about["sex"] = "female";
  EXPECT_THAT(verdict(r), HasSubstr("cannot have this value"));
}

TEST_F(PackCheck, LotOfWhatTheContactDoesNotName_IsRefused) {
  auto r = tacit::testing::contact_with_lots();
  EXPECT_EQ(verdict(r), "fine");
  r.lots["rapid-tb"] = "K 18";
  EXPECT_THAT(verdict(r), HasSubstr("names as a test or as given"));
  r = tacit::testing::contact_with_lots();
  r.given.push_back({"soap", 1});
  r.lots["soap"] = "S 1";
  EXPECT_THAT(verdict(r), HasSubstr("keeps no lot"));
  for (const std::string& lot :
       {std::string(), std::string(49, 'x'), std::string("two\nlines"), std::string("\x1b[2J")}) {
    r = tacit::testing::contact_with_lots();
    r.lots["rapid-hiv"] = lot;
    EXPECT_NE(verdict(r), "fine");
  }
}

TEST_F(PackCheck, ContactWithNobodyOrBoth_IsRefused) {
  auto r = contact_;
  r.anonymous = 1;
  EXPECT_THAT(verdict(r), HasSubstr("not both"));
  r.client.reset();
  EXPECT_EQ(verdict(r), "fine");
  r.anonymous = 0;
  EXPECT_THAT(verdict(r), HasSubstr("needs a client"));
  r.anonymous = -3;
  EXPECT_THAT(verdict(r), HasSubstr("at least 1"));
}

TEST_F(PackCheck, CounsellingWithoutTelling_IsRefused) {
  auto r = contact_;
  r.tests = {{"rapid-hiv", record::TestResult::reactive, false, true, true}};
  EXPECT_THAT(verdict(r), HasSubstr("needs the result to be told"));
  r.tests[0].counselled_after = false;
  EXPECT_EQ(verdict(r), "fine");
}

TEST_F(PackCheck, QuantitiesOutOfRange_AreRefused) {
  auto r = contact_;
  r.services[0].count = 0;
  EXPECT_THAT(verdict(r), HasSubstr("at least 1"));
  r = contact_;
  r.given[0].count = limits::kQuantity + 1;
  EXPECT_EQ(code(r), Code::too_large);
  EXPECT_THAT(verdict(record::StockIssue{day_, "soap", lot_, 0, {}}), HasSubstr("at least 1"));
  EXPECT_EQ(code(record::StockReceive{day_, "soap", lot_, {}, limits::kQuantity + 1, ""}), Code::too_large);
}

TEST_F(PackCheck, SameCodeTwice_IsRefused) {
  auto r = contact_;
  r.services.push_back(r.services[0]);
  EXPECT_THAT(verdict(r), HasSubstr("a service is there twice"));
  r = contact_;
  r.given.push_back(r.given[0]);
  EXPECT_THAT(verdict(r), HasSubstr("a commodity is there twice"));
}

TEST_F(PackCheck, LongOrBrokenText_IsRefused) {
  auto r = contact_;
  r.note = std::string(limits::kNote + 1, 'x');
  EXPECT_EQ(code(r), Code::too_large);
  for (const char* note : {"\xff", "a\x1b[2J", "\xc0\x80", "\xed\xa0\x80", "\xe2\x82", "\xf5\x80\x80\x80"}) {
    r.note = note;
    EXPECT_THAT(verdict(r), HasSubstr("UTF-8 without control characters"));
  }
  r.note = "два\nрядки € 😀";
  EXPECT_EQ(verdict(r), "fine");
  EXPECT_EQ(code(record::Label{record::Label::Subject::site, "square", std::string(limits::kName + 1, 'x')}),
            Code::too_large);
}

TEST_F(PackCheck, TooManyItems_AreTooLarge) {
  auto r = contact_;
  r.tests.assign(limits::kItems + 1, {"rapid-hiv", record::TestResult::invalid, false, false, false});
  EXPECT_EQ(code(r), Code::too_large);
}

TEST_F(PackCheck, OwnSite_IsFineIfItIsACode) {
  auto r = contact_;
  r.site = "behind-the-market";
  EXPECT_EQ(verdict(r), "fine");
  r.site = "Behind the market";
  EXPECT_THAT(verdict(r), HasSubstr("the site must be a code"));
  r.site = "";
  EXPECT_THAT(verdict(r), HasSubstr("the site must be a code"));
}

TEST_F(PackCheck, DayOutsideTheCalendar_IsRefused) {
  auto r = contact_;
  r.day = {-100'000};
  EXPECT_THAT(verdict(r), HasSubstr("2000 to 2199"));
  EXPECT_THAT(verdict(record::ClientLink{client_, id_of<ClientId>(2), {500'000}}), HasSubstr("2000 to 2199"));
}

TEST_F(PackCheck, GroupSession_IsCheckedThroughout) {
  const record::GroupSession good{day_, "cooking-class", "", "moscow-womens-branch", 2, {client_}};
  EXPECT_EQ(verdict(good), "fine");
  auto r = good;
  r.kind = "street-round";
  EXPECT_EQ(verdict(r), "the pack has no such kind of group session");
  r = good;
  r.participants = 0;
  EXPECT_THAT(verdict(r), HasSubstr("at least 1"));
  r = good;
  r.known = {client_, client_};
  EXPECT_THAT(verdict(r), HasSubstr("named twice"));
  r.known = {client_, id_of<ClientId>(2), id_of<ClientId>(3)};
  EXPECT_THAT(verdict(r), HasSubstr("raise the number of participants"));
}

TEST_F(PackCheck, OtherKinds_AreChecked) {
  EXPECT_THAT(verdict(record::ClientLink{client_, client_, day_}), HasSubstr("cannot be linked to itself"));
  EXPECT_THAT(verdict(record::ClientRegister{client_, {}, {{"sex", "z"}}, day_}), HasSubstr("cannot have this value"));
  EXPECT_THAT(verdict(record::Consent{client_, "", true, day_}), HasSubstr("consent version"));
  EXPECT_THAT(verdict(record::Outing{day_, "cooking-class", {}, "square", "", {}}), HasSubstr("kind of outing"));
  EXPECT_THAT(verdict(record::Outing{day_, "street-round", {}, "square", "", {DeviceId{}, DeviceId{}}}),
              HasSubstr("crew twice"));
  EXPECT_THAT(verdict(record::Referral{client_, "moon", "", {}, day_}), HasSubstr("no such referral destination"));
  EXPECT_THAT(verdict(record::Referral{client_, "aids-centre", "soap", {}, day_}), HasSubstr("reason of a referral"));
  EXPECT_EQ(verdict(record::Referral{client_, "aids-centre", "accompaniment", {}, day_}), "fine");
  EXPECT_THAT(verdict(record::StockIssue{day_, "gold", lot_, 1, {}}), HasSubstr("no such commodity"));
  EXPECT_THAT(verdict(record::StockReceive{day_, "soap", lot_, {}, 1, "EU grant"}), HasSubstr("grant must be a code"));
}

TEST_F(PackCheck, Label_NeedsTheIdOfItsSubject) {
  using Subject = record::Label::Subject;
  EXPECT_THAT(verdict(record::Label{Subject::team, "perm", "Perm"}), HasSubstr("26-character id"));
  EXPECT_THAT(verdict(record::Label{Subject::organisation, "x", "Perm"}), HasSubstr("takes no id"));
  EXPECT_THAT(verdict(record::Label{Subject::site, "", "Perm"}), HasSubstr("site must be a code"));
  EXPECT_THAT(verdict(record::Label{Subject::team, id_text(TeamId{}), ""}), HasSubstr("needs a name"));
}

TEST_F(PackCheck, Statement_IsOfTheIndicatorsOfThePack) {
  EXPECT_THAT(verdict(record::Statement{"2021", {{"moons", 1}}}), HasSubstr("no such indicator"));
  EXPECT_THAT(verdict(record::Statement{"2021", {}}), HasSubstr("at least one figure"));
  EXPECT_THAT(verdict(record::Statement{"spring", {{"rounds", 1}}}), HasSubstr("the period must be like"));
  EXPECT_THAT(verdict(record::Statement{"2021", {{"rounds", -1}}}), HasSubstr("whole number"));
  EXPECT_THAT(verdict(record::Statement{"2021", {{"rounds", 1}, {"rounds", 2}}}), HasSubstr("each indicator once"));
}

}  // namespace
}  // namespace tacit

#include "schema/audit_record.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crypto/encoding.hpp"
#include "random_records.hpp"
#include "tests/support/cases.hpp"

namespace tacit::audit {
namespace {

using tacit::testing::id_of;
using tacit::testing::pack_named;
using tacit::testing::sample_contact;

std::string text_of(const Record& record) { return json::serialize(encode(record)); }

// Any function of client and quarter will do here; the real one is an HMAC.
Result<Pseudonym> pseudonym(const ClientId& client, std::string_view quarter) {
  Pseudonym out;
  for (std::size_t i = 0; i < Pseudonym::kSize; ++i)
    out.bytes[i] = static_cast<std::uint8_t>(client.bytes[i] * 31 + quarter[i % quarter.size()] + 17);
  return out;
}

Record coarse(const record::Record& record, const Coarsening& with) {
  return coarsen(record, with, true).value().value();
}

class AuditRecord : public ::testing::Test {
 protected:
  const Pack pack_ = tacit::testing::pack_with_all();
  const Coarsening with_{pack_, pseudonym};
};

TEST_F(AuditRecord, EverySample_DecodesToTheSameBytes) {
  for (const Record& sample : tacit::testing::sample_audit_records()) {
    const auto body = json::parse(text_of(sample), limits::kDisclosure);
    ASSERT_TRUE(body);
    const auto decoded = decode(kind_of(sample), version_of(sample), *body);
    ASSERT_TRUE(decoded) << *body;
    EXPECT_EQ(decoded->index(), sample.index());
    EXPECT_EQ(text_of(*decoded), text_of(sample));
  }
}

TEST_F(AuditRecord, Contact_IsCoarsened) {
  const Record face = coarse(sample_contact(), with_);
  EXPECT_EQ(kind_of(face), "contact");
  const auto& r = std::get<Contact>(face);
  EXPECT_EQ(r.period, "2021-03");
  EXPECT_EQ(r.quarter, "2021Q1");
  EXPECT_EQ(r.client, pseudonym(id_of<ClientId>(1), "2021Q1").value());
  EXPECT_EQ(r.anonymous, 0);
  EXPECT_EQ(r.kind, "street-round");
  EXPECT_EQ(r.time, record::TimeOfDay::night);
  EXPECT_EQ(r.site_group, "moscow");
  ASSERT_EQ(r.services.size(), 2U);
  EXPECT_EQ(r.services[0].code, "information");
  EXPECT_EQ(r.services[1].code, "pre-medical-care");
  EXPECT_EQ(r.services[1].count, 2);
  EXPECT_EQ(r.tests, (std::vector<std::string>{"rapid-hiv", "rapid-tb"}));
  ASSERT_EQ(r.given.size(), 2U);
  EXPECT_EQ(r.given[0].code, "hygiene");
  EXPECT_EQ(r.given[0].count, 3);
  EXPECT_EQ(r.given[1].code, "kit");
  EXPECT_EQ(r.given[1].count, 1);
  EXPECT_EQ(r.about, (record::Attributes{{"age-band", "30-44"}, {"sex", "f"}}));
}

TEST_F(AuditRecord, AnonymousContact_AsksForNoPseudonym) {
  const Coarsening none{
      pack_, [](const ClientId&, std::string_view) -> Result<Pseudonym> { return fail(Code::not_ready, "no secret"); }};
  const auto r = std::get<Contact>(coarse(tacit::testing::anonymous_contact(), none));
  EXPECT_FALSE(r.client);
  EXPECT_EQ(r.anonymous, 3);
  const auto refused = coarsen(sample_contact(), none, true);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::not_ready);
}

TEST_F(AuditRecord, WeekPack_TellsTheIsoWeek) {
  Pack weekly = pack_;
  weekly.audit_period = Pack::AuditPeriod::week;
  record::Contact r = sample_contact();
  r.day = parse_day("2021-01-03").value();
  const auto face = std::get<Contact>(coarse(r, {weekly, pseudonym}));
  EXPECT_EQ(face.period, "2020-W53");
  EXPECT_EQ(face.quarter, "2021Q1");
}

TEST_F(AuditRecord, UnnamedSite_IsInTheOtherGroup) {
  record::Contact r = sample_contact();
  r.site = "behind-the-market";
  const Record face = coarse(r, with_);
  EXPECT_EQ(std::get<Contact>(face).site_group, "other");
  EXPECT_EQ(text_of(face).find("market"), std::string::npos);
}

const std::set<std::string> kForTheTeamAlone{"client",      "consent",   "label", "referral", "followup",
                                             "appointment", "household", "stay",  "incident"};

TEST_F(AuditRecord, KindsForTheTeamAlone_HaveNoAuditFace) {
  const auto hash = id_of<Hash>(1);
  const auto rid = id_of<RecordId>(1);
  for (const auto& sample : tacit::testing::sample_records()) {
    const auto body = record::to_body(sample);
    if (!body) continue;
    const auto* link = std::get_if<record::ClientLink>(&*body);
    const auto* intake = std::get_if<record::Intake>(&*body);
    const auto* step = std::get_if<record::Case>(&*body);
    const bool has_face = link != nullptr     ? !link->quarter.empty()
                          : intake != nullptr ? intake->kind == "application"
                          : step != nullptr   ? step->step != record::Case::Step::closed
                          : std::holds_alternative<record::StockCount>(*body)
                              ? false
                              : !kForTheTeamAlone.contains(std::string(record::kind_of(sample)));
    EXPECT_EQ(coarsen(sample, with_, true).value().has_value(), has_face);
    EXPECT_EQ(coarsen(record::Correct{rid, hash, *body}, with_, true).value().has_value(), has_face);
  }
}

// Steps, under the quarter's pseudonym; never that or how it ended, or the exact day.
TEST_F(AuditRecord, LongerSupport_IsCoarsened) {
  const Day day = parse_day("2021-03-09").value();
  const auto client = id_of<ClientId>(1);
  const record::Case agreement{client, day, "family-support", record::Case::Step::agreement, std::nullopt, "", "note"};
  const auto step = std::get<Case>(coarse(agreement, with_));
  EXPECT_EQ(step.period, "2021-03");
  EXPECT_EQ(step.client, pseudonym(client, "2021Q1").value());
  EXPECT_EQ(step.step, record::Case::Step::agreement);
  record::Case closed = agreement;
  closed.step = record::Case::Step::closed;
  closed.outcome = "child-kept";
  EXPECT_FALSE(coarsen(closed, with_, true).value()) << "nor that it ended";
  const auto given = std::get<HandOut>(coarse(record::StockHandOut{day, "soap", 30, "perm-station"}, with_));
  EXPECT_EQ(given.audit_class, pack_.commodity("soap")->audit_class);
  EXPECT_EQ(given.site_group, "perm");
}

TEST_F(AuditRecord, GoodsThatMove_AreSummedByKindOfPlace) {
  using Place = Moved::Place;
  const auto sent = std::get<Moved>(coarse(tacit::testing::sample_sending(), with_));
  EXPECT_EQ(sent.period, "2021-03");
  ASSERT_EQ(sent.lines.size(), 1u) << "two lots of one commodity";
  EXPECT_EQ(sent.lines[0].quantity, 50);
  EXPECT_EQ(sent.lines[0].from, Place::store);
  EXPECT_EQ(sent.lines[0].to, Place::transit);
  const auto stolen = std::get<Moved>(coarse(tacit::testing::sample_settlement(), with_));
  EXPECT_EQ(stolen.reason, record::StockReason::stolen);
  const auto valued = std::get<Stock>(
      coarse(record::StockReceive{{18'700}, "soap", id_of<LotId>(1), {}, 5, "", "B 7", record::Money{100, "EUR"}, true},
             with_));
  EXPECT_EQ(valued.value, (record::Money{100, "EUR"}));
  EXPECT_TRUE(valued.donated);
  const record::StockCount count{{18'700}, record::StockPlace::bag(id_of<DeviceId>(1)), "soap", std::nullopt, 3, 0};
  EXPECT_FALSE(coarsen(count, with_, true).value()) << "what was counted stays with those who keep it";
}

TEST_F(AuditRecord, EpisodeThatThePackHides_HasNoAuditFace) {
  Pack hiding = pack_;
  for (auto& one : hiding.cases) one.audit = false;
  const Day day = parse_day("2021-03-09").value();
  const record::Case step{id_of<ClientId>(1), day, "family-support", record::Case::Step::plan, std::nullopt, "", ""};
  EXPECT_FALSE(coarsen(step, {hiding, pseudonym}, true).value());
}

TEST_F(AuditRecord, Void_HasAFaceExactlyIfItsTargetHad) {
  const record::Void r{id_of<RecordId>(3), id_of<Hash>(4), "the reason"};
  const Record face = coarse(r, with_);
  EXPECT_EQ(std::get<Void>(face).target, r.target);
  EXPECT_EQ(std::get<Void>(face).entry, r.entry);
  EXPECT_EQ(text_of(face).find("reason"), std::string::npos);
  EXPECT_FALSE(coarsen(r, with_, false).value());
}

TEST_F(AuditRecord, Link_NamesThePseudonymsOfItsQuarterOnly) {
  record::ClientLink link{id_of<ClientId>(1), id_of<ClientId>(2), {18'000}, "2021Q1"};
  const Record face = coarse(link, with_);
  EXPECT_EQ(std::get<Link>(face).quarter, "2021Q1");
  EXPECT_EQ(std::get<Link>(face).kept, pseudonym(link.kept, "2021Q1").value());
  EXPECT_EQ(std::get<Link>(face).duplicate, pseudonym(link.duplicate, "2021Q1").value());
  EXPECT_EQ(kind_of(face), "client");
  link.quarter.clear();
  EXPECT_FALSE(coarsen(link, with_, true).value());
}

TEST_F(AuditRecord, CodeThePackDoesNotName_IsNotLetIn) {
  record::Contact r = sample_contact();
  r.services = {{"canary", 1}};
  EXPECT_EQ(coarsen(r, with_, true).error().code, Code::invalid_argument);
  r = sample_contact();
  r.about["sex"] = "canary";
  EXPECT_EQ(coarsen(r, with_, true).error().code, Code::invalid_argument);
  r = sample_contact();
  r.kind = "canary";
  EXPECT_EQ(coarsen(record::Correct{id_of<RecordId>(1), id_of<Hash>(1), r}, with_, true).error().code,
            Code::invalid_argument);
}

// What a team face says and its audit face must not, as texts to search for.
struct Canaries {
  std::vector<std::string> texts;
  void add(const std::string& text) {
    if (!text.empty()) texts.push_back("\"" + text + "\"");
  }
  void operator()(const record::Outing& r) {
    add(to_text(r.day));
    add(r.site);
    if (!r.route.empty()) texts.push_back(json::serialize(json::value(r.route)));
    for (const auto& each : r.crew) add(id_text(each));
  }
  void operator()(const record::Contact& r) {
    add(to_text(r.day));
    if (r.client) add(id_text(*r.client));
    if (r.outing) add(id_text(*r.outing));
    add(r.site);
    for (const auto& service : r.services)
      if (service.code.find("reactive") != std::string::npos || service.code.find("accompan") != std::string::npos ||
          service.code.find("posttest") != std::string::npos || service.code.find("confirm") != std::string::npos)
        add(service.code);
    for (const auto& given : r.given)
      if (given.code != "kit") add(given.code);
    if (!r.note.empty()) texts.push_back(json::serialize(json::value(r.note)));
    for (const char* attribute : {"special-need", "stays-at", "documents", "key-population", "gender"}) add(attribute);
  }
  void operator()(const record::GroupSession& r) {
    add(to_text(r.day));
    add(r.site);
    if (!r.topic.empty()) texts.push_back(json::serialize(json::value(r.topic)));
    for (const auto& each : r.known) add(id_text(each));
  }
  void operator()(const record::StockReceive& r) {
    add(to_text(r.day));
    add(id_text(r.lot));
    if (r.expiry) add(to_text(*r.expiry));
    add(r.batch);
  }
  void operator()(const record::StockMove& r) {
    add(to_text(r.day));
    if (r.of) add(id_text(*r.of));
    for (const auto& line : r.lines) {
      if (line.lot) add(id_text(*line.lot));
      if (line.expiry) add(to_text(*line.expiry));
      add(line.batch);
      for (const auto& place : {line.from, line.to})
        if (place.holder != ByteArray<16>{}) texts.push_back(id_text(DeviceId{place.holder}));
    }
  }
  void operator()(const record::StockIssue& r) {
    add(to_text(r.day));
    add(id_text(r.lot));
    add(id_text(r.to));
  }
  void operator()(const record::ClientLink& r) {
    add(to_text(r.day));
    add(id_text(r.kept));
    add(id_text(r.duplicate));
  }
  void operator()(const record::Statement&) {}
  void operator()(const record::Void& r) {
    if (!r.reason.empty()) texts.push_back(json::serialize(json::value(r.reason)));
  }
  void operator()(const record::Correct& r) { std::visit(*this, record::to_record(r.replacement)); }
  template <class Other>
  void operator()(const Other&) {}
};

TEST(AuditRecordProperty, RandomRecords_LeaveNothingFineInTheAuditFace) {
  test::Cases cases("random audit faces");
  for (const std::string_view id : built_in_packs()) {
    const Pack pack = pack_named(id);
    tacit::testing::RandomRecords random(pack, 7);
    int faces = 0;
    for (int i = 0; i < 3'000; ++i) {
      const record::Record record = random.record();
      const auto face = coarsen(record, {pack, pseudonym}, true);
      ASSERT_TRUE(face) << json::serialize(record::encode(record));
      if (!*face) continue;
      ++faces, ++cases;
      const std::string text = text_of(**face);
      Canaries canaries;
      std::visit([&](const auto& r) { canaries(r); }, record);
      for (const std::string& canary : canaries.texts) {
        // A commodity of a stock movement, a kind, or a class may be spelt like what is searched for.
        const bool spelt_alike = canary == "\"online\"" && text.find("\"kind\":\"online\"") != std::string::npos;
        ASSERT_TRUE(spelt_alike || text.find(canary) == std::string::npos) << canary << " in " << text;
      }
      for (const char* word :
           {"reactive", "\"invalid\"", "\"told\"", "\"counselled_", "\"voucher\"", "\"destination\"", "\"note\""})
        ASSERT_EQ(text.find(word), std::string::npos) << text;
      const auto body = json::parse(text, limits::kDisclosure);
      const auto decoded = decode(kind_of(**face), version_of(**face), body.value());
      ASSERT_TRUE(decoded) << text;
      ASSERT_EQ(text_of(*decoded), text);
    }
    EXPECT_GT(faces, 1'000);
  }
}

TEST(AuditRecordProperty, OnlyWhatThePackMarks_IsNamed) {
  test::Cases cases("random contacts");
  for (const std::string_view id : built_in_packs()) {
    const Pack pack = pack_named(id);
    tacit::testing::RandomRecords random(pack, 9);
    for (int i = 0; i < 1'000; ++i, ++cases) {
      const auto face = std::get<Contact>(coarse(random.contact(), {pack, pseudonym}));
      for (const auto& each : face.services) ASSERT_TRUE(pack.service(each.code)->audit) << each.code;
      for (const auto& each : face.tests) ASSERT_TRUE(pack.test(each)->audit) << each;
      for (const auto& [attribute, value] : face.about) ASSERT_TRUE(pack.attribute(attribute)->audit) << attribute;
    }
  }
}

TEST(AuditRecordProperty, TwoFacesOfEqualCoarseness_AreTheSameBytes) {
  const Pack pack = pack_named("street-rounds");
  record::Contact one = sample_contact(), other = one;
  std::reverse(other.services.begin(), other.services.end());
  std::reverse(other.tests.begin(), other.tests.end());
  std::reverse(other.given.begin(), other.given.end());
  other.day = parse_day("2021-03-30").value();
  other.site = "moscow-underpass";
  other.note = "";
  for (auto& test : other.tests) test.result = record::TestResult::non_reactive;
  EXPECT_EQ(text_of(coarse(one, {pack, pseudonym})), text_of(coarse(other, {pack, pseudonym})));
}

}  // namespace
}  // namespace tacit::audit

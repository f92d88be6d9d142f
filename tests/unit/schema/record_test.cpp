#include "schema/record.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crypto/encoding.hpp"
#include "random_records.hpp"

namespace tacit::record {
namespace {

using tacit::testing::id_of;
using tacit::testing::sample_contact;

std::string text_of(const Record& record) { return json::serialize(encode(record)); }

Result<Record> decode_text(std::string_view kind, const std::string& text) {
  TRY(const json::value body, json::parse(text, limits::kDisclosure));
  return decode(kind, body);
}

Code code_of(std::string_view kind, const json::value& body) {
  const auto decoded = decode(kind, kKindVersion, body);
  return decoded ? Code::already_done : decoded.error().code;
}

json::object object_of(const Record& record) { return encode(record).as_object(); }

TEST(Record, EverySample_DecodesToTheSameBytes) {
  for (const Record& sample : tacit::testing::sample_records()) {
    const std::string text = text_of(sample);
    const auto decoded = decode_text(kind_of(sample), text);
    ASSERT_TRUE(decoded) << text;
    EXPECT_EQ(decoded->index(), sample.index()) << text;
    EXPECT_EQ(text_of(*decoded), text);
  }
}

TEST(Record, RandomRecords_DecodeToTheSameBytes) {
  const Pack pack = tacit::testing::pack_with_all();
  tacit::testing::RandomRecords random(pack, 1);
  for (int i = 0; i < 2'000; ++i) {
    const Record record = random.record();
    const std::string text = text_of(record);
    const auto decoded = decode_text(kind_of(record), text);
    ASSERT_TRUE(decoded) << text;
    ASSERT_EQ(text_of(*decoded), text);
  }
}

TEST(Record, Contact_KeepsEveryField) {
  const auto decoded = decode_text("contact", text_of(sample_contact()));
  ASSERT_TRUE(decoded);
  const auto& r = std::get<Contact>(*decoded);
  EXPECT_EQ(to_text(r.day), "2021-03-09");
  EXPECT_EQ(r.client, id_of<ClientId>(1));
  EXPECT_EQ(r.anonymous, 0);
  EXPECT_EQ(r.outing, id_of<RecordId>(2));
  EXPECT_EQ(r.kind, "street-round");
  EXPECT_EQ(r.time, TimeOfDay::night);
  EXPECT_EQ(r.site, "moscow-station-east");
  ASSERT_EQ(r.services.size(), 3U);
  EXPECT_EQ(r.services[0].code, "pre-medical-care");
  EXPECT_EQ(r.services[0].count, 2);
  ASSERT_EQ(r.tests.size(), 3U);
  EXPECT_EQ(r.tests[2].test, "rapid-hiv");
  EXPECT_EQ(r.tests[2].result, TestResult::reactive);
  EXPECT_TRUE(r.tests[2].told && r.tests[2].counselled_before && r.tests[2].counselled_after);
  EXPECT_EQ(r.tests[0].result, TestResult::invalid);
  EXPECT_FALSE(r.tests[0].told || r.tests[0].counselled_after);
  ASSERT_EQ(r.given.size(), 3U);
  EXPECT_EQ(r.given[0].code, "soap");
  EXPECT_EQ(r.about.at("sex"), "f");
  EXPECT_EQ(r.note, "asked for a doctor on Thursday");
}

// A program that knows only the first version keeps these unread, and does not take them for malformed.
TEST(Record, WhatEarlierVersionsCannotSay_IsOfALaterOne) {
  for (const Record& sample : tacit::testing::sample_records()) {
    if (version_of(sample) == 1) continue;
    const json::value body = encode(sample);
    for (int version = 1; version < version_of(sample); ++version)
      EXPECT_FALSE(decode(kind_of(sample), version, body)) << version << body;
    EXPECT_TRUE(decode(kind_of(sample), version_of(sample), body)) << body;
    const Record correct = Correct{id_of<RecordId>(31), id_of<Hash>(41), *to_body(sample)};
    EXPECT_EQ(version_of(correct), 1);
    EXPECT_EQ(object_of(correct).at("kv"), version_of(sample));
    EXPECT_TRUE(decode_text("correct", text_of(correct)));
  }
  const json::value self = encode(Consent{id_of<ClientId>(1), "2021-1", true, Day{18'700}, Consent::By::self});
  EXPECT_FALSE(decode("consent", 2, self)) << "one form for one value";
}

TEST(Record, Correct_KeepsTheReplacement) {
  const Record sample = Correct{id_of<RecordId>(31), id_of<Hash>(41), sample_contact()};
  const auto decoded = decode_text("correct", text_of(sample));
  ASSERT_TRUE(decoded);
  const auto& r = std::get<Correct>(*decoded);
  EXPECT_EQ(r.target, id_of<RecordId>(31));
  EXPECT_EQ(r.entry, id_of<Hash>(41));
  EXPECT_EQ(text_of(to_record(r.replacement)), text_of(sample_contact()));
}

TEST(Record, KindAndDay_AreThoseOfTheBody) {
  EXPECT_EQ(kind_of(sample_contact()), "contact");
  EXPECT_EQ(kind_of(ClientLink{}), "client");
  EXPECT_EQ(kind_of(StockIssue{}), "stock");
  EXPECT_EQ(kind_of(Void{}), "void");
  EXPECT_EQ(to_text(day_of(sample_contact())), "2021-03-09");
  EXPECT_EQ(day_of(Label{}).since_epoch, 0);
  EXPECT_EQ(day_of(Statement{}).since_epoch, 0);
  EXPECT_FALSE(to_body(Void{}));
  EXPECT_FALSE(to_body(Correct{}));
  EXPECT_TRUE(std::holds_alternative<Outing>(to_body(Outing{}).value()));
}

TEST(Record, UnknownKindOrVersion_NeedsAnUpdate) {
  const json::value body = encode(sample_contact());
  EXPECT_EQ(decode("contact", 3, body).error().code, Code::update_needed);
  EXPECT_EQ(decode("release", 1, body).error().code, Code::update_needed);
  EXPECT_EQ(decode("void", 2, body).error().code, Code::update_needed);
  json::object correct = object_of(Correct{id_of<RecordId>(1), id_of<Hash>(2), sample_contact()});
  correct["kv"] = 3;
  EXPECT_EQ(code_of("correct", correct), Code::update_needed);
  correct["kv"] = 1;
  correct["kind"] = "dispute";
  EXPECT_EQ(code_of("correct", correct), Code::update_needed);
}

TEST(Record, CorrectionOfACorrection_IsNotNested) {
  json::object correct = object_of(Correct{id_of<RecordId>(1), id_of<Hash>(2), sample_contact()});
  json::object outer = correct;
  outer["kind"] = "correct";
  outer["replacement"] = correct;
  EXPECT_EQ(code_of("correct", outer), Code::malformed);
  outer["kind"] = "void";
  outer["replacement"] = encode(Void{id_of<RecordId>(1), id_of<Hash>(2), ""});
  EXPECT_EQ(code_of("correct", outer), Code::malformed);
}

TEST(Record, DuplicatedMember_IsRefused) {
  for (const Record& sample : tacit::testing::sample_records()) {
    const json::object body = object_of(sample);
    std::string text = json::serialize(body);
    text.insert(1, json::serialize(body.begin()->key()) + ":" + json::serialize(body.begin()->value()) + ",");
    EXPECT_FALSE(decode_text(kind_of(sample), text)) << text;
  }
}

TEST(Record, Quantities_HaveBounds) {
  json::object body = object_of(StockIssue{{18'000}, "soap", id_of<LotId>(1), 40, id_of<DeviceId>(2)});
  body["quantity"] = limits::kQuantity;
  EXPECT_TRUE(decode("stock", 1, body));
  body["quantity"] = limits::kQuantity + 1;
  EXPECT_EQ(code_of("stock", body), Code::too_large);
  body["quantity"] = 0;
  EXPECT_EQ(code_of("stock", body), Code::malformed);
}

TEST(Record, TextAndLists_OverTheirLimit_AreTooLarge) {
  Contact r = sample_contact();
  r.note = std::string(limits::kNote, 'x');
  EXPECT_TRUE(decode("contact", 1, encode(r)));
  r.note += 'x';
  EXPECT_EQ(code_of("contact", encode(r)), Code::too_large);
  r = sample_contact();
  r.tests.assign(limits::kItems, r.tests[1]);
  EXPECT_TRUE(decode("contact", 1, encode(r)));
  r.tests.push_back(r.tests[1]);
  EXPECT_EQ(code_of("contact", encode(r)), Code::too_large);
  r = sample_contact();
  r.site = std::string(limits::kCode + 1, 'x');
  EXPECT_EQ(code_of("contact", encode(r)), Code::too_large);
  EXPECT_EQ(code_of("void", encode(Void{id_of<RecordId>(1), id_of<Hash>(2), std::string(limits::kName + 1, 'x')})),
            Code::too_large);
}

TEST(Record, ControlCharacters_AreRefused) {
  Contact r = sample_contact();
  for (const char* note : {"a\tb", "a\x1b[31mb", "a\rb",
                           "a\xc2\x9b"
                           "b",
                           "a\x7f"}) {
    r.note = note;
    EXPECT_EQ(code_of("contact", encode(r)), Code::malformed);
  }
  r.note = "two\nlines";
  EXPECT_TRUE(decode("contact", 1, encode(r)));
}

TEST(Record, Codes_HaveOneForm) {
  for (const char* kind : {"Street", "street round", "street_round", "-street", "улица", ""}) {
    Contact r = sample_contact();
    r.kind = kind;
    EXPECT_EQ(code_of("contact", encode(r)), Code::malformed) << kind;
  }
}

TEST(Record, ClientCode_HasOneForm) {
  json::object body = object_of(tacit::testing::sample_records()[0]);
  std::string code(body["code"].as_string());
  EXPECT_TRUE(decode("client", 1, body));
  std::string lower = code;
  lower[0] = static_cast<char>(lower[0] + 32);
  for (const std::string& other : {lower, code.substr(0, 12), " " + code.substr(1), std::string("K7QM2X9D4FT--")}) {
    body["code"] = other;
    EXPECT_EQ(code_of("client", body), Code::malformed) << other;
  }
}

TEST(Record, SameThingTwice_IsRefused) {
  Contact r = sample_contact();
  r.services.push_back(r.services[0]);
  EXPECT_EQ(code_of("contact", encode(r)), Code::malformed);
  r = sample_contact();
  r.given.push_back(r.given[0]);
  EXPECT_EQ(code_of("contact", encode(r)), Code::malformed);
  const auto client = id_of<ClientId>(1);
  EXPECT_EQ(code_of("group", encode(GroupSession{{18'000}, "training", "", "centre", 5, {client, client}})),
            Code::malformed);
  EXPECT_EQ(code_of("client", encode(ClientLink{client, client, {18'000}})), Code::malformed);
  EXPECT_EQ(code_of("statement", encode(Statement{"2021", {{"rounds", 1}, {"rounds", 2}}})), Code::malformed);
}

TEST(Record, ContactWithBothOrNeither_IsRefused) {
  Contact r = sample_contact();
  r.anonymous = 2;
  EXPECT_EQ(code_of("contact", encode(r)), Code::malformed);
  r.client.reset();
  EXPECT_TRUE(decode("contact", 1, encode(r)));
  r.anonymous = 0;
  EXPECT_EQ(code_of("contact", encode(r)), Code::malformed);
}

TEST(Record, GroupWithMoreKnownThanPresent_IsRefused) {
  GroupSession r{{18'000}, "training", "", "centre", 1, {id_of<ClientId>(1), id_of<ClientId>(2)}};
  EXPECT_EQ(code_of("group", encode(r)), Code::malformed);
  r.participants = 2;
  EXPECT_TRUE(decode("group", 1, encode(r)));
}

TEST(Record, StatementWithoutFigures_IsRefused) {
  EXPECT_EQ(code_of("statement", json::object{{"period", "2021"}}), Code::malformed);
  EXPECT_EQ(code_of("statement", encode(Statement{"2021Q5", {{"rounds", 1}}})), Code::malformed);
}

TEST(Record, IdsAndDays_HaveOneForm) {
  json::object body = object_of(ClientLink{id_of<ClientId>(1), id_of<ClientId>(2), {18'000}});
  const std::string kept(body["kept"].as_string());
  for (const std::string& id : {kept.substr(1), kept + "0", std::string(26, 'z'), "U" + kept.substr(1)}) {
    body["kept"] = id;
    EXPECT_EQ(code_of("client", body), Code::malformed) << id;
  }
  body["kept"] = kept;
  for (const char* day : {"2021-02-29", "2021-2-09", "09.02.2021", "2021-02-09T"}) {
    body["day"] = day;
    EXPECT_EQ(code_of("client", body), Code::malformed) << day;
  }
}

}  // namespace
}  // namespace tacit::record

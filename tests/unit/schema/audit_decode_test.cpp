#include <gtest/gtest.h>

#include "record_samples.hpp"
#include "schema/audit_record.hpp"

namespace tacit::audit {
namespace {

Code code_of(std::string_view kind, const json::value& body) {
  const auto decoded = decode(kind, 1, body);
  return decoded ? Code::already_done : decoded.error().code;
}

// Not taken for a kind of a newer version, which is kept unread and raises nothing.
TEST(AuditDecode, CorrectionOfACorrection_IsMalformed) {
  int tried = 0;
  for (const audit::Record& sample : tacit::testing::sample_audit_records()) {
    if (!std::holds_alternative<audit::Correct>(sample)) continue;
    for (const char* kind : {"correct", "void"}) {
      json::value body = audit::encode(sample);
      body.as_object()["kind"] = kind;
      const auto read = audit::decode("correct", record::kKindVersion, body);
      ASSERT_FALSE(read);
      EXPECT_EQ(read.error().code, Code::malformed);
      ++tried;
    }
  }
  EXPECT_GT(tried, 0);
}

TEST(AuditDecode, NewerVersionOfAnyKind_NeedsAnUpdate) {
  for (const audit::Record& sample : tacit::testing::sample_audit_records())
    EXPECT_EQ(audit::decode(audit::kind_of(sample), 4, audit::encode(sample)).error().code, Code::update_needed);
}

// A class sums up to 64 goods; a service is counted as it was recorded.
TEST(AuditDecode, CountsOverTheirLimits_AreRefused) {
  const json::object good = encode(tacit::testing::sample_audit_records()[1]).as_object();
  const auto with = [&](const char* key, std::int64_t count) {
    json::object body = good;
    body[key].as_array()[0].as_object()["count"] = count;
    return decode("contact", 1, body).has_value();
  };
  EXPECT_TRUE(with("services", limits::kQuantity));
  EXPECT_FALSE(with("services", limits::kQuantity + 1));
  EXPECT_TRUE(with("given", limits::kQuantity * 64));
  EXPECT_FALSE(with("given", limits::kQuantity * 64 + 1));
}

TEST(AuditDecode, UnsortedOrRepeatedLists_AreRefused) {
  const json::object good = encode(tacit::testing::sample_audit_records()[1]).as_object();
  for (const char* key : {"services", "tests", "given"}) {
    json::object body = good;
    json::array& list = body[key].as_array();
    std::swap(list[0], list[1]);
    EXPECT_EQ(code_of("contact", body), Code::malformed) << key;
    list[0] = list[1];
    EXPECT_EQ(code_of("contact", body), Code::malformed) << key;
  }
}

TEST(AuditDecode, Periods_AreMonthsOrWeeks) {
  json::object body = encode(tacit::testing::sample_audit_records()[0]).as_object();
  for (const char* period : {"2021-12", "2021-W01", "2020-W53", "2021-W52"}) {
    body["period"] = period;
    EXPECT_TRUE(decode("outing", 1, body)) << period;
  }
  for (const char* period : {"2021", "2021Q1", "2021-13", "2021-00", "2021-W00", "2021-W53", "2021-W5", "2021-w05",
                             "2021-03-09", "2021-W5x", "2021-03-09..2021-03-09"}) {
    body["period"] = period;
    EXPECT_EQ(code_of("outing", body), Code::malformed) << period;
  }
}

TEST(AuditDecode, Link_IsOfTwoInOneQuarter) {
  const json::object good = encode(tacit::testing::sample_audit_records()[4]).as_object();
  EXPECT_TRUE(decode("client", 1, good));
  json::object body = good;
  body["kept"] = body["duplicate"];
  EXPECT_EQ(code_of("client", body), Code::malformed);
  body = good;
  body["quarter"] = "2021Q5";
  EXPECT_EQ(code_of("client", body), Code::malformed);
  body = good;
  body["op"] = "register";
  EXPECT_EQ(code_of("client", body), Code::malformed);
}

TEST(AuditDecode, GrantOfAnIssue_IsRefused) {
  json::object body = encode(tacit::testing::sample_audit_records()[7]).as_object();
  EXPECT_TRUE(decode("stock", 1, body));
  body["grant"] = "eu-2020";
  EXPECT_EQ(code_of("stock", body), Code::malformed);
}

TEST(AuditDecode, GoodsThatMove_AreSummedOnceAndGoSomewhere) {
  const Moved sample{"2021-03",
                     record::StockReason::none,
                     {{"razor", Moved::Place::store, Moved::Place::transit, 3},
                      {"soap", Moved::Place::store, Moved::Place::transit, 50}}};
  const json::object good = encode(sample).as_object();
  EXPECT_TRUE(decode("stock", 3, good));
  json::object body = good;
  std::swap(body["lines"].as_array()[0], body["lines"].as_array()[1]);
  EXPECT_FALSE(decode("stock", 3, body)) << "unsorted";
  body["lines"].as_array()[0] = body["lines"].as_array()[1];
  EXPECT_FALSE(decode("stock", 3, body)) << "twice";
  body = good;
  body["lines"].as_array()[0].as_object()["to"] = "people";
  EXPECT_FALSE(decode("stock", 3, body)) << "goods do not go that way";
  body["lines"].as_array()[0].as_object()["to"] = "transit:x";
  EXPECT_FALSE(decode("stock", 3, body));
  body = good;
  body["reason"] = "because";
  EXPECT_FALSE(decode("stock", 3, body));
  body = good;
  body.erase("lines");
  EXPECT_FALSE(decode("stock", 3, body)) << "nothing moves";
  const json::value plain = encode(Stock{Stock::Op::receive, "2021-03", "soap", 5, ""});
  EXPECT_FALSE(decode("stock", 3, plain)) << "version 1 can say it";
}

TEST(AuditDecode, KindsWithoutAuditFaceAndNewerOnes_NeedAnUpdate) {
  for (const char* kind : {"consent", "label", "referral", "followup", "incident", "household", "release", ""})
    EXPECT_EQ(code_of(kind, json::object{}), Code::update_needed) << kind;
  EXPECT_EQ(decode("outing", 2, json::object{}).error().code, Code::update_needed);
}

}  // namespace
}  // namespace tacit::audit

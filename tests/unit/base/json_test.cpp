#include "common/base/json.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tacit::json {
namespace {

constexpr std::size_t kEnough = 100'000;

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

class StrictJsonRefuses : public ::testing::TestWithParam<std::string> {};

TEST_P(StrictJsonRefuses, AsMalformed) {
  const auto parsed = parse(GetParam(), kEnough);
  ASSERT_FALSE(parsed) << GetParam();
  EXPECT_EQ(parsed.error().code, Code::malformed);
}

INSTANTIATE_TEST_SUITE_P(Numbers, StrictJsonRefuses,
                         ::testing::Values("-1", "-0", "1.0", "0.5", "1e2", "1E2", "1e-2", "01", "00", "+1", "0x10",
                                           ".5", "1.", "9007199254740992", "9223372036854775808",
                                           "18446744073709551616", "99999999999999999999999999", "NaN", "Infinity",
                                           "-Infinity", "1 2", R"({"a":-5})", R"([1.0])"));

INSTANTIATE_TEST_SUITE_P(DuplicateKeys, StrictJsonRefuses,
                         ::testing::Values(R"({"a":1,"a":1})", R"({"a":1,"b":2,"a":3})", R"({"a":1,"\u0061":2})",
                                           R"({"x":{"a":1,"a":2}})", R"([{"":1,"":2}])"));

INSTANTIATE_TEST_SUITE_P(Syntax, StrictJsonRefuses,
                         ::testing::Values("", " ", "{", "}", "[1,]", R"({"a":1,})", "{a:1}", "{'a':1}", R"({"a"})",
                                           R"({"a":})", "[1 2]", "tru", "True", "nul", "// c\n1", "/* c */1", "1//",
                                           R"("open)", "\"a\nb\"", R"("\x41")", R"("\u12")"));

INSTANTIATE_TEST_SUITE_P(TrailingBytes, StrictJsonRefuses,
                         ::testing::Values("{}x", "{}{}", "{} {}", "1,", "null]", std::string("{}\0", 3),
                                           "{}\xEF\xBB\xBF"));

INSTANTIATE_TEST_SUITE_P(NotUtf8, StrictJsonRefuses,
                         ::testing::Values("\xEF\xBB\xBF{}", "\"\xFF\"", "\"\xC3\"", "\"\xC0\x80\"", "\"\xED\xA0\x80\"",
                                           "\"\xF4\x90\x80\x80\"", R"("\ud800")", R"("\udc00")", R"("\ud800\ud800")"));

INSTANTIATE_TEST_SUITE_P(Depth, StrictJsonRefuses,
                         ::testing::Values(nested(kMaxDepth + 1), nested(10'000), std::string(50'000, '[')));

TEST(StrictJson, LimitsThemselves_AreAccepted) {
  EXPECT_TRUE(parse(nested(kMaxDepth), kEnough));
  const auto largest = parse("9007199254740991", kEnough);
  ASSERT_TRUE(largest);
  EXPECT_EQ(largest->as_int64(), kMaxInteger);
  EXPECT_TRUE(parse("0", 1));
}

TEST(StrictJson, TextOverTheLimit_IsTooLarge) {
  ASSERT_TRUE(parse("[1,2]", 5));
  const auto parsed = parse("[1,2]", 4);
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, Code::too_large);
}

TEST(StrictJson, ValuesOfEveryType_KeepTheirContent) {
  const auto parsed =
      parse(R"({"n":null,"t":true,"f":false,"i":42,"s":"\u00e9\ud83d\ude00","l":[1,[2],{"k":"v"}]})", kEnough);
  ASSERT_TRUE(parsed);
  const object& o = parsed->as_object();
  EXPECT_TRUE(o.at("n").is_null());
  EXPECT_TRUE(o.at("t").as_bool());
  EXPECT_FALSE(o.at("f").as_bool());
  EXPECT_EQ(o.at("i").as_int64(), 42);
  EXPECT_EQ(o.at("s").as_string(), "\xC3\xA9\xF0\x9F\x98\x80");
  EXPECT_EQ(serialize(o.at("l")), R"([1,[2],{"k":"v"}])");
}

TEST(StrictJson, TheSameKeyInDifferentObjects_IsNoDuplicate) {
  EXPECT_TRUE(parse(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]})", kEnough));
}

// Parents must keep pointing at the right place while their tables grow.
TEST(StrictJson, WideAndDeepDocument_SurvivesARoundTrip) {
  std::string text = "{";
  for (int i = 0; i < 500; ++i) {
    text +=
        (i == 0 ? "\"" : ",\"") + std::string("k") + std::to_string(i) + "\":[{\"x\":" + std::to_string(i) + "},[]]";
  }
  text += "}";
  const auto parsed = parse(text, kEnough);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(serialize(*parsed), text);
}

TEST(Fields, EveryFieldReadAndNothingElseThere_IsAccepted) {
  const auto v = parse(R"({"i":7,"b":true,"s":"abc","l":[1,2],"o":{"x":1},"m":null})", kEnough).value();
  Fields f(v);
  EXPECT_EQ(f.integer("i", 7, 7), 7);
  EXPECT_TRUE(f.boolean("b"));
  EXPECT_EQ(f.text("s", 3, 3), "abc");
  EXPECT_EQ(f.list("l", 2, 2).size(), 2U);
  EXPECT_EQ(f.members("o", 1).size(), 1U);
  EXPECT_TRUE(f.member("m").is_null());
  EXPECT_EQ(f.maybe_integer("absent"), std::nullopt);
  EXPECT_EQ(f.maybe_text("absent", 0, 10), std::nullopt);
  EXPECT_TRUE(f.finish());
}

template <class Read>
void expect_malformed(std::string_view text, Read read) {
  const auto v = parse(text, kEnough).value();
  Fields f(v);
  read(f);
  const auto finished = f.finish();
  ASSERT_FALSE(finished) << text;
  EXPECT_EQ(finished.error().code, Code::malformed);
}

TEST(Fields, UnknownKey_IsMalformed) {
  expect_malformed(R"({"a":1,"b":2})", [](Fields& f) { f.integer("a"); });
}

TEST(Fields, AskingWhetherAKeyIsThere_DoesNotCountAsReadingIt) {
  expect_malformed(R"({"a":1})", [](Fields& f) { EXPECT_TRUE(f.has("a")); });
}

TEST(Fields, MissingKey_IsMalformed) {
  expect_malformed("{}", [](Fields& f) { f.integer("a"); });
  expect_malformed("{}", [](Fields& f) { f.text("a", 0, 9); });
  expect_malformed("{}", [](Fields& f) { f.boolean("a"); });
  expect_malformed("{}", [](Fields& f) { f.list("a", 0, 9); });
  expect_malformed("{}", [](Fields& f) { f.members("a", 9); });
  expect_malformed("{}", [](Fields& f) { f.member("a"); });
}

TEST(Fields, WrongType_IsMalformed) {
  expect_malformed(R"({"a":"1"})", [](Fields& f) { f.integer("a"); });
  expect_malformed(R"({"a":1})", [](Fields& f) { f.text("a", 0, 9); });
  expect_malformed(R"({"a":1})", [](Fields& f) { f.boolean("a"); });
  expect_malformed(R"({"a":{}})", [](Fields& f) { f.list("a", 0, 9); });
  expect_malformed(R"({"a":[]})", [](Fields& f) { f.members("a", 9); });
  expect_malformed(R"({"a":null})", [](Fields& f) { f.maybe_integer("a"); });
  expect_malformed(R"({"a":null})", [](Fields& f) { f.maybe_text("a", 0, 9); });
}

TEST(Fields, ValueOutsideItsLimits_IsMalformed) {
  expect_malformed(R"({"a":4})", [](Fields& f) { f.integer("a", 5, 9); });
  expect_malformed(R"({"a":10})", [](Fields& f) { f.integer("a", 5, 9); });
  expect_malformed(R"({"a":"ab"})", [](Fields& f) { f.text("a", 3, 9); });
  expect_malformed(R"({"a":"éé"})", [](Fields& f) { f.text("a", 0, 3); });
  expect_malformed(R"({"a":[1]})", [](Fields& f) { f.list("a", 2, 3); });
  expect_malformed(R"({"a":[1,2,3,4]})", [](Fields& f) { f.list("a", 2, 3); });
  expect_malformed(R"({"a":{"x":1,"y":2}})", [](Fields& f) { f.members("a", 1); });
}

TEST(Fields, SomethingThatIsNoObject_IsMalformedWhateverIsRead) {
  for (const char* const text : {"[]", "1", "\"a\"", "null", "true"}) {
    expect_malformed(text, [](Fields& f) {
      EXPECT_FALSE(f.ok());
      EXPECT_FALSE(f.has("a"));
      EXPECT_EQ(f.text("a", 0, 9), "");
      EXPECT_EQ(f.integer("a", 3, 9), 3);
    });
  }
}

TEST(Fields, FirstFailure_IsTheOneReported) {
  const auto v = parse("{}", kEnough).value();
  Fields f(v);
  f.reject(Error{Code::update_needed, "first"});
  f.integer("missing");
  const auto finished = f.finish();
  ASSERT_FALSE(finished);
  EXPECT_EQ(finished.error().code, Code::update_needed);
}

}  // namespace
}  // namespace tacit::json

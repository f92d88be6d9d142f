#include "crypto/sd_jwt.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "vectors.hpp"

namespace tacit {
namespace {

constexpr std::size_t kLimit = 131072;
constexpr std::string_view kSalt = "2GLC42sKQveCfGfryNRN9w";

std::string encoded(std::string_view text) { return crypto::to_base64url(as_bytes(text)); }

TEST(Disclosure, Rfc9901Examples_AreMet) {
  const json::value file = vectors::load("rfc9901-disclosures.json");
  for (const auto& test : file.at("tests").as_array()) {
    const std::string text = vectors::text(test, "disclosure");
    EXPECT_EQ(b64(disclosure_digest(text)), vectors::text(test, "digest"));
    const auto parsed = parse_disclosure(text, kLimit);
    ASSERT_EQ(parsed.has_value(), test.at("salt16").as_bool());
    if (!parsed) continue;
    EXPECT_EQ(parsed->name, vectors::text(test, "name"));
    EXPECT_EQ(parsed->value, test.at("value"));
  }
}

TEST(Disclosure, Made_ComesBackWithAFreshSalt) {
  const std::string one = make_disclosure("team", R"({"v":1,"note":"ü"})");
  const std::string other = make_disclosure("team", R"({"v":1,"note":"ü"})");
  EXPECT_NE(one, other);
  const auto a = parse_disclosure(one, kLimit);
  const auto b = parse_disclosure(other, kLimit);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->name, "team");
  EXPECT_EQ(json::serialize(a->value), R"({"v":1,"note":"ü"})");
  EXPECT_EQ(a->value, b->value);
  EXPECT_NE(a->salt, b->salt);
}

TEST(Disclosure, AnyOtherForm_IsMalformed) {
  const std::string salt(kSalt);
  const std::string texts[] = {
      R"(["team",{}])",
      R"([")" + salt + R"(","team"])",
      R"([")" + salt + R"(","team",{},{}])",
      R"({"salt":")" + salt + R"("})",
      R"([1,"team",{}])",
      R"([")" + salt + R"(",7,{}])",
      R"([")" + salt + R"(","",{}])",
      R"([")" + salt + R"(","_sd",{}])",
      R"([")" + salt + R"(","...",{}])",
      R"([")" + salt + R"(","team",{"a":1,"a":1}])",
      R"([")" + salt + R"(","team",1.5])",
      R"([")" + salt + R"(","team",-1])",
      R"([")" + salt + R"(","team",9007199254740992])",
      R"([")" + salt + R"(","team",[[[[[[[[1]]]]]]]]])",
      R"([")" + salt + R"(","team",{}] x)",
      R"([")" + salt + R"(","team",{},])",
      R"([")" + salt.substr(1) + R"(","team",{}])",
      R"([")" + salt + R"(A","team",{}])",
      R"([")" + salt.substr(0, 21) + R"(x","team",{}])",
      R"(["","team",{}])",
      "[\"" + salt + "\",\"team\",\"\xff\"]",
      "",
  };
  for (const auto& text : texts) {
    const auto parsed = parse_disclosure(encoded(text), kLimit);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, Code::malformed) << text;
  }
  ASSERT_TRUE(parse_disclosure(encoded(R"([")" + salt + R"(","team",{}])"), kLimit));
}

TEST(Disclosure, OtherBase64_IsMalformed) {
  const std::string good = encoded(R"([")" + std::string(kSalt) + R"(","team",{"v":1}])");
  ASSERT_TRUE(parse_disclosure(good, kLimit));
  for (const std::string& bad : {good + "=", good + "\n", " " + good, good + "~", good.substr(0, good.size() - 1)})
    EXPECT_FALSE(parse_disclosure(bad, kLimit)) << bad;
}

TEST(Disclosure, EveryFlippedBit_ChangesTheDigest) {
  const std::string text = make_disclosure("audit", "{}");
  for (std::size_t bit = 0; bit < text.size() * 8; ++bit)
    EXPECT_NE(disclosure_digest(as_text(vectors::flipped(as_bytes(text), bit))), disclosure_digest(text));
}

TEST(Disclosure, OverTheLimit_IsTooLarge) {
  const std::string text = make_disclosure("team", "{}");
  EXPECT_TRUE(parse_disclosure(text, text.size()));
  EXPECT_EQ(parse_disclosure(text, text.size() - 1).error().code, Code::too_large);
}

TEST(SdJwt, Presentation_EndsEveryPartWithATilde) {
  const std::vector<std::string> two{"d1", "d2"};
  EXPECT_EQ(sd_jwt_presentation("a.b.c", two), "a.b.c~d1~d2~");
  EXPECT_EQ(sd_jwt_presentation("a.b.c", {}), "a.b.c~");
}

}  // namespace
}  // namespace tacit

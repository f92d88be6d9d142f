#include "crypto/jws.hpp"

#include <gtest/gtest.h>

#include "vectors.hpp"

namespace tacit {
namespace {

constexpr std::size_t kJwsLimit = 65536;
constexpr Typ kAllTyps[] = {Typ::roster, Typ::entry, Typ::shred, Typ::join, Typ::hand_over};

std::string encoded(std::string_view text) { return crypto::to_base64url(as_bytes(text)); }

class Jws : public ::testing::Test {
 protected:
  // A validly signed object with any header.
  std::string signed_with_header(std::string_view header) const {
    const std::string input = encoded(header) + '.' + encoded(R"({"v":1})");
    return input + '.' + b64(key_.sign(as_bytes(input)));
  }
  std::string kid() const { return id_text(key_.device_id()); }

  // True if it parses and verifies.
  bool accepted(std::string_view text) const {
    const auto parsed = parse_jws(text, Typ::entry, kJwsLimit);
    return parsed && verify_jws(*parsed, key_.sign_public());
  }

  const json::value vector_ = vectors::load("signed-objects.json");
  const SigningKey key_ = SigningKey::from_seed(SigningSeed::copy_from(vectors::hex(vector_, "seed")));
  const std::string good_ = sign_jws(Typ::entry, key_, R"({"v":1})");
};

TEST_F(Jws, IndependentlyMadeObject_IsTheSame) {
  EXPECT_EQ(good_, vectors::text(vector_, "jws"));
  EXPECT_EQ(kid(), vectors::text(vector_, "kid"));
  EXPECT_EQ(crypto::to_hex(hash_of_jws(good_).view()), vectors::text(vector_, "jws_hash"));
  const auto parsed = parse_jws(good_, Typ::entry, kJwsLimit);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->payload_text, vectors::text(vector_, "payload"));
  EXPECT_EQ(parsed->kid, key_.device_id());
  EXPECT_TRUE(verify_jws(*parsed, key_.sign_public()));
}

TEST_F(Jws, Rfc8037Example_HasOurSignatureButNotOurHeader) {
  const json::value rfc = vectors::load("rfc8037-a4.json");
  const std::string input = vectors::text(rfc, "signing_input");
  EXPECT_EQ(b64(key_.sign(as_bytes(input))), vectors::text(rfc, "signature"));
  const auto parsed = parse_jws(input + '.' + vectors::text(rfc, "signature"), Typ::entry, kJwsLimit);
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, Code::malformed);
}

TEST_F(Jws, EveryKind_IsItsOwnAndNoOther) {
  for (const Typ made : kAllTyps)
    for (const Typ expected : kAllTyps) {
      const auto parsed = parse_jws(sign_jws(made, key_, "{}"), expected, kJwsLimit);
      EXPECT_EQ(parsed.has_value(), made == expected);
      if (!parsed) {
        EXPECT_EQ(parsed.error().code, Code::wrong_kind);
      }
    }
}

TEST_F(Jws, AnyOtherHeader_IsMalformed) {
  const std::string k = kid();
  const std::string headers[] = {
      R"({"alg":"none","kid":")" + k + R"(","typ":"tacit-entry+sd-jwt"})",
      R"({"alg":"EdDSA","kid":")" + k + R"(","typ":"tacit-entry+sd-jwt"})",
      R"({"alg":"HS256","kid":")" + k + R"(","typ":"tacit-entry+sd-jwt"})",
      R"({"alg":"ed25519","kid":")" + k + R"(","typ":"tacit-entry+sd-jwt"})",
      R"({"alg":"Ed25519","typ":"tacit-entry+sd-jwt","kid":")" + k + R"("})",
      R"({"alg":"Ed25519", "kid":")" + k + R"(","typ":"tacit-entry+sd-jwt"})",
      R"({"alg":"Ed25519","kid":")" + k + R"(","typ":"tacit-entry+sd-jwt"} )",
      R"({"alg":"Ed25519","alg":"Ed25519","kid":")" + k + R"(","typ":"tacit-entry+sd-jwt"})",
      R"({"alg":"Ed25519","kid":")" + k + R"(","kid":")" + k + R"(","typ":"tacit-entry+sd-jwt"})",
      R"({"alg":"Ed25519","kid":")" + k + R"(","typ":"tacit-entry+sd-jwt","crit":["x"]})",
      R"({"alg":"Ed25519","kid":")" + k + R"(","typ":"tacit-entry+sd-jwt","b64":false})",
      R"({"alg":"Ed25519","kid":")" + k + R"(","typ":"JWT"})",
      R"({"alg":"Ed25519","kid":")" + k + R"(","typ":""})",
      R"({"alg":"Ed25519","kid":")" + k.substr(1) + R"(","typ":"tacit-entry+sd-jwt"})",
      R"({"alg":"Ed25519","kid":"","typ":"tacit-entry+sd-jwt"})",
      R"({"alg":"Ed25519","kid":")" + k + R"("})",
      R"({"alg":"Ed25519"})",
      "{}",
      "",
  };
  for (const auto& header : headers) {
    const auto parsed = parse_jws(signed_with_header(header), Typ::entry, kJwsLimit);
    ASSERT_FALSE(parsed) << header;
    EXPECT_EQ(parsed.error().code, Code::malformed) << header;
  }
  ASSERT_TRUE(accepted(signed_with_header(R"({"alg":"Ed25519","kid":")" + k + R"(","typ":"tacit-entry+sd-jwt"})")));
}

TEST_F(Jws, EveryFlippedBit_IsRefused) {
  for (std::size_t bit = 0; bit < good_.size() * 8; ++bit)
    EXPECT_FALSE(accepted(as_text(vectors::flipped(as_bytes(good_), bit)))) << bit;
}

TEST_F(Jws, EveryTruncationAndExtension_IsRefused) {
  for (std::size_t size = 0; size < good_.size(); ++size) {
    EXPECT_FALSE(accepted(std::string_view(good_).substr(0, size))) << size;
    EXPECT_FALSE(accepted(std::string_view(good_).substr(good_.size() - size))) << size;
  }
  for (const char* tail : {"A", "=", "==", ".", "~", "\n", " ", ".e30"}) EXPECT_FALSE(accepted(good_ + tail)) << tail;
  for (const char* head : {"A", " ", ".", "\xef\xbb\xbf"}) EXPECT_FALSE(accepted(head + good_)) << head;
}

TEST_F(Jws, OtherEncodingsOfTheSameBytes_AreRefused) {
  const std::size_t first = good_.find('.');
  const std::size_t last = good_.rfind('.');
  std::string padded = good_;
  padded.insert(last, "==");
  EXPECT_FALSE(accepted(padded));
  // The last character of a 64-byte signature carries four spare bits.
  for (const char stray : std::string_view("BCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")) {
    std::string other = good_;
    if (other.back() == stray) continue;
    other.back() = stray;
    EXPECT_FALSE(accepted(other)) << stray;
  }
  std::string no_payload = good_;
  no_payload.erase(first + 1, last - first - 1);
  EXPECT_FALSE(accepted(no_payload));
}

TEST_F(Jws, AnotherKey_IsRefused) {
  const auto other = SigningKey::from_seed(SigningSeed::random());
  const auto parsed = parse_jws(good_, Typ::entry, kJwsLimit);
  const auto verdict = verify_jws(parsed.value(), other.sign_public());
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().code, Code::bad_signature);
}

TEST_F(Jws, SignatureOfAnotherUnderThisName_IsRefused) {
  const auto other = SigningKey::from_seed(SigningSeed::random());
  const std::string input = good_.substr(0, good_.rfind('.'));
  EXPECT_FALSE(accepted(input + '.' + b64(other.sign(as_bytes(input)))));
}

// Who signs a thing names its signer: a signature that holds does not make it somebody else's.
TEST_F(Jws, OwnSignatureUnderAnothersName_IsRefused) {
  const auto other = SigningKey::from_seed(SigningSeed::random());
  const std::string named_other = signed_with_header(R"({"alg":"Ed25519","kid":")" + id_text(other.device_id()) +
                                                     R"(","typ":"tacit-entry+sd-jwt"})");
  const auto parsed = parse_jws(named_other, Typ::entry, kJwsLimit);
  ASSERT_TRUE(parsed);
  for (const SigningKey* key : {&key_, &other}) {
    const auto verified = verify_jws(*parsed, key->sign_public());
    ASSERT_FALSE(verified);
    EXPECT_EQ(verified.error().code, Code::bad_signature);
  }
}

TEST_F(Jws, EmptyPayload_IsMalformed) {
  const auto parsed = parse_jws(sign_jws(Typ::entry, key_, ""), Typ::entry, kJwsLimit);
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, Code::malformed);
}

TEST_F(Jws, SwappedPayload_IsRefused) {
  const std::string other = sign_jws(Typ::entry, key_, R"({"v":2})");
  EXPECT_FALSE(accepted(other.substr(0, other.rfind('.')) + good_.substr(good_.rfind('.'))));
}

TEST_F(Jws, OverTheLimit_IsTooLarge) {
  EXPECT_TRUE(parse_jws(good_, Typ::entry, good_.size()));
  EXPECT_EQ(parse_jws(good_, Typ::entry, good_.size() - 1).error().code, Code::too_large);
}

TEST_F(Jws, Hash_IsOverTheReceivedText) { EXPECT_NE(hash_of_jws(good_), hash_of_jws(good_ + "=")); }

}  // namespace
}  // namespace tacit

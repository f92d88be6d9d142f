#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "common/base/json.hpp"
#include "crypto/encoding.hpp"
#include "crypto/signing.hpp"
#include "tests/support/cases.hpp"

// What a forger tries on any signed object (JWS compact). `accepts` says whether the code under test takes the text.
namespace tacit::testing {

using Accepts = std::function<bool(std::string_view)>;

inline void expect_no_damage_accepted(const std::string& text, const Accepts& accepts) {
  ASSERT_TRUE(accepts(text)) << "the genuine object must be accepted";
  test::Cases cases("damaged texts");
  for (std::size_t size = 0; size < text.size(); ++size, ++cases)
    EXPECT_FALSE(accepts(std::string_view(text).substr(0, size))) << "cut to " << size;
  for (std::size_t i = 0; i < text.size(); ++i)
    for (const int bit : {0x01, 0x20, 0x80}) {
      std::string flipped = text;
      flipped[i] = static_cast<char>(flipped[i] ^ bit);
      EXPECT_FALSE(accepts(flipped)) << "bit " << bit << " of byte " << i;
      ++cases;
    }
  for (const char* tail : {"=", "A", ".", " ", "\n", "~"}) EXPECT_FALSE(accepts(text + tail)) << "with a tail " << tail;
}

struct JwsParts {
  std::string header, payload, signature;  // header and payload decoded, signature as text

  static std::string decoded(std::string_view text) {
    const auto bytes = crypto::from_base64url(text);
    EXPECT_TRUE(bytes);
    return std::string(as_text(*bytes));
  }
  static JwsParts of(std::string_view jws) {
    const std::size_t first = jws.find('.'), last = jws.rfind('.');
    return {decoded(jws.substr(0, first)), decoded(jws.substr(first + 1, last - first - 1)),
            std::string(jws.substr(last + 1))};
  }
  std::string input() const {
    return crypto::to_base64url(as_bytes(header)) + "." + crypto::to_base64url(as_bytes(payload));
  }
  std::string text() const { return input() + "." + signature; }
  std::string signed_by(const SigningKey& key) const { return input() + "." + b64(key.sign(as_bytes(input()))); }
};

inline std::string replaced(std::string text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

// Headers that must be refused although the right key signed them.
inline void expect_no_other_header_accepted(const std::string& jws, const SigningKey& key, const Accepts& accepts) {
  const JwsParts parts = JwsParts::of(jws);
  ASSERT_TRUE(accepts(parts.signed_by(key)));
  const std::vector<std::string> headers{replaced(parts.header, R"("Ed25519")", R"("none")"),
                                         replaced(parts.header, R"("Ed25519")", R"("EdDSA")"),
                                         replaced(parts.header, R"("Ed25519")", R"("HS256")"),
                                         replaced(parts.header, R"({"alg")", R"({ "alg")"),
                                         replaced(parts.header, R"("kid")", R"("jku":"","kid")"),
                                         replaced(parts.header, R"("kid")", R"("alg":"none","kid")"),
                                         replaced(parts.header, "tacit-", "tacit-x"),
                                         "{}",
                                         ""};
  test::Cases cases("other headers");
  for (const std::string& header : headers) {
    cases += 2;
    JwsParts forged = parts;
    forged.header = header;
    EXPECT_FALSE(accepts(forged.signed_by(key))) << header;
    EXPECT_FALSE(accepts(forged.input() + ".")) << header;
  }
  for (const std::string_view typ :
       {"tacit-roster+jwt", "tacit-entry+sd-jwt", "tacit-shred+jwt", "tacit-join+jwt", "tacit-handover+jwt"}) {
    if (parts.header.find(typ) != std::string::npos) continue;
    JwsParts forged = parts;
    const std::size_t at = parts.header.find("tacit-");
    forged.header = parts.header.substr(0, at) + std::string(typ) + "\"}";
    EXPECT_FALSE(accepts(forged.signed_by(key))) << typ;
  }
}

// Every member of the payload: once more, missing, or with a companion; signed by the right key.
inline void expect_no_other_members_accepted(const std::string& jws, const SigningKey& key, const Accepts& accepts) {
  const JwsParts parts = JwsParts::of(jws);
  const auto payload = json::parse(parts.payload, parts.payload.size());
  ASSERT_TRUE(payload);
  test::Cases cases("other members");
  for (const auto& member : payload->as_object()) {
    cases += 3;
    const std::string name(member.key());
    const std::string text = "\"" + name + "\":" + json::serialize(member.value());
    JwsParts forged = parts;
    forged.payload = "{" + text + "," + parts.payload.substr(1);
    EXPECT_FALSE(accepts(forged.signed_by(key))) << "twice: " << name;
    json::object without = payload->as_object();
    without.erase(name);
    forged.payload = json::serialize(without);
    EXPECT_FALSE(accepts(forged.signed_by(key))) << "without: " << name;
    json::object other = payload->as_object();
    other[name] = nullptr;
    forged.payload = json::serialize(other);
    EXPECT_FALSE(accepts(forged.signed_by(key))) << "null: " << name;
  }
  JwsParts forged = parts;
  forged.payload = R"({"extra":1,)" + parts.payload.substr(1);
  EXPECT_FALSE(accepts(forged.signed_by(key)));
  forged.payload = parts.payload + "{}";
  EXPECT_FALSE(accepts(forged.signed_by(key)));
  forged.payload = replaced(parts.payload, R"("v":1)", R"("v":2)");
  EXPECT_FALSE(accepts(forged.signed_by(key)));
}

// Without the key: the payload written anew, and the bytes of the text written in another way.
inline void expect_no_rewriting_accepted(const std::string& jws, const Accepts& accepts) {
  const JwsParts parts = JwsParts::of(jws);
  JwsParts spaced = parts;
  spaced.payload = replaced(parts.payload, ":", ": ");
  EXPECT_FALSE(accepts(spaced.text()));
  JwsParts reordered = parts;
  const std::size_t comma = parts.payload.find(',');
  reordered.payload = "{" + parts.payload.substr(comma + 1, parts.payload.size() - comma - 2) + "," +
                      parts.payload.substr(1, comma - 1) + "}";
  EXPECT_FALSE(accepts(reordered.text()));
  std::string padded = jws;
  padded.insert(padded.find('.'), "=");
  EXPECT_FALSE(accepts(padded));
  // A signature of 64 bytes leaves four spare bits in its last character.
  std::string stray = jws;
  const std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  stray.back() = alphabet[alphabet.find(stray.back()) + 1];
  EXPECT_FALSE(accepts(stray));
}

}  // namespace tacit::testing

#include "common/net/message_signature.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "common/base/json.hpp"
#include "crypto/encoding.hpp"
#include "crypto/init.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/source_tree.hpp"

namespace tacit::net {
namespace {

const std::chrono::sys_seconds kCreated{std::chrono::seconds(1618884473)};

SigningKey key_of(std::uint8_t fill) { return SigningKey::from_seed(SigningSeed::copy_from(Bytes(32, fill))); }

HttpRequest unsigned_request() {
  return {
      .method = "POST", .path = "/v1/entries", .query = "a=1", .authority = "example.com:8443", .body = "{\"v\":1}"};
}

class MessageSignature : public testing::Test {
 protected:
  MessageSignature() {
    init_crypto();
    sign_request(request, key, kCreated, Nonce{});
  }
  Result<void> check() const {
    TRY(const SignatureClaims claims, read_claims(request));
    return verify_request(request, claims, key.sign_public());
  }
  // What happens when `from` in the field is replaced by `to`.
  Code code_after(std::string_view field, std::string_view from, std::string_view to) {
    std::string value(request.header(field).value());
    const auto at = value.find(from);
    EXPECT_NE(at, std::string::npos);
    value.replace(at, from.size(), to);
    request.set_header(field, value);
    const auto result = check();
    EXPECT_FALSE(result);
    return result ? Code::unavailable : result.error().code;
  }
  SigningKey key = key_of(1);
  HttpRequest request = unsigned_request();
};

TEST_F(MessageSignature, SignedRequest_IsAcceptedAndClaimsAreRead) {
  ASSERT_TRUE(check());
  const auto claims = read_claims(request);
  EXPECT_EQ(claims->key_id, key.device_id());
  EXPECT_EQ(claims->created, kCreated);
  EXPECT_EQ(claims->nonce, Nonce{});
}

TEST_F(MessageSignature, Base_IsTheTextOfTheStandard) {
  const auto claims = read_claims(request).value();
  const std::string id = id_text(key.device_id());
  EXPECT_EQ(signature_base(request, claims, "sha-256=:AA==:"),
            "\"@method\": POST\n\"@authority\": example.com:8443\n\"@path\": /v1/entries\n\"@query\": ?a=1\n"
            "\"content-digest\": sha-256=:AA==:\n"
            "\"@signature-params\": (\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\");"
            "created=1618884473;keyid=\"" +
                id + "\";nonce=\"" + std::string(43, 'A') + "\";tag=\"tacit\"");
}

TEST_F(MessageSignature, EmptyQuery_IsAQuestionMark) {
  request = {.method = "GET", .path = "/", .authority = "a"};
  const std::string base = signature_base(request, {key.device_id(), kCreated, {}}, "");
  EXPECT_NE(base.find("\n\"@query\": ?\n"), std::string::npos);
}

// RFC 9530 appendix B.2 gives the digest of this body.
TEST_F(MessageSignature, ContentDigest_MatchesTheStandardsExample) {
  EXPECT_EQ(content_digest("{\"hello\": \"world\"}\n"), "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
}

TEST_F(MessageSignature, VectorB26_VerifiesAndItsLinesAreOurs) {
  std::ifstream file(tacit::test::source_file("tests/vectors/rfc9421-b26.json"));
  std::ostringstream text;
  text << file.rdbuf();
  const auto vector = json::parse(text.str(), 10'000).value().as_object();
  const auto bytes = [&](const char* name) {
    return crypto::from_hex(std::string_view(vector.at(name).as_string())).value();
  };
  const std::string base(vector.at("signature_base").as_string());
  const auto signature = crypto::from_base64(std::string_view(vector.at("signature_b64").as_string())).value();

  const SigningKey test_key = SigningKey::from_seed(SigningSeed::copy_from(bytes("seed")));
  EXPECT_EQ(test_key.sign_public(), VerifyKey::from(bytes("pk")));
  EXPECT_EQ(test_key.sign(as_bytes(base)), Signature::from(signature));
  EXPECT_TRUE(verify_signature(VerifyKey::from(bytes("pk")), as_bytes(base), Signature::from(signature)));

  const HttpRequest same{.method = "POST", .path = "/foo", .authority = "example.com"};
  const std::string ours = signature_base(same, {test_key.device_id(), kCreated, {}}, "");
  for (const std::string line : {"\"@method\": POST\n", "\"@path\": /foo\n", "\"@authority\": example.com\n"}) {
    EXPECT_NE(base.find(line), std::string::npos);
    EXPECT_NE(ours.find(line), std::string::npos);
  }
}

TEST_F(MessageSignature, AnyCoveredPartChanged_IsABadSignature) {
  const HttpRequest good = request;
  const auto expect_bad = [&](auto change) {
    request = good;
    change(request);
    const auto result = check();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Code::bad_signature);
  };
  expect_bad([](HttpRequest& r) { r.method = "PUT"; });
  expect_bad([](HttpRequest& r) { r.path = "/v1/roster"; });
  expect_bad([](HttpRequest& r) { r.query = "a=2"; });
  expect_bad([](HttpRequest& r) { r.query.clear(); });
  expect_bad([](HttpRequest& r) { r.authority = "example.org:8443"; });
  expect_bad([](HttpRequest& r) { r.body += ' '; });
  expect_bad([](HttpRequest& r) { r.body.clear(); });
  expect_bad([](HttpRequest& r) { r.set_header("content-digest", content_digest("other")); });
  // Body and digest changed together: the digest fits, the signature does not.
  expect_bad([](HttpRequest& r) {
    r.body = "other";
    r.set_header("content-digest", content_digest("other"));
  });
}

TEST_F(MessageSignature, AnyClaimChanged_IsABadSignature) {
  const std::string fresh(43, 'A');
  EXPECT_EQ(code_after("signature-input", "created=1618884473", "created=1618884474"), Code::bad_signature);
  request = unsigned_request();
  sign_request(request, key, kCreated, Nonce{});
  EXPECT_EQ(code_after("signature-input", fresh, "B" + std::string(42, 'A')), Code::bad_signature);
  request = unsigned_request();
  sign_request(request, key, kCreated, Nonce{});
  EXPECT_EQ(code_after("signature-input", id_text(key.device_id()), id_text(key_of(2).device_id())),
            Code::bad_signature);
}

TEST_F(MessageSignature, AnothersKey_IsABadSignature) {
  const auto claims = read_claims(request).value();
  EXPECT_EQ(verify_request(request, claims, key_of(2).sign_public()).error().code, Code::bad_signature);
}

// Whoever looks the key up by another way than the claims must not be led astray.
TEST_F(MessageSignature, SignatureByAKeyThatIsNotTheOneNamed_IsABadSignature) {
  const auto claims = read_claims(request).value();
  const SigningKey other = key_of(2);
  const std::string digest(request.header("content-digest").value());
  const Signature signature = other.sign(as_bytes(signature_base(request, claims, digest)));
  request.set_header("signature", "sig1=:" + crypto::to_base64(signature.view()) + ':');
  const auto result = verify_request(request, claims, other.sign_public());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::bad_signature);
}

TEST_F(MessageSignature, SignatureOfAnotherRequest_IsABadSignature) {
  HttpRequest other = unsigned_request();
  other.path = "/v1/roster";
  sign_request(other, key, kCreated, Nonce{});
  request.set_header("signature", std::string(other.header("signature").value()));
  EXPECT_EQ(check().error().code, Code::bad_signature);
}

TEST_F(MessageSignature, EveryFlippedBitOfTheSignature_IsRefused) {
  const std::string field(request.header("signature").value());
  const auto good = crypto::from_base64(std::string_view(field).substr(6, field.size() - 7)).value();
  test::Cases cases("flipped bits");
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit, ++cases) {
    Bytes bad = good;
    bad[bit / 8] = static_cast<std::uint8_t>(bad[bit / 8] ^ (1u << (bit % 8)));
    request.set_header("signature", "sig1=:" + crypto::to_base64(bad) + ':');
    ASSERT_FALSE(check()) << bit;
  }
}

struct Edit {
  std::string_view field, from, to;
};
class MessageSignatureForm : public MessageSignature, public testing::WithParamInterface<Edit> {};
TEST_P(MessageSignatureForm, OtherThanTheOneAllowed_IsMalformed) {
  EXPECT_EQ(code_after(GetParam().field, GetParam().from, GetParam().to), Code::malformed);
}
INSTANTIATE_TEST_SUITE_P(
    Components, MessageSignatureForm,
    testing::Values(Edit{"signature-input", "\"@method\" ", ""}, Edit{"signature-input", "\"@authority\" ", ""},
                    Edit{"signature-input", "\"@path\" ", ""}, Edit{"signature-input", "\"@query\" ", ""},
                    Edit{"signature-input", " \"content-digest\"", ""},
                    Edit{"signature-input", "\"@method\" ", "\"@method\" \"@method\" "},
                    Edit{"signature-input", "\"@method\" \"@authority\"", "\"@authority\" \"@method\""},
                    Edit{"signature-input", "\"@method\"", "\"@method\";req"},
                    Edit{"signature-input", "\"@path\"", "\"@target-uri\""},
                    Edit{"signature-input", "\"@query\"", "\"@query\" \"date\""},
                    Edit{"signature-input", "(\"@method\" \"@authority\"", "(\"@method\"  \"@authority\""}));
INSTANTIATE_TEST_SUITE_P(
    Parameters, MessageSignatureForm,
    testing::Values(Edit{"signature-input", ";created=1618884473", ""}, Edit{"signature-input", ";tag=\"tacit\"", ""},
                    Edit{"signature-input", "tag=\"tacit\"", "tag=\"other\""},
                    Edit{"signature-input", ";tag=\"tacit\"", ";tag=\"tacit\";tag=\"tacit\""},
                    Edit{"signature-input", ";tag=\"tacit\"", ";tag=\"tacit\";alg=\"ed25519\""},
                    Edit{"signature-input", ";tag=\"tacit\"", ";expires=1;tag=\"tacit\""},
                    Edit{"signature-input", "created=1618884473", "created=\"1618884473\""},
                    Edit{"signature-input", "created=1618884473", "created=01618884473"},
                    Edit{"signature-input", "created=1618884473", "created=1618884473.0"},
                    Edit{"signature-input", "created=1618884473", "created=99999999999999999999"},
                    Edit{"signature-input", ";created=1618884473", ";created=1618884473;created=1618884473"},
                    Edit{"signature-input", ";keyid=\"", ";keyid=\"0"},
                    Edit{"signature-input", ";nonce=\"A", ";nonce=\""},
                    Edit{"signature-input", ";nonce=\"A", ";nonce=\"A="},
                    Edit{"signature-input", ";created", "; created"}));
INSTANTIATE_TEST_SUITE_P(
    Labels, MessageSignatureForm,
    testing::Values(Edit{"signature-input", "sig1=", "sig2="}, Edit{"signature-input", "sig1=", "sig1 ="},
                    Edit{"signature-input", "sig1=", "sig0=();created=1, sig1="},
                    Edit{"signature-input", ";tag=\"tacit\"", ";tag=\"tacit\", sig2=()"},
                    Edit{"signature", "sig1=", "sig2="}, Edit{"signature", "sig1=:", "sig1="},
                    Edit{"signature", "sig1=:", "sig1=:AA"}, Edit{"signature", "sig1=:", "sig1=:AAAA"},
                    Edit{"signature", "sig1=:", "=:"}, Edit{"content-digest", "sha-256=:", "=:"},
                    Edit{"signature", "sig1=:", "sig0=:AAAA:, sig1=:"}, Edit{"signature", "==:", ":"},
                    Edit{"signature", "==:", "=="}, Edit{"content-digest", "sha-256", "sha-512"},
                    Edit{"content-digest", "=:", ":"}, Edit{"content-digest", "sha-256=", "sha-512=:AAAA:, sha-256="},
                    Edit{"content-digest", "sha-256=:", "sha-256=:AAAA"}));

TEST_F(MessageSignature, AnyFieldMissing_IsMalformed) {
  const HttpRequest good = request;
  for (const std::string_view name : {"signature", "signature-input", "content-digest"}) {
    request = good;
    std::erase_if(request.headers, [&](const Header& h) { return h.name == name; });
    EXPECT_EQ(check().error().code, Code::malformed);
    EXPECT_FALSE(read_claims(request)) << name;
  }
}

// The parameters end in "==" padding only by the length of a signature; keep the edits above honest.
TEST_F(MessageSignature, SignatureField_IsPaddedBase64) { EXPECT_TRUE(request.header("signature")->ends_with("==:")); }

}  // namespace
}  // namespace tacit::net

#include "schema/invitation.hpp"

#include "common/base/json.hpp"
#include "forgeries.hpp"
#include "roster_fixture.hpp"
#include "tests/support/cases.hpp"

namespace tacit {
namespace {

using namespace tacit::testing;

InvitationSecret secret_named(std::string_view name) {
  return InvitationSecret::copy_from(hash_named(name).view().first(16));
}

Invitation invitation(std::string url = "https://192.0.2.7:8443") {
  return {std::move(url),
          OrgId{hash_named("org").bytes},
          12,
          hash_named("roster"),
          id_named<InvitationId>("inv"),
          kDay,
          secret_named("secret"),
          hash_named("pin")};
}

FoundingInvitation founding_invitation() {
  return {"https://[2001:db8::1]:443", id_named<InvitationId>("inv"), secret_named("secret"), service_named("server")};
}

std::string with_json(std::string_view text, std::string_view what, std::string_view with) {
  const std::size_t dot = text.find('.') + 1;
  const std::string json = replaced(JwsParts::decoded(text.substr(dot)), what, with);
  return std::string(text.substr(0, dot)) + crypto::to_base64url(as_bytes(json));
}

TEST(Invitation, Text_ReadsBackWhole) {
  const Invitation from = invitation();
  const auto read = decode_invitation(encode(from));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->url, from.url);
  EXPECT_EQ(read->org, from.org);
  EXPECT_EQ(read->roster_seq, 12U);
  EXPECT_EQ(read->roster_hash, from.roster_hash);
  EXPECT_EQ(read->inv, from.inv);
  EXPECT_EQ(read->expires, kDay);
  EXPECT_TRUE(read->secret.equals(from.secret));
  EXPECT_EQ(read->tls_pin, from.tls_pin);
  EXPECT_LT(encode(from).size(), limits::kInvitationText);
}

TEST(FoundingInvitation, Text_ReadsBackWhole) {
  const FoundingInvitation from = founding_invitation();
  const auto read = decode_founding(encode(from));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->url, from.url);
  EXPECT_EQ(read->inv, from.inv);
  EXPECT_TRUE(read->secret.equals(from.secret));
  EXPECT_EQ(read->service, from.service);
  EXPECT_FALSE(decode_invitation(encode(from)));
  EXPECT_FALSE(decode_founding(encode(invitation())));
}

TEST(Invitation, DamagedText_IsRefusedOrMeansSomethingElse) {
  const std::string text = encode(invitation());
  for (std::size_t size = 0; size < text.size(); ++size)
    EXPECT_FALSE(decode_invitation(std::string_view(text).substr(0, size))) << size;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string flipped = text;
    flipped[i] = static_cast<char>(flipped[i] ^ 1);
    const auto read = decode_invitation(flipped);
    // Nothing signs an invitation, so a changed hash is another invitation; but never the same one twice.
    if (read) {
      EXPECT_EQ(encode(*read), flipped);
    }
  }
  for (const char* tail : {"=", "A", " ", "\n"}) EXPECT_FALSE(decode_invitation(text + tail));
  EXPECT_CODE(Code::too_large, decode_invitation(text + std::string(limits::kInvitationText, 'A')));
}

TEST(Invitation, TextInAnotherForm_IsRefused) {
  const std::string text = encode(invitation());
  const auto refused = [&](std::string_view what, std::string_view with) {
    EXPECT_FALSE(decode_invitation(with_json(text, what, with))) << with;
  };
  EXPECT_TRUE(decode_invitation(with_json(text, R"("seq":12)", R"("seq":13)")));
  refused(R"("seq":12)", R"("seq": 12)");
  refused(R"("seq":12)", R"("seq":12,"seq":12)");
  refused(R"("seq":12)", R"("seq":12,"more":1)");
  refused(R"("seq":12,)", "");
  refused(R"("seq":12)", R"("seq":-1)");
  refused(R"("expires":"2021-03-04")", R"("expires":"2021-02-29")");
  refused(R"("secret":")", R"("secret":"AA)");
  refused("https://", R"(https:\/\/)");
  EXPECT_FALSE(decode_invitation("tacit-invite-2." + text.substr(text.find('.') + 1)));
  EXPECT_FALSE(decode_invitation(" " + text));
}

TEST(Invitation, AddressesOfServers_HaveOneForm) {
  for (const char* url :
       {"https://example.org:8443", "https://192.0.2.7:1", "https://[::1]:65535", "https://abcdefghijklmnop.onion:443"})
    EXPECT_TRUE(decode_invitation(encode(invitation(url)))) << url;
  for (const char* url : {"https://Org.example:443",
                          "https://[2001:DB8::1]:443",
                          "https://a~b:443",
                          "https://[v1.a]:443",
                          "https://%61:443",
                          "",
                          "https://",
                          "http://example.org:8443",
                          "HTTPS://example.org:8443",
                          "https://example.org",
                          "https://example.org:",
                          "https://example.org:0",
                          "https://example.org:65536",
                          "https://example.org:08443",
                          "https://example.org:8443/",
                          "https://example.org:8443/a",
                          "https://example.org:8443?a",
                          "https://example.org:8443#a",
                          "https://user@example.org:8443",
                          "https://:8443",
                          "https://exa mple.org:8443",
                          "https://example.org:8443\n",
                          "example.org:8443"})
    EXPECT_FALSE(decode_invitation(encode(invitation(url)))) << url;
}

class JoinRequest : public ::testing::Test {
 protected:
  JoinRequest() : device("joiner"), secret(secret_named("secret")), inv(id_named<InvitationId>("inv")) {
    join = *make_join(inv, secret, device.key, device.keys().box_pk);
  }
  Accepts accepts() const {
    return [](std::string_view text) { return read_join(text).has_value(); };
  }
  TestDevice device;
  InvitationSecret secret;
  InvitationId inv;
  SignedJoin join;
};

TEST_F(JoinRequest, Genuine_NamesItsKeysAndInvitation) {
  const auto read = read_join(join.jws);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->inv, inv);
  EXPECT_EQ(read->keys, device.keys());
  EXPECT_DONE(check_join_mac(join, secret));
}

TEST_F(JoinRequest, Damaged_IsRefused) { expect_no_damage_accepted(join.jws, accepts()); }
TEST_F(JoinRequest, OtherHeader_IsRefused) { expect_no_other_header_accepted(join.jws, device.key, accepts()); }
TEST_F(JoinRequest, OtherMembers_AreRefused) { expect_no_other_members_accepted(join.jws, device.key, accepts()); }
TEST_F(JoinRequest, Rewritten_IsRefused) { expect_no_rewriting_accepted(join.jws, accepts()); }

TEST_F(JoinRequest, AnothersSignature_IsRefused) {
  const TestDevice other("other");
  JwsParts parts = JwsParts::of(join.jws);
  EXPECT_CODE(Code::bad_signature, read_join(parts.signed_by(other.key)));
  parts.header = replaced(parts.header, id_text(device.id()), id_text(other.id()));
  EXPECT_CODE(Code::bad_signature, read_join(parts.signed_by(other.key)));
  parts.payload = replaced(parts.payload, b64(device.keys().sign_pk), b64(other.keys().sign_pk));
  EXPECT_TRUE(read_join(parts.signed_by(other.key)));
}

TEST_F(JoinRequest, KeyThatCannotBeSealedTo_IsRefused) {
  EXPECT_CODE(Code::malformed, make_join(inv, secret, device.key, BoxPublicKey{}));
  JwsParts parts = JwsParts::of(join.jws);
  parts.payload = replaced(parts.payload, b64(device.keys().box_pk), b64(BoxPublicKey{}));
  EXPECT_CODE(Code::malformed, read_join(parts.signed_by(device.key)));
}

TEST_F(JoinRequest, MadeWithoutTheSecret_FailsTheStewardsCheck) {
  EXPECT_CODE(Code::bad_signature, check_join_mac(join, secret_named("guess")));
  const TestDevice other("other");
  SignedJoin swapped = *make_join(inv, secret_named("guess"), other.key, other.keys().box_pk);
  EXPECT_CODE(Code::bad_signature, check_join_mac(swapped, secret));
  swapped.mac = join.mac;
  EXPECT_CODE(Code::bad_signature, check_join_mac(swapped, secret));
  test::Cases cases("damaged proofs");
  for (std::size_t i = 0; i < Hash::kSize; ++i, ++cases) {
    SignedJoin damaged = join;
    damaged.mac.bytes[i] ^= 1;
    EXPECT_CODE(Code::bad_signature, check_join_mac(damaged, secret));
  }
}

TEST_F(JoinRequest, ReplayedForAnotherInvitation_NamesTheOldOne) {
  const SignedJoin other =
      *make_join(id_named<InvitationId>("later"), secret_named("later"), device.key, device.keys().box_pk);
  EXPECT_NE(read_join(other.jws)->inv, read_join(join.jws)->inv);
  EXPECT_CODE(Code::bad_signature, check_join_mac(join, secret_named("later")));
}

TEST_F(JoinRequest, FoundingMac_BindsGenesisAndSecret) {
  const Organisation org;
  const Hash mac = founding_mac(secret, org.links[0]);
  EXPECT_EQ(founding_mac(secret, org.links[0]), mac);
  EXPECT_NE(founding_mac(secret_named("guess"), org.links[0]), mac);
  EXPECT_NE(founding_mac(secret, org.links[0] + "A"), mac);
}

TEST(Fingerprint, HasEightGroupsAndFollowsBothKeys) {
  const TestDevice device("device"), other("other");
  const std::string text = fingerprint(device.keys());
  ASSERT_EQ(text.size(), 8 * 4 + 7);
  for (std::size_t i = 0; i < text.size(); ++i)
    EXPECT_TRUE(i % 5 == 4 ? text[i] == ' ' : text[i] >= '0' && text[i] <= '9');
  EXPECT_NE(fingerprint({device.keys().sign_pk, other.keys().box_pk}), text);
  EXPECT_NE(fingerprint({other.keys().sign_pk, device.keys().box_pk}), text);
}

}  // namespace
}  // namespace tacit

#include "schema/invitation.hpp"
#include "tests/support/golden.hpp"

namespace tacit {
namespace {

using test::Golden;

InvitationSecret secret_of(const Golden& golden, std::string_view name) {
  return InvitationSecret::copy_from(golden.bytes(name));
}

TEST(InvitationGolden, VersionOne_ReadsAndEncodesToTheSameText) {
  const Golden golden("invitation-v1.txt", "d606f984ef4468f985d9df9db347e75cfa98c462082e0aa2cf1cbd78f2023196");
  const auto invitation = decode_invitation(golden.one("invitation"));
  ASSERT_TRUE(invitation);
  EXPECT_EQ(encode(*invitation), golden.one("invitation"));
  EXPECT_EQ(invitation->url, golden.one("url"));
  EXPECT_EQ(b64(invitation->org), golden.one("org"));
  EXPECT_EQ(std::to_string(invitation->roster_seq), golden.one("seq"));
  EXPECT_EQ(b64(invitation->roster_hash), golden.one("roster"));
  EXPECT_EQ(id_text(invitation->inv), golden.one("inv"));
  EXPECT_EQ(to_text(invitation->expires), golden.one("expires"));
  EXPECT_TRUE(invitation->secret.equals(secret_of(golden, "secret")));
  EXPECT_EQ(b64(invitation->tls_pin), golden.one("tls_pin"));

  const auto founding = decode_founding(golden.one("founding"));
  ASSERT_TRUE(founding);
  EXPECT_EQ(encode(*founding), golden.one("founding"));
  EXPECT_EQ(founding->url, golden.one("founding_url"));
  EXPECT_EQ(id_text(founding->inv), golden.one("founding_inv"));
  EXPECT_TRUE(founding->secret.equals(secret_of(golden, "founding_secret")));
  EXPECT_EQ(b64(founding->service.log_pk), golden.one("log_pk"));
  const auto pins = golden.all("tls_pins");
  ASSERT_EQ(founding->service.tls_pins.size(), pins.size());
  for (std::size_t i = 0; i < pins.size(); ++i) EXPECT_EQ(b64(founding->service.tls_pins[i]), pins[i]);
}

TEST(JoinGolden, VersionOne_ReadsAndChecks) {
  const Golden golden("join-v1.txt", "0368abe9b2f76beb84bb46c627e317f510ae0863a20edb308efeb264d2240c9f");
  const SignedJoin join{golden.one("jws"), *parse_b64<Hash>(golden.one("mac"))};
  const InvitationSecret secret = secret_of(golden, "secret");
  const auto read = read_join(join.jws);
  ASSERT_TRUE(read);
  EXPECT_EQ(id_text(read->inv), golden.one("inv"));
  EXPECT_EQ(b64(read->keys.sign_pk), golden.one("sign_pk"));
  EXPECT_EQ(b64(read->keys.box_pk), golden.one("box_pk"));
  EXPECT_TRUE(check_join_mac(join, secret));
  EXPECT_EQ(fingerprint(read->keys), golden.one("fingerprint"));
  EXPECT_EQ(b64(founding_mac(secret, golden.one("genesis"))), golden.one("founding_mac"));
}

TEST(JoinGolden, SameKeyAndInvitation_MakeTheSameText) {
  const Golden golden("join-v1.txt", "0368abe9b2f76beb84bb46c627e317f510ae0863a20edb308efeb264d2240c9f");
  const auto key = SigningKey::from_seed(SigningSeed::copy_from(sha256(as_bytes("golden joiner/sign")).view()));
  const auto made = make_join(*parse_id<InvitationId>(golden.one("inv")), secret_of(golden, "secret"), key,
                              *parse_b64<BoxPublicKey>(golden.one("box_pk")));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->jws, golden.one("jws"));
  EXPECT_EQ(b64(made->mac), golden.one("mac"));
}

}  // namespace
}  // namespace tacit

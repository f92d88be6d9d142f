#include "common/base/json.hpp"
#include "schema/entry.hpp"
#include "schema/entry_face.hpp"
#include "tests/support/golden.hpp"

namespace tacit {
namespace {

using test::Golden;

const Golden& golden() {
  static const Golden kGolden("entry-v1.txt", "a7e63946bf8a3db685339a10a92091f8c61e4ee45aa57076751df0a159950529");
  return kGolden;
}

ReceivedEntry golden_entry() { return *read_entry(golden().one("jws")); }

TEST(EntryGolden, VersionOne_VerifiesAndEncodesToTheSameBytes) {
  const ReceivedEntry entry = golden_entry();
  EXPECT_TRUE(verify_jws(entry.jws, *parse_b64<VerifyKey>(golden().one("sign_pk"))));
  EXPECT_EQ(encode(entry.entry), entry.jws.payload_text);
  EXPECT_EQ(b64(entry.hash), golden().one("hash"));
}

TEST(EntryGolden, VersionOne_OpensAtEveryAddress) {
  const ReceivedEntry entry = golden_entry();
  const auto seeds = golden().all("box_seed"), copies = golden().all("copy");
  ASSERT_EQ(copies.size(), entry.entry.to.size());
  for (std::size_t i = 0; i < copies.size(); ++i) {
    const auto epoch = BoxKeyPair::from_seed(BoxSeed::copy_from(*crypto::from_base64url(seeds[i])));
    const Address& address = entry.entry.to[i];
    const auto opened = open_copy(entry, address, *crypto::from_base64url(copies[i]), epoch);
    ASSERT_TRUE(opened) << i;
    const bool team = address.face == Face::team;
    EXPECT_EQ(opened->disclosure, golden().one(team ? "team_disclosure" : "audit_disclosure"));
    EXPECT_EQ(opened->audit_disclosure.value_or(""), team ? golden().one("audit_disclosure") : "");
  }
}

TEST(EntryGolden, VersionOneFaces_EncodeToTheSameBytes) {
  const ReceivedEntry entry = golden_entry();
  for (const Face face : {Face::team, Face::audit}) {
    const std::string disclosure = golden().one(std::string(to_text(face)) + "_disclosure");
    const auto opened = open_disclosure(entry, face, disclosure);
    ASSERT_TRUE(opened);
    EXPECT_EQ(id_text(opened->rid), golden().one("rid"));
    const FaceContent content{opened->rid, opened->kind, opened->kind_version, opened->body};
    const std::string value =
        encode_face(content, entry.entry.dev, entry.entry.seq, opened->audit_disclosure.value_or(""));
    const Bytes text = *crypto::from_base64url(disclosure);
    // ["<salt>","<face>",<value>]
    const std::size_t before = 2 + 22 + 3 + to_text(face).size() + 2;
    EXPECT_EQ(as_text(text).substr(before), value + "]");
  }
}

}  // namespace
}  // namespace tacit

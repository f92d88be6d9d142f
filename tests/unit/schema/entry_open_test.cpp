#include "crypto/sd_jwt.hpp"
#include "entry_fixture.hpp"
#include "schema/entry_face.hpp"
#include "tests/support/cases.hpp"

namespace tacit {
namespace {

using namespace tacit::testing;

const BoxKeyPair& team_epoch() {
  static const BoxKeyPair kPair = box_named(to_text(Scope::team(kEntryTeam)));
  return kPair;
}

TEST(EntryOpening, AnyOtherKey_FailsWithOneCode) {
  const SealedEntry out = sealed(draft_of_two_faces());
  const auto entry = read_entry(out.jws);
  for (const char* name : {"audit", "org", "stranger", "worker"})
    EXPECT_CODE(Code::decryption_failed, open_copy(*entry, entry->entry.to[0], out.copies[0], box_named(name)));
  EXPECT_CODE(Code::decryption_failed, open_copy(*entry, entry->entry.to[1], out.copies[1], team_epoch()));
}

TEST(EntryOpening, CopyThatIsNotTheSignedOne_IsAnAlarm) {
  const SealedEntry out = sealed(draft_of_two_faces());
  const auto entry = read_entry(out.jws);
  const Address& address = entry->entry.to[0];
  EXPECT_CODE(Code::alarm_entry_invalid, open_copy(*entry, address, out.copies[1], team_epoch()));
  EXPECT_CODE(Code::alarm_entry_invalid, open_copy(*entry, address, {}, team_epoch()));
  test::Cases cases("damaged and cut copies");
  for (std::size_t i = 0; i < out.copies[0].size(); ++i) {
    cases += 2;
    Bytes damaged = out.copies[0];
    damaged[i] ^= 1;
    EXPECT_CODE(Code::alarm_entry_invalid, open_copy(*entry, address, damaged, team_epoch()));
    EXPECT_CODE(Code::alarm_entry_invalid, open_copy(*entry, address, ByteView(out.copies[0]).first(i), team_epoch()));
  }
}

// An entry whose one address carries exactly these bytes, sealed as told; the digests are those given.
Result<OpenedFace> open_made(ByteView padded, Face face, std::vector<Hash> digests) {
  Entry entry = read_entry(sealed(draft_for_team()).jws)->entry;
  const auto copy = seal_to(team_epoch().box_public(), padded);
  EXPECT_TRUE(copy);
  entry.to[0].ct = sha256(*copy);
  entry.to[0].face = face;
  std::sort(digests.begin(), digests.end());
  if (digests.size() == 2) {
    entry.to.push_back(entry.to[0]);
    entry.to[1].scope = Scope::audit();
    entry.to[1].face = face == Face::team ? Face::audit : Face::team;
  }
  entry.digests = std::move(digests);
  const ReceivedEntry received_entry = received(entry);
  return open_copy(received_entry, received_entry.entry.to[0], *copy, team_epoch());
}

Result<OpenedFace> open_text(const std::string& disclosure, Face face, const std::vector<std::string>& others = {}) {
  std::vector<Hash> digests{disclosure_digest(disclosure)};
  for (const std::string& other : others) digests.push_back(disclosure_digest(other));
  return open_made(*pad_to_bucket(as_bytes(disclosure)), face, std::move(digests));
}

std::string face_text(const FaceContent& content, std::string_view audit = {}, std::string_view dev = "worker",
                      std::uint64_t seq = 7) {
  return encode_face(content, signing_named(dev).device_id(), seq, audit);
}

TEST(EntryOpening, PaddingThatIsNotTheSmallest_IsAnAlarm) {
  const std::string disclosure = make_disclosure("team", face_text(face_named("n")));
  const std::vector<Hash> digest{disclosure_digest(disclosure)};
  const Bytes right = *pad_to_bucket(as_bytes(disclosure));
  EXPECT_TRUE(open_made(right, Face::team, digest));
  Bytes larger = right, short_by_one = right, unpadded = to_bytes(as_bytes(disclosure)), dirty = right;
  larger.resize(right.size() * 2);
  short_by_one.pop_back();
  dirty.back() = 1;
  for (const Bytes& padded : {larger, short_by_one, unpadded, dirty, Bytes()})
    EXPECT_CODE(Code::alarm_entry_invalid, open_made(padded, Face::team, digest));
}

TEST(EntryOpening, DigestThatWasNotSigned_IsAnAlarm) {
  const std::string disclosure = make_disclosure("team", face_text(face_named("n")));
  EXPECT_CODE(Code::alarm_entry_invalid,
              open_made(*pad_to_bucket(as_bytes(disclosure)), Face::team, {hash_named("another")}));
}

TEST(EntryOpening, FaceNameOtherThanAddressed_IsAnAlarm) {
  const std::string value = face_text(face_named("n"));
  EXPECT_TRUE(open_text(make_disclosure("team", value), Face::team));
  EXPECT_TRUE(open_text(make_disclosure("audit", value), Face::audit));
  EXPECT_CODE(Code::alarm_entry_invalid, open_text(make_disclosure("team", value), Face::audit));
  EXPECT_CODE(Code::alarm_entry_invalid, open_text(make_disclosure("audit", value), Face::team));
  EXPECT_CODE(Code::alarm_entry_invalid, open_text(make_disclosure("other", value), Face::team));
}

TEST(EntryOpening, InnerDeviceOrSeqOfAnotherEntry_IsAnAlarm) {
  const FaceContent face = face_named("n");
  EXPECT_CODE(Code::alarm_entry_invalid, open_text(make_disclosure("team", face_text(face, {}, "other")), Face::team));
  EXPECT_CODE(Code::alarm_entry_invalid,
              open_text(make_disclosure("team", face_text(face, {}, "worker", 8)), Face::team));
}

TEST(EntryOpening, ValueOfAnotherForm_IsAnAlarmAndANewerOneNeedsAnUpdate) {
  const std::string good = face_text(face_named("n"));
  const auto open_with = [&](std::string_view what, std::string_view with) {
    std::string value = good;
    return open_text(make_disclosure("team", value.replace(value.find(what), what.size(), with)), Face::team);
  };
  EXPECT_CODE(Code::update_needed, open_with(R"("v":1)", R"("v":2,"new":[])"));
  EXPECT_CODE(Code::alarm_entry_invalid, open_with(R"("v":1,)", ""));
  EXPECT_CODE(Code::alarm_entry_invalid, open_with(R"("v":1,)", R"("v":1,"extra":1,)"));
  EXPECT_CODE(Code::alarm_entry_invalid, open_with(R"("v":1,)", R"("v":1,"v":1,)"));
  EXPECT_CODE(Code::alarm_entry_invalid, open_with(R"("kv":1)", R"("kv":0)"));
  EXPECT_CODE(Code::alarm_entry_invalid, open_with(R"("kv":1)", R"("kv":1.0)"));
  EXPECT_CODE(Code::alarm_entry_invalid, open_with(R"("kind":"contact")", R"("kind":"")"));
  EXPECT_CODE(Code::alarm_entry_invalid, open_with(R"("body":{)", R"("body":[],"b":{)"));
  EXPECT_CODE(Code::alarm_entry_invalid, open_with(R"([1,2,3])", R"([[[[[[]]]]]])"));
  EXPECT_TRUE(open_with(R"([1,2,3])", R"([[[[]]]])"));
  EXPECT_TRUE(open_with(R"("kind":"contact","kv":1)", R"("kind":"of-tomorrow","kv":9)"));
}

TEST(EntryOpening, CarriedAuditFace_MustBeTheSignedOneOfTheSameRecord) {
  FaceContent audit = face_named("for the auditors");
  const FaceContent team = face_named("for the team");
  const auto open_with = [&](const std::string& carried, const std::string& signed_one) {
    return open_text(make_disclosure("team", face_text(team, carried)), Face::team, {signed_one});
  };
  const std::string right = make_disclosure("audit", face_text(audit));
  EXPECT_TRUE(open_with(right, right));
  const std::string same_but_salted_anew = make_disclosure("audit", face_text(audit));
  EXPECT_CODE(Code::alarm_entry_invalid, open_with(same_but_salted_anew, right));
  EXPECT_CODE(Code::alarm_entry_invalid, open_with("", right));
  EXPECT_CODE(Code::alarm_entry_invalid, open_with("AAAA", right));
  const auto refused = [&](const std::string& carried) {
    EXPECT_CODE(Code::alarm_entry_invalid, open_with(carried, carried));
  };
  refused(make_disclosure("team", face_text(audit)));
  refused(make_disclosure("audit", face_text(audit, {}, "other")));
  refused(make_disclosure("audit", face_text(audit, {}, "worker", 8)));
  refused(make_disclosure("audit", face_text(audit, "AAAA")));
  audit.rid = id_named<RecordId>("another");
  refused(make_disclosure("audit", face_text(audit)));
  audit = face_named("x");
  audit.kind = "outing";
  refused(make_disclosure("audit", face_text(audit)));
}

TEST(EntryOpening, CarriedAuditFaceThatNobodyWasSent_IsAnAlarm) {
  const std::string audit = make_disclosure("audit", face_text(face_named("x")));
  EXPECT_CODE(Code::alarm_entry_invalid,
              open_text(make_disclosure("team", face_text(face_named("n"), audit)), Face::team));
}

TEST(EntryOpening, DamagedDisclosure_IsAnAlarm) {
  const SealedEntry out = sealed(draft_of_two_faces());
  const auto entry = read_entry(out.jws);
  ASSERT_TRUE(open_disclosure(*entry, Face::team, out.team_disclosure));
  test::Cases cases("damaged disclosures");
  for (std::size_t i = 0; i < out.team_disclosure.size(); ++i, ++cases) {
    std::string flipped = out.team_disclosure;
    flipped[i] = static_cast<char>(flipped[i] ^ 1);
    EXPECT_CODE(Code::alarm_entry_invalid, open_disclosure(*entry, Face::team, flipped));
  }
  EXPECT_CODE(Code::alarm_entry_invalid, open_disclosure(*entry, Face::team, out.audit_disclosure));
  EXPECT_CODE(Code::alarm_entry_invalid,
              open_disclosure(*entry, Face::team, sealed(draft_of_two_faces()).team_disclosure));
}

}  // namespace
}  // namespace tacit

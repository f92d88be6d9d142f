#include "entry_fixture.hpp"

namespace tacit {
namespace {

using namespace tacit::testing;

TEST(Entry, SealedEntry_OpensForEachAddressee) {
  const EntryDraft draft = draft_of_two_faces();
  const SigningKey key = signing_named("worker");
  const SealedEntry sealed_entry = sealed(draft, key);
  const auto entry = read_entry(sealed_entry.jws);
  ASSERT_TRUE(entry);
  EXPECT_DONE(verify_jws(entry->jws, key.sign_public()));
  EXPECT_EQ(entry->hash, sealed_entry.hash);
  EXPECT_EQ(entry->entry.dev, key.device_id());
  EXPECT_EQ(entry->entry.seq, 7U);
  ASSERT_EQ(entry->entry.to.size(), 2U);
  ASSERT_EQ(sealed_entry.copies.size(), 2U);

  const auto team =
      open_copy(*entry, entry->entry.to[0], sealed_entry.copies[0], box_named(to_text(Scope::team(kEntryTeam))));
  ASSERT_TRUE(team);
  EXPECT_EQ(team->face, Face::team);
  EXPECT_EQ(team->rid, draft.team->rid);
  EXPECT_EQ(team->kind, "contact");
  EXPECT_EQ(team->kind_version, 1);
  EXPECT_EQ(team->body, draft.team->body);
  EXPECT_EQ(team->disclosure, sealed_entry.team_disclosure);
  EXPECT_EQ(team->audit_disclosure, sealed_entry.audit_disclosure);

  const auto audit = open_copy(*entry, entry->entry.to[1], sealed_entry.copies[1], box_named("audit"));
  ASSERT_TRUE(audit);
  EXPECT_EQ(audit->face, Face::audit);
  EXPECT_EQ(audit->body, draft.audit->body);
  EXPECT_FALSE(audit->audit_disclosure);

  const auto carried = open_disclosure(*entry, Face::audit, *team->audit_disclosure);
  ASSERT_TRUE(carried);
  EXPECT_EQ(carried->body, draft.audit->body);
}

TEST(Entry, OneFace_HasOneDigestAndCarriesNothing) {
  const SealedEntry team = sealed(draft_for_team());
  const auto entry = read_entry(team.jws);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->entry.digests.size(), 1U);
  EXPECT_TRUE(team.audit_disclosure.empty());
  const auto opened = open_disclosure(*entry, Face::team, team.team_disclosure);
  ASSERT_TRUE(opened);
  EXPECT_FALSE(opened->audit_disclosure);

  EntryDraft only_audit = draft_of_two_faces();
  only_audit.team.reset();
  only_audit.team_to.clear();
  const SealedEntry statement = sealed(only_audit);
  EXPECT_TRUE(open_disclosure(*read_entry(statement.jws), Face::audit, statement.audit_disclosure));
}

TEST(Entry, AddresseesOfAFace_GetTheSameDisclosureInCopiesOfTheirOwn) {
  EntryDraft draft = draft_for_team();
  draft.team_to.push_back(destination(Scope::team(id_named<TeamId>("other")), 1));
  const SealedEntry out = sealed(draft);
  ASSERT_EQ(out.copies.size(), 2U);
  EXPECT_NE(out.copies[0], out.copies[1]);
  const auto entry = read_entry(out.jws);
  for (std::size_t i = 0; i < 2; ++i) {
    const Address& address = entry->entry.to[i];
    const auto opened = open_copy(*entry, address, out.copies[i], box_named(to_text(address.scope)));
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->disclosure, out.team_disclosure);
  }
}

TEST(Entry, SealedTwice_SharesNoDigestAndNoCopy) {
  const SealedEntry one = sealed(draft_for_team()), two = sealed(draft_for_team());
  EXPECT_NE(one.team_disclosure, two.team_disclosure);
  EXPECT_NE(read_entry(one.jws)->entry.digests, read_entry(two.jws)->entry.digests);
  EXPECT_NE(one.copies, two.copies);
}

TEST(Entry, CopySize_IsItsBucketOnly) {
  EntryDraft draft = draft_for_team();
  const auto size_with = [&](std::size_t note) {
    draft.team->body = json::object{{"note", std::string(note, 'x')}};
    return sealed(draft).copies[0].size();
  };
  EXPECT_EQ(size_with(1), 512 + kSealOverhead);
  EXPECT_EQ(size_with(100), size_with(1));
  EXPECT_EQ(size_with(1000), 2048 + kSealOverhead);
}

TEST(Entry, Payload_HasTheMembersOfTheProtocolInOrder) {
  Entry entry = read_entry(sealed(draft_of_two_faces()).jws)->entry;
  const auto payload = boost::json::parse(encode(entry));
  std::vector<std::string> names;
  for (const auto& member : payload.as_object()) names.emplace_back(member.key());
  EXPECT_EQ(names,
            (std::vector<std::string>{"v", "org", "dev", "seq", "prev", "roster", "log", "to", "_sd_alg", "_sd"}));
  EXPECT_EQ(encode(*decode_entry(encode(entry))), encode(entry));
}

TEST(Entry, Presentation_IsAStandardSdJwt) {
  const SealedEntry out = sealed(draft_of_two_faces());
  EXPECT_EQ(presentation(out.jws, {out.team_disclosure, out.audit_disclosure}),
            out.jws + "~" + out.team_disclosure + "~" + out.audit_disclosure + "~");
  EXPECT_EQ(presentation(out.jws, {}), out.jws + "~");
}

TEST(EntryDraft, FacesThatDisagreeOrHaveNoAddress_AreRefused) {
  const SigningKey key = signing_named("worker");
  const auto sealed_with = [&](auto change) {
    EntryDraft draft = draft_of_two_faces();
    change(draft);
    return seal_entry(draft, key);
  };
  EXPECT_TRUE(sealed_with([](EntryDraft&) {}));
  EXPECT_CODE(Code::invalid_argument, sealed_with([](EntryDraft& d) { d.audit->rid = {}; }));
  EXPECT_CODE(Code::invalid_argument, sealed_with([](EntryDraft& d) { d.audit->kind = "outing"; }));
  EXPECT_CODE(Code::invalid_argument, sealed_with([](EntryDraft& d) { d.audit_to.clear(); }));
  EXPECT_CODE(Code::invalid_argument, sealed_with([](EntryDraft& d) { d.team.reset(); }));
  EXPECT_CODE(Code::invalid_argument, sealed_with([](EntryDraft& d) { d.team->body = 1; }));
  EXPECT_CODE(Code::invalid_argument, sealed_with([](EntryDraft& d) { d.team->kind_version = 0; }));
  EXPECT_CODE(Code::malformed, sealed_with([](EntryDraft& d) { d.team_to.push_back(d.team_to[0]); }));
  EXPECT_CODE(Code::malformed, sealed_with([](EntryDraft& d) { d.team_to.push_back(d.audit_to[0]); }));
  EXPECT_CODE(Code::malformed, sealed_with([](EntryDraft& d) { d.team_to[0].public_key = {}; }));
  EXPECT_CODE(Code::too_large, sealed_with([](EntryDraft& d) {
                d.team->body = json::object{{"note", std::string(limits::kDisclosure, 'x')}};
              }));
  EXPECT_CODE(Code::malformed, sealed_with([](EntryDraft& d) {
                for (int i = 0; i < 8; ++i) d.team_to.push_back(destination(Scope::team(TeamId{{std::uint8_t(i)}}), 1));
              }));
}

TEST(EntryForm, MostAddressesAndFaces_FitTheLimit) {
  EntryDraft draft = draft_of_two_faces();
  draft.team_to.clear(), draft.audit_to.clear();
  for (std::uint8_t i = 0; i < 8; ++i) {
    draft.team_to.push_back(destination(Scope::team(TeamId{{i}}), 9'007'199'254'740'991));
    draft.audit_to.push_back(destination({Scope::Kind::grant, TeamId{{i}}}, 9'007'199'254'740'991));
  }
  const SealedEntry out = sealed(draft);
  EXPECT_LT(out.jws.size(), limits::kEntryJws);
  EXPECT_TRUE(read_entry(out.jws));
}

TEST(EntryForm, WhatTheProtocolForbids_IsMalformed) {
  const Entry good = read_entry(sealed(draft_of_two_faces()).jws)->entry;
  const auto read_with = [&](auto change) {
    Entry entry = good;
    change(entry);
    return decode_entry(encode(entry));
  };
  EXPECT_TRUE(read_with([](Entry&) {}));
  EXPECT_TRUE(read_with([](Entry& e) { e.log_size = 0; }));
  EXPECT_CODE(Code::malformed, read_with([](Entry& e) { e.seq = 0; }));
  EXPECT_CODE(Code::malformed, read_with([](Entry& e) { e.to.clear(); }));
  EXPECT_CODE(Code::malformed, read_with([](Entry& e) { e.to[0].n = 0; }));
  EXPECT_CODE(Code::malformed, read_with([](Entry& e) { e.to[0].epoch = 0; }));
  EXPECT_CODE(Code::malformed, read_with([](Entry& e) { e.to[1].scope = e.to[0].scope; }));
  EXPECT_CODE(Code::malformed, read_with([](Entry& e) { e.to[1].face = Face::team; }));
  EXPECT_CODE(Code::malformed, read_with([](Entry& e) { e.to.pop_back(); }));
  EXPECT_CODE(Code::malformed, read_with([](Entry& e) { e.digests.pop_back(); }));
  EXPECT_CODE(Code::malformed, read_with([](Entry& e) { e.digests.clear(); }));
  EXPECT_CODE(Code::malformed, read_with([](Entry& e) { std::swap(e.digests[0], e.digests[1]); }));
  EXPECT_CODE(Code::malformed, read_with([](Entry& e) { e.digests[1] = e.digests[0]; }));
  EXPECT_CODE(Code::malformed, read_with([](Entry& e) { e.digests.push_back(Hash{{0xff}}); }));
  EXPECT_CODE(Code::malformed, read_with([](Entry& e) { e.seq = 9'007'199'254'740'992; }));
}

}  // namespace
}  // namespace tacit

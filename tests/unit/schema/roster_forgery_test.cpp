#include "forgeries.hpp"
#include "roster_fixture.hpp"

// Threats, test 3, for roster links.
namespace tacit::roster {
namespace {

using namespace tacit::testing;

const TeamId kTeam = id_named<TeamId>("team");

class RosterForgery : public ::testing::Test {
 protected:
  RosterForgery() : worker("worker") {
    org.must(org.founder, {AddTeam{kTeam}});
    org.must(org.founder, {admission(worker, "i1", Role::worker, {kTeam})});
    link = org.next({Revoke{worker.id()}});
    genuine = sign_link(org.founder.key, link);
  }
  // Each attempt upon the same state.
  Accepts accepts() const {
    return [this](std::string_view text) {
      Roster copy = org.roster;
      const bool accepted = copy.append(text, 100).has_value();
      EXPECT_EQ(copy.head() == org.roster.head(), !accepted);
      return accepted;
    };
  }
  Result<void> attempt(std::string_view text) const { return Roster(org.roster).append(text, 100); }

  Organisation org;
  TestDevice worker;
  Link link;
  std::string genuine;
};

TEST_F(RosterForgery, DamagedLink_IsRefused) { expect_no_damage_accepted(genuine, accepts()); }
TEST_F(RosterForgery, OtherHeader_IsRefused) { expect_no_other_header_accepted(genuine, org.founder.key, accepts()); }
TEST_F(RosterForgery, OtherMembers_AreRefused) {
  expect_no_other_members_accepted(genuine, org.founder.key, accepts());
}
TEST_F(RosterForgery, RewrittenLink_IsRefused) { expect_no_rewriting_accepted(genuine, accepts()); }

TEST_F(RosterForgery, LinkUnderAnothersName_IsRefused) {
  JwsParts parts = JwsParts::of(genuine);
  EXPECT_CODE(Code::bad_signature, attempt(parts.signed_by(worker.key)));
  parts.header = replaced(parts.header, id_text(org.founder.id()), id_text(worker.id()));
  EXPECT_CODE(Code::bad_signature, attempt(parts.signed_by(org.founder.key)));
  EXPECT_CODE(Code::not_allowed, attempt(parts.signed_by(worker.key)));
  parts.header = replaced(parts.header, id_text(worker.id()), id_text(TestDevice("stranger").id()));
  EXPECT_CODE(Code::not_admitted, attempt(parts.signed_by(TestDevice("stranger").key)));
}

TEST_F(RosterForgery, LinkOfAnotherOrganisation_IsRefused) {
  Link other = link;
  other.org = b64(hash_named("other organisation"));
  EXPECT_CODE(Code::wrong_organisation, attempt(sign_link(org.founder.key, other)));
}

TEST_F(RosterForgery, ReplayedLink_IsRefused) {
  for (const std::string& old : org.links) EXPECT_CODE(Code::already_done, attempt(old));
  const std::string appended = genuine;
  EXPECT_DONE(org.roster.append(appended, 100));
  EXPECT_CODE(Code::already_done, org.roster.append(appended, 101));
}

TEST_F(RosterForgery, ReorderedGapOrFork_IsRefused) {
  Roster two = org.roster;
  ASSERT_TRUE(two.append(genuine, 100));
  const std::string following = sign_link(
      org.founder.key,
      {.org = link.org, .seq = link.seq + 1, .prev = b64(two.head()), .day = kDay, .ops = {AddTeam{TeamId{{9}}}}});
  EXPECT_CODE(Code::conflict, attempt(following));
  Roster three = two;
  EXPECT_DONE(three.append(following, 101));

  const std::string fork = sign_link(org.founder.key, org.next({AddTeam{TeamId{{8}}}}));
  EXPECT_CODE(Code::conflict, two.append(fork, 101));

  Link skipped = link;
  ++skipped.seq;
  EXPECT_CODE(Code::mischained, attempt(sign_link(org.founder.key, skipped)));
  --skipped.seq, --skipped.seq;
  EXPECT_CODE(Code::mischained, attempt(sign_link(org.founder.key, skipped)));
  Link elsewhere = link;
  elsewhere.prev = b64(hash_of_jws(org.links.front()));
  EXPECT_CODE(Code::conflict, attempt(sign_link(org.founder.key, elsewhere)));
}

TEST_F(RosterForgery, LinkAtOrBeforeItsPredecessor_IsRefused) {
  const std::uint64_t last = org.roster.index_of(org.roster.seq());
  for (const std::uint64_t index : {std::uint64_t{0}, last - 1, last})
    EXPECT_CODE(Code::mischained, Roster(org.roster).append(genuine, index));
  EXPECT_DONE(Roster(org.roster).append(genuine, last + 1));
}

TEST_F(RosterForgery, DuplicateKeysInsideOps_AreRefused) {
  JwsParts parts = JwsParts::of(genuine);
  const std::string dev = R"("dev":")" + id_text(worker.id()) + "\"";
  parts.payload = replaced(parts.payload, dev, dev + "," + dev);
  EXPECT_CODE(Code::malformed, attempt(parts.signed_by(org.founder.key)));
}

TEST_F(RosterForgery, OversizeLink_IsRefused) {
  EXPECT_CODE(Code::too_large, attempt(std::string(limits::kRosterLink + 1, 'A')));
}

TEST_F(RosterForgery, DamagedGenesis_IsRefusedOrAnotherOrganisation) {
  expect_no_damage_accepted(org.links.front(),
                            [](std::string_view text) { return Roster::found(text, 0).has_value(); });
  EXPECT_CODE(Code::malformed, Roster::found(genuine, 0));
}

}  // namespace
}  // namespace tacit::roster

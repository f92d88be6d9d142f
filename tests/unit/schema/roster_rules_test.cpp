#include "roster_fixture.hpp"

namespace tacit::roster {
namespace {

using namespace tacit::testing;

const TeamId kNorth = id_named<TeamId>("north");
const TeamId kSouth = id_named<TeamId>("south");

// A founder who is staff and steward; a worker and a second staff device; an auditor.
class RosterRules : public ::testing::Test {
 protected:
  RosterRules() : worker("worker"), staff("staff"), auditor("auditor"), newcomer("newcomer") {
    org.must(org.founder, {AddTeam{kNorth}, AddTeam{kSouth}});
    org.must(org.founder, {admission(worker, "i1", Role::worker, {kNorth})});
    org.must(org.founder, {admission(staff, "i2", Role::staff, {kNorth, kSouth})});
    org.must(org.founder, {admission(auditor, "i3", Role::auditor, {})});
  }
  Organisation org;
  TestDevice worker, staff, auditor, newcomer;
};

TEST_F(RosterRules, Founder_IsStaffAndStewardWithoutTeams) {
  const Roster::Device* founder = org.roster.device(org.founder.id());
  ASSERT_NE(founder, nullptr);
  EXPECT_EQ(founder->role, Role::staff);
  EXPECT_TRUE(founder->steward);
  EXPECT_TRUE(founder->teams.empty());
  EXPECT_EQ(founder->inv, InvitationId{});
  EXPECT_EQ(founder->admitted_by.bytes, org.roster.org().bytes);
  EXPECT_EQ(org.roster.org().bytes, hash_of_jws(org.links.front()).bytes);
}

TEST_F(RosterRules, Members_FollowRolesAndTeams) {
  const auto member = [&](const TestDevice& device, const Scope& scope) {
    return org.roster.is_member(device.id(), scope);
  };
  EXPECT_TRUE(member(worker, Scope::org()));
  EXPECT_TRUE(member(staff, Scope::org()));
  EXPECT_FALSE(member(auditor, Scope::org()));
  EXPECT_FALSE(member(worker, Scope::audit()));
  EXPECT_TRUE(member(staff, Scope::audit()));
  EXPECT_TRUE(member(auditor, Scope::audit()));
  EXPECT_TRUE(member(worker, Scope::team(kNorth)));
  EXPECT_FALSE(member(worker, Scope::team(kSouth)));
  EXPECT_FALSE(member(auditor, Scope::team(kNorth)));
  EXPECT_FALSE(member(newcomer, Scope::org()));
  const Scope grant{Scope::Kind::grant, kNorth};
  EXPECT_FALSE(member(staff, grant));
  EXPECT_TRUE(org.roster.closed(grant));
  org.must(org.founder, {Fund{kNorth}});
  EXPECT_TRUE(member(staff, grant));
  EXPECT_FALSE(member(auditor, grant));
  EXPECT_TRUE(org.roster.closed(Scope::team(id_named<TeamId>("none"))));
  EXPECT_FALSE(org.roster.closed(Scope::team(kSouth)));
  for (const auto* device : org.roster.devices())
    for (const Scope& scope : {Scope::org(), Scope::audit(), Scope::team(kNorth), Scope::team(kSouth), grant})
      EXPECT_EQ(Roster::is_member(*device, scope), org.roster.is_member(device->id, scope));
}

TEST_F(RosterRules, StewardsOps_AreRefusedFromEverybodyElse) {
  const std::vector<Op> ops{admission(newcomer, "i9", Role::worker, {}),
                            Revoke{auditor.id()},
                            ChangeRole{worker.id(), Role::staff, {}},
                            AddTeam{id_named<TeamId>("east")},
                            Fund{id_named<TeamId>("grant")},
                            Restrict{auditor.id(), {}},
                            Service{service_named("other")},
                            Pack{1, hash_named("pack")}};
  for (const Op& op : ops)
    for (const TestDevice* signer : {&worker, &staff, &auditor})
      EXPECT_CODE(Code::not_allowed, org.append(*signer, {op}));
  EXPECT_CODE(Code::not_admitted, org.append(newcomer, {ops[0]}));
  EXPECT_CODE(Code::not_admitted, org.append(org.recovery, {ops[0]}));
}

TEST_F(RosterRules, SecondFounding_IsRefused) {
  EXPECT_CODE(Code::not_allowed, org.append(org.founder, {founding(org.founder, org.recovery)}));
}

TEST_F(RosterRules, Genesis_MustBeginWithItsFounderAndOnlyOnce) {
  const TestDevice &founder = org.founder, &recovery = org.recovery;
  const Found found = founding(founder, recovery);
  const auto start = [&](std::vector<Op> ops, const TestDevice& signer) {
    return Roster::found(sign_link(signer.key, {.org = "", .seq = 0, .prev = "", .day = kDay, .ops = std::move(ops)}),
                         0);
  };
  EXPECT_TRUE(start({found}, founder));
  const auto with_team = start({found, AddTeam{kNorth}}, founder);
  ASSERT_TRUE(with_team);
  EXPECT_TRUE(with_team->has_team(kNorth));
  EXPECT_CODE(Code::malformed, start({AddTeam{kNorth}, found}, founder));
  EXPECT_CODE(Code::malformed, start({AddTeam{kNorth}}, founder));
  EXPECT_CODE(Code::not_allowed, start({found, found}, founder));
  EXPECT_CODE(Code::bad_signature, start({found}, worker));
  EXPECT_CODE(Code::malformed, start({founding(founder, founder)}, founder));
  Link late = org.next({found});
  EXPECT_CODE(Code::malformed, Roster::found(sign_link(founder.key, late), 0));
}

TEST_F(RosterRules, Admission_NeedsFreshKeysAndInvitation) {
  const auto admit = [&](const TestDevice& device, std::string_view inv, std::vector<TeamId> teams) {
    return org.append(org.founder, {admission(device, inv, Role::worker, std::move(teams))});
  };
  EXPECT_CODE(Code::already_done, admit(newcomer, "i1", {}));
  EXPECT_CODE(Code::already_done, admit(worker, "i9", {}));
  EXPECT_CODE(Code::already_done, admit(org.recovery, "i9", {}));
  EXPECT_CODE(Code::not_found, admit(newcomer, "i9", {id_named<TeamId>("none")}));
  Admit borrowed = admission(newcomer, "i9", Role::worker, {});
  borrowed.keys.box_pk = worker.keys().box_pk;
  EXPECT_CODE(Code::already_done, org.append(org.founder, {borrowed}));
  borrowed.keys.box_pk = org.recovery.keys().box_pk;
  EXPECT_CODE(Code::already_done, org.append(org.founder, {borrowed}));
  EXPECT_FALSE(org.roster.invitation_used(id_named<InvitationId>("i9")));
  EXPECT_DONE(admit(newcomer, "i9", {kSouth}));
  EXPECT_TRUE(org.roster.invitation_used(id_named<InvitationId>("i9")));
}

TEST_F(RosterRules, RevokedDevice_SignsNothingAndIsNoMember) {
  const std::uint64_t before = org.roster.index_of(org.roster.seq());
  org.must(org.founder, {Revoke{worker.id()}});
  const Roster::Device* device = org.roster.device(worker.id());
  EXPECT_FALSE(device->active());
  EXPECT_TRUE(device->active_at(before));
  EXPECT_FALSE(device->active_at(*device->revoked_at));
  EXPECT_FALSE(device->active_at(device->admitted_at));
  EXPECT_FALSE(org.roster.is_member(worker.id(), Scope::org()));
  EXPECT_CODE(Code::not_admitted, org.append(worker, {Rekey{box_named("x").box_public()}}));
  EXPECT_CODE(Code::already_done, org.append(org.founder, {Revoke{worker.id()}}));
  EXPECT_CODE(Code::not_found, org.append(org.founder, {Revoke{newcomer.id()}}));
  EXPECT_CODE(Code::not_found, org.append(org.founder, {ChangeRole{worker.id(), Role::staff, {}}}));
  EXPECT_CODE(Code::already_done, org.append(org.founder, {admission(worker, "again", Role::worker, {})}));
}

TEST_F(RosterRules, Steward_StaysActiveStaff) {
  EXPECT_CODE(Code::not_allowed, org.append(org.founder, {Revoke{org.founder.id()}}));
  EXPECT_CODE(Code::not_allowed, org.append(org.founder, {ChangeRole{org.founder.id(), Role::worker, {}}}));
  EXPECT_CODE(Code::not_allowed, org.append(org.founder, {ChangeRole{org.founder.id(), Role::auditor, {}}}));
  EXPECT_DONE(org.append(org.founder, {ChangeRole{org.founder.id(), Role::staff, {kSouth}}}));
  EXPECT_TRUE(org.roster.is_member(org.founder.id(), Scope::team(kSouth)));
  EXPECT_TRUE(org.roster.device(org.founder.id())->steward);
}

TEST_F(RosterRules, RestrictedAuditor_IsInItsGrantsAlone) {
  const TeamId one = id_named<TeamId>("one"), two = id_named<TeamId>("two");
  const auto in = [&](const TestDevice& device, const Scope& scope) {
    return org.roster.is_member(device.id(), scope);
  };
  org.must(org.founder, {Fund{one}, Fund{two}});
  EXPECT_CODE(Code::already_done, org.append(org.founder, {Fund{one}}));
  EXPECT_FALSE(in(auditor, Scope::grant(one)));
  EXPECT_TRUE(in(auditor, Scope::audit()));
  org.must(org.founder, {Restrict{auditor.id(), {one}}});
  EXPECT_TRUE(in(auditor, Scope::grant(one)));
  EXPECT_FALSE(in(auditor, Scope::grant(two)));
  EXPECT_FALSE(in(auditor, Scope::audit()));
  EXPECT_TRUE(in(staff, Scope::grant(one)) && in(staff, Scope::grant(two)) && in(staff, Scope::audit()));
  EXPECT_FALSE(in(worker, Scope::grant(one)));
  org.must(org.founder, {ChangeRole{auditor.id(), Role::auditor, {}}});
  EXPECT_FALSE(in(auditor, Scope::audit())) << "the same role again widens nothing";
  org.must(org.founder, {Restrict{auditor.id(), {}}});
  EXPECT_TRUE(in(auditor, Scope::audit()));
  EXPECT_FALSE(in(auditor, Scope::grant(one)));
}

TEST_F(RosterRules, Restriction_IsOfActiveAuditorsToGrantsThereAre) {
  const TeamId one = id_named<TeamId>("one");
  EXPECT_CODE(Code::not_found, org.append(org.founder, {Restrict{auditor.id(), {one}}}));
  org.must(org.founder, {Fund{one}});
  EXPECT_CODE(Code::not_found, org.append(org.founder, {Restrict{worker.id(), {one}}}));
  EXPECT_CODE(Code::not_found, org.append(org.founder, {Restrict{staff.id(), {one}}}));
  EXPECT_CODE(Code::not_found, org.append(org.founder, {Restrict{newcomer.id(), {one}}}));
  org.must(org.founder, {Restrict{auditor.id(), {one}}});
  org.must(org.founder, {ChangeRole{auditor.id(), Role::worker, {}}});
  EXPECT_TRUE(org.roster.device(auditor.id())->grants.empty()) << "a worker reads no grant";
  EXPECT_FALSE(org.roster.is_member(auditor.id(), Scope::grant(one)));
  org.must(org.founder, {Revoke{auditor.id()}});
  EXPECT_CODE(Code::not_found, org.append(org.founder, {Restrict{auditor.id(), {one}}}));
}

TEST_F(RosterRules, Newcomer_IsRestrictedInTheLinkThatAdmitsIt) {
  const TeamId one = id_named<TeamId>("one");
  org.must(org.founder, {Fund{one}});
  org.must(org.founder, {org.epoch(Scope::audit())});
  org.must(org.founder, {admission(newcomer, "i9", Role::auditor, {}), Restrict{newcomer.id(), {one}}});
  EXPECT_FALSE(org.roster.is_member(newcomer.id(), Scope::audit()));
  EXPECT_FALSE(org.roster.lacks(Scope::audit(), newcomer.id()));
  EXPECT_TRUE(org.roster.lacks(Scope::grant(one), newcomer.id()));
  EXPECT_FALSE(org.roster.must_rotate(Scope::audit()));
}

TEST_F(RosterRules, LinkThatFailsInItsLastOp_ChangesNothing) {
  org.must(org.founder, {org.epoch(Scope::org())});
  org.must(org.founder, {Secret{"pack/1", Scope::org(), 1, {}, {}}});
  const Roster before = org.roster;
  const Epoch rotation = org.epoch(Scope::org());
  const Op failing = AddTeam{kNorth};
  const std::vector<std::vector<Op>> links{
      {AddTeam{id_named<TeamId>("east")}, failing},
      {admission(newcomer, "i9", Role::worker, {kNorth}), failing},
      {Revoke{worker.id()}, failing},
      {ChangeRole{worker.id(), Role::auditor, {}}, failing},
      {Rekey{box_named("new").box_public()}, failing},
      {rotation, failing},
      {Grant{Scope::org(), 1, 1, worker.id(), {Hash{}}}, failing},
      {Secret{"pseudonym/2021", Scope::org(), 1, {}, {}}, failing},
      {Reseal{"pack/1", Scope::org(), 1, {}}, failing},
      {Service{service_named("other")}, failing},
      {Fund{id_named<TeamId>("grant")}, failing},
      {Fund{id_named<TeamId>("grant")}, Restrict{auditor.id(), {id_named<TeamId>("grant")}}, failing},
      {Pack{1, {}}, failing}};
  for (std::size_t i = 0; i < links.size(); ++i) {
    SCOPED_TRACE(i);
    EXPECT_CODE(Code::already_done, org.append(org.founder, links[i]));
    EXPECT_EQ(org.roster.head(), before.head());
    EXPECT_EQ(org.roster.seq(), before.seq());
    EXPECT_EQ(org.roster.teams(), before.teams());
    EXPECT_EQ(org.roster.devices().size(), before.devices().size());
    EXPECT_EQ(org.roster.device(newcomer.id()), nullptr);
    EXPECT_TRUE(org.roster.is_member(worker.id(), Scope::team(kNorth)));
    EXPECT_EQ(org.roster.device(worker.id())->role, Role::worker);
    EXPECT_EQ(org.roster.device(org.founder.id())->keys, org.founder.keys());
    EXPECT_EQ(org.roster.newest_epoch(Scope::org())->n, 1U);
    EXPECT_TRUE(org.roster.newest_epoch(Scope::org())->granted.empty());
    EXPECT_EQ(org.roster.secret("pseudonym/2021"), nullptr);
    EXPECT_EQ(org.roster.secret("pack/1")->copies.size(), 1U);
    EXPECT_EQ(org.roster.service(), before.service());
    EXPECT_EQ(org.roster.newest_pack(), nullptr);
    EXPECT_FALSE(org.roster.invitation_used(id_named<InvitationId>("i9")));
  }
  // And nothing of the refused links is in the way of the same ops later.
  for (const auto& ops : links) {
    Roster copy = org.roster;
    EXPECT_DONE(copy.append(sign_link(org.founder.key, org.next({ops.front()})), 100));
  }
}

TEST_F(RosterRules, Ops_SeeWhatEarlierOpsOfTheirLinkDid) {
  const TeamId east = id_named<TeamId>("east");
  EXPECT_DONE(org.append(org.founder, {AddTeam{east}, admission(newcomer, "i9", Role::worker, {east})}));
  Organisation copy;
  EXPECT_CODE(Code::not_found,
              copy.append(copy.founder, {admission(newcomer, "i9", Role::worker, {east}), AddTeam{east}}));
}

TEST_F(RosterRules, CopiedRoster_GoesItsOwnWay) {
  Roster copy = org.roster;
  const std::string link = sign_link(org.founder.key, org.next({Revoke{worker.id()}}));
  EXPECT_DONE(copy.append(link, 100));
  EXPECT_FALSE(copy.is_member(worker.id(), Scope::org()));
  EXPECT_TRUE(org.roster.is_member(worker.id(), Scope::org()));
  EXPECT_NE(copy.head(), org.roster.head());
  copy = org.roster;
  EXPECT_EQ(copy.head(), org.roster.head());
}

TEST_F(RosterRules, Links_AreFoundByHashAndPlace) {
  for (std::size_t seq = 0; seq < org.links.size(); ++seq) {
    const Hash hash = hash_of_jws(org.links[seq]);
    EXPECT_TRUE(org.roster.knows(hash));
    EXPECT_EQ(org.roster.seq_of(hash), seq);
    EXPECT_EQ(org.roster.index_of(seq), seq);
  }
  EXPECT_FALSE(org.roster.knows(hash_named("none")));
  EXPECT_FALSE(org.roster.seq_of(hash_named("none")));
}

TEST(RosterSize, MoreDevicesThanAnEpochCanHold_AreRefused) {
  Organisation org;
  std::size_t admitted = 1;
  while (true) {
    const std::string name = "d" + std::to_string(admitted);
    const TestDevice device(name);
    const auto done = org.append(org.founder, {admission(device, name, Role::worker, {})});
    if (!done) {
      EXPECT_CODE(Code::too_large, done);
      break;
    }
    ++admitted;
    ASSERT_LT(admitted, limits::kMembers);
  }
  EXPECT_EQ(admitted, limits::kMembers - 1);
  EXPECT_DONE(org.append(org.founder, {org.epoch(Scope::org())}));
}

}  // namespace
}  // namespace tacit::roster

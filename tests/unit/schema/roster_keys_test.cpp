#include "roster_fixture.hpp"

namespace tacit::roster {
namespace {

using namespace tacit::testing;

const TeamId kOnlyTeam = id_named<TeamId>("team");
const Scope kTeamScope = Scope::team(kOnlyTeam);

class RosterKeys : public ::testing::Test {
 protected:
  RosterKeys() : worker("worker"), other("other"), auditor("auditor"), newcomer("newcomer") {
    org.must(org.founder, {AddTeam{kOnlyTeam}});
    org.must(org.founder, {admission(worker, "i1", Role::worker, {kOnlyTeam})});
    org.must(org.founder, {admission(other, "i2", Role::worker, {kOnlyTeam})});
    org.must(org.founder, {admission(auditor, "i3", Role::auditor, {})});
  }
  Organisation org;
  TestDevice worker, other, auditor, newcomer;
};

TEST_F(RosterKeys, Epoch_NeedsAMemberAndTheNextNumber) {
  EXPECT_CODE(Code::not_allowed, org.append(org.founder, {org.epoch(kTeamScope)}));
  EXPECT_CODE(Code::not_allowed, org.append(auditor, {org.epoch(Scope::org())}));
  EXPECT_CODE(Code::not_allowed, org.append(worker, {org.epoch(Scope::audit())}));
  Epoch skipping = org.epoch(kTeamScope);
  skipping.n = 2;
  EXPECT_CODE(Code::mischained, org.append(worker, {skipping}));
  EXPECT_EQ(org.roster.newest_epoch(kTeamScope), nullptr);
  EXPECT_DONE(org.append(worker, {org.epoch(kTeamScope)}));
  EXPECT_DONE(org.append(auditor, {org.epoch(Scope::audit())}));
  Epoch again = org.epoch(kTeamScope);
  again.n = 1;
  EXPECT_CODE(Code::mischained, org.append(worker, {again}));
  const auto* epoch = org.roster.newest_epoch(kTeamScope);
  ASSERT_NE(epoch, nullptr);
  EXPECT_EQ(epoch->n, 1U);
  EXPECT_EQ(epoch->day, kDay);
  EXPECT_EQ(epoch->sealed_to.size(), 3U);
  EXPECT_EQ(epoch->sealed_to.at(worker.id()), worker.keys().box_pk);
  EXPECT_EQ(epoch->sealed_to.at(org.recovery.id()), org.recovery.keys().box_pk);
  EXPECT_EQ(org.roster.epoch(kTeamScope, 1), epoch);
  EXPECT_EQ(org.roster.epoch(kTeamScope, 0), nullptr);
  EXPECT_EQ(org.roster.epoch(kTeamScope, 2), nullptr);
}

TEST_F(RosterKeys, Epoch_SealedToOthersThanTheMembersIsAnAlarm) {
  const Epoch right = org.epoch(kTeamScope);
  for (std::size_t i = 0; i < right.wraps.size(); ++i) {
    Epoch fewer = right;
    fewer.wraps.erase(fewer.wraps.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_CODE(Code::alarm_recipients_mismatch, org.append(worker, {fewer}));
  }
  for (const DeviceId& extra : {newcomer.id(), auditor.id(), org.founder.id()}) {
    Epoch more = right;
    more.wraps.push_back({extra, {}});
    std::sort(more.wraps.begin(), more.wraps.end(), [](const auto& a, const auto& b) { return a.dev < b.dev; });
    EXPECT_CODE(Code::alarm_recipients_mismatch, org.append(worker, {more}));
  }
  const Epoch stale = right;
  org.must(org.founder, {Revoke{other.id()}});
  EXPECT_CODE(Code::alarm_recipients_mismatch, org.append(worker, {stale}));
}

TEST_F(RosterKeys, Epoch_OfAClosedScopeIsRefused) {
  const auto attempt = [&](const Scope& scope) {
    Epoch epoch = org.epoch(Scope::org());
    epoch.scope = scope;
    return org.append(org.founder, {epoch});
  };
  EXPECT_CODE(Code::scope_closed, attempt(Scope::team(id_named<TeamId>("none"))));
  EXPECT_CODE(Code::scope_closed, attempt({Scope::Kind::grant, kOnlyTeam}));
  org.must(org.founder, {AddTeam{id_named<TeamId>("empty")}});
  EXPECT_CODE(Code::scope_closed, attempt(Scope::team(id_named<TeamId>("empty"))));
  org.must(worker, {org.epoch(kTeamScope)});
  org.must(org.founder, {Revoke{worker.id()}, Revoke{other.id()}});
  EXPECT_TRUE(org.roster.closed(kTeamScope));
  EXPECT_FALSE(org.roster.must_rotate(kTeamScope));
  EXPECT_FALSE(org.roster.rotation_is_due(kTeamScope, Day{kDay.since_epoch + 1000}));
}

TEST_F(RosterKeys, Rotation_IsDemandedWhenARecipientGoesOrRekeys) {
  EXPECT_FALSE(org.roster.must_rotate(kTeamScope));
  EXPECT_TRUE(org.roster.rotation_is_due(kTeamScope, kDay));
  org.must(worker, {org.epoch(kTeamScope)});
  org.must(worker, {org.epoch(Scope::org())});
  EXPECT_FALSE(org.roster.must_rotate(kTeamScope));
  EXPECT_FALSE(org.roster.rotation_is_due(kTeamScope, Day{kDay.since_epoch + 29}));
  EXPECT_TRUE(org.roster.rotation_is_due(kTeamScope, Day{kDay.since_epoch + 30}));

  org.must(other, {Rekey{box_named("fresh").box_public()}});
  EXPECT_TRUE(org.roster.must_rotate(kTeamScope));
  EXPECT_TRUE(org.roster.lacks(kTeamScope, other.id()));
  EXPECT_FALSE(org.roster.lacks(kTeamScope, worker.id()));
  org.must(worker, {org.epoch(kTeamScope)});
  EXPECT_FALSE(org.roster.must_rotate(kTeamScope));
  EXPECT_EQ(org.roster.newest_epoch(kTeamScope)->sealed_to.at(other.id()), box_named("fresh").box_public());

  org.must(org.founder, {ChangeRole{other.id(), Role::worker, {}}});
  EXPECT_TRUE(org.roster.must_rotate(kTeamScope));
  org.must(worker, {org.epoch(kTeamScope)});
  org.must(worker, {org.epoch(Scope::org())});
  org.must(org.founder, {Revoke{other.id()}});
  EXPECT_FALSE(org.roster.must_rotate(kTeamScope));
  EXPECT_TRUE(org.roster.must_rotate(Scope::org()));
}

TEST_F(RosterKeys, Newcomer_LacksTheEpochWithoutForcingARotation) {
  org.must(worker, {org.epoch(kTeamScope)});
  org.must(org.founder, {admission(newcomer, "i9", Role::worker, {kOnlyTeam})});
  EXPECT_FALSE(org.roster.must_rotate(kTeamScope));
  EXPECT_FALSE(org.roster.rotation_is_due(kTeamScope, kDay));
  EXPECT_TRUE(org.roster.lacks(kTeamScope, newcomer.id()));
  EXPECT_FALSE(org.roster.lacks(kTeamScope, worker.id()));
  EXPECT_FALSE(org.roster.lacks(kTeamScope, auditor.id()));
  EXPECT_TRUE(org.roster.lacks(Scope::org(), worker.id()));
  EXPECT_DONE(org.append(newcomer, {org.epoch(kTeamScope)}));
  EXPECT_FALSE(org.roster.lacks(kTeamScope, newcomer.id()));
}

TEST_F(RosterKeys, Rekey_TakesOnlyAFreshKeyForItsSigner) {
  const BoxPublicKey fresh = box_named("fresh").box_public();
  EXPECT_CODE(Code::already_done, org.append(worker, {Rekey{worker.keys().box_pk}}));
  EXPECT_CODE(Code::already_done, org.append(worker, {Rekey{other.keys().box_pk}}));
  EXPECT_CODE(Code::already_done, org.append(worker, {Rekey{org.recovery.keys().box_pk}}));
  EXPECT_DONE(org.append(auditor, {Rekey{fresh}}));
  EXPECT_EQ(org.roster.device(auditor.id())->keys.box_pk, fresh);
  EXPECT_CODE(Code::already_done, org.append(auditor, {Rekey{auditor.keys().box_pk}}));
  EXPECT_EQ(org.roster.device(worker.id())->keys, worker.keys());
}

TEST_F(RosterKeys, Grant_ComesOnlyFromAHolderToAMember) {
  org.must(worker, {org.epoch(kTeamScope)});
  org.must(worker, {org.epoch(kTeamScope)});
  org.must(org.founder, {admission(newcomer, "i9", Role::worker, {kOnlyTeam})});
  const Grant both{kTeamScope, 1, 2, newcomer.id(), {hash_named("g1"), hash_named("g2")}};
  const auto changed = [&](auto change) {
    Grant out = both;
    change(out);
    return out;
  };
  EXPECT_CODE(Code::not_allowed, org.append(org.founder, {both}));
  EXPECT_CODE(Code::not_allowed, org.append(newcomer, {both}));
  EXPECT_CODE(Code::not_allowed, org.append(worker, {changed([&](Grant& g) { g.dev = auditor.id(); })}));
  EXPECT_CODE(Code::not_found, org.append(worker, {changed([](Grant& g) { ++g.from, ++g.to; })}));
  EXPECT_CODE(Code::scope_closed, org.append(worker, {changed([](Grant& g) { g.scope.kind = Scope::Kind::grant; })}));
  EXPECT_CODE(Code::not_found, org.append(worker, {changed([](Grant& g) { g.scope = Scope::org(); })}));
  EXPECT_DONE(org.append(other, {both}));
  const auto* second = org.roster.epoch(kTeamScope, 2);
  ASSERT_EQ(second->granted.size(), 1U);
  EXPECT_EQ(second->granted[0].dev, newcomer.id());
  EXPECT_EQ(second->granted[0].ct, hash_named("g2"));
  EXPECT_FALSE(second->sealed_to.contains(newcomer.id()));

  const TestDevice last("last");
  org.must(org.founder, {admission(last, "i10", Role::worker, {kOnlyTeam})});
  EXPECT_DONE(org.append(newcomer, {changed([&](Grant& g) { g.dev = last.id(); })}));
}

TEST(RosterHistory, Grant_IsRefusedWherePolicySaysFromNow) {
  Organisation org(HistoryPolicy::from_now);
  const TestDevice worker("worker");
  org.must(org.founder, {org.epoch(Scope::org())});
  org.must(org.founder, {admission(worker, "i1", Role::worker, {})});
  EXPECT_EQ(org.roster.history(), HistoryPolicy::from_now);
  EXPECT_CODE(Code::not_allowed, org.append(org.founder, {Grant{Scope::org(), 1, 1, worker.id(), {Hash{}}}}));
}

TEST_F(RosterKeys, Secret_FirstInTheChainCounts) {
  const Secret secret{"pseudonym/2021", Scope::org(), 1, hash_named("commit"), hash_named("ct")};
  EXPECT_CODE(Code::mischained, org.append(worker, {secret}));
  org.must(worker, {org.epoch(Scope::org())});
  EXPECT_CODE(Code::not_allowed, org.append(auditor, {secret}));
  EXPECT_DONE(org.append(worker, {secret}));
  EXPECT_CODE(Code::already_done, org.append(other, {secret}));
  const auto* held = org.roster.secret("pseudonym/2021");
  ASSERT_NE(held, nullptr);
  EXPECT_EQ(held->commit, secret.commit);
  ASSERT_EQ(held->copies.size(), 1U);
  EXPECT_EQ(held->copies[0].ct, secret.ct);
  EXPECT_EQ(org.roster.secrets_of(Scope::org()), std::vector<std::string>{"pseudonym/2021"});
  EXPECT_TRUE(org.roster.secrets_of(Scope::audit()).empty());
}

TEST_F(RosterKeys, Secret_NamesAreExact) {
  org.must(worker, {org.epoch(Scope::org())});
  for (const char* name : {"pseudonym/1999", "pseudonym/2200", "pseudonym/02021", "pseudonym/", "pseudonym/2021 ",
                           "pack/0", "pack/01", "pack/", "pack/-1", "directory/1", "Pack/1", "pack/9007199254740992"})
    EXPECT_CODE(Code::malformed, org.append(org.founder, {Secret{name, Scope::org(), 1, {}, {}}})) << name;
  EXPECT_CODE(Code::malformed, org.append(org.founder, {Secret{"pack/1", Scope::audit(), 1, {}, {}}}));
  EXPECT_CODE(Code::not_allowed, org.append(worker, {Secret{"pack/1", Scope::org(), 1, {}, {}}}));
  for (const char* name : {"pseudonym/2000", "pseudonym/2199", "pack/1", "pack/2"})
    EXPECT_DONE(org.append(org.founder, {Secret{name, Scope::org(), 1, {}, {}}})) << name;
}

TEST_F(RosterKeys, Reseal_GoesToTheNewestEpochOfAScopeThatMayHaveIt) {
  org.must(worker, {org.epoch(Scope::org())});
  org.must(auditor, {org.epoch(Scope::audit())});
  org.must(org.founder, {Secret{"pack/1", Scope::org(), 1, {}, {}}, Secret{"pseudonym/2021", Scope::org(), 1, {}, {}}});
  EXPECT_CODE(Code::malformed, org.append(org.founder, {Reseal{"pseudonym/2021", Scope::audit(), 1, {}}}));
  EXPECT_CODE(Code::malformed, org.append(worker, {Reseal{"pack/1", kTeamScope, 1, {}}}));
  EXPECT_CODE(Code::not_allowed, org.append(worker, {Reseal{"pack/1", Scope::audit(), 1, {}}}));
  EXPECT_CODE(Code::not_allowed, org.append(auditor, {Reseal{"pack/1", Scope::org(), 1, {}}}));
  EXPECT_CODE(Code::not_found, org.append(worker, {Reseal{"pseudonym/2022", Scope::org(), 1, {}}}));
  EXPECT_CODE(Code::mischained, org.append(worker, {Reseal{"pack/1", Scope::org(), 2, {}}}));
  EXPECT_DONE(org.append(org.founder, {Reseal{"pack/1", Scope::audit(), 1, {}}}));
  EXPECT_EQ(org.roster.secrets_of(Scope::audit()), std::vector<std::string>{"pack/1"});
  EXPECT_DONE(org.append(worker, {org.epoch(Scope::org()), Reseal{"pack/1", Scope::org(), 2, hash_named("new")},
                                  Reseal{"pseudonym/2021", Scope::org(), 2, {}}}));
  EXPECT_CODE(Code::mischained, org.append(worker, {Reseal{"pack/1", Scope::org(), 1, {}}}));
  EXPECT_EQ(org.roster.secret("pack/1")->copies.size(), 3U);
  EXPECT_EQ(org.roster.secret("pack/1")->copies.back().ct, hash_named("new"));
}

TEST_F(RosterKeys, Pack_NeedsItsSecretAndTheNextGeneration) {
  EXPECT_CODE(Code::not_ready, org.append(org.founder, {Pack{1, {}}}));
  org.must(worker, {org.epoch(Scope::org())});
  org.must(org.founder, {Secret{"pack/1", Scope::org(), 1, {}, {}}, Secret{"pack/3", Scope::org(), 1, {}, {}}});
  EXPECT_CODE(Code::mischained, org.append(org.founder, {Pack{3, {}}}));
  EXPECT_DONE(org.append(org.founder, {Pack{1, hash_named("pack")}}));
  EXPECT_EQ(org.roster.newest_pack()->digest, hash_named("pack"));
  EXPECT_CODE(Code::already_done, org.append(org.founder, {Pack{1, {}}}));
  EXPECT_CODE(Code::not_ready, org.append(org.founder, {Pack{2, {}}}));
}

TEST_F(RosterKeys, Service_IsReplacedWhole) {
  const ServiceKeys next = service_named("next");
  EXPECT_DONE(org.append(org.founder, {Service{next}}));
  EXPECT_EQ(org.roster.service(), next);
}

TEST(SecretCommitment, BindsNameAndBytes) {
  const Bytes secret(32, 7);
  Bytes text = to_bytes(as_bytes("tacit/v1/secret"));
  append_lp(text, "pack/1");
  append(text, secret);
  EXPECT_EQ(secret_commitment("pack/1", secret), sha256(text));
  EXPECT_NE(secret_commitment("pack/2", secret), secret_commitment("pack/1", secret));
}

}  // namespace
}  // namespace tacit::roster

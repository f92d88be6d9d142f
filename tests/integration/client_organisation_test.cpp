#include "tests/integration/client_organisation.hpp"

#include <algorithm>

#include "client/usecases/verify.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/random.hpp"
#include "crypto/recovery.hpp"
#include "tests/support/cases.hpp"

// The membership verbs from the first invitation on, between real vaults and a real server core.
namespace tacit::usecases {
namespace {

TEST_F(ClientOrganisation, FromFoundingToRevocation) {
  found_organisation();
  Vault worker = new_vault("worker"), colleague = new_vault("colleague"), auditor = new_vault("auditor");
  enrol(worker, "Ann's phone", Role::worker, {"Northern route"});
  enrol(colleague, "Ben's phone", Role::worker, {"Northern route"});
  enrol(auditor, "Fund", Role::auditor, {});
  const RecordId rid = record_outing(worker, team());
  sync_quietly(worker);
  for (Vault* vault : {&colleague, &founder_, &auditor}) {
    sync_quietly(*vault);
    EXPECT_TRUE(vault->history(rid));
  }
  EXPECT_FALSE(auditor.history(rid)->versions.front().team);
  EXPECT_TRUE(auditor.history(rid)->versions.front().audit);
  const auto report = verify_log(online(auditor));
  ASSERT_TRUE(report);
  EXPECT_FALSE(report->stopped);
  EXPECT_TRUE(report->problems.empty());
  EXPECT_EQ(report->leaves, service_->snapshot()->size);

  ASSERT_TRUE(revoke(online(founder_), "Ben's phone"));
  const auto refused = synchronise(online(colleague));
  ASSERT_TRUE(refused && refused->stopped);
  EXPECT_EQ(refused->stopped->code, Code::not_admitted);
  const auto members = list_members(online(founder_).session());
  ASSERT_TRUE(members);
  const auto gone =
      std::find_if(members->begin(), members->end(), [](const Member& m) { return m.name == "Ben's phone"; });
  ASSERT_NE(gone, members->end());
  EXPECT_FALSE(gone->active);
}

TEST_F(ClientOrganisation, ServerStartedAnew_IsNoticedAndAnswered) {
  found_organisation();
  auto connection = Connection::open(online(founder_));
  ASSERT_TRUE(connection);
  ASSERT_TRUE(synchronise(founder_, clock_, *connection));
  start_server();
  const auto outcome = synchronise(founder_, clock_, *connection);
  ASSERT_TRUE(outcome);
  EXPECT_FALSE(outcome->error);
}

TEST_F(ClientOrganisation, ClockFarOff_IsCorrectedForRequestsOnly) {
  found_organisation();
  test::TestClock wrong;
  wrong.advance(std::chrono::hours(7));
  Online late = online(founder_);
  const Online off{founder_, wrong, late.dial};
  const auto outcome = synchronise(off);
  ASSERT_TRUE(outcome);
  EXPECT_FALSE(outcome->error);
}

TEST_F(ClientOrganisation, FoundingTwice_IsRefused) {
  found_organisation();
  const auto again = found(online(founder_), organisation());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Code::already_done);
  Vault other = new_vault("other");
  EXPECT_FALSE(found(online(other), organisation()));
}

TEST_F(ClientOrganisation, FoundingAgainBeforeTheSheetsWerePrinted_GoesOnWithTheSameKeys) {
  const auto first = found(online(founder_), organisation());
  ASSERT_TRUE(first);
  const auto again = found(online(founder_), organisation());
  ASSERT_TRUE(again) << again.error().text.view();
  EXPECT_EQ(again->org, first->org);
  EXPECT_EQ(again->device, first->device);
  const auto one = RecoverySheet::parse(again->recovery_sheets[0]);
  const auto two = RecoverySheet::parse(again->recovery_sheets[1]);
  ASSERT_TRUE(one && two);
  const auto seed = combine_sheets(*one, *two);
  ASSERT_TRUE(seed);
  EXPECT_EQ(SigningKey::from_seed(recovery_signing_seed(*seed)).sign_public(), founder_.roster()->recovery().sign_pk);
}

TEST_F(ClientOrganisation, FoundingWithoutAnAnswer_IsTakenUpAgain) {
  Online dead = online(founder_);
  dead.dial = [](const net::Endpoint&, const std::vector<Hash>&) -> Result<std::unique_ptr<net::Transport>> {
    return fail(Code::unavailable, "cut");
  };
  ASSERT_FALSE(found(dead, organisation()));
  const auto before = founder_.identity();
  ASSERT_TRUE(before);
  const auto founded = found(online(founder_), organisation());
  ASSERT_TRUE(founded) << founded.error().text.view();
  EXPECT_EQ(founded->device, before->dev);
  EXPECT_FALSE(founded->sync.error);
}

TEST_F(ClientOrganisation, FoundingCutAfterTheServerAgreed_IsCompletedByASync) {
  bool complete = false;
  test::Cases cases("cut requests");
  for (int victim = 2; !complete; ++victim, ++cases) {
    begin_anew("founder" + std::to_string(victim));
    fails_in_ = victim;
    const auto founded = found(online(founder_), organisation());
    complete = fails_in_ >= 0;
    fails_in_ = -1;
    ASSERT_TRUE(founded);
    EXPECT_EQ(founded->sync.stopped.has_value(), !complete);
    sync_quietly(founder_);
    ASSERT_NE(founder_.roster()->newest_pack(), nullptr);
    EXPECT_EQ(founder_.roster()->newest_pack()->generation, 1u);
    EXPECT_EQ(founder_.unsent(), 0u);
  }
}

TEST_F(ClientOrganisation, StrangersAndNonStewards_AreRefused) {
  found_organisation();
  Vault worker = new_vault("worker");
  enrol(worker, "Ann's phone", Role::worker, {"Northern route"});
  EXPECT_EQ(invite(online(worker), {"X", Role::worker, {}, 14}).error().code, Code::not_allowed);
  EXPECT_EQ(admit(online(worker), "1234").error().code, Code::not_allowed);
  EXPECT_EQ(revoke(online(worker), "Office").error().code, Code::not_allowed);
  EXPECT_EQ(add_team(online(worker), {"Other", false}).error().code, Code::not_allowed);
  EXPECT_EQ(admit(online(founder_), "0000").error().code, Code::not_found);
  EXPECT_EQ(admit(online(founder_), "12").error().code, Code::invalid_argument);
  EXPECT_EQ(add_team(online(founder_), {"Northern route", false}).error().code, Code::already_done);
  EXPECT_EQ(revoke(online(founder_), "Nobody").error().code, Code::not_found);
}

// Whatever request fails, the same name goes on with the same team; until it is there, and then it is refused.
TEST_F(ClientOrganisation, TeamInterruptedAnywhere_GoesOnWhenTheNameIsGivenAgain) {
  const std::string name = "Southern route";
  test::Cases cases("cut requests");
  int victims = 0;
  for (int victim = 0, cut = 1; cut != 0; ++victim, ++victims, ++cases) {
    begin_anew("founder" + std::to_string(victim));
    found_organisation();
    fails_in_ = victim;
    const auto first = add_team(online(founder_), {name, true});
    cut = fails_in_ < 0 ? 1 : 0;
    fails_in_ = -1;
    const auto wish = founder_.team_wish(name);
    ASSERT_EQ(wish.has_value(), !first) << victim;
    if (wish) {
      const auto again = add_team(online(founder_), {name, false});
      ASSERT_TRUE(again) << victim;
      EXPECT_EQ(again->team, wish->team);
      EXPECT_TRUE(founder_.roster()->is_member(founder_.identity()->dev, Scope::team(wish->team))) << "as first asked";
    }
    EXPECT_FALSE(founder_.team_wish(name));
    EXPECT_EQ(add_team(online(founder_), {name, true}).error().code, Code::already_done);
    sync_quietly(founder_);
    const auto listed = list_teams(online(founder_).session());
    ASSERT_EQ(listed->size(), 2u);
    EXPECT_EQ(std::ranges::count(*listed, name, &TeamLine::name), 1);
    std::size_t names = 0;
    for (const auto& history : founder_.recent(1'000)) {
      const auto& said = history.versions.front().team;
      const auto* label = said ? std::get_if<record::Label>(&*said) : nullptr;
      names += label != nullptr && label->name == name;
    }
    EXPECT_EQ(names, 1u) << victim;
  }
  EXPECT_GE(victims, 5);
}

TEST_F(ClientOrganisation, JoinedButNotAdmitted_MayTryAgainUntilItIs) {
  found_organisation();
  Vault worker = new_vault("worker");
  const auto invited = invite(online(founder_), {"Ann's phone", Role::worker, {}, 14});
  const auto joined = join(online(worker), invited->text);
  ASSERT_TRUE(joined);
  const auto early = synchronise(online(worker));
  ASSERT_TRUE(early && early->stopped);
  EXPECT_EQ(early->stopped->code, Code::not_admitted);
  const auto again = join(online(worker), invited->text);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->fingerprint, joined->fingerprint);
  ASSERT_TRUE(admit(online(founder_), joined->fingerprint.substr(0, 4)));
  sync_quietly(worker);
  EXPECT_EQ(join(online(worker), invited->text).error().code, Code::already_done);
}

TEST_F(ClientOrganisation, ExpiredInvitation_IsRefused) {
  found_organisation();
  const auto invited = invite(online(founder_), {"Ann's phone", Role::worker, {}, 14});
  clock_.advance(std::chrono::hours(24 * 15));
  Vault worker = new_vault("worker");
  EXPECT_EQ(join(online(worker), invited->text).error().code, Code::expired);
}

TEST_F(ClientOrganisation, ChangedMember_LosesTheOldTeamAndReadsTheNew) {
  found_organisation();
  ASSERT_TRUE(add_team(online(founder_), {"Southern route", true}));
  Vault worker = new_vault("worker");
  enrol(worker, "Ann's phone", Role::worker, {"Northern route"});
  ASSERT_TRUE(change_member(online(founder_), {"Ann's phone", Role::worker, {"Southern route"}}));
  sync_quietly(worker);
  const RecordId north = record_outing(founder_, team());
  const RecordId south = record_outing(founder_, *find_team(online(founder_).session(), "Southern route"));
  sync_quietly(founder_);
  sync_quietly(worker);
  EXPECT_FALSE(worker.history(north));
  EXPECT_TRUE(worker.history(south));
}

// The vault itself this time, not its stand-in: whatever request fails, nothing is lost or doubled.
TEST_F(ClientOrganisation, CutAtAnyRequest_LosesAndDoublesNothing) {
  found_organisation();
  Vault worker = new_vault("worker");
  enrol(worker, "Ann's phone", Role::worker, {"Northern route"});
  std::size_t recorded = 0;
  test::Cases cases("cut requests");
  for (int victim = 0, cut = 1; cut != 0; ++victim, ++cases) {
    record_outing(worker, team());
    ++recorded;
    fails_in_ = victim;
    const auto outcome = synchronise(online(worker));
    cut = fails_in_ < 0 ? 1 : 0;
    fails_in_ = -1;
    ASSERT_EQ(outcome && !outcome->stopped, cut == 0);
  }
  sync_quietly(worker);
  sync_quietly(founder_);
  EXPECT_EQ(worker.unsent(), 0u);
  std::size_t outings = 0;
  for (const auto& history : founder_.recent(1000))
    outings += history.versions.front().team && std::holds_alternative<record::Outing>(*history.versions.front().team);
  EXPECT_EQ(outings, recorded);
}

}  // namespace
}  // namespace tacit::usecases

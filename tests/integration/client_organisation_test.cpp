#include <gtest/gtest.h>

#include <algorithm>

#include "client/usecases/found.hpp"
#include "client/usecases/invite.hpp"
#include "client/usecases/join.hpp"
#include "client/usecases/member.hpp"
#include "client/usecases/pack.hpp"
#include "client/usecases/team.hpp"
#include "client/usecases/verify.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/init.hpp"
#include "crypto/random.hpp"
#include "crypto/recovery.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/scratch_directory.hpp"
#include "tests/support/test_client.hpp"
#include "tests/support/test_clock.hpp"

// The membership verbs from the first invitation on, between real vaults and a real server core.
namespace tacit::usecases {
namespace {

// Follows the server through restarts, and fails the request it is told to.
class Wire final : public net::Transport {
 public:
  Wire(std::unique_ptr<server::Service>& service, int& fails_in) : service_(service), fails_in_(fails_in) {}
  Result<net::HttpResponse> send(const net::HttpRequest& request) override {
    if (fails_in_ >= 0 && fails_in_-- == 0) return fail(Code::unavailable, "cut");
    return test::ServiceTransport(*service_).send(request);
  }

 private:
  std::unique_ptr<server::Service>& service_;
  int& fails_in_;
};

class ClientOrganisation : public testing::Test {
 protected:
  static void SetUpTestSuite() { init_crypto(); }

  ClientOrganisation()
      : invitation_(server::create_store(directory_, "https://127.0.0.1:8443", root_).value()),
        founder_(new_vault("founder")) {
    start_server();
  }

  void start_server() {
    service_.reset();
    service_ = server::Service::open(clock_, directory_, server::derive_keys(root_), {}).value();
  }
  Vault new_vault(const std::string& name) {
    constexpr std::string_view kPassphrase = "correct horse battery staple";
    return Vault::create(scratch_.at(name), SecretText(std::span(kPassphrase.data(), kPassphrase.size())), kArgon2Floor)
        .value();
  }
  Online online(Vault& vault) {
    return {vault, clock_, [this](const net::Endpoint&, const std::vector<Hash>&) {
              return Result<std::unique_ptr<net::Transport>>(std::make_unique<Wire>(service_, fails_in_));
            }};
  }
  NewOrganisation organisation() const {
    return {.invitation = encode(invitation_),
            .name = "Night shelter",
            .device_name = "Office",
            .pack = std::string(*built_in_pack("street-rounds"))};
  }
  void found_organisation() {
    const auto founded = found(online(founder_), organisation());
    ASSERT_TRUE(founded) << founded.error().text.view();
    ASSERT_FALSE(founded->sync.error) << founded->sync.error->text.view();
    ASSERT_TRUE(sheets_were_printed(founder_));
    ASSERT_TRUE(add_team(online(founder_), {"Northern route", true}));
  }
  void enrol(Vault& vault, const std::string& name, Role role, std::vector<std::string> teams) {
    const auto invited = invite(online(founder_), {name, role, std::move(teams), 14});
    ASSERT_TRUE(invited) << invited.error().text.view();
    const auto joined = join(online(vault), invited->text);
    ASSERT_TRUE(joined) << joined.error().text.view();
    const auto admitted = admit(online(founder_), joined->fingerprint);
    ASSERT_TRUE(admitted) << admitted.error().text.view();
    sync_quietly(vault);
  }
  void sync_quietly(Vault& vault) {
    const auto outcome = synchronise(online(vault));
    ASSERT_TRUE(outcome) << outcome.error().text.view();
    EXPECT_FALSE(outcome->error) << outcome->error->text.view();
  }
  RecordId record_outing(Vault& vault, const TeamId& team) {
    const record::Outing outing{
        clock_.today(), "street-round", record::TimeOfDay::night, "moscow-station-north", {}, {}};
    const RecordId rid = vault.new_record_id().value();
    EXPECT_TRUE(vault.save({{rid, outing, {Scope::team(team)}, true}}));
    return rid;
  }
  TeamId team() { return *find_team(online(founder_).session(), "Northern route"); }

  test::ScratchDirectory scratch_;
  test::TestClock clock_;
  const RootKey root_ = RootKey::random();
  const server::DataDirectory directory_{scratch_.at("server")};
  FoundingInvitation invitation_;
  std::unique_ptr<server::Service> service_;
  int fails_in_ = -1;
  Vault founder_;
};

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

std::string edition(std::int64_t version) {
  std::string text(*built_in_pack("street-rounds"));
  const std::string now = "\"version\": " + std::to_string(read_pack(text)->version);
  return text.replace(text.find(now), now.size(), "\"version\": " + std::to_string(version));
}

TEST_F(ClientOrganisation, PublishedPack_ReachesEverybody) {
  found_organisation();
  Vault worker = new_vault("worker"), auditor = new_vault("auditor");
  enrol(worker, "Ann's phone", Role::worker, {"Northern route"});
  enrol(auditor, "Fund", Role::auditor, {});
  const RecordId rid = record_outing(worker, team());
  sync_quietly(worker);
  const auto published = publish_pack(online(founder_), edition(7));
  ASSERT_TRUE(published) << published.error().text.view();
  EXPECT_TRUE(published->published());
  EXPECT_EQ(published->version, 7);
  EXPECT_FALSE(published->sync.error);
  for (Vault* vault : {&founder_, &worker, &auditor}) {
    sync_quietly(*vault);
    EXPECT_EQ(vault->pack()->version, 7);
    EXPECT_EQ(*present_pack({*vault, clock_}), edition(7));
    EXPECT_TRUE(vault->history(rid));
  }
  EXPECT_EQ(founder_.roster()->newest_pack()->generation, 2U);
  // The text in force is published already; nothing happens.
  const auto again = publish_pack(online(founder_), edition(7));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->published());
  EXPECT_EQ(founder_.roster()->newest_pack()->generation, 2U);
}

TEST_F(ClientOrganisation, PackThatCannotFollow_IsNotPublished) {
  found_organisation();
  Vault worker = new_vault("worker");
  enrol(worker, "Ann's phone", Role::worker, {"Northern route"});
  const auto refused = publish_pack(online(worker), edition(7));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::not_allowed);
  for (const std::string& text : {edition(1), std::string(*built_in_pack("msm-outreach")), std::string("{}")}) {
    const auto stopped = publish_pack(online(founder_), text);
    ASSERT_TRUE(stopped);
    EXPECT_FALSE(stopped->published());
    EXPECT_EQ(stopped->mistakes.empty(), text != "{}");
    EXPECT_EQ(stopped->obstacles.empty(), text == "{}");
  }
  EXPECT_EQ(founder_.roster()->newest_pack()->generation, 1U);
}

TEST_F(ClientOrganisation, PublishingCutAtAnyRequest_IsDoneOnceWhenRepeated) {
  found_organisation();
  int cut = 0;
  for (;; ++cut) {
    const std::string text = edition(10 + cut);
    fails_in_ = cut;
    const auto first = publish_pack(online(founder_), text);
    const bool was_cut = fails_in_ < 0;
    fails_in_ = -1;
    const auto second = publish_pack(online(founder_), text);
    ASSERT_TRUE(second) << "cut at " << cut << ": " << second.error().text.view();
    EXPECT_TRUE(second->published());
    EXPECT_EQ(founder_.roster()->newest_pack()->generation, static_cast<std::uint64_t>(cut) + 2U);
    EXPECT_EQ(founder_.pack()->version, 10 + cut);
    if (!was_cut) break;
  }
  EXPECT_GT(cut, 3) << "nothing was cut";
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
    service_.reset();
    std::filesystem::remove_all(directory_.path);
    invitation_ = server::create_store(directory_, "https://127.0.0.1:8443", root_).value();
    start_server();
    Vault vault = new_vault("founder" + std::to_string(victim));
    fails_in_ = victim;
    const auto founded = found(online(vault), organisation());
    complete = fails_in_ >= 0;
    fails_in_ = -1;
    ASSERT_TRUE(founded);
    EXPECT_EQ(founded->sync.stopped.has_value(), !complete);
    sync_quietly(vault);
    ASSERT_NE(vault.roster()->newest_pack(), nullptr);
    EXPECT_EQ(vault.roster()->newest_pack()->generation, 1u);
    EXPECT_EQ(vault.unsent(), 0u);
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
  found_organisation();
  std::size_t teams = 1;
  for (int victim = 0, cut = 1; cut != 0; ++victim, ++teams) {
    const std::string name = "Team " + std::to_string(victim);
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
    ASSERT_EQ(listed->size(), teams + 1);
    EXPECT_EQ(std::ranges::count(*listed, name, &TeamLine::name), 1);
    std::size_t names = 0;
    for (const auto& history : founder_.recent(1'000)) {
      const auto& said = history.versions.front().team;
      const auto* label = said ? std::get_if<record::Label>(&*said) : nullptr;
      names += label != nullptr && label->name == name;
    }
    EXPECT_EQ(names, 1u) << victim;
  }
  EXPECT_GE(teams, 5u);
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

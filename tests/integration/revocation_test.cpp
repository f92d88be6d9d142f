#include <gtest/gtest.h>

#include "client/sync/memory.hpp"
#include "client/usecases/activity.hpp"
#include "client/usecases/invite.hpp"
#include "client/usecases/join.hpp"
#include "client/usecases/member.hpp"
#include "client/usecases/person.hpp"
#include "client/usecases/team.hpp"
#include "client/usecases/verify.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/jws.hpp"
#include "schema/api.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/world.hpp"

// What a revoked device can still do: read what it had, and nothing else.
namespace tacit::test {
namespace {

class Revocation : public testing::Test {
 protected:
  Revocation() {
    world_.add_team("North");
    world_.admit("doomed", Role::worker, {"North"});
    world_.admit("worker", Role::worker, {"North"});
    record_all_kinds(world_, worker(), "North", "before");
    world_.sync(worker());
    world_.sync(doomed());
  }
  Vault& doomed() { return world_.vault("doomed"); }
  Vault& worker() { return world_.vault("worker"); }
  Scope north() { return Scope::team(world_.team("North")); }
  std::uint64_t epoch() { return worker().roster()->newest_epoch(north())->n; }
  const sync::Memory& memory(Vault& vault) { return *must(vault.memory()); }

  RecordId add_outing(Vault& vault) {
    usecases::Session session = world_.session(vault);
    return must(usecases::add_outing(session, {.day = {},
                                               .kind = "street-round",
                                               .site = "moscow-station-north",
                                               .route = {},
                                               .time = record::TimeOfDay::night,
                                               .crew = {},
                                               .team = {}}));
  }
  void revoke() {
    must(usecases::require_complete(must(usecases::revoke(world_.online(world_.founder()), "doomed"))));
    world_.sync(worker());
  }
  // What the device has sealed and not sent: the connection breaks before the server has read its first upload.
  void seal_without_sending() {
    const auto cut = [this](const net::Endpoint& server, const std::vector<Hash>& pins) {
      return Result<std::unique_ptr<net::Transport>>(
          std::make_unique<NoUploads>(must(usecases::dial_tls()(server, pins))));
    };
    const auto outcome = must(usecases::synchronise(usecases::Online{doomed(), world_.clock(), cut}));
    ASSERT_TRUE(outcome.stopped);
    ASSERT_FALSE(memory(doomed()).unacknowledged(10).empty());
  }

  class NoUploads final : public net::Transport {
   public:
    explicit NoUploads(std::unique_ptr<net::Transport> inner) : inner_(std::move(inner)) {}
    Result<net::HttpResponse> send(const net::HttpRequest& request) override {
      if (request.method == "POST" && request.path == api::kEntries) return fail(Code::unavailable, "cut");
      return inner_->send(request);
    }

   private:
    const std::unique_ptr<net::Transport> inner_;
  };

  World world_;
};

TEST_F(Revocation, RevokedDevice_IsRefusedEverywhere) {
  revoke();
  const auto outcome = world_.try_sync(doomed());
  ASSERT_TRUE(outcome.stopped);
  EXPECT_EQ(outcome.stopped->code, Code::not_admitted);
  auto connection = must(usecases::Connection::open(world_.online(doomed())));
  const std::vector<sync::Request> requests{{"GET", api::kRoster, api::query_from(0), {}},
                                            {"GET", api::kWraps, api::query_from(0), {}},
                                            {"GET", api::kEntries, api::query_scope(north(), 0), {}},
                                            {"GET", api::kSent, api::query_after(0), {}},
                                            {"GET", api::kCheckpoint, api::query_from(0), {}},
                                            {"GET", api::kLeaves, api::query_from(0), {}},
                                            {"GET", api::kEnrolments, {}, {}},
                                            {"POST", api::kInvitations, {}, "{}"},
                                            {"POST", api::kRoster, {}, "{}"},
                                            {"POST", api::kEntries, {}, "{}"}};
  Cases cases("requests");
  for (const auto& request : requests) {
    ++cases;
    const auto answer = connection.exchange(request);
    ASSERT_FALSE(answer) << request.path;
    EXPECT_EQ(answer.error().code, Code::not_admitted) << request.method << request.path;
  }
}

TEST_F(Revocation, Drafts_AreNeverAccepted) {
  add_outing(doomed());
  const std::uint64_t unsent = doomed().unsent();
  revoke();
  const std::uint64_t leaves = world_.leaves();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(world_.try_sync(doomed()).stopped);
  EXPECT_EQ(doomed().unsent(), unsent);
  EXPECT_EQ(world_.leaves(), leaves);
}

TEST_F(Revocation, EntrySealedBefore_IsNotAcceptedAfter) {
  const RecordId rid = add_outing(doomed());
  seal_without_sending();
  revoke();
  const std::uint64_t leaves = world_.leaves();
  api::EntriesRequest late;
  for (const auto& sealed : memory(doomed()).unacknowledged(10)) late.entries.push_back({sealed.jws, sealed.copies});
  auto connection = must(usecases::Connection::open(world_.online(doomed())));
  const auto answer = connection.exchange({"POST", api::kEntries, {}, api::encode(late)});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Code::not_admitted);
  // Nor in the hands of a colleague who brings it.
  auto colleague = must(usecases::Connection::open(world_.online(worker())));
  EXPECT_FALSE(colleague.exchange({"POST", api::kEntries, {}, api::encode(late)}));
  EXPECT_EQ(world_.leaves(), leaves);
  world_.sync(worker());
  EXPECT_FALSE(worker().history(rid));
}

// The same bytes before the revocation are welcome: it was not their form that was refused above.
TEST_F(Revocation, EntrySealedBefore_IsAcceptedBefore) {
  const RecordId rid = add_outing(doomed());
  seal_without_sending();
  world_.sync(doomed());
  world_.sync(worker());
  EXPECT_TRUE(worker().history(rid));
}

TEST_F(Revocation, NewEntries_AreSealedToKeysItHasNot) {
  const std::uint64_t before = epoch();
  revoke();
  EXPECT_GT(epoch(), before);
  EXPECT_GT(world_.founder().roster()->newest_epoch(Scope::org())->n, 0u);
  EXPECT_FALSE(worker().roster()->newest_epoch(north())->sealed_to.contains(world_.device("doomed")));
  EXPECT_FALSE(worker().roster()->newest_epoch(Scope::org())->sealed_to.contains(world_.device("doomed")));
  const RecordId rid = add_outing(worker());
  world_.sync(worker());
  const Hash hash = worker().history(rid)->versions.front().entry.value();
  bool seen = false;
  Database store = world_.server_store();
  Statement row = store.statement("SELECT l.bytes, c.bytes FROM leaf l JOIN copy c ON c.id / 16 = l.idx");
  while (row.step()) {
    const std::string jws(row.text(0));
    if (hash_of_jws(jws) != hash) continue;
    seen = true;
    const Entry entry = must(read_entry(jws)).entry;
    for (const Address& address : entry.to) EXPECT_EQ(memory(doomed()).seed(address.scope, address.epoch), nullptr);
    for (const Scope& scope : {north(), Scope::org()})
      for (std::uint64_t n = 1; n <= before + 8; ++n) {
        const EpochSeed* seed = memory(doomed()).seed(scope, n);
        if (seed == nullptr) continue;
        EXPECT_FALSE(open_sealed(epoch_key_pair(*seed, entry.org, to_text(scope), n), row.blob(1)));
      }
  }
  EXPECT_TRUE(seen);
}

TEST_F(Revocation, OldRecords_StayReadableOnTheDevice) {
  const std::uint64_t last = epoch();
  const auto before = doomed().recent(1'000);
  ASSERT_FALSE(before.empty());
  revoke();
  world_.try_sync(doomed());
  EXPECT_NE(memory(doomed()).seed(north(), last), nullptr);
  for (const auto& history : before) EXPECT_TRUE(doomed().history(history.root));
  EXPECT_TRUE(doomed().rebuild());
  EXPECT_EQ(doomed().recent(1'000).size(), before.size());
}

TEST_F(Revocation, Log_StaysSound) {
  revoke();
  add_outing(worker());
  world_.sync(worker());
  const auto report = must(usecases::verify_log(world_.online(worker())));
  EXPECT_FALSE(report.stopped);
  EXPECT_TRUE(report.problems.empty());
  EXPECT_EQ(report.leaves, world_.leaves());
}

TEST_F(Revocation, ShutOutDevice_CannotComeBackWithTheSameKeys) {
  revoke();
  const auto invited =
      must(usecases::invite(world_.online(world_.founder()), {"doomed again", Role::worker, {"North"}, 14}));
  EXPECT_FALSE(usecases::join(world_.online(doomed()), invited.text));
  const auto identity = must(doomed().identity());
  const Invitation invitation = must(decode_invitation(invited.text));
  const auto asked = must(make_join(invitation.inv, invitation.secret, SigningKey::from_seed(identity.sign_seed),
                                    BoxKeyPair::from_seed(identity.box_seed).box_public()));
  auto connection = must(usecases::Connection::open(world_.online(doomed())));
  static_cast<void>(connection.exchange({"POST", api::kEnrolments, {}, api::encode(api::EnrolRequest{asked})}));
  const auto admitted = usecases::admit(world_.online(world_.founder()), fingerprint(must(read_join(asked.jws)).keys));
  ASSERT_FALSE(admitted);
  EXPECT_EQ(admitted.error().code, Code::not_allowed);
  EXPECT_FALSE(world_.founder().roster()->device(world_.device("doomed"))->active());
  EXPECT_TRUE(world_.try_sync(doomed()).stopped);
}

}  // namespace
}  // namespace tacit::test

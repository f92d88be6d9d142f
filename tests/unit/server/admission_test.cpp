#include "crypto/checkpoint.hpp"
#include "server/store/admission_store.hpp"
#include "tests/unit/server/server_fixture.hpp"

namespace tacit::server {
namespace {

class Founding : public ServerTest {
 protected:
  net::HttpResponse post(const api::FoundRequest& request) {
    return call(founder_, "POST", api::kOrganisation, {}, api::encode(request));
  }
};

TEST_F(Founding, ByTheHolderOfTheInvitation_StartsTheLog) {
  const auto appended = answer<api::Appended>(post(org_.founding(invitation_.inv, invitation_.secret)));
  EXPECT_EQ(appended.index, 0u);
  const auto at = open_checkpoint(appended.log.checkpoint, org_.org(), invitation_.service.log_pk);
  ASSERT_TRUE(at.has_value());
  EXPECT_EQ(at->size, 1u);
  EXPECT_EQ(at->roster_hash, org_.roster().head());
  Database database = side_door();
  EXPECT_FALSE(AdmissionStore(database).founding().has_value());
}

TEST_F(Founding, SentAgain_IsAnsweredTheSame) {
  const api::FoundRequest request = org_.founding(invitation_.inv, invitation_.secret);
  answer<api::Appended>(post(request));
  EXPECT_EQ(answer<api::Appended>(post(request)).index, 0u);
  EXPECT_EQ(size(), 1u);
}

TEST_F(Founding, SecondOrganisation_IsRefused) {
  found();
  test::TestOrganisation rival(invitation_.service);
  const auto response = call(rival.founder(), "POST", api::kOrganisation, {},
                             api::encode(rival.founding(invitation_.inv, invitation_.secret)));
  expect_refused(response, 409, "already-done");
  EXPECT_EQ(roster().org(), org_.org());
}

TEST_F(Founding, WrongSecretOrInvitation_IsRefused) {
  expect_refused(post(org_.founding(invitation_.inv, InvitationSecret::random())), 403, "not-allowed");
  expect_refused(post(org_.founding(InvitationId{}, invitation_.secret)), 403, "not-allowed");
  EXPECT_EQ(size(), 0u);
  found();
}

TEST_F(Founding, OtherServiceKeys_AreRefused) {
  roster::ServiceKeys foreign = invitation_.service;
  foreign.tls_pins[0].bytes[0] ^= 1;
  test::TestOrganisation elsewhere(foreign);
  const auto response = call(elsewhere.founder(), "POST", api::kOrganisation, {},
                             api::encode(elsewhere.founding(invitation_.inv, invitation_.secret)));
  expect_refused(response, 422, "invalid-argument");
  EXPECT_EQ(size(), 0u);
}

TEST_F(Founding, SignedByAnotherKey_IsRefused) {
  const test::TestDevice stranger;
  const api::FoundRequest request = org_.founding(invitation_.inv, invitation_.secret);
  expect_refused(call(stranger, "POST", api::kOrganisation, {}, api::encode(request)), 401, "bad-signature");
  EXPECT_EQ(size(), 0u);
}

TEST_F(Founding, BeforeIt_NobodyIsAdmitted) {
  expect_refused(call(founder_, "GET", api::kRoster, api::query_from(0)), 403, "not-admitted");
  EXPECT_FALSE(answer<api::Health>(send(test::request_of("GET", api::kHealth, {}, {}))).founded);
}

class Enrolment : public ServerTest {
 protected:
  Enrolment() { populate(); }

  net::HttpResponse announce(const test::TestDevice& device, std::int32_t days = 3) {
    const api::Announce request{device.inv, Day{clock_.today().since_epoch + days}};
    return call(founder_, "POST", api::kInvitations, {}, api::encode(request));
  }
  static SignedJoin join_of(const test::TestDevice& device) {
    return make_join(device.inv, device.secret, device.key, device.box.box_public()).value();
  }
  net::HttpResponse enrol(const test::TestDevice& device, const SignedJoin& join) {
    return call(device, "POST", api::kEnrolments, {}, api::encode(api::EnrolRequest{join}));
  }
  std::vector<SignedJoin> waiting() { return answer<api::Enrolments>(call(founder_, "GET", api::kEnrolments)).joins; }
  test::TestDevice newcomer_;
};

TEST_F(Enrolment, Announced_ReachesTheStewardAsSent) {
  EXPECT_EQ(announce(newcomer_).status, 200);
  const SignedJoin join = join_of(newcomer_);
  EXPECT_EQ(enrol(newcomer_, join).status, 200);
  const auto joins = waiting();
  ASSERT_EQ(joins.size(), 1u);
  EXPECT_EQ(joins[0].jws, join.jws);
  EXPECT_TRUE(check_join_mac(joins[0], newcomer_.secret).has_value());
}

TEST_F(Enrolment, SentAgain_ChangesNothing) {
  EXPECT_EQ(announce(newcomer_).status, 200);
  EXPECT_EQ(announce(newcomer_).status, 200);
  const SignedJoin join = join_of(newcomer_);
  EXPECT_EQ(enrol(newcomer_, join).status, 200);
  EXPECT_EQ(enrol(newcomer_, join).status, 200);
  EXPECT_EQ(waiting().size(), 1u);
}

TEST_F(Enrolment, NotAnnounced_IsRefused) {
  expect_refused(enrol(newcomer_, join_of(newcomer_)), 404, "not-found");
  EXPECT_TRUE(waiting().empty());
}

TEST_F(Enrolment, AnotherDeviceWithTheSameInvitation_IsRefused) {
  EXPECT_EQ(announce(newcomer_).status, 200);
  EXPECT_EQ(enrol(newcomer_, join_of(newcomer_)).status, 200);
  test::TestDevice thief;
  thief.inv = newcomer_.inv;
  expect_refused(enrol(thief, join_of(thief)), 409, "conflict");
  EXPECT_EQ(waiting().size(), 1u);
}

TEST_F(Enrolment, LastDay_IsStillGoodAndTheNextIsNot) {
  EXPECT_EQ(announce(newcomer_, 1).status, 200);
  test::TestDevice late;
  EXPECT_EQ(announce(late, 1).status, 200);
  clock_.advance(std::chrono::hours(24));
  EXPECT_EQ(enrol(newcomer_, join_of(newcomer_)).status, 200);
  clock_.advance(std::chrono::hours(24));
  expect_refused(enrol(late, join_of(late)), 401, "expired");
  EXPECT_TRUE(waiting().empty());
}

TEST_F(Enrolment, AnnouncedForAPastDay_IsRefused) { expect_refused(announce(newcomer_, -1), 401, "expired"); }

TEST_F(Enrolment, AnnouncedWithTwoDays_IsAConflict) {
  EXPECT_EQ(announce(newcomer_, 1).status, 200);
  expect_refused(announce(newcomer_, 2), 409, "conflict");
}

TEST_F(Enrolment, SignedByAnotherThanItsKey_IsRefused) {
  EXPECT_EQ(announce(newcomer_).status, 200);
  expect_refused(enrol(worker_, join_of(newcomer_)), 401, "bad-signature");
  EXPECT_TRUE(waiting().empty());
}

TEST_F(Enrolment, Admitted_IsUsedUp) {
  EXPECT_EQ(announce(newcomer_).status, 200);
  EXPECT_EQ(enrol(newcomer_, join_of(newcomer_)).status, 200);
  extend(founder_, {.ops = {test::TestOrganisation::admit(newcomer_, Role::worker, {team_one_})}, .blobs = {}});
  EXPECT_TRUE(waiting().empty());
  expect_refused(enrol(newcomer_, join_of(newcomer_)), 404, "not-found");
  expect_refused(announce(newcomer_), 409, "already-done");
  EXPECT_EQ(call(newcomer_, "GET", api::kRoster, api::query_from(0)).status, 200);
}

TEST_F(Enrolment, OneTooMany_IsTurnedAwayForNow) {
  for (std::size_t i = 0; i < limits::kPendingEnrolments; ++i) {
    const test::TestDevice device;
    ASSERT_EQ(announce(device).status, 200);
    ASSERT_EQ(enrol(device, join_of(device)).status, 200);
  }
  ASSERT_EQ(announce(newcomer_).status, 200);
  const auto response = enrol(newcomer_, join_of(newcomer_));
  expect_refused(response, 503, "busy");
  EXPECT_TRUE(response.header("retry-after").has_value());
  EXPECT_EQ(waiting().size(), limits::kPendingEnrolments);
}

}  // namespace
}  // namespace tacit::server

#include "crypto/hash.hpp"
#include "tests/unit/server/server_fixture.hpp"

namespace tacit::server {
namespace {

class RosterEndpoints : public ServerTest {
 protected:
  RosterEndpoints() { populate(); }

  net::HttpResponse post(const test::TestDevice& signer, const api::LinkRequest& link) {
    return call(signer, "POST", api::kRoster, {}, api::encode(link));
  }
  api::LinkRequest add_team(const test::TestDevice& signer, std::uint8_t number) const {
    return org_.link(signer, {.ops = {roster::AddTeam{test::test_team(number)}}, .blobs = {}});
  }
  std::vector<Bytes> wraps(const test::TestDevice& device, std::uint64_t from = 0) {
    return answer<api::WrapsPage>(call(device, "GET", api::kWraps, api::query_from(from))).blobs;
  }
};

TEST_F(RosterEndpoints, Read_LeadsAClientToTheSameState) {
  const auto page = answer<api::RosterPage>(call(auditor_, "GET", api::kRoster, api::query_from(0)));
  ASSERT_EQ(page.links.size(), org_.roster().seq() + 1);
  Roster rebuilt = Roster::found(page.links[0].jws, page.links[0].index).value();
  for (std::size_t i = 1; i < page.links.size(); ++i) {
    ASSERT_TRUE(rebuilt.append(page.links[i].jws, page.links[i].index).has_value());
  }
  EXPECT_EQ(rebuilt.head(), org_.roster().head());
  EXPECT_EQ(answer<api::RosterPage>(call(worker_, "GET", api::kRoster, api::query_from(3))).links.size(),
            page.links.size() - 3);
}

TEST_F(RosterEndpoints, StalePrev_IsAConflictAndChangesNothing) {
  const api::LinkRequest first = add_team(founder_, 7);
  const api::LinkRequest second = add_team(founder_, 8);
  answer<api::Appended>(post(founder_, first));
  const std::uint64_t before = size();
  expect_refused(post(founder_, second), 409, "conflict");
  EXPECT_EQ(size(), before);
  EXPECT_FALSE(roster().has_team(test::test_team(8)));
}

TEST_F(RosterEndpoints, WorkerAddingATeam_IsRefused) {
  const std::uint64_t before = size();
  expect_refused(post(worker_, add_team(worker_, 7)), 403, "not-allowed");
  EXPECT_EQ(size(), before);
}

TEST_F(RosterEndpoints, LinkOfAnotherDevice_IsRefused) {
  expect_refused(post(worker_, add_team(founder_, 7)), 403, "not-allowed");
}

TEST_F(RosterEndpoints, WrongBlobs_AreRefused) {
  api::LinkRequest link = org_.link(worker_, org_.new_epoch(Scope::org()));
  const std::uint64_t before = size();
  api::LinkRequest fewer = link;
  fewer.blobs.pop_back();
  expect_refused(post(worker_, fewer), 400, "malformed");
  api::LinkRequest changed = link;
  changed.blobs[0][5] ^= 1;
  expect_refused(post(worker_, changed), 400, "malformed");
  EXPECT_EQ(size(), before);
}

TEST_F(RosterEndpoints, EpochForTooFew_IsRefusedAndIsNoServerAlarm) {
  test::OpsWithBlobs epoch = org_.new_epoch(Scope::team(team_one_));
  std::get<roster::Epoch>(epoch.ops[0]).wraps.pop_back();
  epoch.blobs.pop_back();
  const std::uint64_t before = size();
  expect_refused(post(worker_, org_.link(worker_, epoch)), 422, "invalid-argument");
  EXPECT_EQ(size(), before);
}

TEST_F(RosterEndpoints, Wraps_AreOnlyTheCallersOwn) {
  // org and team one; audit; and so on, by role.
  EXPECT_EQ(wraps(worker_).size(), 2u);
  EXPECT_EQ(wraps(other_).size(), 2u);
  EXPECT_EQ(wraps(staff_).size(), 3u);
  EXPECT_EQ(wraps(auditor_).size(), 1u);
  const auto seed = open_sealed_secret<EpochSeed>(auditor_.box, wraps(auditor_)[0]);
  EXPECT_TRUE(seed.has_value());
  EXPECT_TRUE(wraps(worker_, org_.roster().seq() + 1).empty());
  EXPECT_TRUE(wraps(worker_, 9007199254740991).empty());
}

TEST_F(RosterEndpoints, SealedSecret_GoesToItsScopeOnly) {
  extend(worker_, org_.new_secret("pseudonym/2021"));
  EXPECT_EQ(wraps(worker_).size(), 3u);
  EXPECT_EQ(wraps(founder_).size(), 3u);
  EXPECT_EQ(wraps(auditor_).size(), 1u);
}

TEST_F(RosterEndpoints, PackBlob_GoesToEverybody) {
  test::OpsWithBlobs content = org_.new_secret("pack/1");
  content.blobs.push_back(Bytes(1000, 0x77));
  content.ops.push_back(roster::Pack{1, sha256(content.blobs.back())});
  extend(founder_, content);
  EXPECT_EQ(wraps(auditor_).back(), Bytes(1000, 0x77));
  EXPECT_EQ(wraps(worker_).back(), Bytes(1000, 0x77));
}

TEST_F(RosterEndpoints, RevokedDevice_ReadsNothingMore) {
  revoke(other_);
  for (const char* path : {api::kRoster, api::kWraps, api::kCheckpoint, api::kLeaves}) {
    expect_refused(call(other_, "GET", path, api::query_from(0)), 403, "not-admitted");
  }
}

TEST_F(RosterEndpoints, Reopened_FollowsTheSameChain) {
  const Hash head = roster().head();
  close();
  open();
  EXPECT_EQ(roster().head(), head);
  EXPECT_EQ(wraps(staff_).size(), 3u);
  extend(founder_, {.ops = {roster::AddTeam{test::test_team(7)}}, .blobs = {}});
}

}  // namespace
}  // namespace tacit::server

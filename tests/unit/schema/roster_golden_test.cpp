#include <set>

#include "crypto/jws.hpp"
#include "schema/limits.hpp"
#include "schema/roster.hpp"
#include "tests/support/golden.hpp"

namespace tacit {
namespace {

using test::Golden;

const Golden& golden() {
  static const Golden kGolden("roster-v1.txt", "2dae484af26c0521d9eb77e71dc8d9f944568fbe031586cb986b005e8b0ad80f");
  return kGolden;
}

TEST(RosterGolden, VersionOneLinks_EncodeToTheSameBytesAndCoverEveryOp) {
  std::set<std::size_t> kinds;
  for (const std::string& text : golden().all("link")) {
    const auto jws = parse_jws(text, Typ::roster, limits::kRosterLink);
    ASSERT_TRUE(jws);
    const auto link = roster::decode(jws->payload_text);
    ASSERT_TRUE(link);
    EXPECT_EQ(roster::encode(*link), jws->payload_text);
    for (const roster::Op& op : link->ops) kinds.insert(op.index());
  }
  EXPECT_EQ(kinds.size(), std::variant_size_v<roster::Op>);
}

TEST(RosterGolden, VersionOneChain_LeadsToTheSameState) {
  const auto links = golden().all("link");
  auto roster = Roster::found(links[0], 0);
  ASSERT_TRUE(roster);
  for (std::size_t seq = 1; seq < links.size(); ++seq) ASSERT_TRUE(roster->append(links[seq], 2 * seq)) << seq;
  EXPECT_EQ(b64(roster->org()), golden().one("org"));
  EXPECT_EQ(b64(roster->head()), golden().one("head"));
  const auto dev = [](std::string_view name) { return *parse_id<DeviceId>(golden().one(name)); };
  const Scope team = Scope::team(*parse_id<TeamId>(golden().one("team")));
  EXPECT_TRUE(roster->is_member(dev("worker"), team));
  EXPECT_EQ(roster->device(dev("staff"))->revoked_at, 22U);
  EXPECT_EQ(roster->device(dev("auditor"))->role, Role::auditor);
  EXPECT_EQ(roster->newest_epoch(Scope::org())->n, 3U);
  EXPECT_EQ(roster->newest_epoch(team)->n, 2U);
  EXPECT_EQ(roster->newest_epoch(Scope::audit())->n, 1U);
  EXPECT_FALSE(roster->must_rotate(Scope::audit()));
  EXPECT_TRUE(roster->lacks(Scope::audit(), dev("auditor")));
  EXPECT_FALSE(roster->must_rotate(team));
  EXPECT_EQ(roster->epoch(Scope::org(), 1)->granted.size(), 1U);
  EXPECT_EQ(roster->secret("pseudonym/2021")->copies.size(), 2U);
  EXPECT_EQ(roster->newest_pack()->generation, 1U);
  EXPECT_EQ(roster->service().tls_pins.size(), 2U);
}

}  // namespace
}  // namespace tacit

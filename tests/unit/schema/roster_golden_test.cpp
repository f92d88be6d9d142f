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

// Ops that came later; what stood before is read as ever.
const Golden& with_grants() {
  static const Golden kGolden("roster-grants-v1.txt",
                              "62dc70ce48c3664692abb8beac40ab69bd5a8c2b32341a7ef329515c9b8db0f8");
  return kGolden;
}

TEST(RosterGolden, VersionOneLinks_EncodeToTheSameBytesAndCoverEveryOp) {
  std::set<std::size_t> kinds;
  auto links = golden().all("link");
  for (const std::string& text : with_grants().all("link")) links.push_back(text);
  for (const std::string& text : links) {
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

TEST(RosterGolden, ChainWithGrants_LeadsToTheSameState) {
  const auto links = with_grants().all("link");
  auto roster = Roster::found(links[0], 0);
  ASSERT_TRUE(roster);
  for (std::size_t seq = 1; seq < links.size(); ++seq) ASSERT_TRUE(roster->append(links[seq], 2 * seq)) << seq;
  EXPECT_EQ(b64(roster->head()), with_grants().one("head"));
  const auto id = [](std::string_view name) { return with_grants().one(name); };
  const auto in = [&](std::string_view device, const Scope& scope) {
    return roster->is_member(*parse_id<DeviceId>(id(device)), scope);
  };
  const Scope one = Scope::grant(*parse_id<TeamId>(id("one"))), two = Scope::grant(*parse_id<TeamId>(id("two")));
  EXPECT_TRUE(in("staff", one) && in("staff", two) && in("staff", Scope::audit()));
  EXPECT_TRUE(in("second", one) && in("second", two));
  EXPECT_FALSE(in("second", Scope::audit()));
  EXPECT_TRUE(in("auditor", Scope::audit()));
  EXPECT_FALSE(in("auditor", one));
  EXPECT_EQ(roster->newest_epoch(one)->n, 2U);
  EXPECT_EQ(roster->epoch(one, 1)->granted.size(), 1U);
  EXPECT_TRUE(roster->must_rotate(one)) << "an auditor has left it";
  EXPECT_FALSE(roster->must_rotate(two));
  EXPECT_TRUE(roster->lacks(two, *parse_id<DeviceId>(id("second"))));
  EXPECT_EQ(roster->secret("pack/1")->copies.size(), 2U);
}

}  // namespace
}  // namespace tacit

#include "roster_fixture.hpp"
#include "schema/api.hpp"

namespace tacit::api {
namespace {

using namespace tacit::testing;

TEST(ApiQuery, Numbers_ReadBack) {
  for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{12}, std::uint64_t{9'007'199'254'740'991}}) {
    EXPECT_EQ(*read_from(query_from(number)), number);
    EXPECT_EQ(*read_after(query_after(number)), number);
  }
  EXPECT_EQ(query_from(12), "from=12");
}

TEST(ApiQuery, SizeOfTheFollowedLog_EndsAQueryOrIsNotThere) {
  EXPECT_EQ(with_log("from=1", 0), "from=1");
  EXPECT_EQ(with_log("scope=org&after=2", 34), "scope=org&after=2&log=34");
  const auto read = split_log("scope=org&after=2&log=34");
  EXPECT_EQ(read->rest, "scope=org&after=2");
  EXPECT_EQ(read->size, 34u);
  EXPECT_EQ(split_log("from=1")->rest, "from=1");
  EXPECT_EQ(split_log("from=1")->size, 0u);
  for (const char* query : {"from=1&log=", "from=1&log=-1", "from=1&log=01", "from=1&log=9007199254740992",
                            "from=1&log=2&from=1", "from=1&log=x", "from=1&log=2 "})
    EXPECT_CODE(Code::malformed, split_log(query)) << query;
  // Twice, first, or alone is no query of any endpoint.
  for (const char* query : {"from=1&log=2&log=2", "log=2&from=1", "log=2"})
    EXPECT_CODE(Code::malformed, read_from(split_log(query)->rest)) << query;
}

TEST(ApiQuery, OtherForms_AreRefused) {
  for (const char* query : {"",
                            "from",
                            "from=",
                            "from=01",
                            "from=-1",
                            "from=+1",
                            "from=1 ",
                            "from=1x",
                            "from=0x1",
                            "from=9007199254740992",
                            "from=99999999999999999999",
                            "after=1",
                            "From=1",
                            "from=1&from=1",
                            "from=1&after=1",
                            "&from=1",
                            "from=1&",
                            "from=%31",
                            "x=1&from=1",
                            "from=1.0"})
    EXPECT_CODE(Code::malformed, read_from(query)) << query;
  EXPECT_CODE(Code::malformed, read_after("from=1"));
}

TEST(ApiQuery, Scopes_ReadBackInEitherOrder) {
  const TeamId team = id_named<TeamId>("team");
  for (const Scope& scope : {Scope::org(), Scope::audit(), Scope::team(team), Scope{Scope::Kind::grant, team}}) {
    const auto read = read_scope(query_scope(scope, 7));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->scope, scope);
    EXPECT_EQ(read->after, 7U);
    EXPECT_EQ(read_scope("after=7&scope=" + to_text(scope))->scope, scope);
  }
}

TEST(ApiQuery, OtherScopeQueries_AreRefused) {
  for (const char* query : {"", "scope=org", "after=1", "scope=org&", "scope=org&after=", "scope=&after=1",
                            "scope=org&scope=org", "after=1&after=1", "scope=org&after=1&after=1",
                            "scope=team/&after=1", "scope=org&after=01", "scope=org&after=1&x=1", "scope=%6frg&after=1",
                            "scope=org;after=1", "scope=team%2F00000000000000000000000000&after=1"})
    EXPECT_CODE(Code::malformed, read_scope(query)) << query;
  EXPECT_CODE(Code::malformed, read_scope("scope=org&after=" + std::string(300, '0')));
}

}  // namespace
}  // namespace tacit::api

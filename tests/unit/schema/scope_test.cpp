#include "schema/scope.hpp"

#include <gtest/gtest.h>

#include "crypto/encoding.hpp"

namespace tacit {
namespace {

TEST(Role, EachText_ReadsBack) {
  for (const Role role : {Role::worker, Role::staff, Role::auditor}) EXPECT_EQ(*parse_role(to_text(role)), role);
}

TEST(Role, OtherTexts_AreRefused) {
  for (const char* text : {"", "Worker", "steward", "staff ", "workers"}) EXPECT_FALSE(parse_role(text)) << text;
}

TEST(Scope, EachKind_ReadsBack) {
  const TeamId id{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}};
  for (const Scope& scope : {Scope::org(), Scope::audit(), Scope::team(id), Scope{Scope::Kind::grant, id}})
    EXPECT_EQ(*parse_scope(to_text(scope)), scope);
  EXPECT_EQ(to_text(Scope::team(id)), "team/" + id_text(id));
  EXPECT_EQ(to_text(Scope{Scope::Kind::grant, id}), "audit/" + id_text(id));
}

TEST(Scope, OtherTexts_AreRefused) {
  const std::string id(26, '0');
  EXPECT_TRUE(parse_scope("team/" + id));
  for (const std::string& text : {std::string(), std::string("Org"), std::string("org/"), std::string("team/"), id,
                                  "team/" + id + "0", "team/" + id.substr(1), "grant/" + id, "team//" + id,
                                  "team/" + std::string(25, '0') + "1", "team/" + std::string(25, '0') + "O"})
    EXPECT_FALSE(parse_scope(text)) << text;
}

}  // namespace
}  // namespace tacit

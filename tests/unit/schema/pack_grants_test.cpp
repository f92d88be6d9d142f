#include <gtest/gtest.h>

#include "crypto/encoding.hpp"
#include "small_pack.hpp"

// Who pays, as the pack says it.
namespace tacit {
namespace {

using namespace tacit::testing;

const std::string kScope = id_text(TeamId{{1}});
const std::string kOther = id_text(TeamId{{2}});

std::string row(const std::string& code, const std::string& scope, const std::string& more = "") {
  return R"({"code": ")" + code + R"(", "scope": ")" + scope + R"(", "labels": {"en": "Fund", "uk": "Фонд"})" + more +
         "}";
}
std::string with_grants(const std::string& rows) {
  return with(R"("sites": [)", R"("grants": [)" + rows + R"(], "sites": [)");
}
std::string paying(std::string text, const std::string& grant) {
  const std::string at = R"("code": "talk", )";
  return text.insert(text.find(at) + at.size(), R"("grant": ")" + grant + R"(", )");
}

TEST(PackGrants, Table_IsReadWhole) {
  const auto pack =
      read_pack(paying(with_grants(row("gf", kScope) + "," + row("old", kOther, R"(, "retired": true)")), "gf"));
  ASSERT_TRUE(pack);
  ASSERT_NE(pack->grant("gf"), nullptr);
  EXPECT_EQ(pack->grant("gf")->scope, TeamId{{1}});
  EXPECT_EQ(label_in(pack->grant("gf")->labels, "uk"), "Фонд");
  EXPECT_TRUE(pack->grant("old")->retired);
  EXPECT_EQ(pack->grant("none"), nullptr);
  EXPECT_EQ(pack->service("talk")->grant, "gf");
}

TEST(PackGrants, Mistakes_AreNamed) {
  const std::string scope = ": must be an id of its own, as `tacit grant add` makes it";
  EXPECT_EQ(problem_of(with_grants(row("gf", "not-an-id"))), "grants[0] (gf).scope" + scope);
  EXPECT_EQ(problem_of(with_grants(row("gf", kScope) + "," + row("eu", kScope))), "grants[1] (eu).scope" + scope);
  EXPECT_EQ(problem_of(with_grants(row("gf", kScope) + "," + row("gf", kOther))),
            "grants[1] (gf).code: another row has the same one");
  EXPECT_EQ(problem_of(paying(with_grants(row("gf", kScope)), "eu")),
            "services[0] (talk).grant: no grant has the code \"eu\"");
}

TEST(PackGrants, NextEdition_KeepsGrantsAndTheirScopes) {
  const auto edition = [](const std::string& rows) {
    std::string text = with_grants(rows);
    const std::string version = R"("version": 3)";
    return read_pack(text.replace(text.find(version), version.size(), R"("version": 4)")).value();
  };
  const Pack present = read_pack(with_grants(row("gf", kScope))).value();
  EXPECT_TRUE(obstacles_to_upgrade(present, edition(row("gf", kScope, R"(, "retired": true)"))).empty());
  EXPECT_TRUE(obstacles_to_upgrade(present, edition(row("gf", kScope) + "," + row("eu", kOther))).empty());
  const auto gone = obstacles_to_upgrade(present, edition(row("eu", kOther)));
  ASSERT_EQ(gone.size(), 1U);
  EXPECT_EQ(gone.front().place, "grants");
  const auto moved = obstacles_to_upgrade(present, edition(row("gf", kOther)));
  ASSERT_EQ(moved.size(), 1U);
  EXPECT_EQ(moved.front().place, "grants (gf).scope");
}

}  // namespace
}  // namespace tacit

#include <gtest/gtest.h>

#include "client/domain/face_match.hpp"
#include "tests/support/client_records.hpp"

// Who has to be told of a change: whoever was told of the original, the grants' auditors too.
namespace tacit::domain {
namespace {

using namespace test;

const RecordId kFirst{{1}};
const std::string kTeam = to_text(team_scope()), kOne = to_text(Scope::grant(TeamId{{1}})),
                  kTwo = to_text(Scope::grant(TeamId{{2}}));

audit::Record coarse(const record::Outing& outing) {
  return audit::Outing{.period = month_of(outing.day), .kind = outing.kind, .time = outing.time, .site_group = "other"};
}

Version version(std::uint8_t number, record::Record record, audit::Record audit, std::vector<std::string> grants) {
  return {.rid = number == 1 ? kFirst : RecordId{{number}},
          .entry = Hash{{number}},
          .index = number,
          .place = number,
          .dev = DeviceId{{7}},
          .team = std::move(record),
          .audit = std::move(audit),
          .scopes = {kTeam},
          .to_auditors = true,
          .grants = std::move(grants),
          .staff_of = {}};
}

// Of an outing that `grants` paid for, and its void that goes to `told`.
FaceMatch judged(const std::vector<std::string>& grants, const std::vector<std::string>& told) {
  const record::Void annulment{kFirst, Hash{{1}}, "mistake"};
  History history = settle(kFirst, {version(1, outing(), coarse(outing()), grants),
                                    version(2, annulment, audit::Void{kFirst, Hash{{1}}}, told)});
  judge_faces(history, [](const record::Record& record) -> Result<std::optional<audit::Record>> {
    if (const auto* annulled = std::get_if<record::Void>(&record))
      return std::optional<audit::Record>(audit::Void{annulled->target, annulled->entry});
    return std::optional<audit::Record>(coarse(std::get<record::Outing>(record)));
  });
  EXPECT_EQ(history.versions.front().faces, FaceMatch::matches);
  return history.versions.back().faces;
}

TEST(FaceMatchGrants, ChangeThatLeavesAGrantOut_Differs) {
  EXPECT_EQ(judged({kOne}, {}), FaceMatch::differs);
  EXPECT_EQ(judged({kOne, kTwo}, {kOne}), FaceMatch::differs);
  EXPECT_EQ(judged({kOne}, {kTwo}), FaceMatch::differs);
}

TEST(FaceMatchGrants, ChangeThatReachesAll_Matches) {
  EXPECT_EQ(judged({}, {}), FaceMatch::matches);
  EXPECT_EQ(judged({kOne}, {kOne}), FaceMatch::matches);
  EXPECT_EQ(judged({kTwo, kOne}, {kOne, kTwo}), FaceMatch::matches);
  EXPECT_EQ(judged({kOne}, {kOne, kTwo}), FaceMatch::matches);
}

// A row that a donor alone is shown: neither the team nor other auditors could check it.
TEST(FaceMatchGrants, RowForAGrantAlone_Differs) {
  Version only = version(1, outing(), coarse(outing()), {kOne});
  only.to_auditors = false;
  for (const bool with_team : {true, false}) {
    if (!with_team) only.team.reset();
    History history = settle(kFirst, {only});
    judge_faces(history, [](const record::Record& record) -> Result<std::optional<audit::Record>> {
      return std::optional<audit::Record>(coarse(std::get<record::Outing>(record)));
    });
    EXPECT_EQ(history.versions.front().faces, FaceMatch::differs);
  }
}

}  // namespace
}  // namespace tacit::domain

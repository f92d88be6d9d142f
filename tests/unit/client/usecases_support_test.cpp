#include "tests/unit/client/support_fixture.hpp"

// Longer support over real vaults: what is recorded, refused, due and counted.
namespace tacit::usecases {
namespace {

TEST_F(Support, Agreement_IsCountedAndDueWhenItEnds) {
  const std::string anna = person("Anna");
  step(anna, Step::application, ago(30));
  step(anna, Step::agreement, ago(20), ahead(5));
  EXPECT_EQ(figure("agreements"), 1);
  EXPECT_EQ(due_keys(), Keys{});
  EXPECT_EQ(due_keys(7), Keys{"agreement/family-support"});
  step(anna, Step::closed, ago(1), {}, "child-kept");
  EXPECT_EQ(due_keys(7), Keys{});
  EXPECT_EQ(figure("cases-closed"), 1);
  EXPECT_EQ(figure("children-kept"), 1);
  EXPECT_EQ(figure("abandonments"), 0);
}

TEST_F(Support, NewHousehold_TakesThePlaceOfTheOneBefore) {
  const std::string anna = person("Anna"), boris = person("Boris");
  household(anna, {{"woman", 1}, {"boy", 2}}, ago(90));
  household(anna, {{"woman", 1}, {"boy", 2}, {"girl", 1}}, ago(10));
  household(boris, {{"man", 1}, {"girl", 1}}, ago(50));
  EXPECT_EQ(figure("families"), 2);
  EXPECT_EQ(figure("boys"), 2);
  EXPECT_EQ(figure("girls"), 2);
  EXPECT_EQ(figure("children"), 4);
  Session here = desk();
  ASSERT_TRUE(link_people(here, {.kept = said(anna), .duplicate = said(boris), .team = team_, .day = {}}));
  EXPECT_EQ(figure("families"), 1) << "they were one person";
  EXPECT_EQ(figure("children"), 3) << "whose newest household counts";
}

TEST_F(Support, PlannedStay_IsDueAndEndsByACorrection) {
  const std::string anna = person("Anna");
  Session here = desk();
  const RecordId rid = done(add_stay(here, stay(anna, ago(20), ahead(3))));
  EXPECT_EQ(due_keys(3), Keys{"stay/mother-and-child"});
  EXPECT_EQ(figure("nights-housed"), 0) << "they are not over";
  world_.send(*desk_);
  EXPECT_EQ(refused(end_stay(here, rid, ahead(1))), Code::invalid_argument);
  EXPECT_EQ(refused(end_stay(here, rid, ago(20))), Code::invalid_argument) << "not one night";
  ASSERT_TRUE(end_stay(here, rid, ago(2)));
  EXPECT_EQ(due_keys(30), Keys{});
  EXPECT_EQ(figure("nights-housed"), 18);
  EXPECT_EQ(figure("mothers-housed"), 1);
  EXPECT_EQ(figure("infants-housed"), 1);
  ASSERT_TRUE(add_stay(here, stay(anna, ago(2), ago(1))));
  EXPECT_EQ(figure("mothers-housed"), 1) << "the same mother";
  EXPECT_EQ(figure("nights-housed"), 19);
  EXPECT_EQ(refused(end_stay(here, step(anna, Step::plan, ago(1)), ago(1))), Code::not_found) << "not a stay";
}

TEST_F(Support, Intake_NeedsNoClient) {
  Session here = desk();
  NewIntake intake{.day = {},
                   .kind = "risk-report",
                   .site = "spb-centre",
                   .from = {},
                   .outcome = "accepted",
                   .client = {},
                   .note = {},
                   .team = team_};
  ASSERT_TRUE(add_intake(here, intake));
  EXPECT_EQ(figure("risk-reports"), 1);
  EXPECT_EQ(figure("applications"), 0);
  intake.outcome = "child-kept";
  EXPECT_EQ(refused(add_intake(here, intake)), Code::invalid_argument) << "an outcome of cases";
  intake.outcome = {};
  intake.kind = "agreement";
  EXPECT_EQ(refused(add_intake(here, intake)), Code::invalid_argument);
  EXPECT_EQ(figure("risk-reports"), 1);
}

TEST_F(Support, ConsentForAChild_IsAGuardians) {
  const std::string child = person("Kid", {{"role", "child"}, {"age-band", "4-6"}});
  Session here = desk();
  NewConsent consent{.client = said(child), .day = {}, .team = team_};
  EXPECT_EQ(refused(add_consent(here, consent)), Code::not_allowed);
  consent.by = record::Consent::By::guardian;
  EXPECT_TRUE(add_consent(here, consent));
  consent.given = false;
  consent.by = record::Consent::By::self;
  EXPECT_TRUE(add_consent(here, consent)) << "anybody may withdraw";
  NewPerson another{.name = {},
                    .nickname = said("Kid 2"),
                    .phone = {},
                    .note = {},
                    .attributes = {{"age-band", "1-3"}},
                    .team = team_,
                    .day = {},
                    .consented = true};
  EXPECT_EQ(refused(add_person(here, another)), Code::not_allowed);
  another.consented_by = record::Consent::By::guardian;
  EXPECT_TRUE(add_person(here, another));
}

// Two corrections before a sync are one draft; the record they are about is signed all the same.
TEST_F(Support, SecondCorrectionBeforeASync_CannotLeaveTheQuarterEither) {
  const std::string anna = person("Anna");
  const RecordId rid = step(anna, Step::agreement, ago(120));
  world_.send(*desk_);
  Session here = desk();
  auto body = std::get<record::Case>(*effective_body(*desk_, rid));
  body.note = "a word";
  ASSERT_TRUE(correct_record(here, rid, body));
  body.day = ago(1);
  EXPECT_EQ(refused(correct_record(here, rid, body)), Code::invalid_argument);
}

// Of a stay, and of a case that was closed, auditors have no row: a link of that quarter would tell that there is one.
TEST_F(Support, LinkOfPeople_TellsAuditorsOfNoQuarterTheyDoNotKnow) {
  const std::string anna = person("Anna"), boris = person("Boris");
  step(anna, Step::agreement, ago(3));
  Session here = desk();
  ASSERT_TRUE(add_stay(here, stay(boris, ago(9), ago(2))));
  step(boris, Step::closed, ago(2));
  const auto id = [&](const std::string& code) { return desk_->person_by_code(*ClientCode::parse(code))->client; };
  const std::vector<std::string> quarter{quarter_of(ago(3))};
  EXPECT_EQ(desk_->told_quarters(id(anna)), quarter);
  EXPECT_TRUE(desk_->told_quarters(id(boris)).empty());
  step(boris, Step::plan, ago(3));
  EXPECT_EQ(desk_->told_quarters(id(boris)), quarter);
}

TEST_F(Support, FigureThatPointsAtFew_IsNotStated) {
  const auto closed = [&](const std::string& name, const char* outcome) {
    step(person(name), Step::closed, ago(1), {}, outcome);
  };
  for (const char* name : {"Ada", "Bea", "Cleo", "Dora", "Eva", "Fay", "Gaia", "Hana", "Ida", "Jana", "Kira"})
    closed(name, "child-kept");
  const std::string period = to_text(ago(400)) + ".." + to_text(ahead(1));
  Session everywhere = desk();
  EXPECT_TRUE(state_figures(everywhere, period, {"children-kept"})) << "eleven, and nobody left out";
  closed("Lena", "child-given-up");
  EXPECT_EQ(refused(state_figures(everywhere, period, {"children-kept"})), Code::not_allowed) << "one is left out";
  EXPECT_EQ(refused(state_figures(everywhere, period, {"abandonments"})), Code::not_allowed);
  EXPECT_TRUE(state_figures(everywhere, period, {"cases-closed"}));
}

// Mistakes people make: a day that has not come, in a new record and in a correction.
TEST_F(Support, DayAhead_IsRefused) {
  const std::string anna = person("Anna");
  Session here = desk();
  const NewCaseStep tomorrow{.client = said(anna),
                             .kind = "family-support",
                             .step = Step::plan,
                             .until = {},
                             .outcome = {},
                             .note = {},
                             .day = ahead(1),
                             .team = team_};
  EXPECT_EQ(refused(add_case_step(here, tomorrow)), Code::invalid_argument);
  const RecordId rid = step(anna, Step::plan, ago(1));
  auto body = std::get<record::Case>(*effective_body(*desk_, rid));
  body.day = ahead(1);
  EXPECT_EQ(refused(correct_record(here, rid, body)), Code::invalid_argument);
}

TEST_F(Support, NoteWithANameFromTheVault_IsWarnedAbout) {
  person("Марго");
  const std::string anna = person("Anna");
  Session here = desk();
  const auto warned = [&](const std::string& note) {
    return done(add_case_step(here, {.client = said(anna),
                                     .kind = "family-support",
                                     .step = Step::plan,
                                     .until = {},
                                     .outcome = {},
                                     .note = note,
                                     .day = {},
                                     .team = team_}))
        .note_looks_personal;
  };
  EXPECT_TRUE(warned("came with Margo, again"));
  EXPECT_TRUE(warned("пришла с МАРГО"));
  EXPECT_TRUE(warned("call 8 921 123-45-67"));
  EXPECT_FALSE(warned("came again after a year"));
  EXPECT_FALSE(warned("margarine and bread")) << "a part of a word is not a name";
}

// One kind is told to auditors and the other is not: a correction from one to the other would show them that it was.
TEST_F(Support, CorrectionIntoAKindAuditorsDoNotSee_IsRefused) {
  Session here = desk();
  const NewIntake intake{.day = {},
                         .kind = "application",
                         .site = "spb-centre",
                         .from = {},
                         .outcome = {},
                         .client = {},
                         .note = {},
                         .team = team_};
  const RecordId rid = done(add_intake(here, intake)).rid;
  auto body = std::get<record::Intake>(*effective_body(*desk_, rid));
  body.kind = "risk-report";
  EXPECT_EQ(refused(correct_record(here, rid, body)), Code::invalid_argument);
  body.kind = "application";
  body.outcome = "accepted";
  EXPECT_TRUE(correct_record(here, rid, body));
}

TEST_F(Support, CaseOfAnotherQuarter_CannotBeCorrectedInto) {
  const std::string anna = person("Anna");
  const RecordId rid = step(anna, Step::agreement, ago(120));
  world_.send(*desk_);
  auto body = std::get<record::Case>(*effective_body(*desk_, rid));
  body.day = ago(1);
  Session here = desk();
  EXPECT_EQ(refused(correct_record(here, rid, body)), Code::invalid_argument);
}

TEST_F(Support, HandOut_ComesOutOfTheBagAndCountsAsGiven) {
  Session here = desk();
  const auto delivered = done(receive_stock(
      here, {.day = ago(9), .expiry = {}, .commodity = "booklet", .grant = {}, .quantity = 500, .team = team_}));
  ASSERT_TRUE(issue_stock(here, {.day = ago(8),
                                 .commodity = "booklet",
                                 .lot = delivered.lot,
                                 .quantity = 300,
                                 .to = world_.member(0).id,
                                 .team = team_}));
  ASSERT_TRUE(hand_out_stock(
      here, {.day = ago(7), .commodity = "booklet", .to = "spb-centre", .quantity = 120, .team = team_}));
  EXPECT_EQ(figure("booklets-given"), 120);
  std::map<bool, std::int64_t> left;  // in the bag?
  for (const auto& line : done(show_stock(here))) left[line.at.kind == record::StockPlace::Kind::bag] = line.quantity;
  EXPECT_EQ(left, (std::map<bool, std::int64_t>{{false, 200}, {true, 180}}));
}

}  // namespace
}  // namespace tacit::usecases

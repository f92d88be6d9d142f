#include "tests/cli/program.hpp"

// The due list as a worker sees it.
namespace tacit {
namespace {

using namespace test;

TEST_F(Tacit, Due_ListsWhatIsOpenUntilItIsRecordedOrPutOff) {
  make_vault();
  EXPECT_EQ(tacit("due").output, "Nothing is due.\n");
  Ended run = tacit("--json person add --attribute sex=f", "Kolya\n\n\n\n");
  ASSERT_EQ(run.exit_code, 0) << run.output;
  const std::string code(run.as_json().at("code").as_string());
  const std::string contact = "contact add --kind street-round --site spb-station --day 2021-03-04 --service ";
  ASSERT_EQ(tacit(contact + "appointment-missed", code + "\n").exit_code, 0);

  run = tacit("--json due");
  EXPECT_EQ(run.exit_code, 0);
  ASSERT_EQ(run.as_json().at("due").as_array().size(), 1u);
  const json::value one = run.as_json().at("due").at(0);
  EXPECT_EQ(one.at("follow_up").as_string(), "after-missed");
  EXPECT_EQ(one.at("due").as_string(), "2021-03-06");
  EXPECT_GT(one.at("days_over").as_int64(), 365);
  EXPECT_EQ(one.at("days_left").as_int64(), 0);
  EXPECT_EQ(one.at("code").as_string(), code);
  EXPECT_EQ(one.at("nickname").as_string(), "Kolya");
  run = tacit("due");
  for (const std::string& part : {std::string("2021-03-06"), code, std::string("Kolya"), std::string("after-missed")})
    EXPECT_NE(run.output.find(part), std::string::npos) << run.output;

  EXPECT_EQ(tacit("due later after-missed --until 2021-03-07", code + "\nreason\n").exit_code, 2) << "not ahead";
  EXPECT_EQ(tacit("due later after-missed --until ''", code + "\nreason\n").exit_code, 2);
  EXPECT_EQ(tacit("due later linkage --until 2099-01-01", code + "\nreason\n").exit_code, 1) << "not open";
  EXPECT_EQ(tacit("--json due").as_json().at("due").as_array().size(), 1u);
  EXPECT_EQ(tacit("due later after-missed --until 2099-01-01", code + "\nin hospital\n").exit_code, 0);
  EXPECT_EQ(tacit("due").output, "Nothing is due.\n");
  EXPECT_NE(tacit("due --all").output.find("put off until 2099-01-01: in hospital"), std::string::npos);

  ASSERT_EQ(tacit(contact + "reached-again", code + "\n").exit_code, 0);
  EXPECT_EQ(tacit("due --all").output, "Nothing is due.\n");
}

}  // namespace
}  // namespace tacit

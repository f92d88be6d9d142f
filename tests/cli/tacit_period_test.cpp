#include "tests/cli/program.hpp"

// Closed periods, grants and slips as their users meet them. The clock of the shipped program is the real one.
namespace tacit {
namespace {

using namespace test;

class TacitPeriod : public Tacit {
 protected:
  void SetUp() override { make_vault(); }
  // As if everything had been sent.
  void send_all() {
    Vault vault = Vault::open(directory_.path() / "vault", secret_text(kPassphrase)).value();
    world_.send(vault);
  }
  static std::string text_of(const Ended& run, const char* member) {
    EXPECT_EQ(run.exit_code, 0) << run.output << run.errors;
    const auto said = run.as_json();
    return std::string(said.at(member).as_string());
  }
};

TEST_F(TacitPeriod, LateRecord_IsSavedAndAskedAbout) {
  EXPECT_EQ(tacit("period show").output, "No period is closed: staff use `tacit period close`.\n");
  EXPECT_EQ(text_of(tacit("--json period close 2021-02"), "closed_until"), "2021-02-28");
  const Ended late = tacit("contact add --anonymous 2 --kind street-round --site spb-station --day 2021-02-10");
  EXPECT_EQ(late.exit_code, 0);
  EXPECT_NE(late.errors.find("counts from 2021-03-01. Was the day right?"), std::string::npos) << late.errors;
  const auto report = tacit("--json report 2021-03").as_json();
  EXPECT_EQ(report.at("late").as_int64(), 1);
  EXPECT_EQ(report.at("closed_until").as_string(), "2021-02-28");
  EXPECT_NE(tacit("report 2021-03").output.find("1 records of earlier days came late and count here."),
            std::string::npos);
  EXPECT_EQ(tacit("period close 2021-02").exit_code, 1) << "closed already";
  EXPECT_EQ(tacit("period close 2199").exit_code, 2) << "not over";
}

TEST_F(TacitPeriod, CorrectionOfWhatIsClosed_IsPointedOut) {
  const std::string record = text_of(
      tacit("--json contact add --anonymous 2 --kind street-round --site spb-station --day 2021-02-10"), "record");
  send_all();
  EXPECT_EQ(tacit("period close 2021-02").exit_code, 0);
  const Ended voided = tacit("void " + record, "a mistake\n");
  EXPECT_EQ(voided.exit_code, 0);
  EXPECT_NE(voided.errors.find("That period is closed"), std::string::npos) << voided.errors;
}

TEST_F(TacitPeriod, Slip_BearsTheNumberAndNothingElse) {
  const std::string code = text_of(tacit("--json person add", "Anna\n\n\n\n"), "code");
  const auto referral = tacit("--json referral add --to aids-centre --reason rapid-hiv", code + "\n").as_json();
  const std::string record(referral.at("record").as_string()), number(referral.at("voucher").as_string());
  const Ended slip = tacit("referral slip " + record);
  EXPECT_NE(slip.output.find(number), std::string::npos);
  const Ended page = tacit("referral slip --html " + record);
  EXPECT_NE(page.output.find(number), std::string::npos);
  EXPECT_NE(page.output.find("<svg"), std::string::npos);
  for (const Ended* run : {&slip, &page})
    for (const std::string& never : {code, std::string("Anna"), std::string("HIV"), std::string("AIDS")})
      EXPECT_EQ(run->output.find(never), std::string::npos) << never;
  EXPECT_NE(tacit("referral slip --destination " + record).output.find("AIDS"), std::string::npos);
  EXPECT_EQ(tacit("referral slip " + std::string(26, '0')).exit_code, 1);
}

TEST_F(TacitPeriod, Grants_AreListedAndAskedFor) {
  EXPECT_EQ(tacit("grant list").output, "No grants yet: a steward uses `tacit grant add`.\n");
  const Ended unknown = tacit("outing add --kind street-round --site spb-station --grant nobody");
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_NE(unknown.errors.find("tacit grant list"), std::string::npos) << unknown.errors;
}

}  // namespace
}  // namespace tacit

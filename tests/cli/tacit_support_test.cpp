#include "tests/cli/program.hpp"

// Longer support and referrals as they are typed.
namespace tacit {
namespace {

using namespace test;

class TacitSupport : public Tacit {
 protected:
  TacitSupport() : Tacit("family-centre") {
    make_vault();
    const Ended added = tacit("--json person add", "Kolya\n\n\n\n");
    EXPECT_EQ(added.exit_code, 0) << added.errors;
    code_ = added.as_json().at("code").as_string();
  }
  std::string record_of(const std::string& arguments, const std::string& input) {
    const Ended run = tacit("--json " + arguments, input);
    EXPECT_EQ(run.exit_code, 0) << run.errors;
    return run.exit_code == 0 ? std::string(run.as_json().at("record").as_string()) : std::string();
  }
  std::string history() { return tacit("history").output; }

  std::string code_;
};

TEST_F(TacitSupport, EachVerb_RecordsWhatHistoryShows) {
  const std::string client = code_ + "\n";
  record_of("intake add --kind application --site spb-centre --from maternity-ward --outcome accepted", "");
  record_of("household add --member woman --member boy:2", client);
  record_of("case add --kind family-support --step agreement --day 2021-03-01 --until 2021-09-01 --note",
            client + "a word\n");
  const std::string stay = record_of(
      "stay add --kind mother-and-child --site spb-centre --day 2021-03-01 --until 2021-03-31 --member infant", client);
  record_of("stay end " + stay + " --day 2021-03-15", "");
  record_of("incident add --kind violence --site spb-centre --client", client);
  record_of("consent add --by-guardian", client);
  record_of("appointment add --on 2099-01-01 --at 09:30 --service lawyer-consultation --site spb-centre", client);
  const std::string shown = history();
  for (const char* part :
       {"intake, Application for help, sent by Maternity ward; Taken on", "household; Woman; 2 × Boy",
        "Support of the family: agreement until 2021-09-01; note: a word", "until 2021-03-15; Infant",
        "incident, Violence at home", "by a guardian", "appointment on 2099-01-01 at 09:30, Lawyer's consultation"})
    EXPECT_NE(shown.find(part), std::string::npos) << part << "\n" << shown;
}

TEST_F(TacitSupport, Voucher_IsAllThatAnOutcomeNeeds) {
  const Ended referral = tacit("--json referral add --to crisis-centre", code_ + "\n");
  ASSERT_EQ(referral.exit_code, 0) << referral.errors;
  const std::string number(referral.as_json().at("voucher").as_string());
  EXPECT_EQ(tacit("referral outcome --outcome gone", number + "\n").exit_code, 2);
  EXPECT_EQ(tacit("referral outcome --outcome linked", "K7QM2-X9D4F-0\n").exit_code, 2) << "mistyped";
  EXPECT_NE(tacit("due --days 30").output.find("first-visit"), std::string::npos);
  EXPECT_EQ(tacit("referral outcome --outcome linked", number + "\n").exit_code, 0);
  EXPECT_EQ(tacit("due --days 30").output, "Nothing is due.\n");
  EXPECT_NE(history().find("what came of it: linked"), std::string::npos);
}

TEST_F(TacitSupport, Mistakes_AreToldAndChangeNothing) {
  const std::string client = code_ + "\n";
  const std::pair<const char*, const char*> mistakes[] = {
      {"case add --kind family-support --step begun", "a step is application, agreement, plan or closed"},
      {"case add --kind family-support --step plan --until 2099-01-01", "only an agreement has a day on which it ends"},
      {"case add --kind family-support --step plan --day 2099-01-01", "that day is still ahead"},
      {"case add --kind family-support --step closed --outcome accepted", "it cannot end that way"},
      {"stay add --kind mother-and-child --site spb-centre --until 2021-03-01 --day 2021-03-01", "at least one night"},
      {"household add --member horse", "no such member of a household"},
      {"household add --member boy:0", ""},
      {"appointment add --on 2021-01-01 --service lawyer-consultation --site spb-centre", "lies before the day"},
      {"consent add --day 2021-13-01", ""},
      {"stock hand-out --commodity booklet --quantity -5 --to spb-centre", ""},
  };
  const std::string before = history();
  for (const auto& [arguments, text] : mistakes) {
    const Ended run = tacit(arguments, client);
    EXPECT_EQ(run.exit_code, 2) << arguments << run.errors;
    EXPECT_NE(run.errors.find(text), std::string::npos) << run.errors;
  }
  EXPECT_EQ(history(), before);
}

}  // namespace
}  // namespace tacit

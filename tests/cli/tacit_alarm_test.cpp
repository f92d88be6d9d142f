#include "tests/cli/program.hpp"

// What the program shows of misbehaviour, and how that is settled.
namespace tacit {
namespace {

using namespace test;

TEST_F(Tacit, Alarm_IsListedWithWhatToDoAndSettledWithAReason) {
  make_vault();
  EXPECT_EQ(tacit("alarm list").output, "No alarm stands.\n");
  {
    Vault vault = *Vault::open(directory_.path() / "vault", secret_text(kPassphrase));
    sync::Effects effects;
    effects.day = kMarch4;
    effects.alarms = {{Code::alarm_rollback, {}}, {Code::alarm_entry_invalid, 7}};
    ASSERT_TRUE(vault.apply(effects));
  }
  Ended run = tacit("alarm list");
  EXPECT_EQ(run.exit_code, 4);
  for (const char* line :
       {"ALARM 1  alarm-rollback, since 2021-03-04\n", "ALARM 2  alarm-entry-invalid, since 2021-03-04, leaf 7\n",
        "  What happened: the server showed an older state", "  Still safe: ", "  What to do: ask the steward"})
    EXPECT_NE(run.output.find(line), std::string::npos) << line << run.output;
  run = tacit("status");
  EXPECT_EQ(run.exit_code, 4);
  EXPECT_NE(run.output.find("ALARM 1  alarm-rollback"), std::string::npos) << run.output;
  EXPECT_EQ(tacit("alarm settle 1").exit_code, 2);
  EXPECT_EQ(tacit("alarm settle 3", "restored\n").exit_code, 1);
  EXPECT_EQ(tacit("alarm settle 1", "restored\n").exit_code, 0);
  EXPECT_EQ(tacit("--json alarm settle 1", "twice\n").as_json().at("error").as_string(), "already-done");
  run = tacit("--json alarm list");
  EXPECT_EQ(run.exit_code, 4);
  ASSERT_EQ(run.as_json().at("alarms").as_array().size(), 1u);
  EXPECT_EQ(run.as_json().at("alarms").at(0).at("alarm").as_string(), "alarm-entry-invalid");
  EXPECT_EQ(run.as_json().at("alarms").at(0).at("leaf").as_int64(), 7);
  EXPECT_EQ(tacit("alarm settle 2", "asked for\n").exit_code, 0);
  EXPECT_EQ(tacit("alarm list").exit_code, 0);
  EXPECT_EQ(tacit("status").exit_code, 0);
  run = tacit("--json alarm list --all");
  EXPECT_EQ(run.exit_code, 0);
  const json::value all = run.as_json().at("alarms");
  ASSERT_EQ(all.as_array().size(), 2u);
  EXPECT_EQ(all.at(0).at("settled").at("reason").as_string(), "restored");
  EXPECT_EQ(all.at(1).at("settled").at("reason").as_string(), "asked for");
  EXPECT_NE(tacit("alarm list --all").output.find("settled 1  alarm-rollback"), std::string::npos);
}

TEST_F(Tacit, RecordWhoseFacesDiffer_IsShownAndCounted) {
  const std::size_t worker = world_.add(Role::worker, {team_number(1)});
  make_vault();
  RecordId rid;
  {
    Vault writer = world_.join(worker, directory_.at("worker"));
    rid = save(writer, contact({}));
    world_.send_lying(writer, tell_auditors_of_forty);
    Vault vault = *Vault::open(directory_.path() / "vault", secret_text(kPassphrase));
    world_.pull(vault);
  }
  Ended run = tacit("history " + id_text(rid));
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_NE(run.output.find("differs!"), std::string::npos) << run.output;
  EXPECT_NE(run.output.find("then void it and record it anew"), std::string::npos) << run.output;
  run = tacit("--json history " + id_text(rid));
  EXPECT_TRUE(run.as_json().at("records").at(0).at("versions").at(0).at("faces_differ").as_bool());
  EXPECT_EQ(tacit("--json status").as_json().at("faces_differ").as_int64(), 1);
  EXPECT_NE(tacit("status").output.find("something else than the team: 1; see"), std::string::npos);
  EXPECT_NE(tacit("history --differing").output.find(id_text(rid)), std::string::npos);
  EXPECT_EQ(tacit("--json outing add --kind street-round --site spb-station --day 2021-03-04").exit_code, 0);
  EXPECT_EQ(tacit("--json history --differing").as_json().at("records").as_array().size(), 1u);
}

}  // namespace
}  // namespace tacit

#include "tests/integration/canary_fixture.hpp"

// Marker strings go through every command, every endpoint and their error paths; afterwards they are looked for
// everywhere they must not be.
namespace tacit::test {
namespace {

TEST_F(Canary, Markers_AreFoundNowhere) {
  hidden_.add("phone", phone_);
  found_and_admit();
  meet_people();
  bring_tables();
  work_outside();
  support();
  change_and_sync();
  keep_stock();
  carry_past_the_server();
  audit();
  go_wrong();
  leave();
  // Other programs of this machine write there too, so only what is random means anything.
  const auto everywhere = hidden_.in_files("/var/tmp", begun_);
  for (const std::string& what : everywhere.found) ADD_FAILURE() << "/var/tmp: " << what;
  ++places_;
  hidden_.add("exact day", kDay);
  expect_people_unseen_by_auditor();
  const Finished backup = run_.tacitd(
      {"backup", "--data", run_.at("server").string(), "--to", run_.at("copy.db").string(), "--passphrase-fd", "3"});
  EXPECT_EQ(backup.exit_code, 0) << backup.errors;

  const auto memory = hidden_.in_memory(run_.server());
  if (memory)
    expect_nothing("memory of the running tacitd", *memory);
  else
    std::cout << "  memory of the running tacitd: not readable by this user, not searched\n";
  expect_nothing("server's folder while it serves", hidden_.in_files(run_.at("server")));
  knock();
  expect_nothing("server's log", hidden_.in(run_.server_log()));
  run_.stop_server();
  expect_nothing("server's folder", hidden_.in_files(run_.at("server")));
  expect_nothing("server's backup", hidden_.in_files(run_.at("copy.db")));
  expect_nothing("network, from clients", hidden_.in(run_.proxy().kept(TcpProxy::Side::client)));
  expect_nothing("network, from the server", hidden_.in(run_.proxy().kept(TcpProxy::Side::server)));
  expect_nothing("vaults", hidden_.in_files(run_.at("client")));
  expect_nothing("the downloaded log", hidden_.in_files(downloaded_));
  expect_nothing("the hand-over file", hidden_.in_files(handed_over_));
  expect_nothing("the vault's backup", hidden_.in_files(copied_));
  EXPECT_FALSE(hidden_.in_files(exported_).found.empty()) << "an exported record is clear text, and says so";
  for (const char* folder : {"home", "tmp"}) {
    const auto found = hidden_.in_files(run_.at(folder));
    EXPECT_EQ(found.bytes, 0u) << folder << " is not left empty";
    ++places_;
  }
  std::string complaints;
  for (const auto& ran : run_.ran())
    complaints += ran.result.errors + (ran.result.exit_code == 0 ? std::string() : ran.result.output);
  expect_nothing(
      "errors of " + std::to_string(run_.ran().size()) + " commands, " + std::to_string(failures_) + " of them wrong",
      hidden_.in(complaints));

  MarkerSearch knocked;
  knocked.add("knocked", knocked_);
  EXPECT_EQ(knocks_, 88u);
  expect_nothing("answers to " + std::to_string(knocks_) + " strange requests", knocked.in(answers_));
  expect_nothing("server's log after strange requests", knocked.in(run_.server_log()));
  expect_nothing("server's folder after strange requests", knocked.in_files(run_.at("server")));
  Cases cases("(form of a marker, place) searched");
  cases += hidden_.forms() * places_;
  std::cout << hidden_.markers() << " markers in " << hidden_.forms() << " forms, " << places_ << " places\n";
}

}  // namespace
}  // namespace tacit::test

#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <fstream>
#include <regex>

#include "common/base/json.hpp"
#include "common/net/client.hpp"
#include "common/net/nonce.hpp"
#include "schema/api.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/scratch_directory.hpp"
#include "tests/support/test_client.hpp"
#include "tests/support/test_organisation.hpp"

namespace tacit::server {
namespace {

using test::ChildProcess;
using test::Finished;

// The shipped binary, from outside.
class Tacitd : public ::testing::Test {
 protected:
  Finished run(std::vector<std::string> arguments, const std::string& passphrase = kPassphrase) {
    arguments.insert(arguments.begin(), TACITD_BINARY);
    return test::run_to_end(arguments, passphrase + "\n", scratch_.at("err-" + std::to_string(++runs_)));
  }
  Finished init() { return run({"init", "--data", data_, "--url", "https://127.0.0.1:8443", "--passphrase-fd", "3"}); }
  std::unique_ptr<ChildProcess> serve() {
    const std::vector<std::string> arguments{TACITD_BINARY, "serve",       "--data",          data_,
                                             "--listen",    "127.0.0.1:0", "--passphrase-fd", "3"};
    return std::make_unique<ChildProcess>(arguments, std::string(kPassphrase) + "\n", scratch_.at("serve.log"));
  }
  static std::uint16_t port_of(const std::string& line) {
    const std::string start = "listening on https://127.0.0.1:";
    EXPECT_TRUE(line.starts_with(start)) << line;
    return static_cast<std::uint16_t>(std::stoi(line.substr(start.size())));
  }
  static unsigned mode_of(const std::filesystem::path& path) {
    return static_cast<unsigned>(std::filesystem::status(path).permissions());
  }

  static constexpr const char* kPassphrase = "correct horse battery staple";
  test::ScratchDirectory scratch_;
  const std::string data_ = scratch_.at("server").string();
  int runs_ = 0;
};

TEST_F(Tacitd, Init_PrintsTheInvitationAloneOnStdout) {
  const Finished made = init();
  EXPECT_EQ(made.exit_code, 0) << made.errors;
  ASSERT_TRUE(made.output.ends_with("\n"));
  const auto invitation = decode_founding(made.output.substr(0, made.output.size() - 1));
  ASSERT_TRUE(invitation.has_value());
  EXPECT_EQ(invitation->url, "https://127.0.0.1:8443");
  EXPECT_EQ(mode_of(data_), 0700u);
  for (const auto& file : std::filesystem::directory_iterator(data_)) EXPECT_EQ(mode_of(file.path()), 0600u);
  EXPECT_EQ(made.errors.find(kPassphrase), std::string::npos);
}

TEST_F(Tacitd, Init_LeavesAnExistingPathAlone) {
  std::filesystem::create_directory(data_);
  std::ofstream(data_ + "/mine") << "mine";
  EXPECT_EQ(init().exit_code, 1);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(data_), {}), 1);
}

TEST_F(Tacitd, BadUsage_IsExitTwoAndMakesNothing) {
  EXPECT_EQ(run({}).exit_code, 2);
  EXPECT_EQ(run({"dance"}).exit_code, 2);
  EXPECT_EQ(run({"init"}).exit_code, 2);
  EXPECT_EQ(run({"serve", "--data", data_, "--threads", "0"}).exit_code, 2);
  EXPECT_EQ(run({"init", "--data", data_, "--url", "http://x", "--passphrase-fd", "3"}).exit_code, 2);
  EXPECT_EQ(run({"init", "--data", data_, "--url", "https://x", "--passphrase-fd", "3"}, "short").exit_code, 2);
  EXPECT_EQ(run({"init", "--data", data_, "--url", "https://x", "--passphrase-fd", "3"}, "").exit_code, 2);
  EXPECT_FALSE(std::filesystem::exists(data_));
}

TEST_F(Tacitd, HelpAndVersion_AreExitZero) {
  EXPECT_NE(run({"--help"}).output.find("backup"), std::string::npos);
  EXPECT_NE(run({"--version"}).output.find("tacitd 0."), std::string::npos);
  EXPECT_EQ(run({"serve", "--help"}).exit_code, 0);
}

TEST_F(Tacitd, NoServerThere_SaysHowToMakeOne) {
  for (const char* command : {"serve", "status"}) {
    const Finished done = run({command, "--data", data_, "--passphrase-fd", "3"});
    EXPECT_EQ(done.exit_code, 1);
    EXPECT_NE(done.errors.find("tacitd init"), std::string::npos);
  }
  EXPECT_EQ(run({"seal", "--data", data_}).exit_code, 1);
  EXPECT_FALSE(std::filesystem::exists(data_));
}

TEST_F(Tacitd, WrongPassphraseAndDamage_HaveTheirExitCodes) {
  ASSERT_EQ(init().exit_code, 0);
  EXPECT_EQ(run({"serve", "--data", data_, "--passphrase-fd", "3"}, "not the right one").exit_code, 3);
  EXPECT_EQ(run({"serve", "--data", data_, "--listen", "example.org", "--passphrase-fd", "3"}).exit_code, 2);
  std::ofstream(data_ + "/seal.json", std::ios::app) << "x";
  EXPECT_EQ(run({"serve", "--data", data_, "--passphrase-fd", "3"}).exit_code, 4);
}

TEST_F(Tacitd, Credential_IsTakenWithoutAFlag) {
  ASSERT_EQ(init().exit_code, 0);
  std::filesystem::create_directory(scratch_.at("credentials"));
  std::ofstream(scratch_.at("credentials") / "tacitd-passphrase") << "another passphrase";
  ::setenv("CREDENTIALS_DIRECTORY", scratch_.at("credentials").c_str(), 1);
  EXPECT_EQ(run({"backup", "--data", data_, "--to", scratch_.at("copy").string()}).exit_code, 3);
  std::ofstream(scratch_.at("credentials") / "tacitd-passphrase") << kPassphrase;
  EXPECT_EQ(run({"backup", "--data", data_, "--to", scratch_.at("copy").string()}).exit_code, 0);
  ::unsetenv("CREDENTIALS_DIRECTORY");
}

// Serves, and lets an organisation be founded with the printed invitation.
class Serving : public Tacitd {
 protected:
  Serving() {
    const Finished made = init();
    EXPECT_EQ(made.exit_code, 0) << made.errors;
    invitation_ =
        std::make_unique<FoundingInvitation>(decode_founding(made.output.substr(0, made.output.size() - 1)).value());
    server_ = serve();
    port_ = port_of(server_->read_line());
  }

  net::HttpResponse found(test::TestOrganisation& org) {
    net::HttpClient client({.endpoint = {"127.0.0.1", port_}, .pins = invitation_->service.tls_pins, .proxy = {}});
    const net::Endpoint here{"127.0.0.1", port_};
    const auto health = client.send(test::request_of("GET", api::kHealth, {}, {}, here.authority())).value();
    const auto boot = net::parse_boot_id(*health.header(net::kBootHeader)).value();
    const std::string body = api::encode(org.founding(invitation_->inv, invitation_->secret));
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return client
        .send(test::signed_request(test::request_of("POST", api::kOrganisation, {}, body, here.authority()),
                                   org.founder().key, boot, now))
        .value();
  }
  json::value status() {
    const Finished told = run({"status", "--data", data_, "--json", "--passphrase-fd", "3"});
    EXPECT_EQ(told.exit_code, 0) << told.errors;
    return json::parse(told.output.substr(0, told.output.size() - 1), 4096).value();
  }

  std::unique_ptr<FoundingInvitation> invitation_;
  std::unique_ptr<ChildProcess> server_;
  std::uint16_t port_ = 0;
};

TEST_F(Serving, Founded_IsSeenByStatusAndBackup) {
  EXPECT_EQ(status().at("founded"), false);
  test::TestOrganisation org(invitation_->service);
  ASSERT_EQ(found(org).status, 200);
  const json::value seen = status();
  EXPECT_EQ(seen.at("serving"), true);
  EXPECT_EQ(seen.at("leaves"), 1);
  EXPECT_EQ(seen.at("devices"), 1);
  const std::vector<std::string> backup{"backup",          "--data", data_, "--to", scratch_.at("copy.db").string(),
                                        "--passphrase-fd", "3"};
  EXPECT_EQ(run(backup).exit_code, 0);
  EXPECT_EQ(run(backup).exit_code, 1);
  EXPECT_EQ(mode_of(scratch_.at("copy.db")), 0600u);
  // The copy is a server again.
  const std::string restored = scratch_.at("restored").string();
  std::filesystem::create_directory(restored);
  std::filesystem::copy(scratch_.at("copy.db"), restored + "/tacitd.db");
  std::filesystem::copy(scratch_.at("copy.db.seal.json"), restored + "/seal.json");
  const Finished told = run({"status", "--data", restored, "--json", "--passphrase-fd", "3"});
  EXPECT_NE(told.output.find("\"leaves\":1"), std::string::npos) << told.errors;
  EXPECT_NE(told.output.find("\"serving\":false"), std::string::npos);
}

TEST_F(Serving, Second_IsTurnedAway) {
  EXPECT_EQ(run({"serve", "--data", data_, "--listen", "127.0.0.1:0", "--passphrase-fd", "3"}).exit_code, 5);
}

TEST_F(Serving, Seal_EndsItAndWaits) {
  const Finished sealed = run({"seal", "--data", data_});
  EXPECT_EQ(sealed.exit_code, 0) << sealed.errors;
  EXPECT_EQ(server_->wait(), 0);
  EXPECT_EQ(run({"seal", "--data", data_}).exit_code, 1);
  EXPECT_FALSE(std::filesystem::exists(data_ + "/tacitd.pid"));
}

TEST_F(Serving, Terminated_EndsInOrderAndKeepsEverything) {
  test::TestOrganisation org(invitation_->service);
  ASSERT_EQ(found(org).status, 200);
  server_->signal(SIGTERM);
  EXPECT_EQ(server_->wait(), 0);
  server_ = serve();
  port_ = port_of(server_->read_line());
  EXPECT_EQ(found(org).status, 200);
  EXPECT_EQ(status().at("leaves"), 1);
}

TEST_F(Serving, Killed_StartsAgainWithWhatItAnswered) {
  test::TestOrganisation org(invitation_->service);
  ASSERT_EQ(found(org).status, 200);
  server_->signal(SIGKILL);
  EXPECT_EQ(server_->wait(), 128 + SIGKILL);
  server_ = serve();
  port_ = port_of(server_->read_line());
  EXPECT_EQ(status().at("leaves"), 1);
}

TEST_F(Serving, Log_HoldsEventCodesOnly) {
  test::TestOrganisation org(invitation_->service);
  found(org);
  server_->signal(SIGTERM);
  server_->wait();
  std::istringstream lines(server_->errors());
  const std::regex form(R"(\d{4}-\d{2}-\d{2} (debug|info|warning|error) [a-z-]+( [a-z_]+=[a-z0-9-]+)*)");
  std::string line;
  int count = 0;
  for (; std::getline(lines, line); ++count) EXPECT_TRUE(std::regex_match(line, form)) << line;
  EXPECT_GE(count, 2);
}

TEST_F(Serving, CoreDumps_AreOff) {
  std::ifstream limits("/proc/" + std::to_string(server_->pid()) + "/limits");
  std::string line;
  bool seen = false;
  while (std::getline(limits, line)) {
    if (!line.starts_with("Max core file size")) continue;
    seen = true;
    EXPECT_TRUE(std::regex_search(line, std::regex("^Max core file size +0 +0 "))) << line;
  }
  EXPECT_TRUE(seen);
}

}  // namespace
}  // namespace tacit::server

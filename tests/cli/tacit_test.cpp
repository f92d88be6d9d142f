#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <thread>

#include "tests/cli/program.hpp"

namespace tacit {
namespace {

using namespace test;
namespace fs = std::filesystem;

constexpr const char* kCommands[] = {"",
                                     "found",
                                     "invite",
                                     "join",
                                     "alarm",
                                     "alarm list",
                                     "alarm settle",
                                     "member",
                                     "member list",
                                     "member admit",
                                     "member revoke",
                                     "team",
                                     "person",
                                     "person add",
                                     "person find",
                                     "person show",
                                     "person link",
                                     "contact",
                                     "contact add",
                                     "outing",
                                     "outing add",
                                     "group",
                                     "group add",
                                     "stock",
                                     "stock receive",
                                     "stock issue",
                                     "stock return",
                                     "stock pass",
                                     "stock collect",
                                     "stock send",
                                     "stock accept",
                                     "stock assemble",
                                     "stock open",
                                     "stock count",
                                     "stock write-off",
                                     "stock add",
                                     "stock figures",
                                     "stock reconcile",
                                     "stock recall",
                                     "stock sheet",
                                     "audit goods",
                                     "stock show",
                                     "history",
                                     "correct",
                                     "void",
                                     "report",
                                     "state",
                                     "audit",
                                     "audit list",
                                     "audit verify",
                                     "log",
                                     "log download",
                                     "pack",
                                     "pack check",
                                     "pack list",
                                     "pack show",
                                     "pack publish",
                                     "sync",
                                     "status",
                                     "vault"};

TEST_F(Tacit, HelpOfEveryCommand_SaysHowToUseIt) {
  for (const std::string command : kCommands) {
    const Ended run = tacit(command + " --help");
    EXPECT_EQ(run.exit_code, 0) << command;
    EXPECT_NE(run.output.find("Usage:"), std::string::npos) << command;
    EXPECT_NE(run.output.find("--help"), std::string::npos) << command;
    EXPECT_EQ(run.errors, "") << command;
  }
}

TEST_F(Tacit, Version_IsOneLine) {
  const Ended run = tacit("--version");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.output, "tacit 0.1.0\n");
}

TEST_F(Tacit, WrongUsage_ExitsWithTwoAndRepeatsNothing) {
  for (const char* arguments :
       {"qqmarker", "--qqmarker", "person qqmarker", "person add qqmarker", "person add --name qqmarker",
        "person find qqmarker", "person show qqmarker", "contact add qqmarker", "contact add --note qqmarker",
        "contact add --anonymous qqmarker", "report", "report 2021 --from qqmarker",
        "stock receive --quantity -5 --commodity qqmarker", "history --limit qqmarker", "--lang", "", "person",
        "void"}) {
    for (const std::string json : {"", "--json "}) {
      const Ended run = tacit(json + arguments);
      EXPECT_EQ(run.exit_code, 2) << arguments;
      EXPECT_EQ((run.output + run.errors).find("qqmarker"), std::string::npos) << arguments << run.errors;
      EXPECT_NE(run.output + run.errors, "");
      if (!json.empty()) {
        EXPECT_EQ(run.as_json().at("error").as_string(), "invalid-argument");
      }
    }
  }
  EXPECT_FALSE(fs::exists(directory_.path() / "vault"));
}

TEST_F(Tacit, WrongUsage_NamesWhatIsMissingAndWhereToLook) {
  const auto expect_both = [this](const std::string& arguments, const std::string& problem, const std::string& where) {
    const std::string errors = tacit(arguments).errors;
    EXPECT_NE(errors.find(problem), std::string::npos) << errors;
    EXPECT_NE(errors.find("`tacit" + where + " --help`"), std::string::npos) << errors;
  };
  expect_both("team add", "name is required", " team add");
  expect_both("stock receive --quantity 5", "--commodity is required", " stock receive");
  expect_both("report", "period", " report");
  expect_both("history --limit many", "a value does not fit its option", " history");
  expect_both("nothing", "", "");
}

TEST_F(Tacit, MissingVault_IsExplained) {
  for (const char* command : {"status", "person find", "report 2021", "history", "sync", "stock show", "audit list"}) {
    const Ended run = tacit(command);
    EXPECT_EQ(run.exit_code, 1) << command;
    EXPECT_NE(run.errors.find("there is no vault here"), std::string::npos) << command << run.errors;
    EXPECT_EQ(run.output, "");
  }
  EXPECT_FALSE(fs::exists(directory_.path() / "vault"));
}

TEST_F(Tacit, WrongPassphrase_ExitsWithThree) {
  make_vault();
  Ended run = tacit("status", {}, "qqmarker");
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_EQ((run.output + run.errors).find("qqmarker"), std::string::npos);
  run = tacit("--json status", {}, "qqmarker");
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_EQ(run.as_json().at("error").as_string(), "wrong-passphrase");
  EXPECT_EQ(tacit("status").exit_code, 0);
}

TEST_F(Tacit, DamagedHeader_IsNoWrongPassphrase) {
  make_vault();
  fs::resize_file(directory_.path() / "vault" / "vault.header", 40);
  const Ended run = tacit("--json status");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.as_json().at("error").as_string(), "storage-damaged");
}

TEST_F(Tacit, VaultInUse_SaysTryLater) {
  world_.start();
  const Vault held = world_.join(0, directory_.path() / "vault");
  EXPECT_EQ(tacit("status").exit_code, 5);
}

TEST_F(Tacit, DayOfWork_FromRegistrationToReport) {
  make_vault();
  Ended run = tacit("--json person add --attribute sex=f --consent --day 2021-03-04",
                    "Lily\nЮлия Сергеева\n+7 911 1234567\nby the metro\n");
  ASSERT_EQ(run.exit_code, 0) << run.errors << run.output;
  const std::string code(run.as_json().at("code").as_string());
  run = tacit("--json person find", "sergeeva\n");
  EXPECT_EQ(run.as_json().at("people").at(0).at("code").as_string(), code);
  EXPECT_EQ(run.as_json().at("people").at(0).at("name").as_string(), "Юлия Сергеева");
  EXPECT_NE(tacit("person find", "1234567\n").output.find("Lily"), std::string::npos);
  run = tacit("--json outing add --kind street-round --site spb-station --time night --day 2021-03-04");
  ASSERT_EQ(run.exit_code, 0) << run.output;
  const std::string outing(run.as_json().at("record").as_string());
  run = tacit("--json contact add --outing " + outing +
                  " --service wound-care:2 --test rapid-hiv=reactive,told,before,after --given hygiene-kit",
              code + "\n");
  ASSERT_EQ(run.exit_code, 0) << run.output;
  const std::string contact(run.as_json().at("record").as_string());
  EXPECT_EQ(run.as_json().at("offer_referral").at(0).as_string(), "aids-centre");
  run = tacit("contact add --anonymous 3 --outing " + outing + " --note", "call 8 911 123 45 67\n");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_NE(run.errors.find("phone number"), std::string::npos);
  run = tacit("--json report 2021");
  ASSERT_EQ(run.exit_code, 0) << run.output;
  const auto value = [&](const Ended& of, const std::string& id) -> std::int64_t {
    const json::value report = of.as_json();
    for (const auto& line : report.at("indicators").as_array())
      if (line.at("id").as_string() == id) return line.at("value").as_int64();
    return -1;
  };
  EXPECT_EQ(value(run, "beneficiaries"), 1);
  EXPECT_EQ(value(run, "rounds"), 1);
  EXPECT_EQ(value(run, "medical-care"), 2);
  EXPECT_EQ(value(run, "contacts"), 4);
  // Read the body, change it, give it back.
  run = tacit("history " + contact + " --body");
  ASSERT_EQ(run.exit_code, 0);
  std::string body = run.output;
  const auto at = body.find("\"n\":2");
  const auto alternative = body.find("2", body.find("wound-care"));
  body[at != std::string::npos ? at + 4 : alternative] = '5';
  run = tacit("--json correct " + contact, body);
  ASSERT_EQ(run.exit_code, 0) << run.output << body;
  EXPECT_EQ(run.as_json().at("changed").as_string(), "draft");
  EXPECT_EQ(value(tacit("--json report 2021"), "medical-care"), 5);
  EXPECT_EQ(tacit("void " + contact, "twice\n").exit_code, 0);
  EXPECT_EQ(value(tacit("--json report 2021"), "medical-care"), 0);
  run = tacit("--json status");
  EXPECT_EQ(run.as_json().at("unsent").as_int64(), 4);
  EXPECT_NE(tacit("person show", code + "\n").output.find("by the metro"), std::string::npos);
}

TEST_F(Tacit, ExportOfARecord_IsClearTextOfItsOwnerInANewFile) {
  make_vault();
  const std::string outing(
      tacit("--json outing add --kind street-round --site spb-station --time night --day 2021-03-04")
          .as_json()
          .at("record")
          .as_string());
  const fs::path file = directory_.at("record.json");
  Ended run = tacit("--json history " + outing + " --export " + file.string());
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.as_json().at("error").as_string(), "not-ready");
  EXPECT_FALSE(fs::exists(file));
  {
    Vault vault = *Vault::open(directory_.path() / "vault", secret_text(kPassphrase));
    world_.send(vault);
  }
  run = tacit("history " + outing + " --export " + file.string());
  ASSERT_EQ(run.exit_code, 0) << run.errors;
  EXPECT_NE(run.errors.find("has left the vault"), std::string::npos);
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_FALSE(fs::exists(directory_.at("record.json.part")));
  const std::string text = read_file_text(file);
  const auto exported = json::parse(text.substr(0, text.size() - 1), 1 << 20);
  ASSERT_TRUE(exported);
  EXPECT_EQ(exported->at("tacit").as_string(), "record");
  EXPECT_EQ(exported->at("v").as_int64(), 1);
  EXPECT_EQ(exported->at("record").as_string(), outing);
  ASSERT_EQ(exported->at("versions").as_array().size(), 1u);
  const json::value& version = exported->at("versions").at(0);
  EXPECT_EQ(version.at("state").as_string(), "counts");
  EXPECT_EQ(version.at("signer").at("kid").as_string(), id_text(world_.member(0).id));
  EXPECT_EQ(version.at("signer").at("crv").as_string(), "Ed25519");
  EXPECT_TRUE(version.as_object().contains("index"));
  // The name is taken now; what stands there stays.
  run = tacit("--json history " + outing + " --export " + file.string());
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.as_json().at("error").as_string(), "already-done");
  EXPECT_EQ(read_file_text(file), text);
}

TEST_F(Tacit, ExportWithoutARecordOrWithBody_IsWrongUsage) {
  make_vault();
  const std::string file = directory_.at("record.json").string();
  EXPECT_EQ(tacit("history --export " + file).exit_code, 2);
  EXPECT_EQ(tacit("history 00000000000000000000000000 --body --export " + file).exit_code, 2);
  EXPECT_FALSE(fs::exists(file));
}

TEST_F(Tacit, DownloadWithoutAServer_LeavesNoFile) {
  make_vault();
  const fs::path file = directory_.at("log.jsonl");
  EXPECT_NE(tacit("log download " + file.string()).exit_code, 0);
  EXPECT_FALSE(fs::exists(file));
  EXPECT_FALSE(fs::exists(directory_.at("log.jsonl.part")));
  std::ofstream(file) << "mine";
  EXPECT_EQ(tacit("--json log download " + file.string()).as_json().at("error").as_string(), "already-done");
  EXPECT_EQ(read_file_text(file), "mine");
}

TEST_F(Tacit, RefusedInput_IsNotRepeated) {
  make_vault();
  for (const auto& [arguments, input] : std::vector<std::pair<std::string, std::string>>{
           {"contact add --kind qqmarker --site spb-station --anonymous 1", ""},
           {"contact add --kind street-round --site spb-station", "qqmarker\n"},
           {"contact add --anonymous 1 --kind street-round --site spb-station --service qqmarker", ""},
           {"contact add --anonymous 1 --kind street-round --site spb-station --test qqmarker", ""},
           {"contact add --anonymous 1 --kind street-round --site spb-station --day qqmarker", ""},
           {"contact add --anonymous 1 --outing qqmarker", ""},
           {"person add --attribute qqmarker", "a\nb\nc\nd\n"},
           {"person add --attribute qqmarker=1", "a\nb\nc\nd\n"},
           {"person show", "qqmarker\n"},
           {"outing add --kind qqmarker --site spb-station", ""},
           {"report qqmarker", ""},
           {"state 2021 --figure qqmarker", ""},
           {"history qqmarker", ""},
           {"history qqmarker --export " + directory_.at("qqmarker").string(), ""},
           {"history 00000000000000000000000000 --export " + directory_.at("qqmarker").string(), ""},
           {"log download " + directory_.at("no/qqmarker").string(), ""},
           {"void qqmarker", "x\n"},
           {"alarm settle qqmarker", ""},
           {"alarm settle 77", "qqmarker\n"},
           {"correct qqmarker", "{}"},
           {"stock issue --commodity hygiene-kit --lot qqmarker --quantity 1 --to qqmarker", ""}}) {
    for (const std::string json : {"", "--json "}) {
      const Ended run = tacit(json + arguments, input);
      EXPECT_NE(run.exit_code, 0) << arguments;
      EXPECT_EQ((run.output + run.errors).find("qqmarker"), std::string::npos)
          << arguments << ": " << run.output << run.errors;
      if (!json.empty()) {
        EXPECT_TRUE(run.as_json().as_object().contains("error")) << arguments;
      }
    }
  }
  EXPECT_EQ(tacit("--json status").as_json().at("unsent").as_int64(), 0);
  EXPECT_EQ(tacit("--json person find", "a\n").as_json().at("people").as_array().size(), 0u);
}

// A program that waits for its passphrase, looked at from outside.
TEST_F(Tacit, CoreDumps_AreOff) {
  make_vault();
  const std::string vault = directory_.path() / "vault";
  int input[2];
  ASSERT_EQ(::pipe2(input, O_CLOEXEC), 0);
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::dup2(input[0], 0);
    ::execl(TACIT_BINARY, TACIT_BINARY, "--vault", vault.c_str(), "--passphrase-fd", "0", "status", nullptr);
    ::_exit(127);
  }
  const auto are_off = [&] {
    const std::string limits = read_file_text("/proc/" + std::to_string(pid) + "/limits");
    return std::regex_search(limits, std::regex("Max core file size +0 +0 "));
  };
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!are_off() && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  EXPECT_TRUE(are_off());
  EXPECT_EQ(::kill(pid, SIGKILL), 0);
  EXPECT_EQ(::waitpid(pid, nullptr, 0), pid);
  ::close(input[0]);
  ::close(input[1]);
}

}  // namespace
}  // namespace tacit

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iostream>
#include <map>
#include <regex>

#include "common/net/client.hpp"
#include "common/net/nonce.hpp"
#include "schema/invitation.hpp"
#include "tests/crash/closed_world.hpp"
#include "tests/crash/explorer.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/test_client.hpp"
#include "tests/support/test_organisation.hpp"

// The two programs as they are shipped, with the fault layer loaded in front of libc.
namespace tacit::test {
namespace {

namespace fs = std::filesystem;
using fault::Plan;

constexpr int kKilled = 128 + SIGKILL;
constexpr int kUnavailable = 5;

class CrashPrograms : public testing::Test {
 protected:
  CrashPrograms() {
    fs::create_directory(folder_);
    std::ofstream(report_file_) << std::string(sizeof(fault::Report), '\0');
    const int file = ::open(report_file_.c_str(), O_RDWR | O_CLOEXEC);
    report_ = static_cast<fault::Report*>(
        ::mmap(nullptr, sizeof(fault::Report), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0));
    ::close(file);
    ::setenv("LD_PRELOAD", TACIT_FAULT_LIBRARY " " TACIT_CHEAP_PASSPHRASE, 1);
  }
  ~CrashPrograms() override {
    ::unsetenv("LD_PRELOAD");
    ::munmap(report_, sizeof(fault::Report));
  }

  // From the next program on.
  void strike(const Mishap& mishap, std::uint64_t point) {
    report_->points = 0;
    report_->reached = false;
    const Plan plan{mishap.action, mishap.calls, mishap.error, point};
    const std::string setting = fault::environment_of(folder_.string(), plan, report_file_.string());
    ::setenv("TACIT_FAULT", setting.substr(setting.find('=') + 1).c_str(), 1);
  }
  void spare() { ::unsetenv("TACIT_FAULT"); }

  Finished run(const std::string& program, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), program);
    fs::remove(scratch_.at("errors"));
    return run_to_end(arguments, std::string(kPassphrase) + "\n", scratch_.at("errors"));
  }
  Finished tacitd(const std::string& command, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {command, "--data", data_});
    if (command != "seal") more.insert(more.end(), {"--passphrase-fd", "3"});
    return run(TACITD_BINARY, std::move(more));
  }
  Finished init() { return tacitd("init", {"--url", "https://127.0.0.1:8443"}); }
  Finished backup() { return tacitd("backup", {"--to", copy_}); }
  bool is_served_by(const fs::path& directory, const std::string& leaves) {
    const Finished told =
        run(TACITD_BINARY, {"status", "--data", directory.string(), "--json", "--passphrase-fd", "3"});
    return told.exit_code == 0 && told.output.find("\"leaves\":" + leaves + ",") != std::string::npos;
  }

  // Founds an organisation; whether that was answered.
  static bool found_at(const net::Endpoint& server, const FoundingInvitation& invitation) {
    net::HttpClient client({.endpoint = server, .pins = invitation.service.tls_pins, .proxy = {}});
    const auto health = client.send(request_of("GET", api::kHealth, {}, {}, server.authority()));
    if (!health) return false;
    TestOrganisation org(invitation.service);
    const std::string body = api::encode(org.founding(invitation.inv, invitation.secret));
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto answer = client.send(signed_request(request_of("POST", api::kOrganisation, {}, body, server.authority()),
                                                   org.founder().key,
                                                   must(net::parse_boot_id(*health->header(net::kBootHeader))), now));
    return answer && answer->status == 200;
  }

  // Tries `act` once for each of its points; prints how many there were.
  std::uint64_t each_point(const std::string& name, const Mishap& mishap, const std::function<void()>& act,
                           const std::function<void()>& check) {
    for (std::uint64_t point = 1;; ++point) {
      SCOPED_TRACE(name + ", " + mishap.name + " at point " + std::to_string(point));
      fs::remove_all(folder_);
      if (fs::exists(prepared_))
        fs::copy(prepared_, folder_, fs::copy_options::recursive);
      else
        fs::create_directory(folder_);
      strike(mishap, point);
      act();
      const bool reached = report_->reached;
      spare();
      check();
      if (reached && !HasFailure()) continue;
      std::cout << "crash points of " << name << ": " << mishap.name << ' ' << point - 1 << '\n';
      test::Cases cases("crash points");
      cases += point - 1;
      return point - 1;
    }
  }
  void keep_as_prepared() { fs::copy(folder_, prepared_, fs::copy_options::recursive); }

  FastDirectory scratch_;
  const fs::path folder_ = scratch_.at("trial"), prepared_ = scratch_.at("prepared");
  const fs::path report_file_ = scratch_.at("report");
  const std::string data_ = folder_ / "server", copy_ = folder_ / "copy.db";
  fault::Report* report_ = nullptr;
};

TEST_F(CrashPrograms, InitKilled_IsAServerOrCanBeRepeated) {
  Finished made;
  const auto points = each_point(
      "tacitd init", mishaps({"kill"}).front(), [&] { made = init(); },
      [&] {
        EXPECT_TRUE(made.exit_code == kKilled || made.exit_code == 0) << made.errors;
        if (!fs::exists(data_)) {
          EXPECT_EQ(init().exit_code, 0);
        }
        EXPECT_TRUE(is_served_by(data_, "0"));
      });
  EXPECT_GT(points, 50u);
}

TEST_F(CrashPrograms, InitOnADiskThatFails_SaysSoAndCanBeRepeated) {
  // SQLite tells some of its failures apart no further.
  const std::map<std::string, std::string> said{
      {"full", "full|the database"}, {"read-only", "read-only|the database"}, {"descriptors", "open"}};
  for (const Mishap& mishap : mishaps({"full", "read-only", "descriptors"})) {
    Finished made;
    each_point(
        "tacitd init", mishap, [&] { made = init(); },
        [&] {
          if (made.exit_code == 0) return;
          EXPECT_EQ(made.exit_code, kUnavailable) << made.errors;
          EXPECT_TRUE(std::regex_search(made.errors, std::regex(said.at(mishap.name)))) << made.errors;
          EXPECT_TRUE(made.output.empty());
          EXPECT_EQ(init().exit_code, 0);
        });
  }
}

TEST_F(CrashPrograms, BackupKilled_IsWholeOrAbsent) {
  ASSERT_EQ(init().exit_code, 0);
  keep_as_prepared();
  Finished done;
  const auto points = each_point(
      "tacitd backup", mishaps({"kill"}).front(), [&] { done = backup(); },
      [&] {
        const bool whole = fs::exists(copy_);
        EXPECT_TRUE(whole || done.exit_code == kKilled);
        EXPECT_EQ(backup().exit_code, whole ? 1 : 0);
        const fs::path again = folder_ / "again";
        fs::create_directory(again);
        fs::rename(copy_, again / "tacitd.db");
        fs::rename(copy_ + ".seal.json", again / "seal.json");
        EXPECT_TRUE(is_served_by(again, "0"));
      });
  EXPECT_GT(points, 20u);
}

// From its start over the founding of an organisation to its end by `tacitd seal`.
TEST_F(CrashPrograms, ServeKilled_KeepsWhatItAnsweredAndStartsAgain) {
  const std::string invitation_text = init().output;
  const FoundingInvitation invitation = must(decode_founding(invitation_text.substr(0, invitation_text.size() - 1)));
  keep_as_prepared();
  bool answered = false;
  const auto serve_found_and_seal = [&] {
    answered = false;
    ChildProcess server(
        {TACITD_BINARY, "serve", "--data", data_, "--listen", "127.0.0.1:0", "--passphrase-fd", "3", "--threads", "1"},
        std::string(kPassphrase) + "\n", scratch_.at("log"));
    spare();
    const std::string line = server.read_line();
    if (const auto colon = line.rfind(':'); colon != std::string::npos) {
      const net::Endpoint here{.host = "127.0.0.1",
                               .port = static_cast<std::uint16_t>(std::stoi(line.substr(colon + 1)))};
      answered = found_at(here, invitation);
    }
    tacitd("seal");
    const int ended = server.wait();
    EXPECT_TRUE(ended == 0 || ended == kKilled) << ended << server.errors();
  };
  const auto points = each_point("tacitd serve and seal", mishaps({"kill"}).front(), serve_found_and_seal, [&] {
    const bool founded = is_served_by(data_, "1");
    EXPECT_TRUE(founded || is_served_by(data_, "0"));
    EXPECT_TRUE(founded || !answered);
    // A killed server is not taken for a running one, and its pid for nobody's.
    EXPECT_EQ(tacitd("seal").exit_code, 1);
  });
  EXPECT_GT(points, 40u);
}

TEST_F(CrashPrograms, RecordingOnADiskThatFails_SaysSoAndLosesNothing) {
  ClosedWorld world(folder_);
  world.populate({"worker"});
  keep_as_prepared();
  const auto tacit = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--vault", (folder_ / "worker").string(), "--passphrase-fd", "3"});
    return run(TACIT_BINARY, std::move(arguments));
  };
  const auto add = [&] {
    return tacit({"outing", "add", "--kind", "street-round", "--site", "moscow-station-north", "--time", "night"});
  };
  Finished added;
  for (const Mishap& mishap : mishaps({"full", "read-only", "descriptors"})) {
    each_point(
        "tacit outing add", mishap, [&] { added = add(); },
        [&] {
          EXPECT_TRUE(added.exit_code == 0 || added.exit_code == kUnavailable) << added.exit_code << added.errors;
          // What stopped it is named, and nothing is said to be saved that is not.
          EXPECT_EQ(added.exit_code == kUnavailable,
                    added.errors.find("disk") != std::string::npos || added.errors.find("opened") != std::string::npos)
              << added.errors;
          const std::uint64_t unsent = world.open("worker").unsent();
          EXPECT_TRUE(unsent == (added.exit_code == 0 ? 1u : 0u)) << unsent;
          EXPECT_EQ(add().exit_code, 0);
        });
  }
}

// Without the fault layer: limits that the kernel keeps.
TEST_F(CrashPrograms, LimitsOfTheKernel_AreErrorsThatPass) {
  const auto limited = [&](const std::string& limit) {
    return run("/bin/sh", {"-c", "ulimit " + limit + " && exec \"$@\"", "sh", TACITD_BINARY, "init", "--data", data_,
                           "--url", "https://127.0.0.1:8443", "--passphrase-fd", "3"});
  };
  for (const std::string limit : {"-f 16", "-n 5"}) {
    const Finished made = limited(limit);
    EXPECT_EQ(made.exit_code, kUnavailable) << limit << made.errors;
    EXPECT_FALSE(made.errors.empty());
    EXPECT_FALSE(fs::exists(data_));
  }
  EXPECT_EQ(init().exit_code, 0);
  EXPECT_TRUE(is_served_by(data_, "0"));
}

}  // namespace
}  // namespace tacit::test

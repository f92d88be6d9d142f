#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "common/net/client.hpp"
#include "schema/api.hpp"
#include "schema/invitation.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/sanitizer.hpp"
#include "tests/support/scratch_directory.hpp"
#include "tests/support/test_client.hpp"
#include "tests/unit/net/plain_openssl.hpp"

namespace tacit::server {
namespace {

using net::eventually;
using net::PlainOpenSsl;

// The shipped binary under a limit of its descriptors, and more idle connections than that.
class LimitedTacitd : public ::testing::Test {
 protected:
  LimitedTacitd() {
    const auto made = test::run_to_end(
        {TACITD_BINARY, "init", "--data", data_, "--url", "https://127.0.0.1:8443", "--passphrase-fd", "3"},
        kPassphrase, scratch_.at("init.log"));
    EXPECT_EQ(made.exit_code, 0) << made.errors;
    pins_ = decode_founding(made.output.substr(0, made.output.find('\n'))).value().service.tls_pins;
  }

  void serve_with_descriptors(int count) {
    const std::vector<std::string> arguments{"/bin/sh",
                                             "-c",
                                             "ulimit -n \"$0\"; exec \"$@\"",
                                             std::to_string(count),
                                             TACITD_BINARY,
                                             "serve",
                                             "--data",
                                             data_,
                                             "--listen",
                                             "127.0.0.1:0",
                                             "--passphrase-fd",
                                             "3"};
    server_.emplace(arguments, kPassphrase, scratch_.at("serve.log"));
    const std::string line = server_->read_line();
    port_ = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
  }
  std::filesystem::path of_the_process(const char* name) const {
    return std::filesystem::path("/proc") / std::to_string(server_->pid()) / name;
  }
  // Connections that the server has not ended: its end of them is established. The process keeps its descriptors to
  // itself, but what the kernel says of sockets everybody may read.
  std::size_t connections() const {
    constexpr std::size_t kLocalPort = 9;  // "0100007F:1F90"
    std::ifstream table("/proc/net/tcp");
    std::size_t found = 0;
    std::string slot, local, remote, state, rest;
    while (table >> slot >> local >> remote >> state && std::getline(table, rest))
      if (state == "01" && local.size() > kLocalPort && std::stoul(local.substr(kLocalPort), nullptr, 16) == port_)
        ++found;
    return found;
  }
  std::size_t resident_bytes() const {
    std::ifstream file(of_the_process("statm"));
    std::size_t all = 0, resident = 0;
    file >> all >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  }
  // By a connection of its own.
  int status_of_an_honest_request() const {
    net::HttpClient client({.endpoint = {"127.0.0.1", port_}, .pins = pins_, .proxy = {}, .limits = {}});
    const auto answer = client.send(test::request_of("GET", api::kHealth, {}, {}));
    return answer ? answer->status : 0;
  }
  // Connections that have finished their handshake and say nothing. Those the server has cut stay open at this end.
  void open_idle(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      idle_.push_back(std::make_unique<PlainOpenSsl>(port_));
      if (!idle_.back()->connect()) ++not_served_;
    }
  }

  const std::string kPassphrase = "correct horse battery staple\n";
  test::ScratchDirectory scratch_;
  const std::string data_ = scratch_.at("server").string();
  std::vector<Hash> pins_;
  std::optional<test::ChildProcess> server_;
  std::uint16_t port_ = 0;
  std::vector<std::unique_ptr<PlainOpenSsl>> idle_;
  std::size_t not_served_ = 0;
};

TEST_F(LimitedTacitd, IdleConnectionsOverTheDescriptorLimit_DoNotShutOutAnHonestClient) {
  constexpr int kLimit = 64;
  serve_with_descriptors(kLimit);
  open_idle(static_cast<std::size_t>(3 * kLimit));
  EXPECT_EQ(not_served_, 0u) << "each newcomer takes the place of the one that has been silent longest";
  for (int i = 0; i < 5; ++i) EXPECT_EQ(status_of_an_honest_request(), 200);
  EXPECT_GT(connections(), 8u);
  EXPECT_TRUE(eventually([&] { return connections() < static_cast<std::size_t>(kLimit); }));
  idle_.clear();
  EXPECT_EQ(status_of_an_honest_request(), 200);
}

TEST_F(LimitedTacitd, IdleConnectionsOverTheConnectionLimit_AreCutAndCheap) {
  constexpr std::size_t kMeasured = 200, kMost = 256, kBytesEach = 96 * 1024;
  serve_with_descriptors(1024);
  open_idle(8);  // threads and caches are warm then
  const std::size_t before = resident_bytes(), open_before = connections();
  open_idle(kMeasured);
  ASSERT_TRUE(eventually([&] { return connections() == open_before + kMeasured; }));
  const std::size_t each = (resident_bytes() - before) / kMeasured;
  RecordProperty("bytes_per_idle_connection", static_cast<int>(each));
  if (test::kMemoryCostsAsEver) {
    EXPECT_LE(each, kBytesEach);
  }
  open_idle(200);
  EXPECT_EQ(status_of_an_honest_request(), 200);
  EXPECT_TRUE(eventually([&] { return connections() <= open_before + kMost; }));
  if (test::kMemoryCostsAsEver) {
    EXPECT_TRUE(eventually([&] { return resident_bytes() <= before + kMost * kBytesEach; })) << "the cut ones' is kept";
  }
  RecordProperty("bytes_per_place_after_cuts", static_cast<int>((resident_bytes() - before) / kMost));
}

}  // namespace
}  // namespace tacit::server

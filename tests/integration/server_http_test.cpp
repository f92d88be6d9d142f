#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "crypto/encoding.hpp"
#include "server/inspect.hpp"
#include "server/seal/seal_file.hpp"
#include "tests/integration/https_server.hpp"

namespace tacit::server {
namespace {

TEST_F(HttpsServer, Appended_IsReadBackOverTls) {
  found();
  EXPECT_EQ(append().status, 200);
  const auto read = call(worker_, "GET", api::kEntries, api::query_scope(Scope::team(team_), 0));
  ASSERT_EQ(read.status, 200) << read.body;
  EXPECT_EQ(api::decode<api::EntriesPage>(read.body)->entries.size(), 1u);
}

TEST_F(HttpsServer, EveryAnswer_CarriesTheBootId) {
  for (const char* path : {"/v1/health", "/nothing", "/v1/roster"}) {
    const auto response = client_->send(request("GET", path)).value();
    EXPECT_EQ(response.header(net::kBootHeader), net::to_text(boot_)) << path;
  }
}

TEST_F(HttpsServer, OtherPin_IsRefusedByTheClient) {
  const auto response = connect({Hash{}})->send(request("GET", api::kHealth));
  ASSERT_FALSE(response.has_value());
  EXPECT_EQ(response.error().code, Code::alarm_key_mismatch);
}

TEST_F(HttpsServer, OversizeBody_IsRefusedUnread) {
  found();
  const std::uint64_t before = server_->snapshot()->size;
  net::HttpRequest huge = request("POST", api::kEntries);
  huge.body.assign(limits::kRequestBody + 1, 'x');
  const auto response = client_->send(huge);
  // The server may close while the body is still on its way.
  if (response) {
    EXPECT_EQ(response->status, 413);
  } else {
    EXPECT_EQ(response.error().code, Code::unavailable);
  }
  EXPECT_EQ(server_->snapshot()->size, before);
  client_ = connect(invitation_.service.tls_pins);
  EXPECT_EQ(append().status, 200);
}

TEST_F(HttpsServer, Restarted_HasTheSameKeyAndLogAndAnotherBootId) {
  found();
  EXPECT_EQ(append().status, 200);
  const std::string checkpoint = server_->snapshot()->checkpoint;
  const net::BootId before = boot_;
  start();
  EXPECT_EQ(server_->snapshot()->checkpoint, checkpoint);
  EXPECT_NE(boot_, before);
  EXPECT_EQ(append().status, 200);
}

TEST_F(HttpsServer, OldBootId_Gets401AndTheNewOne) {
  found();
  const net::BootId old = boot_;
  start();
  const net::BootId now = boot_;
  boot_ = old;
  const auto refused = call(worker_, "GET", api::kRoster, api::query_from(0));
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.header(net::kBootHeader), net::to_text(now));
}

TEST_F(HttpsServer, BackupWhileAppending_OpensAndVerifies) {
  found();
  const std::string passphrase = "six words or so";
  const SecretText sealed_by{std::span<const char>(passphrase)};
  write_file_durably(directory_.seal(), as_bytes(seal_root(root_, sealed_by, kArgon2Floor).value()));
  std::atomic<bool> stop = false;
  std::atomic<std::uint64_t> appended = 0;
  std::thread writer([&] {
    while (!stop) {
      if (append().status == 200) ++appended;
    }
  });
  for (int i = 0; i < 5; ++i) {
    const std::uint64_t before = appended;
    const auto copied = back_up(directory_, root_, scratch_.at("copy-" + std::to_string(i)), clock_.today());
    EXPECT_GE(copied ? copied->leaves : 0, before + 2);
  }
  stop = true;
  writer.join();
  const auto live = inspect(directory_, root_, clock_.today());
  ASSERT_TRUE(live.has_value());
  EXPECT_EQ(live->leaves, appended + 2);
}

TEST_F(HttpsServer, Inspection_CountsWhatIsThere) {
  found();
  append();
  const auto seen = inspect(directory_, root_, clock_.today());
  ASSERT_TRUE(seen.has_value());
  EXPECT_TRUE(seen->founded);
  EXPECT_EQ(seen->leaves, 3u);
  EXPECT_EQ(seen->roster_links, 2u);
  EXPECT_EQ(seen->devices, 2u);
  EXPECT_EQ(seen->teams, 1u);
}

TEST_F(HttpsServer, Files_HoldNothingReadable) {
  found();
  append();
  server_.reset();
  const std::string org = b64(org_.org());
  for (const auto& file : std::filesystem::directory_iterator(directory_.path)) {
    const Bytes content = read_file(file.path(), 1 << 26).value();
    EXPECT_EQ(as_text(content).find("tacit-roster"), std::string_view::npos) << file.path();
    EXPECT_EQ(as_text(content).find(org), std::string_view::npos) << file.path();
    EXPECT_EQ(as_text(content).find("CREATE TABLE"), std::string_view::npos) << file.path();
  }
}

}  // namespace
}  // namespace tacit::server

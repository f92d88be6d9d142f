#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string_view>
#include <vector>

#include "common/net/client.hpp"
#include "crypto/encoding.hpp"
#include "schema/api.hpp"
#include "server/server.hpp"
#include "tests/support/scratch_directory.hpp"
#include "tests/support/test_client.hpp"
#include "tests/support/test_clock.hpp"
#include "tests/support/test_organisation.hpp"

namespace tacit::server {

// The library's Server over TLS on a random port.
class HttpsServer : public ::testing::Test {
 protected:
  HttpsServer() : invitation_(create_store(directory_, "https://127.0.0.1", root_).value()), org_(invitation_.service) {
    start();
  }

  void start(const net::ServerLimits& limits = {}) {
    server_.reset();
    server_ =
        Server::start(clock_, root_, {.directory = directory_, .port = 0, .threads = 2, .limits = limits, .queue = {}})
            .value();
    client_ = connect(invitation_.service.tls_pins);
    const auto health = client_->send(request("GET", api::kHealth)).value();
    boot_ = net::parse_boot_id(*health.header(net::kBootHeader)).value();
  }
  std::unique_ptr<net::HttpClient> connect(const std::vector<Hash>& pins) const {
    return std::make_unique<net::HttpClient>(
        net::ClientOptions{.endpoint = endpoint(), .pins = pins, .proxy = {}, .limits = {}});
  }
  net::Endpoint endpoint() const { return {"127.0.0.1", server_->port()}; }
  net::HttpRequest request(std::string_view method, std::string_view path, std::string_view query = {},
                           std::string_view body = {}) const {
    return test::request_of(method, path, query, body, endpoint().authority());
  }
  net::HttpResponse call(const test::TestDevice& device, std::string_view method, std::string_view path,
                         std::string_view query = {}, std::string_view body = {}) {
    return client_->send(test::signed_request(request(method, path, query, body), device.key, boot_, clock_.now()))
        .value();
  }
  void found() {
    const auto founded = call(org_.founder(), "POST", api::kOrganisation, {},
                              api::encode(org_.founding(invitation_.inv, invitation_.secret)));
    ASSERT_EQ(founded.status, 200) << founded.body;
    const api::LinkRequest link = org_.link(
        org_.founder(),
        {.ops = {roster::AddTeam{team_}, test::TestOrganisation::admit(worker_, Role::worker, {team_})}, .blobs = {}});
    const auto admitted = call(org_.founder(), "POST", api::kRoster, {}, api::encode(link));
    ASSERT_EQ(admitted.status, 200) << admitted.body;
    org_.accept(link, 1);
  }
  net::HttpResponse append() {
    const api::EntriesRequest entries{{org_.entry(worker_, {Scope::team(team_)}, {})}};
    return call(worker_, "POST", api::kEntries, {}, api::encode(entries));
  }

  test::ScratchDirectory scratch_;
  test::TestClock clock_;
  const RootKey root_ = RootKey::random();
  const DataDirectory directory_{scratch_.at("server")};
  const FoundingInvitation invitation_;
  test::TestOrganisation org_;
  test::TestDevice worker_;
  const TeamId team_ = test::test_team(1);
  std::unique_ptr<Server> server_;
  std::unique_ptr<net::HttpClient> client_;
  net::BootId boot_;
};

}  // namespace tacit::server

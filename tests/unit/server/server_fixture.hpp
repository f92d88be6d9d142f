#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "common/storage/database.hpp"
#include "server/service.hpp"
#include "tests/support/scratch_directory.hpp"
#include "tests/support/test_client.hpp"
#include "tests/support/test_clock.hpp"
#include "tests/support/test_organisation.hpp"

namespace tacit::server {

// One server without sockets, and an organisation to be founded on it.
class ServerTest : public ::testing::Test {
 protected:
  ServerTest();

  void open(Service::Options options = {});
  Result<std::unique_ptr<Service>> try_open(Service::Options options = {});
  void close() { service_.reset(); }
  // A connection beside the server's: to look, or to spoil.
  Database side_door() const;

  // Founder, two teams, worker (team 1), other (team 2), staff (team 1), auditor; epochs of every scope.
  void found();
  void populate();
  void revoke(const test::TestDevice& device);

  net::HttpResponse send(const net::HttpRequest& request);
  net::HttpRequest sign(const test::TestDevice& device, std::string_view method, std::string_view path,
                        std::string_view query = {}, std::string_view body = {}) const;
  net::HttpResponse call(const test::TestDevice& device, std::string_view method, std::string_view path,
                         std::string_view query = {}, std::string_view body = {});
  net::HttpResponse post_entries(const test::TestDevice& device, std::vector<api::NewEntry> entries);
  // The answer of a call that must succeed.
  template <class Message>
  Message answer(const net::HttpResponse& response) {
    EXPECT_EQ(response.status, 200) << response.body;
    auto message = api::decode<Message>(response.body);
    EXPECT_TRUE(message.has_value()) << response.body;
    return message.has_value() ? std::move(*message) : Message{};
  }
  std::uint64_t extend(const test::TestDevice& signer, test::OpsWithBlobs content);

  std::uint64_t size() const { return service_->snapshot()->size; }
  const Roster& roster() const { return *service_->snapshot()->roster; }

  test::ScratchDirectory scratch_;
  test::TestClock clock_;
  const RootKey root_ = RootKey::random();
  const DataDirectory directory_{scratch_.at("server")};
  const FoundingInvitation invitation_;
  std::unique_ptr<Service> service_;
  test::TestOrganisation org_;
  test::TestDevice& founder_ = org_.founder();
  test::TestDevice worker_, other_, staff_, auditor_;
  const TeamId team_one_ = test::test_team(1), team_two_ = test::test_team(2);
};

// A refusal: status and problem type, with nothing in it that came from the request.
void expect_refused(const net::HttpResponse& response, int status, std::string_view type);
// Any refusal; the request's own bytes are nowhere in it.
void expect_no_echo(const net::HttpResponse& response, const net::HttpRequest& request);

}  // namespace tacit::server

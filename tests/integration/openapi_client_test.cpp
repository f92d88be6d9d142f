#include <gtest/gtest.h>

#include "tests/support/openapi.hpp"
#include "tests/support/world.hpp"

// What the client sends, and what it is answered, in the life of an organisation: all as schema/openapi.yaml says.
namespace tacit::test {
namespace {

struct Judge {
  OpenApi openapi;
  std::set<std::string> operations;
  std::vector<std::string> complaints;

  void judge(const net::HttpRequest& request, const net::HttpResponse& response) {
    operations.insert(request.method + " " + request.path);
    for (const auto& one : {openapi.request(request), openapi.answer(request, response)})
      for (const std::string& complaint : one)
        complaints.push_back(request.method + " " + request.path + ": " + complaint);
  }
};

class Listener final : public net::Transport {
 public:
  Listener(Judge& judge, std::unique_ptr<net::Transport> inner) : judge_(judge), inner_(std::move(inner)) {}
  Result<net::HttpResponse> send(const net::HttpRequest& request) override {
    auto response = inner_->send(request);
    if (response) judge_.judge(request, *response);
    return response;
  }

 private:
  Judge& judge_;
  const std::unique_ptr<net::Transport> inner_;
};

TEST(ClientOpenApi, EveryRequestOfAnOrganisation_IsAsDescribed) {
  Judge judge;
  World world(
      roster::HistoryPolicy::grant,
      [&](const net::Endpoint& server, const std::vector<Hash>& pins) -> Result<std::unique_ptr<net::Transport>> {
        TRY(auto inner, usecases::dial_tls()(server, pins));
        return std::unique_ptr<net::Transport>(std::make_unique<Listener>(judge, std::move(inner)));
      });
  world.add_team("north", true);
  record_all_kinds(world, world.admit("phone", Role::worker, {"north"}), "north", "x");
  record_all_kinds(world, world.founder(), "north", "y");
  world.sync(world.vault("phone"));
  Vault& auditor = world.admit("auditor", Role::auditor, {});
  world.sync(world.founder());
  world.sync(auditor);
  EXPECT_EQ(judge.complaints, std::vector<std::string>());
  std::set<std::string> unused = judge.openapi.operations();
  for (const std::string& operation : judge.operations) unused.erase(operation);
  EXPECT_EQ(unused, std::set<std::string>{"GET /v1/log/leaves"}) << "which the audit of the log asks for";
}

}  // namespace
}  // namespace tacit::test

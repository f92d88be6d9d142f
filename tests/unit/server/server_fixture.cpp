#include "tests/unit/server/server_fixture.hpp"

#include "server/store/schema.hpp"

namespace tacit::server {

ServerTest::ServerTest()
    : invitation_(create_store(directory_, "https://127.0.0.1:8443", root_).value()), org_(invitation_.service) {
  open();
}

Result<std::unique_ptr<Service>> ServerTest::try_open(Service::Options options) {
  return Service::open(clock_, directory_, derive_keys(root_), options);
}

void ServerTest::open(Service::Options options) {
  service_.reset();
  service_ = try_open(options).value();
}

Database ServerTest::side_door() const {
  return open_store(directory_.database(), derive_keys(root_).database, OpenMode::existing).value();
}

net::HttpResponse ServerTest::send(const net::HttpRequest& request) {
  return test::ServiceTransport(*service_).send(request).value();
}

net::HttpRequest ServerTest::sign(const test::TestDevice& device, std::string_view method, std::string_view path,
                                  std::string_view query, std::string_view body) const {
  return test::signed_request(test::request_of(method, path, query, body), device.key, service_->boot(), clock_.now());
}

net::HttpResponse ServerTest::call(const test::TestDevice& device, std::string_view method, std::string_view path,
                                   std::string_view query, std::string_view body) {
  return send(sign(device, method, path, query, body));
}

net::HttpResponse ServerTest::post_entries(const test::TestDevice& device, std::vector<api::NewEntry> entries) {
  return call(device, "POST", api::kEntries, {}, api::encode(api::EntriesRequest{std::move(entries)}));
}

std::uint64_t ServerTest::extend(const test::TestDevice& signer, test::OpsWithBlobs content) {
  const api::LinkRequest link = org_.link(signer, std::move(content));
  const auto appended = answer<api::Appended>(call(signer, "POST", api::kRoster, {}, api::encode(link)));
  org_.accept(link, appended.index);
  return appended.index;
}

void ServerTest::found() {
  const api::FoundRequest& request = org_.founding(invitation_.inv, invitation_.secret);
  answer<api::Appended>(call(founder_, "POST", api::kOrganisation, {}, api::encode(request)));
}

void ServerTest::populate() {
  using test::TestOrganisation;
  found();
  extend(founder_, {.ops = {roster::AddTeam{team_one_}, roster::AddTeam{team_two_},
                            TestOrganisation::admit(worker_, Role::worker, {team_one_}),
                            TestOrganisation::admit(other_, Role::worker, {team_two_}),
                            TestOrganisation::admit(staff_, Role::staff, {team_one_}),
                            TestOrganisation::admit(auditor_, Role::auditor, {})},
                    .blobs = {}});
  extend(worker_, org_.new_epoch(Scope::org()));
  extend(worker_, org_.new_epoch(Scope::team(team_one_)));
  extend(other_, org_.new_epoch(Scope::team(team_two_)));
  extend(staff_, org_.new_epoch(Scope::audit()));
}

void ServerTest::revoke(const test::TestDevice& device) {
  extend(founder_, {.ops = {roster::Revoke{device.id()}}, .blobs = {}});
}

void expect_refused(const net::HttpResponse& response, int status, std::string_view type) {
  EXPECT_EQ(response.status, status) << response.body;
  EXPECT_EQ(response.content_type, "application/problem+json");
  EXPECT_NE(response.body.find("\"/problems/" + std::string(type) + "\""), std::string::npos) << response.body;
}

void expect_no_echo(const net::HttpResponse& response, const net::HttpRequest& request) {
  EXPECT_GE(response.status, 400) << request.method << request.path << response.body;
  EXPECT_LT(response.body.size(), 1000u);
  // Any run of so many bytes of the request would be an echo: our own texts are not in it.
  constexpr std::size_t kRun = 12;
  for (const std::string* from : {&request.body, &request.query}) {
    for (std::size_t at = 0; at + kRun <= std::min<std::size_t>(from->size(), 4096); ++at) {
      ASSERT_EQ(response.body.find(from->substr(at, kRun)), std::string::npos) << from->substr(at, kRun);
    }
  }
}

}  // namespace tacit::server

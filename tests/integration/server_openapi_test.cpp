#include <gtest/gtest.h>

#include "common/net/client.hpp"
#include "common/net/message_signature.hpp"
#include "server/api/endpoint.hpp"
#include "server/server.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/openapi.hpp"
#include "tests/support/scratch_directory.hpp"
#include "tests/support/test_client.hpp"
#include "tests/support/test_clock.hpp"
#include "tests/support/test_organisation.hpp"

// Every answer of a real server is what schema/openapi.yaml says, and everything it says does occur.
namespace tacit::server {
namespace {

using test::TestDevice;

class LiveOpenApi : public ::testing::Test {
 protected:
  LiveOpenApi() : invitation_(create_store(directory_, "https://127.0.0.1", root_).value()), org_(invitation_.service) {
    start({});
  }

  void start(const net::ServerLimits& limits) {
    client_.reset();
    server_.reset();
    server_ =
        Server::start(clock_, root_, {.directory = directory_, .port = 0, .threads = 2, .limits = limits, .queue = {}})
            .value();
    client_ = std::make_unique<net::HttpClient>(net::ClientOptions{
        .endpoint = {"127.0.0.1", server_->port()}, .pins = invitation_.service.tls_pins, .proxy = {}, .limits = {}});
    const auto health = client_->send(request("GET", api::kHealth)).value();
    boot_ = net::parse_boot_id(*health.header(net::kBootHeader)).value();
  }
  net::HttpRequest request(std::string_view method, std::string_view path, std::string_view query = {},
                           std::string_view body = {}) const {
    const net::Endpoint endpoint{"127.0.0.1", server_->port()};
    net::HttpRequest out = test::request_of(method, path, query, body, endpoint.authority());
    if (method == "POST") out.set_header("content-type", "application/json");
    return out;
  }
  net::HttpRequest sign(const net::HttpRequest& request, const TestDevice& device) const {
    return test::signed_request(request, device.key, boot_, clock_.now());
  }

  // Sends it, and judges the answer.
  net::HttpResponse send(const net::HttpRequest& request) {
    const std::string operation = request.method + " " + request.path;
    SCOPED_TRACE(operation + "?" + request.query.substr(0, 80) + " " + request.body.substr(0, 80));
    ++cases_;
    auto response = client_->send(request);
    if (!response) {
      ADD_FAILURE() << "no answer: " << response.error().text.c_str();
      return {};
    }
    for (const std::string& complaint : openapi_.answer(request, *response))
      ADD_FAILURE() << complaint << "\n" << response->status << " " << response->body;
    seen_.insert({operation, response->status});
    if (operation == "POST /v1/roster" && response->status == 200)
      org_.accept(*api::decode<api::LinkRequest>(request.body), api::decode<api::Appended>(response->body)->index);
    return std::move(*response);
  }
  // As a well-behaved client would: the request is judged too.
  net::HttpResponse send_well(const net::HttpRequest& request) {
    for (const std::string& complaint : openapi_.request(request))
      ADD_FAILURE() << request.method << " " << request.path << ": " << complaint;
    return send(request);
  }
  void expect(int status, const net::HttpRequest& request) { EXPECT_EQ(send(request).status, status) << request.path; }
  net::HttpRequest post(const char* path, const std::string& body, const TestDevice& by) const {
    return sign(request("POST", path, {}, body), by);
  }
  net::HttpRequest link(const TestDevice& by, test::OpsWithBlobs content) const {
    return post(api::kRoster, api::encode(org_.link(by, std::move(content))), by);
  }
  void extend(const TestDevice& by, test::OpsWithBlobs content) {
    EXPECT_EQ(send_well(link(by, std::move(content))).status, 200);
  }
  std::string founding() { return api::encode(org_.founding(invitation_.inv, invitation_.secret)); }
  // Before there is an organisation.
  void probe_empty() {
    each_signed([&](const Endpoint& endpoint) {
      if (endpoint.who == Who::device || endpoint.who == Who::steward)
        expect(403, sign(request(endpoint.method, endpoint.path, {}, is_post(endpoint) ? "{}" : ""), founder_));
    });
    const api::FoundRequest uninvited = org_.founding(invitation_.inv, InvitationSecret::random());
    expect(403, post(api::kOrganisation, api::encode(uninvited), founder_));
  }
  void populate() {
    using test::TestOrganisation;
    ASSERT_EQ(send_well(post(api::kOrganisation, founding(), founder_)).status, 200);
    extend(founder_, {.ops = {roster::AddTeam{team_}, roster::AddTeam{other_team_},
                              TestOrganisation::admit(worker_, Role::worker, {team_}),
                              TestOrganisation::admit(other_, Role::worker, {other_team_}),
                              TestOrganisation::admit(auditor_, Role::auditor, {})},
                      .blobs = {}});
    extend(worker_, org_.new_epoch(Scope::org()));
    extend(worker_, org_.new_epoch(Scope::team(team_)));
    extend(worker_, org_.new_secret("pseudonym/2021"));
    const api::Announce announced{newcomer_.inv, clock_.today()};
    ASSERT_EQ(send_well(post(api::kInvitations, api::encode(announced), founder_)).status, 200);
  }

  static bool is_post(const Endpoint& endpoint) { return endpoint.method == "POST"; }
  const TestDevice& caller(const Endpoint& endpoint) const {
    if (endpoint.who == Who::joiner) return newcomer_;
    return endpoint.who == Who::founder || endpoint.who == Who::steward ? founder_ : worker_;
  }
  // A request that succeeds, unsigned.
  net::HttpRequest good(const Endpoint& endpoint) {
    const auto with = [&](const std::string& query, const std::string& body = {}) {
      return request(endpoint.method, endpoint.path, query, body);
    };
    if (endpoint.path == api::kOrganisation) return with({}, founding());
    if (endpoint.path == api::kInvitations)
      return with({}, api::encode(api::Announce{TestDevice().inv, clock_.today()}));
    if (endpoint.path == api::kEnrolments && is_post(endpoint)) return with({}, enrolment(newcomer_));
    if (endpoint.path == api::kRoster && is_post(endpoint))
      return with({}, api::encode(org_.link(worker_, org_.new_epoch(Scope::org()))));
    if (endpoint.path == api::kEntries && is_post(endpoint)) return with({}, api::encode(one_entry()));
    if (endpoint.path == api::kEntries) return with(api::query_scope(Scope::team(team_), 0));
    if (endpoint.path == api::kSent) return with(api::query_after(0));
    if (endpoint.path == api::kHealth || endpoint.path == api::kEnrolments) return with({});
    return with(api::query_from(0));
  }
  static std::string enrolment(const TestDevice& device) {
    return api::encode(
        api::EnrolRequest{make_join(device.inv, device.secret, device.key, device.box.box_public()).value()});
  }
  api::EntriesRequest one_entry() { return {{org_.entry(worker_, {Scope::team(team_)}, {})}}; }
  net::HttpRequest signed_well(const Endpoint& endpoint) {
    return endpoint.who == Who::anyone ? good(endpoint) : sign(good(endpoint), caller(endpoint));
  }
  template <class Check>
  void each_signed(const Check& check) {
    for (const Endpoint& endpoint : endpoints())
      if (endpoint.who != Who::anyone) check(endpoint);
  }

  // The probes. Each leaves the server as useful as it was.
  void probe_good() {
    for (const Endpoint& endpoint : endpoints()) EXPECT_EQ(send_well(signed_well(endpoint)).status, 200);
    // Pages with something on each, now that there is.
    for (const Endpoint& endpoint : endpoints()) {
      if (is_post(endpoint)) continue;
      EXPECT_EQ(send_well(signed_well(endpoint)).status, 200);
    }
  }
  void probe_malformed();
  void probe_unproven();
  void probe_forbidden();
  void probe_state();
  void probe_senseless();
  void probe_oversize();
  void probe_busy();

  test::ScratchDirectory scratch_;
  test::TestClock clock_;
  const RootKey root_ = RootKey::random();
  const DataDirectory directory_{scratch_.at("server")};
  const FoundingInvitation invitation_;
  test::TestOrganisation org_;
  TestDevice& founder_ = org_.founder();
  TestDevice worker_, other_, auditor_, newcomer_;
  const TeamId team_ = test::test_team(1), other_team_ = test::test_team(2);
  std::unique_ptr<Server> server_;
  std::unique_ptr<net::HttpClient> client_;
  net::BootId boot_;
  const test::OpenApi openapi_;
  test::Cases cases_{"answers"};
  std::set<std::pair<std::string, int>> seen_;
};

void LiveOpenApi::probe_malformed() {
  for (const Endpoint& endpoint : endpoints()) {
    net::HttpRequest bad = good(endpoint);
    const TestDevice& by = caller(endpoint);
    const std::string body = bad.body;
    if (is_post(endpoint)) {
      for (const std::string& text : {std::string("{"), std::string("null"), std::string("{}"), body + "x",
                                      body.substr(0, body.size() / 2), "{\"v\":1," + body.substr(1)}) {
        bad.body = text;
        expect(400, sign(bad, by));
      }
      bad.body = body;
    }
    for (const char* query : {"x=1", "from=-1", "from=01", "from=1&from=1", "scope=team/x&after=0"}) {
      bad.query = query;
      expect(400, sign(bad, by));
    }
  }
}

void LiveOpenApi::probe_unproven() {
  each_signed([&](const Endpoint& endpoint) {
    const net::HttpRequest once = signed_well(endpoint);
    send(once);
    expect(401, once);  // replayed
    net::HttpRequest other = signed_well(endpoint);
    other.set_header("content-digest", net::content_digest("other"));
    expect(401, other);
    expect(401, test::signed_request(good(endpoint), caller(endpoint).key, net::BootId{}, clock_.now()));
    expect(401,
           test::signed_request(good(endpoint), caller(endpoint).key, boot_, clock_.now() - std::chrono::seconds(301)));
    const int unsigned_status = send(good(endpoint)).status;
    EXPECT_TRUE(unsigned_status == 400 || unsigned_status == 401) << unsigned_status;
  });
}

void LiveOpenApi::probe_forbidden() {
  const TestDevice stranger;
  each_signed([&](const Endpoint& endpoint) {
    const bool self_signed = endpoint.who == Who::founder || endpoint.who == Who::joiner;
    expect(self_signed ? 401 : 403, sign(good(endpoint), stranger));
    if (endpoint.who == Who::steward)
      for (const TestDevice* device : {&worker_, &auditor_}) expect(403, sign(good(endpoint), *device));
  });
  // Another team's records, another's right, another organisation.
  expect(403, sign(request("GET", api::kEntries, api::query_scope(Scope::team(other_team_), 0)), worker_));
  expect(403, link(auditor_, org_.new_epoch(Scope::team(team_))));
  extend(founder_, {.ops = {roster::Revoke{other_.id()}}, .blobs = {}});
  each_signed([&](const Endpoint& endpoint) {
    if (endpoint.who == Who::device) expect(403, sign(good(endpoint), other_));
  });
}

// Signed rightly, and in the way of what is there.
void LiveOpenApi::probe_state() {
  const TestDevice uninvited;
  expect(404, post(api::kEnrolments, enrolment(uninvited), uninvited));
  const TestDevice twice;
  expect(200, post(api::kInvitations, api::encode(api::Announce{twice.inv, clock_.today()}), founder_));
  expect(409,
         post(api::kInvitations, api::encode(api::Announce{twice.inv, {clock_.today().since_epoch + 1}}), founder_));
  expect(200, post(api::kEnrolments, enrolment(twice), twice));
  TestDevice rival;
  rival.inv = twice.inv;
  expect(409, post(api::kEnrolments, enrolment(rival), rival));
  test::TestOrganisation second(invitation_.service);
  expect(409,
         post(api::kOrganisation, api::encode(second.founding(invitation_.inv, invitation_.secret)), second.founder()));
  expect(404, link(founder_, {.ops = {roster::Revoke{uninvited.id()}}, .blobs = {}}));
  const api::LinkRequest late = org_.link_at(founder_, {.ops = {roster::AddTeam{test::test_team(9)}}, .blobs = {}},
                                             org_.roster().seq() + 1, Hash{});
  expect(409, post(api::kRoster, api::encode(late), founder_));
  static_cast<void>(one_entry());  // is never sent
  expect(409, post(api::kEntries, api::encode(one_entry()), worker_));
}

// Signed objects of another kind, and what is for another server.
void LiveOpenApi::probe_senseless() {
  const std::string entry = one_entry().entries[0].jws, link = org_.link(founder_, {}).link;
  const Hash mac{};
  expect(422, post(api::kRoster, api::encode(api::LinkRequest{entry, {}}), worker_));
  expect(422, post(api::kEntries, api::encode(api::EntriesRequest{{{link, {Bytes(560)}}}}), worker_));
  expect(422, post(api::kEnrolments, api::encode(api::EnrolRequest{{entry, mac}}), newcomer_));
  expect(422, post(api::kOrganisation, api::encode(api::FoundRequest{entry, invitation_.inv, mac}), founder_));
  roster::ServiceKeys other = invitation_.service;
  other.log_pk = newcomer_.key.sign_public();
  test::TestOrganisation elsewhere(other);
  expect(422, post(api::kOrganisation, api::encode(elsewhere.founding(invitation_.inv, invitation_.secret)),
                   elsewhere.founder()));
}

void LiveOpenApi::probe_oversize() {
  const std::string huge(limits::kRequestBody + 1, ' ');
  for (const Endpoint& endpoint : endpoints()) {
    if (!is_post(endpoint)) continue;
    net::HttpRequest bad = good(endpoint);
    bad.body = huge;
    expect(413, sign(bad, caller(endpoint)));
  }
}

void LiveOpenApi::probe_busy() {
  net::ServerLimits none;
  none.requests_in_flight = 0;
  start(none);
  for (const Endpoint& endpoint : endpoints()) expect(503, signed_well(endpoint));
  start({});
}

TEST_F(LiveOpenApi, EveryEndpoint_IsDescribed) {
  std::set<std::string> served;
  for (const Endpoint& endpoint : endpoints())
    served.insert(std::string(endpoint.method) + " " + std::string(endpoint.path));
  EXPECT_EQ(served, openapi_.operations());
}

TEST_F(LiveOpenApi, AnswersToAllKindsOfRequests_AreAsDescribedAndNoOthersAre) {
  probe_empty();
  populate();
  probe_good();
  probe_malformed();
  probe_unproven();
  probe_forbidden();
  probe_state();
  probe_senseless();
  probe_oversize();
  probe_busy();
  for (const std::string& operation : openapi_.operations())
    for (const int status : openapi_.statuses(operation))
      EXPECT_TRUE(seen_.contains({operation, status})) << operation << " " << status << " never occurred";
}

// A first link may do more than found. What follows must fit too, and is never the server's own fault.
TEST_F(LiveOpenApi, GenesisThatDoesMore_IsAnsweredAsDescribed) {
  roster::Link genesis;
  genesis.day = clock_.today();
  genesis.ops = {roster::Found{.device = founder_.keys(), .recovery = other_.keys(), .service = invitation_.service}};
  const BoxPublicKey key = worker_.box.box_public();
  const std::vector<roster::Op> more{
      roster::Epoch{Scope::org(), 1, key, {{founder_.id(), Hash{}}}},  // not sealed to the recovery key
      roster::Epoch{Scope::org(), 2, key, {{founder_.id(), Hash{}}}}, roster::Revoke{worker_.id()},
      roster::Epoch{Scope::team(team_), 1, key, {{founder_.id(), Hash{}}}},
      test::TestOrganisation::admit(worker_, Role::worker, {team_})};
  for (const roster::Op& op : more) {
    genesis.ops.resize(1);
    genesis.ops.push_back(op);
    const std::string jws = sign_jws(Typ::roster, founder_.key, roster::encode(genesis));
    const api::FoundRequest founding{jws, invitation_.inv, founding_mac(invitation_.secret, jws)};
    expect(422, post(api::kOrganisation, api::encode(founding), founder_));
  }
}

TEST_F(LiveOpenApi, AnswersOutsideOfAllOperations_AreProblems) {
  net::HttpRequest wide = request("GET", api::kHealth);
  wide.set_header("x-wide", std::string(20'000, 'x'));
  const std::vector<std::pair<int, net::HttpRequest>> cases{{404, request("GET", "/v1/elsewhere")},
                                                            {404, request("POST", "/", {}, "{}")},
                                                            {405, request("DELETE", api::kRoster)},
                                                            {405, request("POST", api::kSent, {}, "{}")},
                                                            {431, wide}};
  for (const auto& [status, sent] : cases) {
    const auto response = client_->send(sent);
    ASSERT_TRUE(response) << status;
    EXPECT_EQ(response->status, status);
    for (const std::string& complaint : openapi_.problem(*response)) ADD_FAILURE() << status << ": " << complaint;
  }
}

}  // namespace
}  // namespace tacit::server

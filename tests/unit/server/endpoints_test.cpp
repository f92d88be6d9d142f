#include <set>

#include "common/net/message_signature.hpp"
#include "server/api/endpoint.hpp"
#include "tests/support/cases.hpp"
#include "tests/unit/server/server_fixture.hpp"

namespace tacit::server {
namespace {

// Every endpoint of the table meets every kind of bad request.
class EveryEndpoint : public ServerTest {
 protected:
  EveryEndpoint() {
    populate();
    const api::Announce announced{newcomer_.inv, clock_.today()};
    EXPECT_EQ(call(founder_, "POST", api::kInvitations, {}, api::encode(announced)).status, 200);
  }

  // Who may call it, and with what: such a call succeeds.
  const test::TestDevice& caller(const Endpoint& endpoint) {
    switch (endpoint.who) {
      case Who::steward:
      case Who::founder: return founder_;
      case Who::joiner: return newcomer_;
      case Who::anyone:
      case Who::device: return staff_;
    }
    return staff_;
  }
  std::string query(const Endpoint& endpoint) const {
    if (endpoint.method == "POST") return {};
    if (endpoint.path == api::kEntries) return api::query_scope(Scope::team(team_one_), 0);
    if (endpoint.path == api::kSent) return api::query_after(0);
    const bool none = endpoint.path == api::kHealth || endpoint.path == api::kEnrolments;
    return none ? std::string() : api::query_from(0);
  }
  std::string body(const Endpoint& endpoint) {
    if (endpoint.method == "GET") return {};
    if (endpoint.path == api::kOrganisation) {
      return api::encode(org_.founding(invitation_.inv, invitation_.secret));
    }
    if (endpoint.path == api::kInvitations) {
      return api::encode(api::Announce{test::TestDevice().inv, clock_.today()});
    }
    if (endpoint.path == api::kEnrolments) {
      return api::encode(api::EnrolRequest{
          make_join(newcomer_.inv, newcomer_.secret, newcomer_.key, newcomer_.box.box_public()).value()});
    }
    if (endpoint.path == api::kRoster) {
      return api::encode(org_.link(staff_, org_.new_epoch(Scope::org())));
    }
    return api::encode(api::EntriesRequest{{org_.entry(staff_, {Scope::team(team_one_)}, {Scope::audit()})}});
  }
  net::HttpRequest unsigned_request(const Endpoint& endpoint) {
    return test::request_of(endpoint.method, endpoint.path, query(endpoint), body(endpoint));
  }
  net::HttpRequest good(const Endpoint& endpoint) { return sign_anew(unsigned_request(endpoint), caller(endpoint)); }
  net::HttpRequest sign_anew(net::HttpRequest request, const test::TestDevice& device) const {
    return sign(device, request.method, request.path, request.query, request.body);
  }

  void expect_refusal(const net::HttpRequest& request, std::set<int> statuses) {
    SCOPED_TRACE(request.method + " " + request.path + "?" + request.query);
    ++cases_;
    const std::uint64_t before = size();
    const std::int64_t rows = rows_of_admission();
    const net::HttpResponse response = send(request);
    EXPECT_TRUE(statuses.contains(response.status)) << response.status << response.body;
    EXPECT_EQ(response.content_type, "application/problem+json");
    expect_no_echo(response, request);
    EXPECT_EQ(size(), before);
    EXPECT_EQ(rows_of_admission(), rows);
  }
  std::int64_t rows_of_admission() {
    return door_.integer("SELECT (SELECT count(*) FROM invitation) + (SELECT count(*) FROM enrolment)").value();
  }

  template <class Check>
  void each_signed(const Check& check) {
    for (const Endpoint& endpoint : endpoints()) {
      if (endpoint.who != Who::anyone) check(endpoint);
    }
  }

  test::Cases cases_{"refused requests"};
  test::TestDevice newcomer_;
  Database door_ = side_door();
};

TEST_F(EveryEndpoint, GoodRequest_Succeeds) {
  for (const Endpoint& endpoint : endpoints()) {
    const auto response = send(good(endpoint));
    EXPECT_EQ(response.status, 200) << endpoint.method << endpoint.path << response.body;
    EXPECT_EQ(response.content_type, "application/json");
    EXPECT_EQ(response.header(net::kBootHeader), net::to_text(service_->boot()));
  }
}

TEST_F(EveryEndpoint, Unsigned_IsRefused) {
  each_signed([&](const Endpoint& endpoint) { expect_refusal(unsigned_request(endpoint), {400, 401}); });
}

TEST_F(EveryEndpoint, SignedByAStranger_IsRefused) {
  const test::TestDevice stranger;
  each_signed([&](const Endpoint& endpoint) {
    expect_refusal(sign_anew(unsigned_request(endpoint), stranger), {401, 403});
  });
}

TEST_F(EveryEndpoint, SignedByARevokedDevice_IsRefused) {
  revoke(other_);
  each_signed([&](const Endpoint& endpoint) {
    expect_refusal(sign_anew(unsigned_request(endpoint), other_), {401, 403});
  });
}

TEST_F(EveryEndpoint, WrongRole_IsRefused) {
  each_signed([&](const Endpoint& endpoint) {
    if (endpoint.who == Who::steward) {
      for (const test::TestDevice* device : {&worker_, &staff_, &auditor_}) {
        expect_refusal(sign_anew(unsigned_request(endpoint), *device), {403});
      }
    }
  });
}

TEST_F(EveryEndpoint, Replayed_IsRefusedTheSecondTime) {
  each_signed([&](const Endpoint& endpoint) {
    const net::HttpRequest request = good(endpoint);
    send(request);
    expect_refusal(request, {401});
  });
}

TEST_F(EveryEndpoint, OfAnEarlierRun_IsRefused) {
  std::vector<net::HttpRequest> requests;
  each_signed([&](const Endpoint& endpoint) { requests.push_back(good(endpoint)); });
  close();
  open();
  for (const net::HttpRequest& request : requests) expect_refusal(request, {401});
}

TEST_F(EveryEndpoint, OutsideTheWindow_IsRefused) {
  each_signed([&](const Endpoint& endpoint) {
    for (const int offset : {-301, 301}) {
      net::HttpRequest request = unsigned_request(endpoint);
      request = test::signed_request(request, caller(endpoint).key, service_->boot(),
                                     clock_.now() + std::chrono::seconds(offset));
      expect_refusal(request, {401});
    }
  });
}

TEST_F(EveryEndpoint, OtherBodyThanSigned_IsRefused) {
  each_signed([&](const Endpoint& endpoint) {
    net::HttpRequest request = good(endpoint);
    request.body += " ";
    expect_refusal(request, {400, 401});
  });
}

TEST_F(EveryEndpoint, OtherQueryThanSigned_IsRefused) {
  each_signed([&](const Endpoint& endpoint) {
    net::HttpRequest request = good(endpoint);
    request.query += "1";
    expect_refusal(request, {400, 401});
  });
}

TEST_F(EveryEndpoint, OtherAuthorityOrMethodThanSigned_IsRefused) {
  each_signed([&](const Endpoint& endpoint) {
    net::HttpRequest request = good(endpoint);
    request.authority = "example.org";
    expect_refusal(request, {401});
  });
}

TEST_F(EveryEndpoint, MalformedBody_IsRefused) {
  const std::string marker = R"({"marker-of-the-attacker":"marker-of-the-attacker"})";
  const std::string deep = std::string(100, '[') + std::string(100, ']');
  const std::string huge(limits::kRequestBody + 1, ' ');
  each_signed([&](const Endpoint& endpoint) {
    if (endpoint.method != "POST") return;
    const std::string valid = body(endpoint);
    for (const std::string& bad :
         {std::string(), std::string("{"), std::string("null"), std::string("[]"), std::string("{}"), marker, deep,
          valid + "x", valid.substr(0, valid.size() / 2), "{\"v\":1," + valid.substr(1), std::string("\xff\xfe{}")}) {
      net::HttpRequest request = unsigned_request(endpoint);
      request.body = bad;
      expect_refusal(sign_anew(request, caller(endpoint)), {400, 413});
    }
    net::HttpRequest request = unsigned_request(endpoint);
    request.body = huge;
    expect_refusal(sign_anew(request, caller(endpoint)), {413});
  });
}

TEST_F(EveryEndpoint, MalformedQuery_IsRefused) {
  for (const Endpoint& endpoint : endpoints()) {
    for (const std::string& bad :
         {std::string("x=1"), std::string("from=-1"), std::string("from=01"), std::string("from=9007199254740992"),
          std::string("from=1&from=1"), std::string("after=0&scope=team/marker-of-the-attacker"),
          std::string("scope=org&after=0&marker-of-the-attacker")}) {
      net::HttpRequest request = unsigned_request(endpoint);
      request.query = bad;
      expect_refusal(sign_anew(request, caller(endpoint)), {400});
    }
  }
}

TEST_F(EveryEndpoint, GetWithABody_IsRefused) {
  for (const Endpoint& endpoint : endpoints()) {
    if (endpoint.method != "GET") continue;
    net::HttpRequest request = unsigned_request(endpoint);
    request.body = "marker-of-the-attacker";
    expect_refusal(sign_anew(request, caller(endpoint)), {400});
  }
}

TEST_F(EveryEndpoint, WrongMethod_IsToldTheRightOnes) {
  for (const Endpoint& endpoint : endpoints()) {
    const auto response = call(founder_, "DELETE", endpoint.path);
    EXPECT_EQ(response.status, 405);
    ASSERT_TRUE(response.header("allow").has_value());
    EXPECT_NE(response.header("allow")->find(endpoint.method), std::string_view::npos);
  }
}

TEST_F(EveryEndpoint, UnknownPath_IsNotFound) {
  for (const char* path : {"/", "/v1", "/v1/", "/v1/health/", "/v2/health", "/v1/entries/marker-of-the-attacker"}) {
    const auto response = call(founder_, "GET", path);
    expect_refused(response, 404, "not-found");
    EXPECT_EQ(response.body.find("marker"), std::string::npos);
  }
}

}  // namespace
}  // namespace tacit::server

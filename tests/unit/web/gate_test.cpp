#include "client/web/gate.hpp"

#include <gtest/gtest.h>

#include "client/web/answer.hpp"

namespace tacit::web {
namespace {

constexpr std::uint16_t kPort = 40'123;
const std::string kHome = "http://127.0.0.1:40123";

class WebGate : public ::testing::Test {
 protected:
  WebGate() { gate_.open_at(kPort); }

  // As our own page would ask.
  net::HttpRequest call(const std::string& path) const {
    net::HttpRequest request{.method = "POST", .path = path, .authority = "127.0.0.1:40123"};
    request.set_header("origin", kHome);
    request.set_header("sec-fetch-site", "same-origin");
    request.set_header("cookie", gate_.cookie());
    request.set_header("content-type", "application/json");
    request.set_header("x-tacit-key", gate_.call_key());
    return request;
  }
  net::HttpRequest page() const {
    net::HttpRequest request{.method = "GET", .path = "/", .authority = "127.0.0.1:40123"};
    request.set_header("cookie", gate_.cookie());
    return request;
  }
  net::HttpRequest entry(const std::string& origin) const {
    net::HttpRequest request{.method = "POST", .path = "/enter", .authority = "127.0.0.1:40123"};
    request.set_header("origin", origin);
    request.set_header("sec-fetch-site", "cross-site");
    return request;
  }
  // 0: let in.
  int refused(const net::HttpRequest& request) const {
    const auto seen = gate_.look_at(request);
    const auto* refusal = std::get_if<Gate::Refusal>(&seen);
    return refusal == nullptr ? 0 : refusal->status;
  }
  static net::HttpRequest with(net::HttpRequest request, std::string_view name, std::string value) {
    request.set_header(name, std::move(value));
    return request;
  }
  static net::HttpRequest without(net::HttpRequest request, std::string_view name) {
    std::erase_if(request.headers, [&](const net::Header& one) { return one.name == name; });
    return request;
  }

  Gate gate_;
};

TEST_F(WebGate, OurPage_IsLetIn) {
  EXPECT_EQ(std::get<Gate::Way>(gate_.look_at(call("/api/find"))), Gate::Way::call);
  EXPECT_EQ(std::get<Gate::Way>(gate_.look_at(without(call("/api/hello"), "x-tacit-key"))), Gate::Way::hello);
  EXPECT_EQ(std::get<Gate::Way>(gate_.look_at(page())), Gate::Way::page);
  EXPECT_EQ(refused(with(page(), "sec-fetch-site", "none")), 0);
  EXPECT_EQ(refused(with(page(), "cookie", "a=b; " + gate_.cookie() + "; c=d")), 0);
}

TEST_F(WebGate, ForeignHost_IsRefusedEverywhere) {
  for (const std::string host : {"localhost:40123", "evil.example", "evil.example:40123", "127.0.0.1",
                                 "127.0.0.1:40124", "127.0.0.2:40123", "[::1]:40123", ""}) {
    for (auto request : {call("/api/find"), call("/api/hello"), page(), entry("null")}) {
      request.authority = host;
      EXPECT_EQ(refused(request), 421) << host;
    }
  }
}

TEST_F(WebGate, ForeignOrigin_IsRefused) {
  for (const std::string origin : {"http://evil.example", "https://127.0.0.1:40123", "http://127.0.0.1",
                                   "http://127.0.0.1:40124", "http://localhost:40123", "null", "", "file://"}) {
    EXPECT_EQ(refused(with(call("/api/find"), "origin", origin)), 403) << origin;
    EXPECT_EQ(refused(with(call("/api/hello"), "origin", origin)), 403) << origin;
    EXPECT_EQ(refused(with(page(), "origin", origin)), 403) << origin;
  }
  EXPECT_EQ(refused(without(call("/api/find"), "origin")), 403);
  for (const std::string site : {"cross-site", "same-site", "other"}) {
    EXPECT_EQ(refused(with(call("/api/find"), "sec-fetch-site", site)), 403) << site;
    EXPECT_EQ(refused(with(page(), "sec-fetch-site", site)), 403) << site;
  }
}

TEST_F(WebGate, WithoutTheCookie_NothingIsShown) {
  std::string other = gate_.cookie();
  other.back() = other.back() == 'A' ? 'Q' : 'A';
  for (const std::string& cookie :
       {std::string(), other, std::string("desk="), gate_.cookie() + "A", Gate().cookie(), "x" + gate_.cookie()}) {
    EXPECT_EQ(refused(with(call("/api/find"), "cookie", cookie)), 403);
    EXPECT_EQ(refused(with(call("/api/hello"), "cookie", cookie)), 403);
    EXPECT_EQ(refused(with(page(), "cookie", cookie)), 403);
  }
  EXPECT_EQ(refused(without(page(), "cookie")), 403);
}

TEST_F(WebGate, ACallNeedsKeyFormAndMethod) {
  EXPECT_EQ(refused(without(call("/api/find"), "x-tacit-key")), 403);
  EXPECT_EQ(refused(with(call("/api/find"), "x-tacit-key", Gate().call_key())), 403);
  EXPECT_EQ(refused(with(call("/api/find"), "x-tacit-key", gate_.entry_token())), 403);
  for (const std::string type : {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""})
    EXPECT_EQ(refused(with(call("/api/find"), "content-type", type)), 415) << type;
  auto read = call("/api/find");
  read.method = "GET";
  EXPECT_EQ(refused(read), 405);
  auto posted = page();
  posted.method = "POST";
  posted.set_header("origin", kHome);
  EXPECT_EQ(refused(posted), 405);
}

TEST_F(WebGate, TheEntry_TakesItsTokenOnce) {
  EXPECT_EQ(std::get<Gate::Way>(gate_.look_at(entry("null"))), Gate::Way::entry);
  EXPECT_EQ(refused(entry("http://evil.example")), 403);
  EXPECT_EQ(refused(without(entry("null"), "origin")), 403);
  EXPECT_FALSE(gate_.enter("entry=" + Gate().entry_token()));
  EXPECT_FALSE(gate_.enter("entry="));
  EXPECT_FALSE(gate_.enter(gate_.entry_token()));
  EXPECT_FALSE(gate_.enter("entry=" + gate_.entry_token() + "&x=1"));
  EXPECT_TRUE(gate_.enter("entry=" + gate_.entry_token()));
  EXPECT_FALSE(gate_.enter("entry=" + gate_.entry_token()));
}

TEST_F(WebGate, BeforeThePortIsKnown_NothingIsLetIn) {
  const Gate early;
  net::HttpRequest request{.method = "GET", .path = "/", .authority = "127.0.0.1:0"};
  request.set_header("cookie", early.cookie());
  EXPECT_EQ(std::get<Gate::Refusal>(early.look_at(request)).status, 421);
}

TEST_F(WebGate, TheCookie_StaysWithTheBrowserAndOurSite) {
  const auto answer = entry_answer(gate_);
  const std::string cookie(answer.header("set-cookie").value_or(""));
  EXPECT_NE(cookie.find("; HttpOnly"), std::string::npos);
  EXPECT_NE(cookie.find("; SameSite=Strict"), std::string::npos);
  EXPECT_EQ(cookie.find("Domain"), std::string::npos);
  EXPECT_EQ(cookie.find("Max-Age"), std::string::npos);
  EXPECT_EQ(answer.body.find(gate_.call_key()), std::string::npos);
}

TEST_F(WebGate, Guards_ForbidKeepingAndFraming) {
  net::HttpResponse answer;
  for (const auto& [name, value] : guard_headers()) answer.set_header(name, value);
  EXPECT_EQ(answer.header("cache-control"), "no-store");
  EXPECT_EQ(answer.header("x-frame-options"), "DENY");
  EXPECT_EQ(answer.header("referrer-policy"), "no-referrer");
  const std::string policy(answer.header("content-security-policy").value_or(""));
  EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
}

TEST_F(WebGate, ThePage_LoadsOnlyWhatIsOurs) {
  const auto page = page_answer("/");
  ASSERT_EQ(page.status, 200);
  EXPECT_EQ(page.body.find("http"), std::string::npos);
  EXPECT_EQ(page.body.find("Tacit"), std::string::npos) << "the page looks like nothing in particular";
  EXPECT_EQ(page_answer("/app.js").status, 200);
  EXPECT_EQ(page_answer("/app.css").status, 200);
  EXPECT_EQ(page_answer("/../open.html").status, 404);
}

}  // namespace
}  // namespace tacit::web

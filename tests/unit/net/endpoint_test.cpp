#include <gtest/gtest.h>

#include "common/net/client.hpp"
#include "common/net/socks.hpp"

namespace tacit::net {
namespace {

TEST(Endpoint, Address_IsTakenApart) {
  EXPECT_EQ(parse_endpoint("https://Example.org:8443").value(), (Endpoint{"example.org", 8443}));
  EXPECT_EQ(parse_endpoint("https://example.org/").value(), (Endpoint{"example.org", 443}));
  EXPECT_EQ(parse_endpoint("https://[::1]:8443").value(), (Endpoint{"::1", 8443}));
  EXPECT_EQ(parse_endpoint("https://127.0.0.1:1").value(), (Endpoint{"127.0.0.1", 1}));
  EXPECT_EQ(parse_endpoint("https://abcdefghij.onion:443").value(), (Endpoint{"abcdefghij.onion", 443}));
}

TEST(Endpoint, Authority_LeavesOutTheDefaultPort) {
  EXPECT_EQ((Endpoint{"a.example", 443}).authority(), "a.example");
  EXPECT_EQ((Endpoint{"a.example", 8443}).authority(), "a.example:8443");
  EXPECT_EQ((Endpoint{"::1", 443}).authority(), "[::1]");
  EXPECT_EQ((Endpoint{"::1", 1}).authority(), "[::1]:1");
  EXPECT_EQ((Endpoint{"::1", 443}).url(), "https://[::1]:443");
  EXPECT_EQ(parse_endpoint(Endpoint{"::1", 443}.url()).value(), (Endpoint{"::1", 443}));
}

TEST(Endpoint, EverythingElse_IsRefused) {
  for (const char* text : {"",
                           "https://",
                           "https:///",
                           "http://a:1",
                           "a:1",
                           "https://u@a:1",
                           "https://u:p@a:1",
                           "https://a:1/x",
                           "https://a:1?x",
                           "https://a:1#x",
                           "https://a:0",
                           "https://a:65536",
                           "https://a:90050",
                           "https://a:18446744073709552059",
                           "https://a:0443",
                           "https://a:x",
                           "https://a%2eb",
                           "https://a b",
                           "https://\xc3\xa4.example",
                           "HTTPS//a",
                           "https://[v1.x]:1",
                           " https://a",
                           "https://a,b"}) {
    EXPECT_FALSE(parse_endpoint(text)) << text;
  }
}

TEST(Endpoint, HostLongerThanADomainName_IsRefused) {
  EXPECT_TRUE(parse_endpoint("https://" + std::string(253, 'a') + ":1"));
  EXPECT_FALSE(parse_endpoint("https://" + std::string(254, 'a') + ":1"));
}

TEST(Proxy, Address_NeedsHostAndPort) {
  EXPECT_EQ(parse_proxy("127.0.0.1:9050").value(), (Endpoint{"127.0.0.1", 9050}));
  for (const char* text :
       {"", "127.0.0.1", ":9050", "a:b", "a:1/", "u@a:1", "socks5://a:1", "a:65536", "a:90050", "a:01"}) {
    EXPECT_FALSE(parse_proxy(text)) << text;
  }
}

TEST(Socks, Request_CarriesTheName) {
  const Bytes expected{5, 1, 0, 3, 3, 'a', '.', 'b', 0x20, 0xfb};
  EXPECT_EQ(socks_connect("a.b", 0x20fb).value(), expected);
  EXPECT_TRUE(socks_connect(std::string(255, 'a'), 1));
  EXPECT_FALSE(socks_connect(std::string(256, 'a'), 1));
  EXPECT_FALSE(socks_connect("", 1));
}

TEST(Socks, Choice_MustBeNoAuthentication) {
  EXPECT_TRUE(check_socks_choice(Bytes{5, 0}));
  EXPECT_EQ(check_socks_choice(Bytes{5, 2}).error().code, Code::unavailable);
  EXPECT_EQ(check_socks_choice(Bytes{5, 0xff}).error().code, Code::unavailable);
  EXPECT_EQ(check_socks_choice(Bytes{4, 0}).error().code, Code::malformed);
  EXPECT_EQ(check_socks_choice(Bytes{5}).error().code, Code::malformed);
}

TEST(Socks, Reply_TellsHowMuchFollows) {
  EXPECT_EQ(check_socks_reply(Bytes{5, 0, 0, 1, 9}).value(), 5u);
  EXPECT_EQ(check_socks_reply(Bytes{5, 0, 0, 4, 9}).value(), 17u);
  EXPECT_EQ(check_socks_reply(Bytes{5, 0, 0, 3, 9}).value(), 11u);
  EXPECT_EQ(check_socks_reply(Bytes{5, 5, 0, 1, 0}).error().code, Code::unavailable);
  EXPECT_EQ(check_socks_reply(Bytes{5, 0, 1, 1, 0}).error().code, Code::malformed);
  EXPECT_EQ(check_socks_reply(Bytes{5, 0, 0, 2, 0}).error().code, Code::malformed);
  EXPECT_EQ(check_socks_reply(Bytes{4, 0, 0, 1, 0}).error().code, Code::malformed);
  EXPECT_EQ(check_socks_reply(Bytes{5, 0, 0, 1}).error().code, Code::malformed);
}

}  // namespace
}  // namespace tacit::net

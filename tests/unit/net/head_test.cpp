#include "common/net/head.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tacit::net {
namespace {

constexpr std::string_view kGood =
    "POST /v1/entries?after=7&x=%2F HTTP/1.1\r\nHost: Example.COM:8443\r\nContent-Length: 5\r\n\r\n";

Result<RequestHead> parse(std::string_view head) { return parse_request_head(head, 8, 443); }

// The whole way of received bytes: scanned, then parsed.
bool is_accepted(std::string_view bytes) {
  HeadScanner scanner(1024);
  return scanner.scan(bytes) == HeadScanner::State::complete && parse(bytes.substr(0, scanner.size())).has_value();
}

TEST(Head, WellFormedRequest_IsTakenApart) {
  const auto head = parse(kGood);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->request.method, "POST");
  EXPECT_EQ(head->request.path, "/v1/entries");
  EXPECT_EQ(head->request.query, "after=7&x=%2F");
  EXPECT_EQ(head->request.authority, "example.com:8443");
  EXPECT_EQ(head->content_length, 5u);
  EXPECT_EQ(head->after, After::keep_open);
  EXPECT_TRUE(head->request.headers.empty()) << "framing fields stay here";
}

TEST(Head, DefaultPort_IsLeftOutOfTheAuthority) {
  EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: a.example:443\r\n\r\n")->request.authority, "a.example");
  EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: [::1]:443\r\n\r\n")->request.authority, "[::1]");
  EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n")->request.authority, "[::1]:80");
}

TEST(Head, FieldNamesAndConnection_AreCaseInsensitive) {
  const auto head = parse("GET / HTTP/1.1\r\nHOST: a\r\nX-Thing: \t Value \r\nConnection: Close\r\n\r\n");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->request.header("x-thing"), "Value");
  EXPECT_EQ(head->after, After::close);
}

class HostileHead : public testing::TestWithParam<std::string_view> {};
TEST_P(HostileHead, IsRefused) { EXPECT_FALSE(is_accepted(GetParam())); }

using namespace std::string_view_literals;
INSTANTIATE_TEST_SUITE_P(
    Smuggling, HostileHead,
    testing::Values("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\nContent-Length: 5\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nTRANSFER-ENCODING:xchunked\r\nContent-Length: 5\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\n Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nX: y\r\n folded\r\nContent-Length: 5\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nX: y\rTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nX: y\nContent-Length: 5\r\n\r\n"sv,
                    "POST / HTTP/1.1\nHost: a\nContent-Length: 5\n\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\ncontent-length: 6\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 05\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5 5\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\n\r\n"sv, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nX\0: y\r\nContent-Length: 5\r\n\r\n"sv,
                    "POST / HTTP/1.1\r\nHost: a\r\nX: y\0z\r\nContent-Length: 5\r\n\r\n"sv,
                    "\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n"sv,
                    " POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n"sv));
INSTANTIATE_TEST_SUITE_P(
    Host, HostileHead,
    testing::Values("GET / HTTP/1.1\r\n\r\n"sv, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"sv,
                    "GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n"sv, "GET / HTTP/1.1\r\nHost:\r\n\r\n"sv,
                    "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"sv, "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"sv,
                    "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"sv, "GET / HTTP/1.1\r\nHost: a:\r\n\r\n"sv,
                    "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n"sv, "GET / HTTP/1.1\r\nHost: a:123456\r\n\r\n"sv,
                    "GET / HTTP/1.1\r\nHost: :80\r\n\r\n"sv, "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n"sv,
                    "GET / HTTP/1.1\r\nHost: [g]\r\n\r\n"sv, "GET / HTTP/1.1\r\nHost: ::1\r\n\r\n"sv));
INSTANTIATE_TEST_SUITE_P(
    RequestLine, HostileHead,
    testing::Values("GET / HTTP/1.0\r\nHost: a\r\n\r\n"sv, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"sv,
                    "GET / http/1.1\r\nHost: a\r\n\r\n"sv, "GET /\r\nHost: a\r\n\r\n"sv,
                    "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"sv, "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"sv,
                    "GET / / HTTP/1.1\r\nHost: a\r\n\r\n"sv, "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n"sv,
                    "get / HTTP/1.1\r\nHost: a\r\n\r\n"sv, "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n"sv,
                    "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"sv, "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"sv,
                    "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n"sv, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"sv,
                    "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n"sv, "GET https://a/ HTTP/1.1\r\nHost: a\r\n\r\n"sv,
                    "GET //a/b HTTP/1.1\r\nHost: a\r\n\r\n"sv, "GET /a//b HTTP/1.1\r\nHost: a\r\n\r\n"sv,
                    "GET /a/ HTTP/1.1\r\nHost: a\r\n\r\n"sv, "GET /../a HTTP/1.1\r\nHost: a\r\n\r\n"sv,
                    "GET /a/.. HTTP/1.1\r\nHost: a\r\n\r\n"sv, "GET /a/./b HTTP/1.1\r\nHost: a\r\n\r\n"sv,
                    "GET /%2e%2e/a HTTP/1.1\r\nHost: a\r\n\r\n"sv, "GET /a%00 HTTP/1.1\r\nHost: a\r\n\r\n"sv,
                    "GET /a\\b HTTP/1.1\r\nHost: a\r\n\r\n"sv, "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n"sv,
                    "GET /a?b#c HTTP/1.1\r\nHost: a\r\n\r\n"sv, "GET /a?% HTTP/1.1\r\nHost: a\r\n\r\n"sv,
                    "GET /a?%4 HTTP/1.1\r\nHost: a\r\n\r\n"sv, "GET /a?%zz HTTP/1.1\r\nHost: a\r\n\r\n"sv,
                    "GET /\xc3\xa4 HTTP/1.1\r\nHost: a\r\n\r\n"sv));
INSTANTIATE_TEST_SUITE_P(
    Fields, HostileHead,
    testing::Values("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"sv,
                    "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\n\r\n"sv,
                    "GET / HTTP/1.1\r\nHost: a\r\nConnection: close, X\r\n\r\n"sv,
                    "GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n"sv,
                    "GET / HTTP/1.1\r\nHost: a\r\nTrailer: X\r\n\r\n"sv,
                    "GET / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\n\r\n"sv,
                    "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\nx: 2\r\n\r\n"sv,
                    "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n"sv, "GET / HTTP/1.1\r\nHost: a\r\n: y\r\n\r\n"sv,
                    "GET / HTTP/1.1\r\nHost: a\r\nX(: y\r\n\r\n"sv, "GET / HTTP/1.1\r\nHost: a\r\nX: \x7f\r\n\r\n"sv,
                    "GET / HTTP/1.1\r\nHost: a\r\nX: \xe4\r\n\r\n"sv));

TEST(Head, MoreFieldsThanAllowed_AreTooLarge) {
  std::string head = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (char c = 'a'; c < 'i'; ++c) head += std::string("x-") + c + ": 1\r\n";
  EXPECT_EQ(parse(head + "\r\n").error().code, Code::too_large);
}

TEST(HeadScanner, EveryPrefix_IsIncomplete) {
  for (std::size_t size = 0; size < kGood.size(); ++size) {
    HeadScanner scanner(1024);
    EXPECT_EQ(scanner.scan(kGood.substr(0, size)), HeadScanner::State::incomplete) << size;
  }
}

TEST(HeadScanner, ByteByByteWithBodyBehind_FindsTheSameEnd) {
  const std::string bytes = std::string(kGood) + "hello\n\n";
  HeadScanner scanner(1024);
  std::size_t size = 1;
  while (scanner.scan(std::string_view(bytes).substr(0, size)) == HeadScanner::State::incomplete) ++size;
  EXPECT_EQ(size, kGood.size());
  EXPECT_EQ(scanner.size(), kGood.size());
}

TEST(HeadScanner, HeadOfExactlyTheLimit_IsTheLongestAccepted) {
  HeadScanner exact(kGood.size()), shorter(kGood.size() - 1);
  EXPECT_EQ(exact.scan(kGood), HeadScanner::State::complete);
  EXPECT_EQ(shorter.scan(kGood), HeadScanner::State::too_large);
}

TEST(HeadScanner, TlsGreetingOnAPlainPort_IsMalformedAtOnce) {
  HeadScanner scanner(1024);
  EXPECT_EQ(scanner.scan("\x16\x03\x01"), HeadScanner::State::malformed);
}

TEST(ResponseHead, WellFormed_IsTakenApart) {
  const auto head = parse_response_head(
      "HTTP/1.1 404 Not Found\r\nContent-Type: a/b\r\nTacit-Boot: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\n",
      8);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->response.status, 404);
  EXPECT_EQ(head->response.content_type, "a/b");
  EXPECT_EQ(head->response.header("tacit-boot"), "x");
  EXPECT_EQ(head->content_length, 3u);
  EXPECT_EQ(head->after, After::close);
}

class HostileAnswer : public testing::TestWithParam<std::string_view> {};
TEST_P(HostileAnswer, IsRefused) { EXPECT_FALSE(parse_response_head(GetParam(), 8)); }
INSTANTIATE_TEST_SUITE_P(All, HostileAnswer,
                         testing::Values("HTTP/1.1 200 \r\n\r\n"sv, "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"sv,
                                         "HTTP/1.1 100 \r\nContent-Length: 0\r\n\r\n"sv,
                                         "HTTP/1.1 600 \r\nContent-Length: 0\r\n\r\n"sv,
                                         "HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n"sv,
                                         "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"sv,
                                         "HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n"sv,
                                         "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n"sv,
                                         "HTTP/1.1 200 \r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n"sv,
                                         "HTTP/1.1 200 \r\nContent-Length: 1\r\nContent-Encoding: gzip\r\n\r\n"sv,
                                         "HTTP/1.1 200 \r\nContent-Length: x\r\n\r\n"sv));

TEST(FormatHead, WhatWeWrite_IsWhatWeRead) {
  HttpRequest request{.method = "PUT", .path = "/v1/x", .query = "a=b", .body = "12345"};
  request.set_header("x-a", "b c");
  const auto text = format_request_head(request, "host.example:8443");
  ASSERT_TRUE(text);
  const auto read = parse(*text);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->request.method, "PUT");
  EXPECT_EQ(read->request.query, "a=b");
  EXPECT_EQ(read->request.authority, "host.example:8443");
  EXPECT_EQ(read->request.header("x-a"), "b c");
  EXPECT_EQ(read->content_length, 5u);

  const auto answer = format_response_head({.status = 503, .content_type = "a/b", .body = "1"}, After::close);
  ASSERT_TRUE(answer);
  const auto back = parse_response_head(*answer, 8);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->response.status, 503);
  EXPECT_EQ(back->content_length, 1u);
  EXPECT_EQ(back->after, After::close);
}

TEST(FormatHead, FieldsThatWouldBecomeOtherFields_AreRefused) {
  const auto answer = [](std::string name, std::string value) {
    return format_response_head({.headers = {{std::move(name), std::move(value)}}}, After::close).has_value();
  };
  EXPECT_TRUE(answer("x", "y"));
  EXPECT_FALSE(answer("x", "y\r\nz: 1"));
  EXPECT_FALSE(answer("x\r\nz", "1"));
  EXPECT_FALSE(answer("", "1"));
  EXPECT_FALSE(answer("content-length", "1"));
  EXPECT_FALSE(answer("transfer-encoding", "chunked"));
  EXPECT_FALSE(format_response_head({.content_type = "a\r\nb"}, After::close));
  EXPECT_FALSE(format_request_head({.method = "GET", .path = "/a b"}, "a"));
  EXPECT_FALSE(format_request_head({.method = "GET", .path = "/a", .query = "b c"}, "a"));
  EXPECT_FALSE(format_request_head({.method = "GET", .path = "/a"}, "a\r\nb"));
  EXPECT_FALSE(format_request_head({.method = "GET", .path = "/a", .body = "x"}, "a"));
}

}  // namespace
}  // namespace tacit::net

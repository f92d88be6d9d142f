#include "common/net/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <mutex>
#include <vector>

#include "support.hpp"

namespace tacit::net {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view kGet = "GET /a?b=c HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr std::string_view kGetAndClose = "GET /a?b=c HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

std::string ask(const HttpServer& server, std::string_view bytes) {
  const RawSocket socket = RawSocket::connect_to(server.port());
  socket.send(bytes);
  return socket.read_all();
}

bool serves(const HttpServer& server) { return ask(server, kGetAndClose).starts_with("HTTP/1.1 200 "); }

// Keeps what it is asked, until the test answers.
class HeldRequests {
 public:
  Handler handler() {
    return [this](HttpRequest request, Respond respond) {
      const std::lock_guard lock(mutex_);
      if (request.path == "/now") return respond({.status = 204});
      held_.push_back(std::move(respond));
    };
  }
  std::size_t count() {
    const std::lock_guard lock(mutex_);
    return held_.size();
  }
  Respond take() {
    const std::lock_guard lock(mutex_);
    Respond out = std::move(held_.back());
    held_.pop_back();
    return out;
  }

 private:
  std::mutex mutex_;
  std::vector<Respond> held_;
};

TEST(HttpServer, Request_ReachesTheHandlerWhole) {
  const auto server = start_plain_server({});
  const std::string answer = ask(*server,
                                 "POST /v1/x?y=%20 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                 "Content-Length: 5\r\n\r\nhello");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(answer, HasSubstr("\r\ndate: Tue, 20 Apr 2021 02:07:55 GMT\r\n"));
  EXPECT_TRUE(answer.ends_with("\r\n\r\nPOST /v1/x?y=%20 hello"));
}

TEST(HttpServer, PipelinedRequests_AreAnsweredInOrder) {
  const auto server = start_plain_server({});
  const std::string answers = ask(*server,
                                  "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none"
                                  "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\ntwo"
                                  "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const auto first = answers.find("POST /1? one"), second = answers.find("POST /2? two"),
             third = answers.find("GET /3? ");
  EXPECT_NE(third, std::string::npos);
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
}

TEST(HttpServer, FixedFields_AreOnEveryAnswer) {
  const auto server = start_server({.every_response = {{"tacit-boot", "abc"}}}, echo);
  EXPECT_THAT(ask(*server, kGetAndClose), HasSubstr("\r\ntacit-boot: abc\r\n"));
  EXPECT_THAT(ask(*server, "nonsense\r\n\r\n"), HasSubstr("\r\ntacit-boot: abc\r\n"));
}

class SmugglingBytes : public testing::TestWithParam<std::string_view> {};

// Each ends in a second request that must never be answered.
TEST_P(SmugglingBytes, AreAnsweredOnceWith400AndClosed) {
  const auto server = start_plain_server({});
  const std::string answer = ask(*server, std::string(GetParam()) + std::string(kGet));
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(answer, HasSubstr("application/problem+json"));
  EXPECT_THAT(answer, HasSubstr("/problems/malformed"));
  EXPECT_THAT(answer, testing::Not(HasSubstr("GET /a")));
  EXPECT_THAT(answer, testing::Not(HasSubstr("chunked")));
  EXPECT_EQ(answer.find("HTTP/1.1 4", 1), std::string::npos) << "one answer only";
  EXPECT_THAT(answer, testing::Not(HasSubstr("HTTP/1.1 2")));
  EXPECT_TRUE(serves(*server));
}
INSTANTIATE_TEST_SUITE_P(
    All, SmugglingBytes,
    testing::Values("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX",
                    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\nContent-Length: 0\r\n\r\n",
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n",
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n Content-Length: 44\r\n\r\n",
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +0\r\n\r\n",
                    "POST / HTTP/1.1\nHost: a\nContent-Length: 0\n\n",
                    "POST / HTTP/1.1\r\nHost: a\r\nX: \rContent-Length: 0\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
                    "GET / HTTP/1.0\r\nHost: a\r\n\r\n", "GET http://a/ HTTP/1.1\r\nHost: b\r\n\r\n",
                    "GET /../b HTTP/1.1\r\nHost: a\r\n\r\n", "GET /%2e%2e/b HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n",
                    "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n",
                    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));

TEST(HttpServer, HeadOverTheLimit_Is431) {
  const auto server = start_plain_server({.header_bytes = 512});
  const std::string long_head = "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(2000, 'x');
  EXPECT_THAT(ask(*server, long_head), StartsWith("HTTP/1.1 431 "));
  EXPECT_TRUE(serves(*server));
}

TEST(HttpServer, TooManyFields_Are431) {
  const auto server = start_plain_server({.header_fields = 2});
  EXPECT_THAT(ask(*server, "GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nB: 1\r\n\r\n"), StartsWith("HTTP/1.1 431 "));
}

TEST(HttpServer, AnnouncedBodyOverTheLimit_Is413BeforeItIsSent) {
  const auto server = start_plain_server({.body_bytes = 100});
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n";
  EXPECT_THAT(ask(*server, head), StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(ask(*server, head + std::string(101, 'x')), StartsWith("HTTP/1.1 413 "));
}

TEST(HttpServer, BodiesOverTheCommonBudget_Are503UntilItIsFreeAgain) {
  HeldRequests held;
  const auto server = start_plain_server({.body_bytes = 100, .body_bytes_in_flight = 150}, held.handler());
  const RawSocket first = RawSocket::connect_to(server->port());
  first.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\nConnection: close\r\n\r\n" + std::string(100, 'x'));
  ASSERT_TRUE(eventually([&] { return held.count() == 1; }));
  const std::string second =
      "POST /now HTTP/1.1\r\nHost: a\r\nContent-Length: 60\r\nConnection: close\r\n\r\n" + std::string(60, 'x');
  EXPECT_THAT(ask(*server, second), testing::AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("retry-after: 2")));
  held.take()({.status = 204});
  EXPECT_THAT(first.read_all(), StartsWith("HTTP/1.1 204 "));
  EXPECT_THAT(ask(*server, second), StartsWith("HTTP/1.1 204 "));
}

TEST(HttpServer, MoreRequestsThanTheQueueHolds_Are503) {
  HeldRequests held;
  const auto server = start_plain_server({.requests_in_flight = 2, .stop_time = milliseconds(20)}, held.handler());
  std::vector<RawSocket> waiting;
  for (std::size_t i = 0; i < 2; ++i) {
    waiting.push_back(RawSocket::connect_to(server->port()));
    waiting.back().send(kGet);
  }
  ASSERT_TRUE(eventually([&] { return held.count() == 2; }));
  EXPECT_THAT(ask(*server, kGetAndClose), testing::AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("/problems/busy")));
  held.take()({.status = 204});
  const std::string now = "GET /now HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  EXPECT_THAT(ask(*server, now), StartsWith("HTTP/1.1 204 "));
}

TEST(HttpServer, SlowHead_IsCut) {
  const auto server = start_plain_server({.header_time = milliseconds(50)});
  const RawSocket socket = RawSocket::connect_to(server->port());
  socket.send("GET / HTTP/1.1\r\nHost:");
  EXPECT_TRUE(socket.is_closed_by_peer());
}

TEST(HttpServer, HeadInSingleBytes_BuysNoTime) {
  const auto server = start_plain_server({.header_time = milliseconds(100)});
  const RawSocket socket = RawSocket::connect_to(server->port());
  const auto start = std::chrono::steady_clock::now();
  std::thread trickle([&] {
    for (int i = 0; i < 1'000'000 && std::chrono::steady_clock::now() - start < std::chrono::seconds(5); ++i) {
      if (server->open_connections() == 0 && i > 1000) return;
      if (i % 10'000 == 0) socket.send("G");
    }
  });
  EXPECT_TRUE(socket.is_closed_by_peer());
  trickle.join();
}

TEST(HttpServer, SlowBody_IsCut) {
  const auto server = start_plain_server({.body_time = milliseconds(50)});
  const RawSocket socket = RawSocket::connect_to(server->port());
  socket.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhel");
  EXPECT_TRUE(socket.is_closed_by_peer());
}

TEST(HttpServer, IdleConnection_IsCut) {
  const auto server = start_plain_server({.idle_time = milliseconds(50)});
  EXPECT_TRUE(RawSocket::connect_to(server->port()).is_closed_by_peer());
}

TEST(HttpServer, PeerThatNeverReads_IsCut) {
  const auto big = [](const HttpRequest&, const Respond& respond) {
    respond({.status = 200, .content_type = "text/plain", .body = std::string(32 * 1024 * 1024, 'x')});
  };
  const auto server = start_plain_server({.write_time = milliseconds(100)}, big);
  const RawSocket socket = RawSocket::connect_to(server->port());
  socket.send(kGet);
  EXPECT_TRUE(eventually([&] { return server->open_connections() == 1; }));
  EXPECT_TRUE(eventually([&] { return server->open_connections() == 0; }));
}

TEST(HttpServer, LastAllowedRequestOfAConnection_ClosesIt) {
  const auto server = start_plain_server({.requests_per_connection = 2});
  const std::string answers = ask(*server, std::string(kGet) + std::string(kGet) + std::string(kGet));
  EXPECT_THAT(answers, HasSubstr("connection: close"));
  EXPECT_EQ(answers.find("HTTP/1.1 200", answers.find("connection: close")), std::string::npos);
}

TEST(HttpServer, HandlerThatThrows_Is500AndTheServerGoesOn) {
  const auto server =
      start_plain_server({}, [](const HttpRequest&, const Respond&) { throw std::runtime_error("secret"); });
  const std::string answer = ask(*server, kGetAndClose);
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 500 "));
  EXPECT_THAT(answer, testing::Not(HasSubstr("secret")));
}

TEST(HttpServer, RespondDroppedUncalled_Is500) {
  const auto server = start_plain_server({}, [](const HttpRequest&, const Respond&) {});
  EXPECT_THAT(ask(*server, kGetAndClose), StartsWith("HTTP/1.1 500 "));
}

TEST(HttpServer, RespondCalledTwice_FirstCounts) {
  const auto server = start_plain_server({}, [](const HttpRequest&, const Respond& respond) {
    respond({.status = 201});
    respond({.status = 202});
  });
  EXPECT_THAT(ask(*server, std::string(kGet) + std::string(kGetAndClose)), testing::Not(HasSubstr("HTTP/1.1 202")));
}

TEST(HttpServer, AnswerThatWouldSplit_ClosesInsteadOfSendingIt) {
  const auto server = start_plain_server({}, [](const HttpRequest&, const Respond& respond) {
    respond({.status = 200, .headers = {{"x", "a\r\ny: b"}}});
  });
  EXPECT_EQ(ask(*server, kGet), "");
}

TEST(HttpServer, AnswerTooLate_Is503AndTheLateOneIsIgnored) {
  HeldRequests held;
  const auto server = start_plain_server({.answer_time = milliseconds(50)}, held.handler());
  EXPECT_THAT(ask(*server, kGetAndClose), StartsWith("HTTP/1.1 503 "));
  held.take()({.status = 204});
  EXPECT_THAT(ask(*server, "GET /now HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), StartsWith("HTTP/1.1 204 "));
}

TEST(HttpServer, ClientGoneWhileItsRequestIsHeld_LeavesNothingBehind) {
  HeldRequests held;
  const auto server = start_plain_server({.requests_in_flight = 1}, held.handler());
  RawSocket socket = RawSocket::connect_to(server->port());
  socket.send(kGet);
  ASSERT_TRUE(eventually([&] { return held.count() == 1; }));
  socket.close();
  held.take()({.status = 200, .content_type = "text/plain", .body = "too late"});
  EXPECT_TRUE(eventually([&] { return server->open_connections() == 0; }));
  EXPECT_THAT(ask(*server, "GET /now HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), StartsWith("HTTP/1.1 204 "));
}

TEST(HttpServer, ClientGoneInTheMiddleOfABody_LeavesNothingBehind) {
  const auto server = start_plain_server({.body_bytes = 100, .body_bytes_in_flight = 100});
  for (int i = 0; i < 5; ++i) {
    RawSocket socket = RawSocket::connect_to(server->port());
    socket.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
    socket.close();
    ASSERT_TRUE(eventually([&] { return server->open_connections() == 0; }));
  }
  EXPECT_TRUE(serves(*server));
}

TEST(HttpServer, RespondCalledAfterTheServerIsGone_DoesNothing) {
  HeldRequests held;
  auto server = start_plain_server({.stop_time = milliseconds(20)}, held.handler());
  const RawSocket socket = RawSocket::connect_to(server->port());
  socket.send(kGet);
  ASSERT_TRUE(eventually([&] { return held.count() == 1; }));
  server.reset();
  EXPECT_TRUE(socket.is_closed_by_peer());
  held.take()({.status = 200});
}

TEST(HttpServer, Stop_LetsARequestInFlightFinish) {
  HeldRequests held;
  const auto server = start_plain_server({}, held.handler());
  const RawSocket idle = RawSocket::connect_to(server->port()), busy = RawSocket::connect_to(server->port());
  busy.send(kGet);
  ASSERT_TRUE(eventually([&] { return held.count() == 1; }));
  auto stopping = std::async(std::launch::async, [&] { server->stop(); });
  EXPECT_TRUE(idle.is_closed_by_peer());
  held.take()({.status = 204});
  EXPECT_THAT(busy.read_all(), testing::AllOf(StartsWith("HTTP/1.1 204 "), HasSubstr("connection: close")));
  stopping.get();
  server->stop();
  EXPECT_EQ(server->open_connections(), 0u);
}

TEST(HttpServer, IdleConnectionsFarOverTheCap_DoNotShutOutAnHonestClient) {
  constexpr std::size_t kCap = 32, kIdle = 300;
  const auto server = start_plain_server({.connections = kCap});
  std::vector<RawSocket> idle;
  for (std::size_t i = 0; i < kIdle; ++i) {
    idle.push_back(RawSocket::connect_to(server->port()));
    if (i % 2 == 0) idle.back().send("GET / HT");
  }
  EXPECT_TRUE(serves(*server));
  EXPECT_TRUE(eventually([&] { return server->open_connections() <= kCap; }));
  for (std::size_t i = 0; i < kIdle - kCap; ++i) EXPECT_TRUE(idle[i].is_closed_by_peer());
  EXPECT_TRUE(serves(*server));
}

TEST(HttpServer, CapReachedByRequestsBeingAnswered_ClosesNewcomersOnly) {
  HeldRequests held;
  const auto server = start_plain_server({.connections = 2}, held.handler());
  std::vector<RawSocket> busy;
  for (std::size_t i = 0; i < 2; ++i) {
    busy.push_back(RawSocket::connect_to(server->port()));
    busy.back().send(kGetAndClose);
  }
  ASSERT_TRUE(eventually([&] { return held.count() == 2; }));
  EXPECT_EQ(ask(*server, kGet), "");
  for (std::size_t i = 0; i < 2; ++i) held.take()({.status = 204});
  for (const RawSocket& socket : busy) EXPECT_THAT(socket.read_all(), StartsWith("HTTP/1.1 204 "));
  EXPECT_TRUE(eventually([&] { return server->open_connections() == 0; }));
}

TEST(HttpServer, AnswersFromManyThreads_AllArrive) {
  HeldRequests held;
  const auto server = start_plain_server({}, held.handler());
  constexpr std::size_t kRequests = 64;
  std::vector<RawSocket> sockets;
  for (std::size_t i = 0; i < kRequests; ++i) {
    sockets.push_back(RawSocket::connect_to(server->port()));
    sockets.back().send(kGetAndClose);
  }
  ASSERT_TRUE(eventually([&] { return held.count() == kRequests; }));
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (std::size_t i = 0; i < kRequests / 4; ++i) held.take()({.status = 204});
    });
  }
  for (auto& thread : threads) thread.join();
  for (const RawSocket& socket : sockets) EXPECT_THAT(socket.read_all(), StartsWith("HTTP/1.1 204 "));
}

TEST(HttpServer, AddressTakenOrNoAddress_IsAnError) {
  const auto server = start_plain_server({});
  const ManualClock clock;
  HttpServer second(clock, {}, echo);
  EXPECT_EQ(second.listen("not-an-address", 0).error().code, Code::invalid_argument);
  EXPECT_EQ(second.listen("127.0.0.1", server->port()).error().code, Code::unavailable);
}

}  // namespace
}  // namespace tacit::net

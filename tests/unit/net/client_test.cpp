#include "common/net/client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <poll.h>

#include <atomic>
#include <future>
#include <vector>

#include "common/net/tls_context.hpp"
#include "support.hpp"

namespace tacit::net {
namespace {

using std::chrono::milliseconds;

const HttpRequest kGet{.method = "GET", .path = "/a", .query = "b=c"};

// What a server says inside TLS, byte for byte, after the first bytes of a request have come.
class ScriptedTls {
 public:
  explicit ScriptedTls(std::vector<std::string> answers)
      : answers_(std::move(answers)),
        peer_([this](RawSocket socket, int nth) { serve(std::move(socket), static_cast<std::size_t>(nth)); }) {}
  std::uint16_t port() const { return peer_.port(); }
  int requests() const { return requests_; }

 private:
  void serve(const RawSocket& socket, std::size_t nth) {
    const std::unique_ptr<SSL, void (*)(SSL*)> ssl(SSL_new(identity_.state()->context.get()), &SSL_free);
    SSL_set_fd(ssl.get(), socket.descriptor());
    if (SSL_accept(ssl.get()) != 1) return;
    char buffer[4096];
    if (SSL_read(ssl.get(), buffer, sizeof buffer) <= 0) return;
    ++requests_;
    std::string_view answer = answers_[std::min(nth, answers_.size() - 1)];
    while (!answer.empty()) {
      const int written = SSL_write(ssl.get(), answer.data(), static_cast<int>(answer.size()));
      if (written <= 0) return;
      answer.remove_prefix(static_cast<std::size_t>(written));
    }
    SSL_shutdown(ssl.get());
  }

  TlsIdentity identity_ = identity_of(1);
  std::vector<std::string> answers_;
  std::atomic<int> requests_ = 0;
  ScriptedPeer peer_;
};

Code code_for_answer(std::string answer, ClientLimits limits = {}) {
  const ScriptedTls server({std::move(answer)});
  ClientOptions options = client_options(server.port(), 1);
  options.limits = limits;
  const auto result = HttpClient(options).send(kGet);
  EXPECT_FALSE(result);
  return result ? Code::already_done : result.error().code;
}

TEST(HttpClient, Request_ComesBackAnswered) {
  const auto server = start_tls_server(1);
  HttpClient client(client_options(server->port(), 1));
  const auto get = client.send(kGet);
  ASSERT_TRUE(get);
  EXPECT_EQ(get->status, 200);
  EXPECT_EQ(get->content_type, "text/plain");
  EXPECT_EQ(get->body, "GET /a?b=c ");
  EXPECT_EQ(get->header("date"), "Tue, 20 Apr 2021 02:07:55 GMT");
  const auto post = client.send({.method = "POST", .path = "/x", .body = std::string(300'000, 'x')});
  ASSERT_TRUE(post);
  EXPECT_EQ(post->body.size(), 300'000 + std::string("POST /x? ").size());
  EXPECT_EQ(server->open_connections(), 1u) << "the connection is kept";
}

TEST(HttpClient, Host_IsTheEndpoint) {
  const auto server = start_tls_server(1, {}, [](const HttpRequest& request, const Respond& respond) {
    respond({.content_type = "text/plain", .body = request.authority});
  });
  const ClientOptions options = client_options(server->port(), 1);
  EXPECT_EQ(HttpClient(options).send(kGet)->body, options.endpoint.authority());
}

TEST(HttpClient, ErrorStatus_IsAnAnswer) {
  const auto server = start_tls_server(1, {.body_bytes = 10});
  HttpClient client(client_options(server->port(), 1));
  const auto answer = client.send({.method = "PUT", .path = "/x", .body = std::string(100, 'x')});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 413);
  EXPECT_TRUE(client.send(kGet)) << "and the next one opens a new connection";
}

TEST(HttpClient, ServerWithAnotherKey_RaisesTheAlarmAndGetsNoRequest) {
  std::atomic<int> asked = 0;
  const auto server = start_tls_server(2, {}, [&](const HttpRequest&, const Respond&) { ++asked; });
  HttpClient client(client_options(server->port(), 1));
  for (int i = 0; i < 2; ++i) {
    const auto result = client.send(kGet);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Code::alarm_key_mismatch);
  }
  EXPECT_EQ(asked, 0);
}

TEST(HttpClient, AnyOfThePins_IsEnoughAndNoneIsNot) {
  const auto server = start_tls_server(2);
  ClientOptions options = client_options(server->port(), 1);
  options.pins.push_back(identity_of(2).spki_pin());
  EXPECT_TRUE(HttpClient(options).send(kGet));
  options.pins.clear();
  EXPECT_EQ(HttpClient(options).send(kGet).error().code, Code::alarm_key_mismatch);
}

TEST(HttpClient, KeyChangedBetweenConnections_RaisesTheAlarm) {
  auto server = start_tls_server(1);
  const std::uint16_t port = server->port();
  HttpClient client(client_options(port, 1));
  ASSERT_TRUE(client.send(kGet));
  server.reset();
  server = start_tls_server(2, {}, echo, port);
  HttpRequest again = kGet;
  again.repeat = Repeat::idempotent;
  EXPECT_EQ(client.send(again).error().code, Code::alarm_key_mismatch);
}

TEST(HttpClient, ConnectionClosedWhileIdle_IsOpenedAgainForIdempotentRequestsOnly) {
  auto server = start_tls_server(1);
  const std::uint16_t port = server->port();
  HttpClient keen(client_options(port, 1)), careful(client_options(port, 1));
  ASSERT_TRUE(keen.send(kGet));
  ASSERT_TRUE(careful.send(kGet));
  server.reset();
  server = start_tls_server(1, {}, echo, port);
  HttpRequest idempotent = kGet;
  idempotent.repeat = Repeat::idempotent;
  EXPECT_TRUE(keen.send(idempotent));
  EXPECT_EQ(careful.send(kGet).error().code, Code::unavailable);
  EXPECT_TRUE(careful.send(kGet)) << "a new call opens a new connection";
}

TEST(HttpClient, ConnectionKeptTooLong_IsOpenedAnew) {
  auto server = start_tls_server(1);
  ClientOptions options = client_options(server->port(), 1);
  options.limits.keep_time = milliseconds(0);
  HttpClient client(options);
  ASSERT_TRUE(client.send(kGet));
  const std::uint16_t port = server->port();
  server.reset();
  server = start_tls_server(1, {}, echo, port);
  EXPECT_TRUE(client.send(kGet));
}

TEST(HttpClient, FreshConnectionClosedWithoutAnswer_IsNotRepeated) {
  const ScriptedTls server({""});
  HttpClient client(client_options(server.port(), 1));
  HttpRequest request = kGet;
  request.repeat = Repeat::idempotent;
  EXPECT_EQ(client.send(request).error().code, Code::unavailable);
  EXPECT_EQ(server.requests(), 1);
}

TEST(HttpClient, HostileAnswers_AreRefused) {
  EXPECT_EQ(code_for_answer("HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), Code::malformed);
  EXPECT_EQ(code_for_answer("HTTP/1.1 200 \r\n\r\nunframed"), Code::malformed);
  EXPECT_EQ(code_for_answer("HTTP/1.1 100 \r\n\r\nHTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n"), Code::malformed);
  EXPECT_EQ(code_for_answer("HTTP/1.1 200 \r\nContent-Length: 1\r\n\r\nab"), Code::malformed);
  EXPECT_EQ(code_for_answer("HTTP/1.1 200 \nContent-Length: 0\n\n"), Code::malformed);
  EXPECT_EQ(code_for_answer("SSH-2.0-x\r\n"), Code::unavailable);
  EXPECT_EQ(code_for_answer("HTTP/1.1 200 \r\nX: " + std::string(20'000, 'x')), Code::too_large);
  EXPECT_EQ(code_for_answer("HTTP/1.1 200 \r\nContent-Length: 999999999999999\r\n\r\n"), Code::too_large);
  EXPECT_EQ(code_for_answer("HTTP/1.1 200 \r\nContent-Length: 11\r\n\r\n0123456789", {.body_bytes = 10}),
            Code::too_large);
}

TEST(HttpClient, AnswerCutAtEveryByte_IsUnavailableAndNeverAShorterAnswer) {
  const std::string whole = "HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\nhello";
  std::vector<std::string> cuts;
  for (std::size_t size = 0; size < whole.size(); ++size) cuts.push_back(whole.substr(0, size));
  const ScriptedTls server(cuts);
  HttpClient client(client_options(server.port(), 1));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto result = client.send(kGet);
    ASSERT_FALSE(result) << size;
    EXPECT_EQ(result.error().code, Code::unavailable) << size;
  }
}

TEST(HttpClient, NobodyThere_IsUnavailable) {
  std::uint16_t port = 0;
  {
    const auto server = start_tls_server(1);
    port = server->port();
  }
  EXPECT_EQ(HttpClient(client_options(port, 1)).send(kGet).error().code, Code::unavailable);
}

TEST(HttpClient, PeerThatSpeaksNoTls_IsUnavailable) {
  const auto server = start_plain_server({});
  EXPECT_EQ(HttpClient(client_options(server->port(), 1)).send(kGet).error().code, Code::unavailable);
}

TEST(HttpClient, SilentPeer_TimesOut) {
  std::promise<void> done;
  const auto finished = done.get_future().share();
  const ScriptedPeer silent([finished](const RawSocket&, int) { finished.wait(); });
  ClientOptions options = client_options(silent.port(), 1);
  options.limits.connect_time = milliseconds(50);
  EXPECT_EQ(HttpClient(options).send(kGet).error().code, Code::timed_out);
  done.set_value();
}

TEST(HttpClient, HandlerThatNeverAnswers_TimesOut) {
  std::vector<Respond> held;
  const auto server = start_tls_server(1, {.stop_time = milliseconds(10)},
                                       [&](const HttpRequest&, const Respond& respond) { held.push_back(respond); });
  ClientOptions options = client_options(server->port(), 1);
  options.limits.answer_time = milliseconds(50);
  HttpRequest request = kGet;
  request.repeat = Repeat::idempotent;
  EXPECT_EQ(HttpClient(options).send(request).error().code, Code::timed_out);
  server->stop();
  EXPECT_EQ(held.size(), 1u) << "a timeout is never a reason to send again";
}

TEST(HttpClient, Cancel_EndsTheCallUnderWayAndLaterOnes) {
  std::promise<Respond> asked;
  const auto server = start_tls_server(1, {.stop_time = milliseconds(10)},
                                       [&](const HttpRequest&, const Respond& respond) { asked.set_value(respond); });
  HttpClient client(client_options(server->port(), 1));
  auto call = std::async(std::launch::async, [&] { return client.send(kGet); });
  const Respond held = asked.get_future().get();
  client.cancel();
  EXPECT_EQ(call.get().error().code, Code::unavailable);
  EXPECT_EQ(client.send(kGet).error().code, Code::unavailable);
}

TEST(HttpClient, RequestThatCannotBeWritten_IsAnInvalidArgument) {
  HttpClient client(client_options(1, 1));
  EXPECT_EQ(client.send({.method = "GET", .path = "/a b"}).error().code, Code::invalid_argument);
}

// Bytes both ways until one side closes.
void relay(const RawSocket& a, const RawSocket& b) {
  pollfd both[2] = {{a.descriptor(), POLLIN, 0}, {b.descriptor(), POLLIN, 0}};
  while (::poll(both, 2, 10'000) > 0) {
    for (int i = 0; i < 2; ++i) {
      if (both[i].revents == 0) continue;
      const std::string bytes = (i == 0 ? a : b).read_some();
      if (bytes.empty()) return;
      (i == 0 ? b : a).send(bytes);
    }
  }
}

std::string read_exactly(const RawSocket& socket, std::size_t size) {
  std::string out;
  while (out.size() < size) {
    const std::string more = socket.read_some();
    if (more.empty()) break;
    out += more;
  }
  return out;
}

TEST(HttpClient, ThroughSocks_LetsTheProxyResolveTheName) {
  const auto server = start_tls_server(1);
  std::string asked_for;
  const std::uint16_t target = server->port();
  ScriptedPeer proxy([&](const RawSocket& client, int) {
    EXPECT_EQ(read_exactly(client, 3), std::string("\x05\x01\x00", 3));
    client.send(std::string_view("\x05\x00", 2));
    asked_for = read_exactly(client, 7 + std::string_view("server.invalid").size());
    client.send(std::string_view("\x05\x00\x00\x03\x04host\x01\x02", 11));
    relay(client, RawSocket::connect_to(target));
  });
  ClientOptions options = client_options(443, 1);
  options.endpoint.host = "server.invalid";  // no resolver of this machine knows it
  options.proxy = Endpoint{"127.0.0.1", proxy.port()};
  {
    HttpClient client(options);
    const auto answer = client.send(kGet);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "GET /a?b=c ");
  }
  EXPECT_EQ(asked_for, std::string("\x05\x01\x00\x03\x0e", 5) + "server.invalid" + std::string("\x01\xbb", 2));
}

TEST(HttpClient, SocksProxyThatRefuses_IsUnavailableAndGetsNoRequest) {
  std::string rest;
  {
    ScriptedPeer proxy([&](const RawSocket& client, int) {
      client.send(std::string_view("\x05\x00\x05\x05\x00\x01\x00\x00\x00\x00\x00\x00", 12));
      rest = client.read_all();
    });
    ClientOptions options = client_options(443, 1);
    options.proxy = Endpoint{"127.0.0.1", proxy.port()};
    EXPECT_EQ(HttpClient(options).send(kGet).error().code, Code::unavailable);
  }
  EXPECT_EQ(rest, std::string("\x05\x01\x00\x05\x01\x00\x03\x09", 8) + "127.0.0.1" + std::string("\x01\xbb", 2));
}

}  // namespace
}  // namespace tacit::net

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "common/net/head.hpp"
#include "common/storage/transaction.hpp"
#include "server/keys.hpp"
#include "server/store/schema.hpp"
#include "tests/integration/https_server.hpp"
#include "tests/integration/smuggling_set.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/sanitizer.hpp"
#include "tests/unit/net/plain_openssl.hpp"

namespace tacit::server {
namespace {

using net::eventually;
using net::PlainOpenSsl;
using net::RawSocket;
using std::chrono::milliseconds;

constexpr std::string_view kHealthRequest = "GET /v1/health HTTP/1.1\r\nHost: a\r\n\r\n";

std::size_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t all = 0, resident = 0;
  file >> all >> resident;
  return resident * 4096;
}

// The status of each answer, in order. (Their texts name HTTP/1.1 too.)
std::vector<std::string> statuses(std::string_view answers) {
  constexpr std::string_view kStart = "HTTP/1.1 ";
  std::vector<std::string> out;
  for (auto at = answers.find(kStart); at != std::string_view::npos; at = answers.find(kStart, at + 1)) {
    const auto status = answers.substr(at + kStart.size(), 3);
    if (status.find_first_not_of("0123456789") == std::string_view::npos) out.emplace_back(status);
  }
  return out;
}
using Statuses = std::vector<std::string>;

// The real service behind TLS, and somebody who does to it, byte for byte, what no client would. Every attack ends with
// an honest device being served.
class HostileClient : public HttpsServer {
 protected:
  HostileClient() { found(); }
  ~HostileClient() override { EXPECT_EQ(append().status, 200) << "an honest device is served after it all"; }

  std::unique_ptr<PlainOpenSsl> attacker() const {
    auto out = std::make_unique<PlainOpenSsl>(server_->port());
    EXPECT_TRUE(out->connect());
    return out;
  }
  RawSocket raw() const { return RawSocket::connect_to(server_->port()); }
  std::string answer_to(std::string_view bytes) const { return attacker()->ask(bytes); }
};

TEST_F(HostileClient, SmugglingSet_IsRefusedAndNothingBehindItIsAnswered) {
  test::Cases cases("smuggling variants");
  for (const auto& [name, bytes] : test::smuggling_set()) {
    ++cases;
    SCOPED_TRACE(name);
    const std::string answer = answer_to(std::string(bytes) + std::string(kHealthRequest));
    EXPECT_EQ(statuses(answer), Statuses{"400"});
    EXPECT_NE(answer.find("/problems/malformed"), std::string::npos);
    EXPECT_NE(answer.find("connection: close"), std::string::npos);
  }
  EXPECT_EQ(test::smuggling_set().size(), 58u);
}

// What a front server would have taken for the body of one message is here a request of its own, and nobody's: the
// signature covers method, path, query and body of one request alone.
TEST_F(HostileClient, RequestInsideABody_IsBodyAndNothingElse) {
  const std::string inner = "GET /v1/health HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string outer =
      "POST /v1/entries HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + std::to_string(inner.size()) +
      "\r\n\r\n" + inner;
  EXPECT_EQ(statuses(answer_to(outer)), Statuses{"400"}) << "unsigned";
}

TEST_F(HostileClient, GarbageBehindARequest_EndsTheConnectionAfterItsAnswer) {
  const std::string answer = answer_to(std::string(kHealthRequest) + "0\r\n\r\n" + std::string(kHealthRequest));
  EXPECT_EQ(statuses(answer), (Statuses{"200", "400"}));
}

TEST_F(HostileClient, OversizeOfEveryKind_IsRefusedBeforeItIsRead) {
  const std::string get = "GET /v1/health HTTP/1.1\r\nHost: a\r\n";
  EXPECT_TRUE(answer_to(get + "X: " + std::string(20'000, 'x')).starts_with("HTTP/1.1 431 "));
  EXPECT_TRUE(answer_to("GET /" + std::string(20'000, 'x')).starts_with("HTTP/1.1 431 "));
  EXPECT_TRUE(answer_to("GET /?" + std::string(20'000, 'x')).starts_with("HTTP/1.1 431 "));
  EXPECT_TRUE(answer_to(std::string(20'000, 'G')).starts_with("HTTP/1.1 431 "));
  std::string many = get;
  for (int i = 0; i < 60; ++i) many += "x" + std::to_string(i) + ": 1\r\n";
  EXPECT_TRUE(answer_to(many + "\r\n").starts_with("HTTP/1.1 431 "));
  for (const std::string_view length : {"8388609", "999999999999999"}) {
    const std::string head =
        "POST /v1/entries HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::string(length) + "\r\n\r\n";
    EXPECT_TRUE(answer_to(head).starts_with("HTTP/1.1 413 ")) << length;
  }
}

TEST_F(HostileClient, AnnouncedBodies_CostOnlyWhatArrives) {
  constexpr std::size_t kPeers = 60;
  const std::size_t before = resident_bytes();
  std::vector<std::unique_ptr<PlainOpenSsl>> peers;
  std::size_t refused = 0;
  for (std::size_t i = 0; i < kPeers; ++i) {
    peers.push_back(attacker());
    peers.back()->write("POST /v1/entries HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000\r\n\r\n{");
    if (i < 8) continue;  // eight fit into what all connections together may announce
    if (peers.back()->ask("").starts_with("HTTP/1.1 503 ")) ++refused;
  }
  EXPECT_GE(refused, kPeers - 16);
  if (test::kMemoryCostsAsEver) {
    EXPECT_LT(resident_bytes(), before + 32u * 1024 * 1024) << "60 times 8 MB were announced";
  }
  peers.clear();
  // Given back as soon as the server has noticed; until then the honest device would be told to come again.
  EXPECT_TRUE(eventually([&] { return append().status == 200; }));
}

TEST_F(HostileClient, SlowHandshakesHeadsAndBodies_AreCutWhileOthersAreServed) {
  start({.handshake_time = milliseconds(400), .header_time = milliseconds(400), .body_time = milliseconds(400)});
  constexpr std::size_t kEach = 20;
  std::vector<RawSocket> handshakes;
  std::vector<std::unique_ptr<PlainOpenSsl>> others;
  for (std::size_t i = 0; i < kEach; ++i) {
    handshakes.push_back(raw());
    handshakes.back().send(std::string_view("\x16\x03\x01\x02\x00\x01", 6));
    others.push_back(attacker());
    others.back()->write("GET /v1/health HTTP/1.1\r\nHo");
    others.push_back(attacker());
    others.back()->write("POST /v1/entries HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{");
  }
  for (int i = 0; i < 10; ++i) EXPECT_EQ(append().status, 200);
  for (const RawSocket& socket : handshakes) EXPECT_TRUE(socket.is_closed_by_peer());
  for (const auto& peer : others) EXPECT_EQ(peer->ask(""), "") << "cut without an answer";
}

// The bytes of a real ClientHello.
std::string client_hello() {
  const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
  const std::unique_ptr<SSL, void (*)(SSL*)> ssl(SSL_new(context.get()), &SSL_free);
  BIO* out = BIO_new(BIO_s_mem());
  SSL_set_bio(ssl.get(), BIO_new(BIO_s_mem()), out);
  SSL_connect(ssl.get());
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(out, &bytes);
  return std::string(bytes, static_cast<std::size_t>(size));
}

// Whatever is sent instead of a handshake, no answer of the server's own is sent, and the connection ends with the
// peer's.
void say_and_leave(const RawSocket& socket, std::string_view bytes) {
  socket.send(bytes);
  ::shutdown(socket.descriptor(), SHUT_WR);
  EXPECT_EQ(socket.read_all().find("HTTP/"), std::string::npos);
}

TEST_F(HostileClient, GarbageInsteadOfTls_GetsNoAnswerAndLeavesNothingBehind) {
  const std::string hello = client_hello();
  ASSERT_GT(hello.size(), 150u);
  const std::size_t before = open_descriptors();
  say_and_leave(raw(), kHealthRequest);
  say_and_leave(raw(), std::string(70'000, '\xff'));
  say_and_leave(raw(), std::string(70'000, '\0'));
  say_and_leave(raw(), std::string_view("\x16\x03\x01\x40\x00", 5));
  test::Cases cases("spoilt handshakes");
  for (std::size_t size = 0; size < hello.size(); size += 3, ++cases) say_and_leave(raw(), hello.substr(0, size));
  for (std::size_t at = 0; at < hello.size(); ++at, ++cases) {
    std::string flipped = hello;
    flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at % 8)));
    say_and_leave(raw(), flipped);
  }
  EXPECT_TRUE(eventually([&] { return open_descriptors() <= before; }));
  PlainOpenSsl old(server_->port(), TLS1_2_VERSION);
  EXPECT_FALSE(old.connect());
}

// Requests wait for the writer, which waits for the disk; then their clients go away, one half with a reset.
class VanishingClients : public HostileClient {
 protected:
  static constexpr std::size_t kClients = 100;

  VanishingClients() {
    start({.requests_in_flight = kClients});
    test::OpsWithBlobs ops;
    for (std::size_t i = 0; i < kClients; ++i) devices_.emplace_back();
    for (std::size_t i = 0; i < kClients; i += 50) admit(i, std::min(i + 50, kClients));
  }
  void admit(std::size_t from, std::size_t to) {
    test::OpsWithBlobs ops;
    for (std::size_t i = from; i < to; ++i) {
      ops.ops.push_back(test::TestOrganisation::admit(devices_[i], Role::worker, {team_}));
    }
    const api::LinkRequest link = org_.link(org_.founder(), std::move(ops));
    ASSERT_EQ(call(org_.founder(), "POST", api::kRoster, {}, api::encode(link)).status, 200);
    org_.accept(link, server_->snapshot()->size - 1);
  }
  // Everything that the device's next entry needs.
  std::string next_entry(test::TestDevice& device) const {
    return api::encode(api::EntriesRequest{{org_.entry(device, {Scope::team(team_)}, {})}});
  }
  // The bytes of one HTTP request, signed anew each time.
  std::string append_request(const test::TestDevice& device, const std::string& body) const {
    const auto request =
        test::signed_request(HttpsServer::request("POST", api::kEntries, {}, body), device.key, boot_, clock_.now());
    return *net::format_request_head(request, request.authority) + request.body;
  }
  // All that may be in flight are, when one more is turned away. The question takes a place itself while it is asked;
  // whose request found none because of that sends the same entry again: another one would leave a gap in its chain.
  bool all_are_queued(const std::vector<std::unique_ptr<PlainOpenSsl>>& peers, const std::vector<std::string>& bodies) {
    for (std::size_t i = 0; i < peers.size(); ++i) {
      pollfd answer{.fd = peers[i]->socket().descriptor(), .events = POLLIN, .revents = 0};
      if (::poll(&answer, 1, 0) != 1) continue;
      EXPECT_TRUE(peers[i]->read_some().starts_with("HTTP/1.1 503 "));
      peers[i]->write(append_request(devices_[i], bodies[i]));
    }
    return client_->send(request("GET", api::kHealth)).value().status == 503;
  }
  static void reset(PlainOpenSsl& peer) {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(peer.socket().descriptor(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    peer.socket().close();
  }

  std::vector<test::TestDevice> devices_;
};

TEST_F(VanishingClients, WhileTheirRequestsAreQueued_LoseNothingAndWedgeNothing) {
  Database door = open_store(directory_.database(), derive_keys(root_).database, OpenMode::existing).value();
  const std::size_t descriptors = open_descriptors();
  test::Cases cases("clients that vanish");
  for (int round = 0; round < 3; ++round) {
    cases += kClients;
    const std::uint64_t before = server_->snapshot()->size;
    {
      const Transaction lock(door);
      std::vector<std::unique_ptr<PlainOpenSsl>> peers;
      std::vector<std::string> bodies;
      for (auto& device : devices_) {
        bodies.push_back(next_entry(device));
        peers.push_back(attacker());
        peers.back()->write(append_request(device, bodies.back()));
      }
      ASSERT_TRUE(eventually([&] { return all_are_queued(peers, bodies); }));
      for (std::size_t i = 0; i < kClients; i += 2) reset(*peers[i]);
    }
    // What was taken in is stored, although nobody waits for the answer.
    EXPECT_TRUE(eventually([&] { return server_->snapshot()->size == before + kClients; })) << round;
    EXPECT_TRUE(eventually([&] { return append().status == 200; })) << round;
    EXPECT_TRUE(eventually([&] { return open_descriptors() <= descriptors; })) << round;
  }
}

}  // namespace
}  // namespace tacit::server

#include "common/net/tls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <fstream>
#include <vector>

#include "crypto/encoding.hpp"
#include "plain_openssl.hpp"
#include "support.hpp"
#include "tests/support/sanitizer.hpp"

namespace tacit::net {
namespace {

using testing::StartsWith;

constexpr std::string_view kGetA = "GET /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

TEST(TlsIdentity, SameSeed_GivesTheSamePinAndAnotherSeedAnother) {
  EXPECT_EQ(identity_of(1).spki_pin(), identity_of(1).spki_pin());
  EXPECT_NE(identity_of(1).spki_pin(), identity_of(2).spki_pin());
}

TEST(TlsIdentity, PinFromTheKeyAlone_IsThePinOfTheCertificate) {
  const SigningKey key = SigningKey::from_seed(SigningSeed::copy_from(Bytes(32, 1)));
  EXPECT_EQ(spki_pin_of(key.sign_public()), identity_of(1).spki_pin());
}

TEST(TlsServer, Tls13_IsServedWithoutTicketsResumptionOrCompression) {
  const auto server = start_tls_server(1);
  PlainOpenSsl client(server->port());
  ASSERT_TRUE(client.connect());
  EXPECT_THAT(client.ask(kGetA), StartsWith("HTTP/1.1 200 "));
  EXPECT_EQ(SSL_version(client.ssl()), TLS1_3_VERSION);
  EXPECT_EQ(client.tickets(), 0);
  EXPECT_EQ(SSL_get_current_compression(client.ssl()), nullptr);
  EXPECT_EQ(SSL_get_early_data_status(client.ssl()), SSL_EARLY_DATA_NOT_SENT);
}

TEST(TlsServer, Tls12_IsRefused) {
  const auto server = start_tls_server(1);
  PlainOpenSsl client(server->port(), TLS1_2_VERSION);
  EXPECT_FALSE(client.connect());
}

TEST(TlsServer, Garbage_IsCutAndOthersAreServed) {
  const auto server = start_tls_server(1);
  for (const std::string_view bytes : {std::string_view("GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
                                       std::string_view("\x16\x03\x01\x00\x05\xff\xff\xff\xff\xff", 10),
                                       std::string_view("\x80\x2e\x01\x00\x02", 5)}) {
    const RawSocket socket = RawSocket::connect_to(server->port());
    socket.send(bytes);
    socket.send(std::string(1000, '\xff'));
    EXPECT_EQ(socket.read_all().find("HTTP"), std::string::npos);
  }
  PlainOpenSsl client(server->port());
  ASSERT_TRUE(client.connect());
  EXPECT_THAT(client.ask(kGetA), StartsWith("HTTP/1.1 200 "));
}

TEST(TlsServer, HandshakeNeverFinished_IsCut) {
  const auto server = start_tls_server(1, {.handshake_time = std::chrono::milliseconds(50)});
  const RawSocket socket = RawSocket::connect_to(server->port());
  socket.send("\x16\x03\x01");
  EXPECT_TRUE(socket.is_closed_by_peer());
}

TEST(TlsServer, GarbageInsideAnOpenSession_IsCut) {
  const auto server = start_tls_server(1);
  PlainOpenSsl client(server->port());
  ASSERT_TRUE(client.connect());
  client.socket().send("\x17\x03\x03\x00\x20" + std::string(32, 'x'));
  client.socket().read_all();
  EXPECT_TRUE(eventually([&] { return server->open_connections() == 0; }));
}

TEST(TlsServer, RefusedRequest_IsAnsweredInsideTls) {
  const auto server = start_tls_server(1);
  PlainOpenSsl client(server->port());
  ASSERT_TRUE(client.connect());
  EXPECT_THAT(client.ask("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
              StartsWith("HTTP/1.1 400 "));
}

std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t all = 0, resident = 0;
  file >> all >> resident;
  return resident * 4096;
}

// Both ends live in this process, so this is an upper bound for the server's half.
TEST(TlsServer, IdleConnection_CostsAtMost160KiB) {
  if (!test::kMemoryCostsAsEver) GTEST_SKIP() << "sanitizers change what memory costs";
  constexpr std::size_t kCount = 200;
  const auto server = start_tls_server(1);
  std::vector<std::unique_ptr<PlainOpenSsl>> clients;
  const auto open_one = [&] {
    clients.push_back(std::make_unique<PlainOpenSsl>(server->port()));
    return clients.back()->connect();
  };
  ASSERT_TRUE(open_one());
  const std::size_t before = resident_bytes();
  for (std::size_t i = 0; i < kCount; ++i) ASSERT_TRUE(open_one());
  ASSERT_TRUE(eventually([&] { return server->open_connections() == kCount + 1; }));
  const std::size_t after = resident_bytes();
  RecordProperty("bytes_per_connection", static_cast<int>((after - before) / kCount));
  EXPECT_LT(after, before + kCount * 160 * 1024);
}

}  // namespace
}  // namespace tacit::net

#include "support.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace tacit::net {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

const Clock& still_clock() {
  static const ManualClock clock;
  return clock;
}

}  // namespace

RawSocket RawSocket::connect_to(std::uint16_t port) {
  RawSocket out(::socket(AF_INET, SOCK_STREAM, 0));
  out.connect(port);
  return out;
}
void RawSocket::connect(std::uint16_t port) const {
  const sockaddr_in address = loopback(port);
  EXPECT_EQ(::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
}

RawSocket::RawSocket(int descriptor) : descriptor_(descriptor) {
  const timeval patience{.tv_sec = 10, .tv_usec = 0};
  EXPECT_EQ(::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), 0);
}
RawSocket::RawSocket(RawSocket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
RawSocket::~RawSocket() { close(); }

void RawSocket::close() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

void RawSocket::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::string RawSocket::read_some() const {
  std::array<char, 4096> buffer{};
  const ssize_t got = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
  if (got < 0) {
    EXPECT_EQ(errno, ECONNRESET) << "the peer neither sent nor closed";
    return {};
  }
  return std::string(buffer.data(), static_cast<std::size_t>(got));
}

std::string RawSocket::read_all() const {
  std::string out;
  for (std::string more = read_some(); !more.empty(); more = read_some()) out += more;
  return out;
}

std::string RawSocket::read_until(std::string_view end) const {
  std::string out;
  while (!out.ends_with(end)) {
    const std::string more = read_some();
    if (more.empty()) break;
    out += more;
  }
  return out;
}

ScriptedPeer::ScriptedPeer(Script script) : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  EXPECT_EQ(::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size), 0);
  EXPECT_EQ(::listen(listener_, 8), 0);
  EXPECT_EQ(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this, script = std::move(script)] {
    for (int nth = 0;; ++nth) {
      const int accepted = ::accept(listener_, nullptr, nullptr);
      if (accepted < 0) return;
      script(RawSocket(accepted), nth);
    }
  });
}

ScriptedPeer::~ScriptedPeer() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

bool eventually(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (std::chrono::steady_clock::now() < deadline) {
    if (condition()) return true;
    std::this_thread::yield();
  }
  return condition();
}

void echo(HttpRequest request, const Respond& respond) {
  std::string body = request.method + ' ' + request.path + '?' + request.query + ' ' + request.body;
  respond({.status = 200, .content_type = "text/plain", .body = std::move(body)});
}

std::unique_ptr<HttpServer> start_server(ServerOptions options, Handler handler) {
  auto server = std::make_unique<HttpServer>(still_clock(), std::move(options), std::move(handler));
  EXPECT_TRUE(server->listen("127.0.0.1", 0));
  return server;
}

std::unique_ptr<HttpServer> start_plain_server(const ServerLimits& limits, Handler handler) {
  return start_server({.limits = limits}, std::move(handler));
}

std::unique_ptr<HttpServer> start_tls_server(std::uint8_t key_fill, const ServerLimits& limits, Handler handler,
                                             std::uint16_t port) {
  ServerOptions options{.limits = limits, .identity = identity_of(key_fill)};
  auto server = std::make_unique<HttpServer>(still_clock(), std::move(options), std::move(handler));
  EXPECT_TRUE(server->listen("127.0.0.1", port));
  return server;
}

ClientOptions client_options(std::uint16_t port, std::uint8_t key_fill) {
  return {.endpoint = {.host = "127.0.0.1", .port = port}, .pins = {identity_of(key_fill).spki_pin()}};
}

}  // namespace tacit::net

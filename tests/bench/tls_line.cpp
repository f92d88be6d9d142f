#include "tests/bench/tls_line.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <stdexcept>
#include <utility>

namespace tacit::bench {
namespace {

constexpr std::size_t kReadBytes = 64 * 1024;
constexpr std::string_view kEndOfHead = "\r\n\r\n";
constexpr std::string_view kLength = "content-length: ";

void check(bool good, const char* what) {
  if (!good) throw std::runtime_error(what);
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int connect_to(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  check(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "connect");
  return socket;
}

// Of the body that follows this head. Both programs write field names in lower case.
std::size_t announced(std::string_view head) {
  const std::size_t at = head.find(kLength);
  if (at == std::string_view::npos) return 0;
  std::size_t length = 0;
  std::from_chars(head.data() + at + kLength.size(), head.data() + head.size(), length);
  return length;
}

}  // namespace

TlsLine::TlsLine(int socket, SSL_CTX* context) : socket_(socket), ssl_(SSL_new(context)) {
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  check(ssl_ != nullptr && SSL_set_fd(ssl_.get(), socket_) == 1, "a TLS connection cannot be made");
}

TlsLine::TlsLine(TlsLine&& other) noexcept : socket_(std::exchange(other.socket_, -1)), ssl_(std::move(other.ssl_)) {}

TlsLine::~TlsLine() {
  ssl_.reset();
  if (socket_ >= 0) ::close(socket_);
}

void TlsLine::write(std::string_view message) {
  // The contexts of common/net write as much as one TLS record at a time.
  while (!message.empty()) {
    const int written = SSL_write(ssl_.get(), message.data(), static_cast<int>(message.size()));
    check(written > 0, "a TLS connection cannot be written to");
    message.remove_prefix(static_cast<std::size_t>(written));
  }
}

bool TlsLine::receive(std::string& message) {
  const std::size_t before = message.size();
  message.resize(before + kReadBytes);
  const int got = SSL_read(ssl_.get(), message.data() + before, kReadBytes);
  message.resize(before + static_cast<std::size_t>(std::max(got, 0)));
  return got > 0;
}

bool TlsLine::read(std::string& message) {
  message.clear();
  std::size_t end = std::string::npos;
  while ((end = message.find(kEndOfHead)) == std::string::npos) {
    if (receive(message)) continue;
    check(message.empty(), "a TLS connection broke");
    return false;
  }
  const std::size_t whole = end + kEndOfHead.size() + announced(std::string_view(message).substr(0, end));
  while (message.size() < whole) check(receive(message), "a TLS connection broke");
  return true;
}

TlsCaller::TlsCaller(std::uint16_t port, const std::vector<Hash>& pins)
    : trust_(std::make_unique<net::PinnedClient>(pins)), line_(connect_to(port), trust_->context()) {
  check(SSL_connect(line_.ssl()) == 1, "the server's key is not the pinned one");
}

const std::string& TlsCaller::exchange(std::string_view request) {
  line_.write(request);
  check(line_.read(answer_), "the server closed the connection");
  return answer_;
}

TlsEcho::TlsEcho(std::size_t answer_bytes)
    : identity_(net::TlsIdentity::from_seed(TlsSeed::random())),
      answer_("HTTP/1.1 200 OK\r\ncontent-length: " + std::to_string(answer_bytes) + "\r\n\r\n" +
              std::string(answer_bytes, 'x')),
      listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  check(::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size) == 0 && ::listen(listener_, 128) == 0 &&
            ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0,
        "listen");
  port_ = ntohs(address.sin_port);
  accepting_ = std::thread([this] { accept_all(); });
}

TlsEcho::~TlsEcho() {
  ::shutdown(listener_, SHUT_RDWR);
  accepting_.join();
  for (std::thread& caller : callers_) caller.join();
  ::close(listener_);
}

void TlsEcho::accept_all() {
  while (true) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    callers_.emplace_back([this, socket] { serve(socket); });
  }
}

void TlsEcho::serve(int socket) {
  TlsLine line(socket, identity_.state()->context.get());
  if (SSL_accept(line.ssl()) != 1) return;
  std::string request;
  while (line.read(request)) line.write(answer_);
}

}  // namespace tacit::bench

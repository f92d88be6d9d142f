#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "common/net/tls.hpp"
#include "common/net/tls_context.hpp"

// The cheapest HTTP over TLS 1.3 there is on this machine: blocking sockets, OpenSSL with the settings of common/net,
// no parsing but for the length of a body. One thread a connection. Whatever it measures, the other side is measured.
namespace tacit::bench {

struct FreeSsl {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

// One open connection; either side. Throws std::runtime_error when it breaks.
class TlsLine {
 public:
  // Takes the socket over.
  TlsLine(int socket, SSL_CTX* context);
  TlsLine(TlsLine&& other) noexcept;
  TlsLine& operator=(TlsLine&&) = delete;
  ~TlsLine();

  SSL* ssl() const { return ssl_.get(); }
  void write(std::string_view message);
  // One whole HTTP message, head and body; false when the peer has closed before its first byte.
  bool read(std::string& message);

 private:
  bool receive(std::string& message);
  int socket_;
  std::unique_ptr<SSL, FreeSsl> ssl_;
};

// A client's side, whose server has one of the pinned keys.
class TlsCaller {
 public:
  TlsCaller(std::uint16_t port, const std::vector<Hash>& pins);
  // Sends one request and waits for its answer, which is returned whole and good until the next call.
  const std::string& exchange(std::string_view request);

 private:
  std::unique_ptr<net::PinnedClient> trust_;  // OpenSSL holds a pointer to it
  TlsLine line_;
  std::string answer_;
};

// Answers every request on loopback with the same bytes: the floor of everything that speaks TLS.
class TlsEcho {
 public:
  explicit TlsEcho(std::size_t answer_bytes);
  ~TlsEcho();  // after its callers have gone
  TlsEcho(const TlsEcho&) = delete;
  TlsEcho& operator=(const TlsEcho&) = delete;

  std::uint16_t port() const { return port_; }
  std::vector<Hash> pins() const { return {identity_.spki_pin()}; }

 private:
  void accept_all();
  void serve(int socket);

  const net::TlsIdentity identity_;
  const std::string answer_;
  int listener_;
  std::uint16_t port_ = 0;
  std::vector<std::thread> callers_;
  std::thread accepting_;
};

}  // namespace tacit::bench

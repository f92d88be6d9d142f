#pragma once
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "common/base/clock.hpp"
#include "common/net/client.hpp"
#include "common/net/server.hpp"

namespace tacit::net {

// A clock that stands still until it is moved.
class ManualClock final : public Clock {
 public:
  std::chrono::sys_seconds now() const override { return wall; }
  std::chrono::nanoseconds monotonic() const override { return steady; }
  Day today() const override { return {static_cast<std::int32_t>(wall.time_since_epoch() / std::chrono::days(1))}; }

  void advance(std::chrono::seconds time) {
    wall += time;
    steady += time;
  }

  std::chrono::sys_seconds wall{std::chrono::seconds(1618884475)};
  std::chrono::nanoseconds steady{0};
};

inline TlsSeed seed_of(std::uint8_t fill) { return TlsSeed::copy_from(Bytes(32, fill)); }
inline TlsIdentity identity_of(std::uint8_t fill) { return TlsIdentity::from_seed(seed_of(fill)); }

// A connected socket, byte for byte. Reads give up after ten seconds, so that a broken server fails a test
// instead of hanging it.
class RawSocket {
 public:
  static RawSocket connect_to(std::uint16_t port);
  explicit RawSocket(int descriptor);
  RawSocket(RawSocket&& other) noexcept;
  RawSocket& operator=(RawSocket&&) = delete;
  ~RawSocket();

  int descriptor() const { return descriptor_; }
  void connect(std::uint16_t port) const;
  void send(std::string_view bytes) const;  // ignores that the peer has gone
  std::string read_some() const;            // empty: closed
  std::string read_all() const;             // until the peer closes
  std::string read_until(std::string_view end) const;
  // Whether the peer has closed; waits for it.
  bool is_closed_by_peer() const { return read_some().empty(); }
  void close();

 private:
  int descriptor_;
};

// Accepts on a random loopback port and runs `script` on each connection in turn, on its own thread.
class ScriptedPeer {
 public:
  using Script = std::function<void(RawSocket, int nth)>;
  explicit ScriptedPeer(Script script);
  ~ScriptedPeer();
  std::uint16_t port() const { return port_; }

 private:
  int listener_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

// Spins until the condition holds; false after ten seconds.
bool eventually(const std::function<bool()>& condition);

// Answers with method, path, query and body.
void echo(HttpRequest request, const Respond& respond);

std::unique_ptr<HttpServer> start_server(ServerOptions options, Handler handler);
std::unique_ptr<HttpServer> start_plain_server(const ServerLimits& limits, Handler handler = echo);
std::unique_ptr<HttpServer> start_tls_server(std::uint8_t key_fill, const ServerLimits& limits = {},
                                             Handler handler = echo, std::uint16_t port = 0);
ClientOptions client_options(std::uint16_t port, std::uint8_t key_fill);

}  // namespace tacit::net

#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace tacit::net {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;

// One connection, plain or TLS, for the server and the client (this module's own files only). Every operation fails
// when the deadline set before it has passed, and the socket is then closed. Used from one strand.
class Wire {
 public:
  struct Received {
    ErrorCode error;
    std::size_t bytes;
  };

  explicit Wire(asio::any_io_executor executor) : tcp_(std::move(executor)) {}
  explicit Wire(asio::ip::tcp::socket socket);

  // From now on, for every operation until it is set again.
  void expires_after(std::chrono::milliseconds time) { tcp_.expires_after(time); }

  asio::awaitable<ErrorCode> connect(std::vector<asio::ip::tcp::endpoint> endpoints);
  // From then on reads and writes go through TLS. The context outlives the wire.
  enum class Role { client, server };
  asio::awaitable<ErrorCode> handshake(asio::ssl::context& context, Role role);

  asio::awaitable<Received> read_some(asio::mutable_buffer into);
  asio::awaitable<ErrorCode> write(std::string_view head, std::string_view body);
  // Says goodbye, so that what was written arrives even if the peer is still sending; takes at most `time`.
  asio::awaitable<void> finish(std::chrono::milliseconds time);

  bool is_open() const { return tcp_.socket().is_open(); }
  // At once; operations under way fail.
  void close() { tcp_.close(); }

 private:
  boost::beast::tcp_stream tcp_;
  std::optional<asio::ssl::stream<boost::beast::tcp_stream&>> tls_;
};

bool is_timeout(const ErrorCode& error);

}  // namespace tacit::net

#include "common/net/wire.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/error.hpp>

namespace tacit::net {
namespace {
constexpr auto kToken = asio::as_tuple(asio::use_awaitable);
// What a peer may still send after it was told that nobody reads it.
constexpr std::size_t kMaxDiscarded = 256 * 1024;
}  // namespace

Wire::Wire(asio::ip::tcp::socket socket) : tcp_(std::move(socket)) {
  ErrorCode ignored;  // only a matter of speed
  tcp_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
}

asio::awaitable<ErrorCode> Wire::connect(std::vector<asio::ip::tcp::endpoint> endpoints) {
  const auto [error, endpoint] = co_await tcp_.async_connect(endpoints, kToken);
  if (!error) {
    ErrorCode ignored;  // only a matter of speed
    tcp_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
  }
  co_return error;
}

asio::awaitable<ErrorCode> Wire::handshake(asio::ssl::context& context, Role role) {
  tls_.emplace(tcp_, context);
  const auto side = role == Role::client ? asio::ssl::stream_base::client : asio::ssl::stream_base::server;
  const auto [error] = co_await tls_->async_handshake(side, kToken);
  co_return error;
}

asio::awaitable<Wire::Received> Wire::read_some(asio::mutable_buffer into) {
  if (tls_) {
    const auto [error, bytes] = co_await tls_->async_read_some(into, kToken);
    co_return Received{error, bytes};
  }
  const auto [error, bytes] = co_await tcp_.async_read_some(into, kToken);
  co_return Received{error, bytes};
}

asio::awaitable<ErrorCode> Wire::write(std::string_view head, std::string_view body) {
  const std::array<asio::const_buffer, 2> both{asio::buffer(head), asio::buffer(body)};
  if (tls_) {
    const auto [error, bytes] = co_await asio::async_write(*tls_, both, kToken);
    co_return error;
  }
  const auto [error, bytes] = co_await asio::async_write(tcp_, both, kToken);
  co_return error;
}

asio::awaitable<void> Wire::finish(std::chrono::milliseconds time) {
  if (!is_open()) co_return;
  expires_after(time);
  // A peer that goes first or not at all is as good: the socket is closed either way.
  if (tls_) co_await tls_->async_shutdown(kToken);
  ErrorCode error;
  if (is_open()) tcp_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
  std::array<char, 4096> discarded{};
  for (std::size_t sum = 0; !error && is_open() && sum < kMaxDiscarded;) {
    const auto [failed, bytes] = co_await tcp_.async_read_some(asio::buffer(discarded), kToken);
    error = failed;
    sum += bytes;
  }
  close();
}

bool is_timeout(const ErrorCode& error) { return error == boost::beast::error::timeout; }

}  // namespace tacit::net

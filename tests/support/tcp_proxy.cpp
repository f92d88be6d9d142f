#include "tests/support/tcp_proxy.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

namespace tacit::test {
namespace {

void check(bool good, const char* what) {
  if (!good) throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void without_delay(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

bool send_all(int socket, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t sent = ::send(socket, data, size, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    data += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

}  // namespace

TcpProxy::TcpProxy() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), wake_(::eventfd(0, EFD_CLOEXEC)) {
  check(listener_ >= 0 && wake_ >= 0, "socket");
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  check(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0, "bind");
  check(::listen(listener_, 64) == 0, "listen");
  check(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0, "getsockname");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { work(); });
}

TcpProxy::~TcpProxy() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake();
  thread_.join();
  close_all();
  ::close(listener_);
  ::close(wake_);
}

void TcpProxy::wake() const {
  const std::uint64_t one = 1;
  check(::write(wake_, &one, sizeof one) == sizeof one, "eventfd");
}

void TcpProxy::forward_to(std::uint16_t port) {
  const std::lock_guard lock(mutex_);
  target_ = port;
}

void TcpProxy::cut_after(Side from, std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  cut_ = {from, bytes};
  broken_ = bytes == 0;
}

bool TcpProxy::mend() {
  const std::lock_guard lock(mutex_);
  cut_.reset();
  return std::exchange(broken_, false);
}

std::uint64_t TcpProxy::passed(Side from) const {
  const std::lock_guard lock(mutex_);
  const auto found = passed_.find(from);
  return found == passed_.end() ? 0 : found->second;
}

void TcpProxy::keep_all() {
  const std::lock_guard lock(mutex_);
  keep_ = true;
}

std::string TcpProxy::kept(Side from) const {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(from);
  return found == kept_.end() ? std::string() : found->second;
}

void TcpProxy::accept_one() {
  const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (client < 0) return;
  const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(target_);
  const bool open =
      !broken_ && target_ != 0 && ::connect(server, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  if (!open) return close_pair({client, server});
  without_delay(client);
  without_delay(server);
  pairs_.emplace(client, Pair{client, server});
}

bool TcpProxy::pass(const Pair& pair, Side from) {
  std::array<char, 16'384> block;
  const int source = from == Side::client ? pair.client : pair.server;
  const int sink = from == Side::client ? pair.server : pair.client;
  const ssize_t got = ::recv(source, block.data(), block.size(), 0);
  if (got <= 0) return false;
  auto size = static_cast<std::size_t>(got);
  const bool counted = cut_ && cut_->first == from;
  if (counted) size = std::min<std::size_t>(size, cut_->second);
  passed_[from] += size;
  if (keep_) kept_[from].append(block.data(), size);
  const bool sent = send_all(sink, block.data(), size);
  if (counted) {
    cut_->second -= size;
    broken_ = cut_->second == 0;
  }
  return sent;
}

void TcpProxy::close_pair(const Pair& pair) {
  for (const int one : {pair.client, pair.server}) {
    ::shutdown(one, SHUT_RDWR);  // what was passed on still arrives
    ::close(one);
  }
}

void TcpProxy::close_all() {
  for (const auto& [key, pair] : pairs_) close_pair(pair);
  pairs_.clear();
}

void TcpProxy::work() {
  std::vector<pollfd> waiting;
  std::vector<std::pair<int, Side>> whose;
  while (true) {
    waiting = {{wake_, POLLIN, 0}, {listener_, POLLIN, 0}};
    whose.assign(2, {});
    for (const auto& [key, pair] : pairs_) {
      waiting.push_back({pair.client, POLLIN, 0});
      whose.emplace_back(key, Side::client);
      waiting.push_back({pair.server, POLLIN, 0});
      whose.emplace_back(key, Side::server);
    }
    if (::poll(waiting.data(), waiting.size(), -1) < 0) continue;
    const std::lock_guard lock(mutex_);
    if (stop_) return;
    if (waiting[1].revents != 0) accept_one();
    for (std::size_t i = 2; i < waiting.size() && !broken_; ++i) {
      const auto found = pairs_.find(whose[i].first);
      if (waiting[i].revents == 0 || found == pairs_.end() || pass(found->second, whose[i].second)) continue;
      close_pair(found->second);
      pairs_.erase(found);
    }
    if (broken_) close_all();
  }
}

}  // namespace tacit::test

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <vector>

#include "common/net/server.hpp"
#include "support.hpp"

namespace tacit::net {
namespace {

constexpr std::string_view kGetRoot = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

// Takes every descriptor that this process may still have, under a lower limit, and gives them back.
class NoDescriptors {
 public:
  NoDescriptors() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit lower{.rlim_cur = 256, .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &lower);
    for (int taken = ::dup(0); taken >= 0; taken = ::dup(0)) taken_.push_back(taken);
  }
  ~NoDescriptors() {
    for (const int taken : taken_) ::close(taken);
    ::setrlimit(RLIMIT_NOFILE, &before_);
  }

 private:
  rlimit before_{};
  std::vector<int> taken_;
};

std::chrono::microseconds processor_time() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return std::chrono::seconds(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         std::chrono::microseconds(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

TEST(HttpServer, NoDescriptorLeft_WaitsWithoutSpinningAndGoesOn) {
  const auto server = start_plain_server({});
  const RawSocket socket(::socket(AF_INET, SOCK_STREAM, 0));
  {
    const NoDescriptors none;
    socket.connect(server->port());  // into the system's queue
    socket.send(kGetRoot);
    const auto before = processor_time();
    pollfd answer{.fd = socket.descriptor(), .events = POLLIN, .revents = 0};
    EXPECT_EQ(::poll(&answer, 1, 500), 0) << "nobody can have taken it";
    EXPECT_LT(processor_time() - before, std::chrono::milliseconds(100));
  }
  EXPECT_TRUE(socket.read_all().starts_with("HTTP/1.1 200 "));
}

TEST(HttpServer, NoDescriptorLeft_IdleConnectionMakesRoom) {
  const auto server = start_plain_server({});
  const RawSocket idle = RawSocket::connect_to(server->port());
  ASSERT_TRUE(eventually([&] { return server->open_connections() == 1; }));
  const RawSocket socket(::socket(AF_INET, SOCK_STREAM, 0));
  const NoDescriptors none;
  socket.connect(server->port());
  socket.send(kGetRoot);
  EXPECT_TRUE(socket.read_all().starts_with("HTTP/1.1 200 "));
  EXPECT_TRUE(idle.is_closed_by_peer());
}

}  // namespace
}  // namespace tacit::net

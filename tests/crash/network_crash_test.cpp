#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "client/sync/memory.hpp"
#include "server/server.hpp"
#include "tests/crash/closed_world.hpp"
#include "tests/crash/explorer.hpp"

// Client and server as two processes over TLS on loopback, with each send of one of them struck: the process is killed
// before it or after half of its bytes, or the connection is reset.
namespace tacit::test {
namespace {

using fault::Action;
using fault::Call;

const std::vector<Mishap>& sends() {
  static const std::vector<Mishap> all{{"kill", Action::kill, bit(Call::send), 0},
                                       {"tear", Action::tear, bit(Call::send), 0},
                                       {"reset", Action::fail, bit(Call::send), ECONNRESET}};
  return all;
}

// A process of its own that is not struck; the body's end is its end.
template <class Body>
pid_t beside(Body&& body) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  fault::end();
  try {
    body();
  } catch (const std::exception&) {
    ::_exit(1);
  }
  ::_exit(0);
}

class CrashNetwork : public testing::Test {
 protected:
  CrashNetwork() {
    world_.populate({"worker", "colleague"});
    world_.start();
    Vault worker = world_.open("worker"), colleague = world_.open("colleague");
    recorded_.push_back(add_outing(world_, colleague));
    world_.sync(colleague);
    recorded_.push_back(add_outing(world_, worker));
    recorded_.push_back(add_contact(world_, worker, recorded_.back()));
    world_.stop();
    std::filesystem::copy(world_.folder(), scratch_.at("prepared"), std::filesystem::copy_options::recursive);
    // Keys are rotated as well.
    world_.clock().advance(std::chrono::hours(24 * 31));
  }

  std::unique_ptr<server::Server> serve() {
    return must(server::Server::start(
        world_.clock(), world_.root(),
        {.directory = world_.data(), .address = "127.0.0.1", .port = 0, .threads = 1, .limits = {}, .queue = {}}));
  }
  void sync_over_tls(std::uint16_t port) {
    Vault worker = world_.open("worker");
    Vault::Identity moved = must(worker.identity());
    moved.url = net::Endpoint{.host = "127.0.0.1", .port = port}.url();
    must(worker.set_identity(moved));
    // Once with all there is to send, and once more with nothing.
    for (int time = 0; time < 2; ++time)
      must(usecases::require_complete(must(usecases::synchronise({worker, world_.clock(), usecases::dial_tls()}))));
  }
  std::uint64_t explore(const std::string& name, std::function<void(Said&)> act) {
    return test::explore({name, world_.folder(), scratch_.at("prepared"), std::move(act),
                          [this](const Said&, const Mishap&) { ASSERT_NO_THROW(expect_healed()); }},
                         sends());
  }
  void expect_healed() {
    world_.start();
    Vault worker = world_.open("worker"), colleague = world_.open("colleague");
    for (Vault* vault : {&worker, &colleague}) world_.sync(*vault);
    EXPECT_EQ(worker.unsent(), 0u);
    EXPECT_EQ(must(worker.memory())->own_chain().seq, 2u);
    for (Vault* vault : {&worker, &colleague})
      for (const RecordId& rid : recorded_) expect_once(*vault, rid);
    world_.stop();
  }

  FastDirectory scratch_;
  ClosedWorld world_{scratch_.at("trial")};
  std::vector<RecordId> recorded_;
};

TEST_F(CrashNetwork, EverySendOfTheClientStruck_IsHealedByTheNextSync) {
  const auto points = explore("sends of the client", [this](Said&) {
    int tell_port[2];
    if (::pipe(tell_port) != 0) throw std::runtime_error("pipe");
    beside([&] {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      const auto server = serve();
      const std::uint16_t port = server->port();
      if (::write(tell_port[1], &port, sizeof port) != sizeof port) throw std::runtime_error("write");
      while (true) ::pause();
    });
    std::uint16_t port = 0;
    if (::read(tell_port[0], &port, sizeof port) != sizeof port) throw std::runtime_error("read");
    sync_over_tls(port);
  });
  EXPECT_GT(points, 30u);
}

TEST_F(CrashNetwork, EverySendOfTheServerStruck_IsHealedByTheNextSync) {
  const auto points = explore("sends of the server", [this](Said&) {
    int tell_port[2];
    if (::pipe(tell_port) != 0) throw std::runtime_error("pipe");
    const pid_t client = beside([&] {
      ::close(tell_port[1]);
      std::uint16_t port = 0;
      if (::read(tell_port[0], &port, sizeof port) == sizeof port) sync_over_tls(port);
    });
    const auto server = serve();
    const std::uint16_t port = server->port();
    if (::write(tell_port[1], &port, sizeof port) != sizeof port) throw std::runtime_error("write");
    ::waitpid(client, nullptr, 0);
    server->stop();
  });
  EXPECT_GT(points, 30u);
}

}  // namespace
}  // namespace tacit::test

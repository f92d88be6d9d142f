#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>

#include "client/web/desk.hpp"
#include "tests/support/client_world.hpp"

// What goes over the network goes on beside the calls, one thing at a time, and lets go of the vault when it is told
// to.
namespace tacit::web {
namespace {

// A server that answers when the test lets it.
class SlowServer {
 public:
  usecases::Dial dial() {
    return [this](const net::Endpoint&, const std::vector<Hash>&) -> Result<std::unique_ptr<net::Transport>> {
      return std::make_unique<Line>(*this);
    };
  }
  void await_request() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return asked_ > 0; });
  }
  void answer() {
    const std::lock_guard lock(mutex_);
    answers_ = true;
    changed_.notify_all();
  }

 private:
  class Line final : public net::Transport {
   public:
    explicit Line(SlowServer& server) : server_(server) {}
    Result<net::HttpResponse> send(const net::HttpRequest&) override {
      std::unique_lock lock(server_.mutex_);
      ++server_.asked_;
      server_.changed_.notify_all();
      server_.changed_.wait(lock, [this] { return server_.answers_ || server_.cut_; });
      return fail(Code::unavailable, "the server cannot be reached");
    }
    void cancel() override {
      const std::lock_guard lock(server_.mutex_);
      server_.cut_ = true;
      server_.changed_.notify_all();
    }

   private:
    SlowServer& server_;
  };

  std::mutex mutex_;
  std::condition_variable changed_;
  int asked_ = 0;
  bool answers_ = false, cut_ = false;
};

class WebJob : public ::testing::Test {
 protected:
  WebJob() {
    world_.start();
    Vault vault = world_.join(0, directory_.at("vault"));
    world_.pull(vault);
  }
  json::object must(const std::string& call, const json::object& body = {}) {
    const auto answer = desk_.answer(call, json::serialize(body));
    EXPECT_TRUE(answer) << call << ": " << answer.error().text.c_str();
    return answer ? *answer : json::object{};
  }
  Code code(const std::string& call) {
    const auto answer = desk_.answer(call, "{}");
    EXPECT_FALSE(answer) << call;
    return answer ? Code::already_done : answer.error().code;
  }
  void begin() {
    must("unlock", {{"passphrase", test::kPassphrase}});
    must("verify");
    server_.await_request();
  }
  std::string end() {
    for (;;) {
      const auto state = must("job");
      if (state.at("state") != "running") return std::string(state.at("state").as_string());
      std::this_thread::yield();
    }
  }

  test::FastDirectory directory_;
  test::ClientWorld world_{1, "street-rounds"};
  test::TestClock clock_;
  SlowServer server_;
  Desk desk_{clock_, {directory_.at("vault"), server_.dial()}};
};

TEST_F(WebJob, WhileItWaits_EverythingElseGoesOn) {
  begin();
  EXPECT_EQ(must("job").at("state"), "running");
  EXPECT_EQ(must("job").at("job"), "verify");
  must("today");
  must("set_language", {{"language", "ru"}});
  server_.answer();
  EXPECT_EQ(end(), "failed");
  EXPECT_EQ(must("job").at("code"), "unavailable");
}

TEST_F(WebJob, ASecondOne_IsTurnedAway) {
  begin();
  for (const std::string call : {"verify", "waiting", "send"}) EXPECT_EQ(code(call), Code::busy) << call;
  server_.answer();
  end();
  must("waiting");
  end();
}

TEST_F(WebJob, Stopped_EndsAtOnce) {
  begin();
  must("stop_job");
  EXPECT_EQ(end(), "stopped");
  must("today");
}

TEST_F(WebJob, Locked_NeverTouchesTheVaultAgain) {
  begin();
  must("lock");
  EXPECT_FALSE(desk_.is_open());
  EXPECT_TRUE(Vault::open(directory_.at("vault"), test::secret_text(test::kPassphrase))) << "it is free at once";
  EXPECT_EQ(code("job"), Code::not_ready);
}

TEST_F(WebJob, WhenItEnded_TheNextUnlockKnowsNothingOfIt) {
  begin();
  server_.answer();
  end();
  desk_.lock();
  EXPECT_EQ(code("job"), Code::not_ready);
}

TEST_F(WebJob, AskingHowItGoes_KeepsNobodyIn) {
  begin();
  clock_.advance(std::chrono::minutes(4));
  must("job");
  EXPECT_EQ(desk_.idle(), std::chrono::minutes(4));
}

// Whatever a verb does with an answer that fails: it is not asked.
TEST(WebJobEnd, Stopped_NothingBehindTheWaitHappens) {
  test::FastDirectory directory;
  test::ClientWorld world;
  world.start();
  Vault vault = world.join(0, directory.at("vault"));
  test::TestClock clock;
  SlowServer server;
  std::mutex mutex;
  Job job(mutex);
  std::atomic<bool> went_on = false;
  const Task careless = [&](const usecases::Online& online) -> Result<json::object> {
    TRY(const auto line, online.dial({}, {}));
    (void)line->send({});
    went_on = true;
    return json::object{};
  };
  std::unique_lock lock(mutex);
  ASSERT_TRUE(job.start("verify", careless, {vault, clock, server.dial()}));
  lock.unlock();
  server.await_request();
  lock.lock();
  job.stop();
  while (job.is_running()) {
    lock.unlock();
    std::this_thread::yield();
    lock.lock();
  }
  EXPECT_FALSE(went_on);
  EXPECT_EQ(job.state().at("state"), "stopped");
}

TEST(WebJobAnswer, AnInvitation_IsToldOnce) {
  test::FastDirectory directory;
  test::ClientWorld world;
  world.start();
  Vault vault = world.join(0, directory.at("vault"));
  test::TestClock clock;
  for (const std::string name : {"invite", "verify"}) {
    std::mutex mutex;
    Job job(mutex);
    std::unique_lock lock(mutex);
    ASSERT_TRUE(job.start(name,
                          [](const usecases::Online&) {
                            return json::object{{"said", 1}};
                          },
                          {vault, clock, usecases::dial_tls()}));
    while (job.is_running()) {
      lock.unlock();
      std::this_thread::yield();
      lock.lock();
    }
    EXPECT_EQ(job.state().contains("answer"), name != "invite") << name << ", whoever asks";
    EXPECT_TRUE(job.take_state().contains("answer")) << name;
    EXPECT_EQ(job.take_state().contains("answer"), name != "invite") << name;
  }
}

}  // namespace
}  // namespace tacit::web

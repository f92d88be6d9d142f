#include <future>

#include "common/storage/transaction.hpp"
#include "tests/unit/server/server_fixture.hpp"

namespace tacit::server {
namespace {

class FullServer : public ServerTest {};

TEST_F(FullServer, Append_IsTurnedAwayWithATimeToRetry) {
  populate();
  close();
  open({.readers = 2, .queue = {.queue = 1, .batch = 1}});
  std::vector<test::TestDevice> devices(4);
  test::OpsWithBlobs ops;
  for (const auto& device : devices)
    ops.ops.push_back(test::TestOrganisation::admit(device, Role::worker, {team_one_}));
  extend(founder_, std::move(ops));
  const std::uint64_t before = size();
  Database door = side_door();
  std::vector<std::promise<net::HttpResponse>> answers(devices.size());
  {
    // The writer waits for the lock with one request in hand and one in the queue at most.
    const Transaction lock(door);
    for (std::size_t i = 0; i < devices.size(); ++i) {
      const api::EntriesRequest entries{{org_.entry(devices[i], {Scope::team(team_one_)}, {})}};
      service_->handle(sign(devices[i], "POST", api::kEntries, {}, api::encode(entries)),
                       [&answers, i](net::HttpResponse response) { answers[i].set_value(std::move(response)); });
    }
  }
  std::size_t stored = 0, refused = 0;
  for (auto& answer : answers) {
    const net::HttpResponse response = answer.get_future().get();
    if (response.status == 200) {
      ++stored;
      continue;
    }
    ++refused;
    expect_refused(response, 503, "busy");
    EXPECT_TRUE(response.header("retry-after").has_value());
  }
  EXPECT_GE(stored, 1u);
  EXPECT_GE(refused, 2u);
  EXPECT_EQ(size(), before + stored);
}

TEST_F(FullServer, Stopped_TakesNoMoreWork) {
  populate();
  const api::NewEntry entry = org_.entry(worker_, {Scope::team(team_one_)}, {});
  service_->stop();
  expect_refused(post_entries(worker_, {entry}), 503, "busy");
}

}  // namespace
}  // namespace tacit::server

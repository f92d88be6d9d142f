#include <gtest/gtest.h>

#include <algorithm>

#include "client/sync/log_download.hpp"
#include "crypto/init.hpp"
#include "tests/support/sync_world.hpp"

namespace tacit::test {
namespace {

using Tamper = std::function<void(const sync::Request&, std::string&)>;

class LogDownload : public testing::Test {
 protected:
  static void SetUpTestSuite() { init_crypto(); }

  LogDownload() : team(world.add_team()) {
    world.enrol(worker, Role::worker, {team});
    world.enrol(auditor, Role::auditor, {});
    record_contact(worker, team);
    world.run(worker);
    world.run(auditor);
    // The log grows behind the auditor's back.
    for (int i = 0; i < 3; ++i) record_contact(worker, team);
    world.run(worker);
  }

  sync::LogReport download(const Tamper& tamper = {}) {
    text.clear();
    sync::LogDownload machine(auditor, world.today);
    for (auto step = machine.start();;) {
      text += step.text;
      auditor.apply(step.effects);
      if (step.report) return std::move(*step.report);
      auto answer = world.server.handle(auditor.id(), *step.request);
      if (answer && tamper) tamper(*step.request, *answer);
      step = machine.resume(answer);
    }
  }
  std::vector<json::value> lines() const {
    std::vector<json::value> out;
    for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1)
      out.push_back(*json::parse(std::string_view(text).substr(at, end - at), 1 << 20));
    return out;
  }
  // What a change of one kind of answer is found as.
  template <class Message>
  bool finds_fork(const char* path, const std::function<void(Message&)>& change) {
    const auto report = download([&](const sync::Request& request, std::string& answer) {
      if (request.path != path) return;
      auto message = *api::decode<Message>(answer);
      change(message);
      answer = api::encode(message);
    });
    const auto fork = [](const sync::Alarm& alarm) { return alarm.code == Code::alarm_fork; };
    return std::any_of(report.problems.begin(), report.problems.end(), fork);
  }

  SyncWorld world;
  TeamId team;
  MemoryDevice worker, auditor;
  std::string text;
};

TEST_F(LogDownload, HonestLog_IsWrittenWholeWithItsProofs) {
  world.server.page_items = 3;
  const std::uint64_t known = auditor.checkpoint()->size;
  const auto report = download();
  EXPECT_FALSE(report.stopped);
  EXPECT_TRUE(report.problems.empty());
  const auto said = lines();
  EXPECT_EQ(said.front().at("tacit").as_string(), "log");
  EXPECT_EQ(said.back().at("leaves").as_int64(), static_cast<std::int64_t>(world.server.tree().size()));
  EXPECT_EQ(said[1].at("since").at("size").as_int64(), static_cast<std::int64_t>(known));
  EXPECT_FALSE(said[1].at("consistency").as_array().empty());
  std::size_t leaves = 0, pages = 0, paged = 0;
  for (const auto& one : said) {
    const json::object& line = one.as_object();
    if (line.contains("leaf")) {
      EXPECT_EQ(line.at("index").as_int64(), static_cast<std::int64_t>(leaves));
      EXPECT_EQ(line.at("leaf").as_string(), world.server.leaves()[leaves]);
      ++leaves;
    }
    if (!line.contains("page")) continue;
    ++pages;
    paged += line.at("indexes").as_array().size();
  }
  EXPECT_EQ(leaves, world.server.leaves().size());
  EXPECT_GT(pages, 1u);
  EXPECT_EQ(paged, world.server.roster().seq() + 1);
}

TEST_F(LogDownload, WrongConsistencyProof_IsAFork) {
  EXPECT_TRUE(finds_fork<api::CheckpointAnswer>(api::kCheckpoint, [](auto& answer) { answer.consistency.pop_back(); }));
}

TEST_F(LogDownload, WrongPageProof_IsAFork) {
  EXPECT_TRUE(finds_fork<api::RosterPage>(api::kRoster, [](auto& page) { page.log.proof.front() = Hash{}; }));
}

TEST_F(LogDownload, RosterAtOtherPlaces_IsAFork) {
  EXPECT_TRUE(finds_fork<api::RosterPage>(api::kRoster, [](auto& page) { page.links.back().index += 1; }));
}

TEST_F(LogDownload, ChangedLeaf_IsFoundAndStillWritten) {
  const auto report = download([](const sync::Request& request, std::string& answer) {
    if (request.path != api::kLeaves) return;
    auto page = *api::decode<api::LeavesPage>(answer);
    page.leaves.back().replace(page.leaves.back().rfind('.') + 5, 4, "AAAA");
    answer = api::encode(page);
  });
  EXPECT_FALSE(report.problems.empty());
  EXPECT_EQ(lines().back().at("leaves").as_int64(), static_cast<std::int64_t>(world.server.tree().size()));
  EXPECT_NE(text.find("AAAA"), std::string::npos);
}

TEST_F(LogDownload, NoAnswer_StopsItWithoutAnEnd) {
  for (const char* path : {api::kCheckpoint, api::kRoster, api::kLeaves}) {
    text.clear();
    sync::LogDownload machine(auditor, world.today);
    for (auto step = machine.start();;) {
      text += step.text;
      if (step.report) {
        ASSERT_TRUE(step.report->stopped);
        EXPECT_EQ(step.report->stopped->code, Code::unavailable);
        break;
      }
      const bool cut = step.request->path == path;
      step = machine.resume(cut ? Result<std::string>(fail(Code::unavailable, "cut"))
                                : world.server.handle(auditor.id(), *step.request));
    }
    EXPECT_FALSE(lines().back().as_object().contains("leaves"));
  }
}

}  // namespace
}  // namespace tacit::test

#include <gtest/gtest.h>
#include <stdlib.h>

#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tools/scenario/generator.hpp"
#include "tools/scenario/goals.hpp"
#include "tools/scenario/journal.hpp"
#include "tools/scenario/leaks.hpp"
#include "tools/scenario/oracle.hpp"

namespace tacit::scenario {
namespace {

namespace bj = boost::json;

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "tacit-scenario-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Standard output of a command, and its exit status.
std::pair<std::string, int> output_of(const std::string& command) {
  std::string out;
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot start a command");
  char buffer[4096];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
  return {out, ::pclose(pipe)};
}

Figures figures_in(const bj::value& object) {
  Figures out;
  for (const auto& [id, value] : object.as_object()) out[std::string(id)] = value.to_number<std::int64_t>();
  return out;
}

Expected journalled(std::uint64_t seed, double size) {
  std::stringstream journal;
  write_journal(generate_street_rounds(seed, size), journal);
  return expected_of(journal);
}

// ---- the generator and its oracle -----------------------------------------------------------------------------------

TEST(Scenario, DefaultSeedAndSize_GiveThePublishedFigures) {
  const Goals goals = goals_of(kDefaultSeed, 1.0);
  EXPECT_EQ(goals.beneficiaries, 2207);
  EXPECT_EQ(goals.rounds, 150);
  EXPECT_EQ(goals.medical_care, 4358);
  EXPECT_EQ(goals.interviews, 282);
  const Expected expected = journalled(kDefaultSeed, 1.0);
  const Figures& year = expected.by_period.at("2021");
  EXPECT_EQ(year.at("beneficiaries"), 2207);
  EXPECT_EQ(year.at("rounds"), 150);
  EXPECT_EQ(year.at("medical-care"), 4358);
  EXPECT_EQ(year.at("psychological-interviews"), 282);
  EXPECT_EQ(expected.humans, 2207);
}

TEST(Scenario, SameSeedAndSize_GiveTheSameJournal) {
  std::stringstream first, second, other;
  write_journal(generate_street_rounds(9, 0.05), first);
  write_journal(generate_street_rounds(9, 0.05), second);
  write_journal(generate_street_rounds(10, 0.05), other);
  EXPECT_EQ(first.str(), second.str());
  EXPECT_NE(first.str(), other.str());
}

TEST(Scenario, AnySeed_MeetsItsGoalsAndNoCountOfRowsDoes) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Goals goals = goals_of(seed, 0.06);
    const Expected expected = journalled(seed, 0.06);
    const Figures& year = expected.by_period.at("2021");
    EXPECT_EQ(year.at("beneficiaries"), goals.beneficiaries) << seed;
    EXPECT_EQ(year.at("rounds"), goals.rounds) << seed;
    EXPECT_EQ(year.at("medical-care"), goals.medical_care) << seed;
    EXPECT_EQ(year.at("psychological-interviews"), goals.interviews) << seed;
    for (const char* id : {"beneficiaries", "rounds", "medical-care", "psychological-interviews"})
      EXPECT_NE(year.at(id), expected.raw.at(id)) << id << " " << seed;
    EXPECT_GT(expected.links, 0) << seed;
    EXPECT_GT(expected.voids, 0) << seed;
    EXPECT_GT(expected.corrections, 0) << seed;
    EXPECT_GT(expected.outside_year, 0) << seed;
  }
}

TEST(Scenario, JournalWithAnUnknownEvent_IsRefused) {
  std::stringstream journal(R"({"event":"rumour","day":"2021-01-01"})");
  EXPECT_THROW(expected_of(journal), std::runtime_error);
}

TEST(LeakSearch, TextInAFile_IsFoundHoweverItLies) {
  const Folder folder;
  std::ofstream(folder.path() / "page", std::ios::binary)
      << std::string(4093, '\0') << "Рыжий с вокзала 17" << std::string(9, 'x');
  std::ofstream(folder.path() / "clean", std::ios::binary) << "nothing of that kind";
  const LeakSearch found = search_for({"Рыжий с вокзала 17", "K7QM2-X9D4F-T", "short"}, folder.path());
  EXPECT_EQ(found.hits, 1U);
  EXPECT_EQ(found.files, 2U);
  EXPECT_EQ(found.searched_for, 2U);
}

// ---- the whole way, against the oracle ------------------------------------------------------------------------------

struct Run {
  std::uint64_t seed;
  const char* size;
};
// Part of the test's name, so nothing that differs from build to build.
void PrintTo(const Run& run, std::ostream* out) { *out << "seed " << run.seed << ", size " << run.size; }

class WholeWay : public testing::TestWithParam<Run> {};

TEST_P(WholeWay, ReportsOfStaffAndAuditor_AreThoseOfTheOracle) {
  const auto [seed, size] = GetParam();
  const Folder folder;
  const auto run = folder.path() / "run";
  const auto [text, status] = output_of(std::string(TACIT_SCENARIO_BINARY) + " --once --json --tacitd " +
                                        TACITD_BINARY + " --seed " + std::to_string(seed) + " --size " + size +
                                        " --data " + run.string() + " 2>" + (folder.path() / "progress").string());
  ASSERT_EQ(status, 0) << std::ifstream(folder.path() / "progress").rdbuf();
  const auto found = bj::parse(text).as_object();
  // Anew, from the file: not what the program itself made of it.
  std::ifstream journal(run / "journal.jsonl");
  const Expected expected = expected_of(journal);
  for (const auto& [period, figures] : expected.by_period)
    EXPECT_EQ(figures_in(found.at("report").at(period)), figures) << period;
  const auto& auditor = found.at("auditor").as_object();
  EXPECT_EQ(figures_in(auditor.at("people_by_quarter")), expected.people_by_quarter);
  EXPECT_EQ(auditor.at("statement").at("value").to_number<std::int64_t>(),
            expected.by_period.at("2021").at("beneficiaries"));
  EXPECT_TRUE(auditor.at("statement").at("within").as_bool());
  const Figures audited = figures_in(auditor.at("figures"));
  for (const char* id : {"rounds", "medical-care", "psychological-interviews"})
    EXPECT_EQ(audited.at(id), expected.by_period.at("2021").at(id)) << id;
  for (const auto& [id, value] : audited) EXPECT_EQ(value, expected.by_period.at("2021").at(id)) << id;
  EXPECT_EQ(found.at("log").at("problems").to_number<int>(), 0);
  EXPECT_EQ(found.at("leaks").at("hits").to_number<int>(), 0);
  EXPECT_GT(found.at("leaks").at("texts").to_number<int>(), 50);
  EXPECT_TRUE(found.at("differences").as_array().empty());
}

INSTANTIATE_TEST_SUITE_P(SeedsAndSizes, WholeWay,
                         testing::Values(Run{2021, "0.03"}, Run{7, "0.02"}, Run{42, "0.04"}, Run{1917, "0.05"},
                                         Run{31337, "0.06"}, Run{3, "0.1"}),
                         [](const auto& run) { return "seed_" + std::to_string(run.param.seed); });

}  // namespace
}  // namespace tacit::scenario

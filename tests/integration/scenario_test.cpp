#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/source_tree.hpp"
#include "tools/scenario/generator.hpp"
#include "tools/scenario/goals.hpp"
#include "tools/scenario/journal.hpp"
#include "tools/scenario/leaks.hpp"
#include "tools/scenario/oracle.hpp"
#include "tools/scenario/programmes.hpp"

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

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

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

std::string journal_of(const std::string& scenario, std::uint64_t seed, double size) {
  std::stringstream journal;
  write_journal(generate(programme_of(scenario), seed, size), journal);
  return journal.str();
}
Expected journalled(const std::string& scenario, std::uint64_t seed, double size) {
  std::stringstream journal(journal_of(scenario, seed, size));
  return expected_of(journal);
}

std::int64_t sum_of_months(const std::map<std::string, Figures>& by_period, const std::string& indicator) {
  std::int64_t sum = 0;
  for (const auto& [period, figures] : by_period)
    if (period.size() == 7) sum += figures.at(indicator);
  return sum;
}

// ---- the generator and its oracle -----------------------------------------------------------------------------------

constexpr const char* kStreetRounds = "street-rounds-2021";
constexpr const char *kOutreach = "msm-outreach", *kCare = "care-network", *kCity = "city-services",
                     *kFamily = "family-centre";
constexpr std::array kScenarios{kStreetRounds, kOutreach, kCare, kCity, kFamily};

TEST(Scenario, DefaultSeedAndSizeOfStreetRounds_GiveThePublishedFigures) {
  const Goals goals = goals_of(programme_of(kStreetRounds), kDefaultSeed, 1.0);
  const Counts published{
      {"beneficiaries", 2207}, {"rounds", 150}, {"medical-care", 4358}, {"psychological-interviews", 282}};
  EXPECT_EQ(goals.of_year, published);
  const Expected expected = journalled(kStreetRounds, kDefaultSeed, 1.0);
  const Figures& year = expected.by_period.at("2021");
  EXPECT_EQ(year.at("beneficiaries"), 2207);
  EXPECT_EQ(year.at("rounds"), 150);
  EXPECT_EQ(year.at("medical-care"), 4358);
  EXPECT_EQ(year.at("psychological-interviews"), 282);
  EXPECT_EQ(expected.humans, 2207);
}

TEST(Scenario, DefaultSeedAndSizeOfCareNetwork_GiveThePublishedMeans) {
  const Goals goals = goals_of(programme_of(kCare), kDefaultSeed, 1.0);
  const Counts published{{"children-covered", 120}, {"adults-covered", 160}, {"clients-covered", 280}};
  EXPECT_EQ(goals.of_months, published);
  const Expected expected = journalled(kCare, kDefaultSeed, 1.0);
  EXPECT_EQ(expected.months().size(), 12U);
  EXPECT_EQ(sum_of_months(expected.by_period, "children-covered"), 12 * 120);
  EXPECT_EQ(sum_of_months(expected.by_period, "adults-covered"), 12 * 160);
  EXPECT_GT(expected.of_year().at("day-care-days"), 0);
}

// A year of ours; pinned, so that a change of it is noticed.
TEST(Scenario, DefaultSeedAndSizeOfOutreach_GiveOurFigures) {
  const Figures year = journalled(kOutreach, kDefaultSeed, 1.0).of_year();
  EXPECT_EQ(year.at("msm-reached"), 1180);
  EXPECT_EQ(year.at("clients-reached"), 1250);
  EXPECT_EQ(year.at("outings"), 340);
  EXPECT_EQ(year.at("mobile-clinic-outings"), 48);
  EXPECT_EQ(year.at("kits-given"), 2350);
  EXPECT_EQ(year.at("prevention-counselling"), 2600);
  EXPECT_EQ(year.at("psychologist-consultations"), 210);
  EXPECT_EQ(year.at("drop-ins"), 640);
  EXPECT_EQ(year.at("mini-trainings"), 36);
}

// 4,500,000 people / 160 institutions / 16; 2,600,000 applications in 17 months / 160 / 16, for twelve of them.
TEST(Scenario, DefaultSeedAndSizeOfCityServices_AreASixteenthOfOneInstitution) {
  const Expected expected = journalled(kCity, kDefaultSeed, 1.0);
  const Figures& year = expected.of_year();
  EXPECT_EQ(year.at("clients-supported"), 4'500'000 / 160 / 16 + 1);  // 1757.8
  std::int64_t online = 0;
  for (const char* id :
       {"digital-families", "digital-older", "digital-disability", "digital-payments", "digital-labour"})
    online += year.at(id);
  EXPECT_EQ(online, 2'600'000 * 12LL / 17 / 160 / 16 + 1);  // 716.9
  EXPECT_EQ(year.at("digital-applications"), online);
  EXPECT_EQ(year.at("phone-contacts"), 310);
  EXPECT_EQ(year.at("chat-contacts"), 170);
  EXPECT_EQ(year.at("emergency-contacts"), 90);
}

TEST(Scenario, DefaultSeedAndSizeOfCityServices_UseAll37OnlineServices) {
  std::map<std::string, std::size_t> used;
  const Figures services = journalled(kCity, kDefaultSeed, 1.0).services;
  for (const Quota& quota : programme_of(kCity).quotas)
    for (const std::string& code : quota.codes) used[quota.indicator] += services.contains(code) ? 1U : 0U;
  const std::map<std::string, std::size_t> published{{"digital-families", 22},
                                                     {"digital-older", 7},
                                                     {"digital-disability", 3},
                                                     {"digital-payments", 2},
                                                     {"digital-labour", 3}};
  EXPECT_EQ(used, published);
}

TEST(Scenario, DefaultSeedAndSizeOfFamilyCentre_GiveThePublishedFigures) {
  const Expected expected = journalled(kFamily, kDefaultSeed, 1.0);
  const std::map<std::string, Figures> published{
      {"saint-petersburg", {{"families", 53}, {"children", 120}}},
      {"vologda",
       {{"applications", 312}, {"agreements", 118}, {"cases-closed", 50}, {"children-kept", 49}, {"abandonments", 1}}},
      {"kandalaksha",
       {{"women", 105},
        {"children", 199},
        {"boys", 103},
        {"girls", 96},
        {"women-assisted-financially", 42},
        {"women-on-allowance", 14},
        {"children-on-allowance", 15}}},
      {"pskov", {{"families", 59}, {"children", 86}, {"groups-formed", 3}}},
      {"murmansk",
       {{"applications", 492},
        {"agreements", 165},
        {"risk-reports", 102},
        {"families-supported", 68},
        {"mothers-housed", 4},
        {"infants-housed", 4}}}};
  for (const auto& [team, figures] : published)
    for (const auto& [id, value] : figures) EXPECT_EQ(expected.by_team.at(team).at(id), value) << team << " " << id;
  const Figures& two_years = expected.by_period.at("2008-01-01..2009-12-31");
  EXPECT_EQ(two_years.at("mothers-housed"), 10);
  EXPECT_EQ(two_years.at("infants-housed"), 10);
}

TEST(Scenario, NameOfNone_IsRefused) { EXPECT_THROW(programme_of("street-rounds-1812"), std::runtime_error); }

class EachScenario : public testing::TestWithParam<const char*> {};

TEST_P(EachScenario, SameSeedAndSize_GiveTheSameJournal) {
  EXPECT_EQ(journal_of(GetParam(), 9, 0.05), journal_of(GetParam(), 9, 0.05));
  EXPECT_NE(journal_of(GetParam(), 9, 0.05), journal_of(GetParam(), 10, 0.05));
}

TEST_P(EachScenario, AnySeed_MeetsItsGoalsAndNoCountOfRowsDoes) {
  const Programme& programme = programme_of(GetParam());
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Goals goals = goals_of(programme, seed, 0.06);
    const Expected expected = journalled(GetParam(), seed, 0.06);
    ASSERT_FALSE(goals.of_year.empty() && goals.of_months.empty());
    for (const auto& [id, goal] : goals.of_year) {
      EXPECT_EQ(expected.of_year().at(id), goal) << id << " " << seed;
      EXPECT_NE(expected.raw.at(id), goal) << id << " " << seed;
    }
    for (const auto& [team, figures] : goals.of_teams)
      for (const auto& [id, goal] : figures) EXPECT_EQ(expected.by_team.at(team).at(id), goal) << id << team << seed;
    for (const auto& [id, goal] : goals.of_two_years)
      EXPECT_EQ(expected.by_period.at(expected.two_years()).at(id), goal) << id << " " << seed;
    for (const auto& [id, goal] : goals.of_months) {
      EXPECT_EQ(sum_of_months(expected.by_period, id), 12 * goal) << id << " " << seed;
      EXPECT_NE(sum_of_months(expected.raw_by_month, id), 12 * goal) << id << " " << seed;
    }
    EXPECT_EQ(expected.humans, expected.of_year().at(programme.everybody)) << seed;
    EXPECT_GT(expected.links, 0) << seed;
    EXPECT_GT(expected.voids, 0) << seed;
    EXPECT_GT(expected.corrections, 0) << seed;
    EXPECT_GT(expected.late, 0) << seed;
    EXPECT_GT(expected.outside_year, 0) << seed;
  }
}

TEST_P(EachScenario, AnySeedOfTheSmallestSize_MeetsItsGoals) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Goals goals = goals_of(programme_of(GetParam()), seed, 0.02);
    const Expected expected = journalled(GetParam(), seed, 0.02);
    for (const auto& [id, goal] : goals.of_year) EXPECT_EQ(expected.of_year().at(id), goal) << id << " " << seed;
    for (const auto& [id, goal] : goals.of_months)
      EXPECT_EQ(sum_of_months(expected.by_period, id), 12 * goal) << id << " " << seed;
  }
}

TEST_P(EachScenario, OtherSeedsAndSizes_HaveOtherFigures) {
  const Programme& programme = programme_of(GetParam());
  const Goals usual = goals_of(programme, kDefaultSeed, 1.0);
  EXPECT_NE(usual.people, goals_of(programme, 7, 1.0).people);
  EXPECT_NE(usual.people, goals_of(programme, kDefaultSeed, 0.5).people);
}

TEST_P(EachScenario, DefaultSeedAndSize_MeetTheGoals) {
  const Goals goals = goals_of(programme_of(GetParam()), kDefaultSeed, 1.0);
  const Expected expected = journalled(GetParam(), kDefaultSeed, 1.0);
  for (const auto& [id, goal] : goals.of_year) EXPECT_EQ(expected.of_year().at(id), goal) << id;
  for (const auto& [id, goal] : goals.of_months) EXPECT_EQ(sum_of_months(expected.by_period, id), 12 * goal) << id;
}

TEST_P(EachScenario, Name_StandsInTheHelpOfTheCommand) {
  EXPECT_NE(content_of(tacit::test::source_file("tools/run")).find(GetParam()), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Scenarios, EachScenario, testing::ValuesIn(kScenarios), [](const auto& one) {
  std::string name = one.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(Scenario, EveryProgramme_IsTestedHere) {
  std::vector<std::string> names;
  for (const Programme& one : programmes()) names.push_back(one.name);
  EXPECT_EQ(names, std::vector<std::string>(kScenarios.begin(), kScenarios.end()));
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
  const char* scenario;
  std::uint64_t seed;
  const char* size;
};
// Part of the test's name, so nothing that differs from build to build.
void PrintTo(const Run& run, std::ostream* out) {
  *out << run.scenario << ", seed " << run.seed << ", size " << run.size;
}

// Figures that an auditor must be able to count without help.
std::vector<std::string> audited_figures(const std::string& scenario) {
  static const std::map<std::string, std::vector<std::string>> all{
      {kStreetRounds, {"rounds", "medical-care", "psychological-interviews"}},
      {kOutreach, {"outings", "prevention-counselling", "drop-ins", "kits-given", "materials-given", "mini-trainings"}},
      {kCare, {"day-care-days", "contacts", "social-support", "lawyer-consultations"}},
      {kCity, {"digital-families", "digital-older", "digital-labour", "phone-contacts", "chat-contacts"}},
      {kFamily, {"applications", "agreements", "contacts", "groups-formed"}}};
  return all.at(scenario);
}

class WholeWay : public testing::TestWithParam<Run> {};

TEST_P(WholeWay, ReportsOfStaffAndAuditor_AreThoseOfTheOracle) {
  const auto [scenario, seed, size] = GetParam();
  const Folder folder;
  const auto run = folder.path() / "run";
  const auto [text, status] =
      output_of(std::string(TACIT_SCENARIO_BINARY) + " --once --json --scenario " + scenario + " --tacitd " +
                TACITD_BINARY + " --seed " + std::to_string(seed) + " --size " + size + " --data " + run.string() +
                " 2>" + (folder.path() / "progress").string());
  ASSERT_EQ(status, 0) << std::ifstream(folder.path() / "progress").rdbuf();
  const auto found = bj::parse(text).as_object();
  // Anew, from the file: not what the program itself made of it.
  std::ifstream journal(run / "journal.jsonl");
  const Expected expected = expected_of(journal);
  for (const auto& [period, figures] : expected.by_period)
    EXPECT_EQ(figures_in(found.at("report").at(period)), figures) << period;
  for (const auto& [team, figures] : expected.by_team)
    EXPECT_EQ(figures_in(found.at("teams").at(team)), figures) << team;
  EXPECT_EQ(figures_in(found.at("services")), expected.services);
  const auto& auditor = found.at("auditor").as_object();
  EXPECT_EQ(figures_in(auditor.at("people_by_quarter")), expected.people_by_quarter);
  const Programme& programme = programme_of(scenario);
  EXPECT_EQ(auditor.at("statement").at("value").to_number<std::int64_t>(), expected.of_year().at(programme.everybody));
  EXPECT_TRUE(auditor.at("statement").at("within").as_bool());
  const Figures audited = figures_in(auditor.at("figures"));
  for (const std::string& id : audited_figures(scenario)) EXPECT_TRUE(audited.contains(id)) << id;
  for (const auto& [id, value] : audited) EXPECT_EQ(value, expected.of_year().at(id)) << id;
  EXPECT_EQ(found.at("log").at("problems").to_number<int>(), 0);
  EXPECT_EQ(found.at("leaks").at("hits").to_number<int>(), 0);
  EXPECT_GT(found.at("leaks").at("texts").to_number<int>(), 50);
  EXPECT_TRUE(found.at("differences").as_array().empty());
}

INSTANTIATE_TEST_SUITE_P(
    SeedsAndSizes, WholeWay,
    testing::Values(Run{kStreetRounds, 2021, "0.03"}, Run{kStreetRounds, 7, "0.02"}, Run{kStreetRounds, 42, "0.04"},
                    Run{kStreetRounds, 1917, "0.05"}, Run{kStreetRounds, 31337, "0.06"}, Run{kStreetRounds, 3, "0.1"},
                    Run{kOutreach, 2021, "0.03"}, Run{kOutreach, 7, "0.02"}, Run{kOutreach, 42, "0.04"},
                    Run{kCare, 2021, "0.03"}, Run{kCare, 7, "0.02"}, Run{kCare, 42, "0.04"}, Run{kCity, 2021, "0.03"},
                    Run{kCity, 7, "0.02"}, Run{kCity, 42, "0.04"}, Run{kFamily, 2021, "0.03"}, Run{kFamily, 7, "0.02"},
                    Run{kFamily, 42, "0.04"}),
    [](const auto& run) {
      std::string name = std::string(run.param.scenario) + "_seed_" + std::to_string(run.param.seed);
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

TEST(ScenarioProgram, UnknownName_IsRefusedWithTheListOfNames) {
  const auto [text, status] = output_of(std::string(TACIT_SCENARIO_BINARY) + " --once --scenario nowhere 2>&1");
  EXPECT_EQ(WEXITSTATUS(status), 2);
  for (const Programme& one : programmes()) EXPECT_NE(text.find(one.name), std::string::npos) << one.name;
}

}  // namespace
}  // namespace tacit::scenario

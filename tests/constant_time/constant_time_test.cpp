#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "tests/support/cases.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/scratch_directory.hpp"
#include "tests/support/source_tree.hpp"

// Whatever handles secrets is run on secrets that valgrind believes undefined (probe.cpp): no branch and no address may
// depend on them.
namespace tacit::test {
namespace {

constexpr int kLeak = 99;

class ConstantTime : public ::testing::Test {
 protected:
  Finished probe(const std::string& name) {
    return run_to_end({"/usr/bin/env", "valgrind", "--tool=memcheck", "--error-exitcode=" + std::to_string(kLeak),
                       "--leak-check=no", "--suppressions=" + source_file("tests/constant_time/outcomes.supp"),
                       "--log-file=" + scratch_.at(name).string(), TACIT_PROBE, name},
                      "", scratch_.at(name + ".errors"));
  }
  std::set<std::string> cases() {
    std::istringstream lines(run_to_end({TACIT_PROBE, "list"}, "", scratch_.at("list")).output);
    std::set<std::string> out;
    for (std::string line; std::getline(lines, line);) out.insert(line);
    return out;
  }
  std::string log(const std::string& name) const {
    std::ifstream in(scratch_.at(name));
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static bool planted(const std::string& name) { return name.starts_with("planted-"); }

  ScratchDirectory scratch_;
};

TEST_F(ConstantTime, HandlingOfSecrets_NeitherBranchesOnThemNorAddressesByThem) {
  std::size_t checked = 0;
  for (const std::string& name : cases()) {
    if (planted(name)) continue;
    EXPECT_EQ(probe(name).exit_code, 0) << name << "\n" << log(name);
    ++checked;
  }
  EXPECT_EQ(checked, 11U);
  Cases cases("handlings of secrets");
  cases += checked;
}

TEST_F(ConstantTime, PlantedLeaks_AreReported) {
  std::size_t reported = 0;
  for (const std::string& name : cases()) {
    if (!planted(name)) continue;
    EXPECT_EQ(probe(name).exit_code, kLeak) << name << "\n" << log(name);
    ++reported;
  }
  EXPECT_EQ(reported, 3U);
  Cases cases("planted leaks");
  cases += reported;
}

TEST_F(ConstantTime, OutsideOfValgrind_TheProbeRefuses) {
  EXPECT_EQ(run_to_end({TACIT_PROBE, "compares-secrets"}, "", scratch_.at("errors")).exit_code, 2);
}

}  // namespace
}  // namespace tacit::test

#include <sys/stat.h>

#include "tests/cli/program.hpp"

// `tacit open` before there is a page; what the page does is tests/browser's.
namespace tacit {
namespace {

using namespace test;

class TacitOpen : public Tacit {
 protected:
  // With a browser that is a script, and a folder of our own for what the run leaves.
  Ended open(const std::string& browser, const std::string& script) {
    const auto program = directory_.at(browser);
    std::ofstream(program) << script;
    ::chmod(program.c_str(), 0700);
    return tacit("open --browser " + program.string());
  }
};

TEST_F(TacitOpen, WrongUse_IsRefusedBeforeAnythingIsShown) {
  EXPECT_EQ(tacit("open").exit_code, 1) << "no vault";
  make_vault();
  EXPECT_EQ(tacit("open --no-browser --port 80").exit_code, 2);
  EXPECT_EQ(tacit("open --no-browser --port 70000").exit_code, 2);
  EXPECT_EQ(tacit("open --no-browser --idle 0").exit_code, 2);
  EXPECT_EQ(tacit("open --no-browser --browser chromium").exit_code, 2);
  EXPECT_EQ(tacit("open --browser no-such-browser-anywhere").exit_code, 1);
}

TEST_F(TacitOpen, ABrowserThatCannotBeStarted_IsSaid) {
  make_vault();
  const Ended run = open("browser", "#!/no/such/interpreter\n");
  EXPECT_EQ(run.exit_code, 5);
  EXPECT_NE(run.errors.find("cannot be started"), std::string::npos) << run.errors;
  EXPECT_EQ(run.output, "");
}

TEST_F(TacitOpen, WhenItsBrowserEnds_ItLocksAndLeavesNothing) {
  make_vault();
  // It is told no secret, and keeps what it keeps where that is deleted.
  const Ended run =
      open("browser", "#!/bin/sh\nenv >" + directory_.at("env").string() + "\necho kept >\"$TMPDIR/kept\"\n");
  EXPECT_EQ(run.exit_code, 0) << run.errors;
  EXPECT_NE(run.errors.find("the window was closed"), std::string::npos) << run.errors;
  const std::string environment = read_file_text(directory_.at("env"));
  const auto begin = environment.find("TMPDIR=");
  ASSERT_NE(begin, std::string::npos);
  const std::string folder = environment.substr(begin + 7, environment.find('\n', begin) - begin - 7);
  EXPECT_NE(folder.find("desk-"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(std::filesystem::path(folder).parent_path()));
  EXPECT_EQ(tacit("status").exit_code, 0) << "the vault is free";
}

}  // namespace
}  // namespace tacit

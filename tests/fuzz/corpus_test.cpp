#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <set>

#include "crypto/init.hpp"
#include "tests/fuzz/harness.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/source_tree.hpp"

namespace tacit::fuzz {

void PrintTo(const Target& target, std::ostream* out) { *out << target.name; }

namespace {

namespace fs = std::filesystem;

fs::path corpus() { return test::source_file("tests/fuzz/corpus"); }

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::set<fs::path> files_of(const Target& target) {
  std::set<fs::path> out;
  for (const auto& entry : fs::directory_iterator(corpus() / target.name)) out.insert(entry.path());
  return out;
}

class FuzzCorpus : public testing::TestWithParam<Target> {};

// A property that does not hold aborts: this test, and every input that once broke something.
TEST_P(FuzzCorpus, EveryInput_KeepsTheProperties) {
  init_crypto();
  const auto files = files_of(GetParam());
  EXPECT_GE(files.size(), 3u);
  test::Cases cases("kept inputs");
  for (const auto& file : files) {
    ++cases;
    SCOPED_TRACE(file.filename().string());
    GetParam().run(as_bytes(content(file)));
  }
  GetParam().run({});
}

TEST_P(FuzzCorpus, IsSmall) {
  std::uintmax_t bytes = 0;
  const auto files = files_of(GetParam());
  for (const auto& file : files) bytes += fs::file_size(file);
  EXPECT_LE(files.size(), 40u);
  EXPECT_LE(bytes, 100'000u);
}

INSTANTIATE_TEST_SUITE_P(Target, FuzzCorpus, testing::ValuesIn(targets()),
                         [](const auto& of) { return std::string(of.param.name); });

TEST(FuzzCorpora, EveryFolder_IsATargetsAndEveryTargetHasOne) {
  std::set<std::string> folders, names;
  for (const auto& entry : fs::directory_iterator(corpus())) folders.insert(entry.path().filename().string());
  for (const Target& target : targets()) names.insert(target.name);
  EXPECT_EQ(folders, names);
}

}  // namespace
}  // namespace tacit::fuzz

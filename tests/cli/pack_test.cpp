#include "schema/pack.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>

#include "common/base/json.hpp"
#include "tests/support/client_world.hpp"
#include "tests/support/source_tree.hpp"

// `tacit pack` as its users meet it: files, output and exit codes.
namespace tacit {
namespace {

using namespace test;
namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class TacitPack : public ::testing::Test {
 protected:
  struct Ended {
    int exit_code;
    std::string output, errors;
    json::object as_json() const {
      const auto value = json::parse(output.substr(0, output.size() - 1), 1 << 20);
      EXPECT_TRUE(value && value->is_object()) << output;
      return value && value->is_object() ? value->get_object() : json::object();
    }
  };
  Ended tacit(const std::string& arguments) {
    std::ofstream(directory_.at("pass")) << kPassphrase << '\n';
    const std::string out = directory_.at("out"), err = directory_.at("err");
    const std::string line = std::string(TACIT_BINARY) + " --vault " + directory_.at("vault").string() +
                             " --passphrase-fd 3 " + arguments + " </dev/null 3<" + directory_.at("pass").string() +
                             " >" + out + " 2>" + err;
    const int status = std::system(line.c_str());
    return {WEXITSTATUS(status), text_of(out), text_of(err)};
  }
  std::string file(const std::string& text) {
    const std::string path = directory_.at("pack.json");
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  void make_vault() {
    world_.start();
    const Vault vault = world_.join(0, directory_.at("vault"));
  }

  FastDirectory directory_;
  ClientWorld world_;
};

// As its reader would put it together.
std::string tutorial() {
  const std::string page = text_of(source_file("docs/packs.md"));
  const std::string_view fence = "```json\n";
  std::string text;
  for (auto at = page.find(fence); at != std::string::npos; at = page.find(fence, at)) {
    at += fence.size();
    text += page.substr(at, page.find("```", at) - at);
  }
  return text;
}

TEST_F(TacitPack, CheckOfTheTutorialsPack_SaysWhatThePageShows) {
  const Ended run = tacit("pack check " + file(tutorial()));
  EXPECT_EQ(run.exit_code, 0) << run.output;
  EXPECT_EQ(run.output, "A pack: mothers-centre, version 1.\n");
  EXPECT_NE(text_of(source_file("docs/packs.md")).find(run.output), std::string::npos);
  EXPECT_EQ(run.errors, "");
  EXPECT_FALSE(fs::exists(directory_.at("vault"))) << "a check makes no vault";
}

TEST_F(TacitPack, CheckOfMistakes_TellsAllAndExitsWithOne) {
  std::string text = tutorial();
  text.replace(text.find("{\"diaper\": 30}"), 14, "{\"diapers\": 30}");
  text.replace(text.find("\"target\": 105"), 13, "\"target\": 0");
  const std::string path = file(text);
  const Ended run = tacit("pack check " + path);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_NE(run.output.find("mistake commodities[1] (starter-set).contents: \"diapers\" is not a plain commodity"),
            std::string::npos)
      << run.output;
  EXPECT_NE(run.output.find("mistake indicators[0] (mothers).target: must be a whole number"), std::string::npos);
  const Ended same = tacit("--json pack check " + path);
  EXPECT_EQ(same.exit_code, 1);
  EXPECT_EQ(same.as_json().at("mistakes").as_array().size(), 2U);
}

TEST_F(TacitPack, CheckOfAdviceAlone_ExitsWithZero) {
  std::string text = tutorial();
  text.replace(text.find("\"town\": {"), 9, "\"village\": {\"en\": \"Village\", \"uk\": \"Село\"},\n    \"town\": {");
  const Ended run = tacit("pack check " + file(text));
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.output, "advice  words (village): no row names it\nA pack: mothers-centre, version 1.\n");
}

TEST_F(TacitPack, CheckOfWhatIsNoFileOrTooLarge_ExitsWithOne) {
  EXPECT_EQ(tacit("pack check " + directory_.at("nothing").string()).exit_code, 1);
  EXPECT_EQ(tacit("pack check " + directory_.path().string()).exit_code, 1);
  const Ended large = tacit("pack check " + file(tutorial() + std::string(limits::kPack, ' ')));
  EXPECT_EQ(large.exit_code, 1);
  EXPECT_NE(large.output.find("204800 bytes"), std::string::npos);
}

TEST_F(TacitPack, List_NamesTheBuiltInOnes) {
  const Ended run = tacit("--lang uk pack list");
  EXPECT_EQ(run.exit_code, 0);
  for (const auto id : built_in_packs()) EXPECT_NE(run.output.find(id), std::string::npos) << id;
  EXPECT_NE(run.output.find("Мобільні рейди: допомога бездомним людям"), std::string::npos);
  EXPECT_EQ(tacit("--json pack list").as_json().at("packs").as_array().size(), built_in_packs().size());
}

TEST_F(TacitPack, Show_TellsWhatABuiltInOneOffers) {
  const Ended run = tacit("--lang ru pack show family-centre");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_NE(run.output.find("Центр поддержки семьи"), std::string::npos);
  EXPECT_NE(run.output.find("  application "), std::string::npos);
  EXPECT_NE(run.output.find("  child-kept "), std::string::npos) << "how a case may end";
  EXPECT_NE(run.output.find("auditors see it"), std::string::npos);
  const auto whole = tacit("--json pack show family-centre").as_json();
  EXPECT_EQ(whole.at("id").as_string(), "family-centre");
  EXPECT_EQ(tacit("pack show nothing").exit_code, 1);
}

TEST_F(TacitPack, ShowWithoutAName_IsTheOrganisationsOwn) {
  make_vault();
  const Ended run = tacit("pack show");
  EXPECT_EQ(run.exit_code, 0) << run.errors;
  EXPECT_NE(run.output.find("(street-rounds, version 3)"), std::string::npos) << run.output;
  const fs::path into = directory_.at("present.json");
  EXPECT_EQ(tacit("pack show --export " + into.string()).exit_code, 0);
  EXPECT_EQ(text_of(into), *built_in_pack("street-rounds"));
  EXPECT_EQ(tacit("pack show --export " + into.string()).exit_code, 1) << "nothing is overwritten";
}

TEST_F(TacitPack, PublishOfMistakes_AsksNoServer) {
  make_vault();
  const Ended run = tacit("pack publish " + file("{}"));
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_NE(run.output.find("mistake  pack: is missing"), std::string::npos) << run.output;
  EXPECT_NE(run.output.find("Nothing was published."), std::string::npos);
}

}  // namespace
}  // namespace tacit

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "api_samples.hpp"
#include "common/base/json.hpp"
#include "tests/support/source_tree.hpp"

// schema/openapi.yaml is read line by line: it keeps to one indentation (two spaces a level).
namespace tacit::api {
namespace {

using namespace tacit::testing;

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream file(tacit::test::source_file(path));
  std::vector<std::string> out;
  for (std::string line; std::getline(file, line);) out.push_back(line);
  EXPECT_FALSE(out.empty()) << path;
  return out;
}

std::size_t depth_of(const std::string& line) { return line.find_first_not_of(' ') / 2; }

// "    get:" -> "get"; other lines: the text before the colon.
std::string key_of(const std::string& line) {
  const std::size_t begin = line.find_first_not_of(' ');
  return begin == std::string::npos ? "" : line.substr(begin, line.find(':') - begin);
}

// Each line with the keys above it: {"paths", "/v1/health", "get", …}.
std::vector<std::vector<std::string>> outline() {
  std::vector<std::vector<std::string>> out;
  std::vector<std::string> above;
  for (const std::string& line : lines_of("schema/openapi.yaml")) {
    const std::string key = key_of(line);
    if (key.empty()) continue;
    above.resize(std::min(above.size(), depth_of(line)));
    above.resize(depth_of(line));
    above.push_back(key);
    out.push_back(above);
  }
  return out;
}

std::set<std::string> keys_under(const std::vector<std::string>& prefix) {
  std::set<std::string> out;
  for (const auto& keys : outline())
    if (keys.size() == prefix.size() + 1 && std::equal(prefix.begin(), prefix.end(), keys.begin()))
      out.insert(keys.back());
  return out;
}

// What api.hpp's table of endpoints says: "GET /v1/health", …
std::set<std::string> endpoints_of_header() {
  std::set<std::string> out;
  for (const std::string& line : lines_of("schema/api.hpp")) {
    if (!line.starts_with("// | GET") && !line.starts_with("// | POST")) continue;
    std::istringstream words(line.substr(5));
    std::string method, path;
    words >> method >> path;
    out.insert(method + " " + path.substr(0, path.find('?')));
  }
  return out;
}

TEST(OpenApi, Endpoints_AreThoseOfTheHeader) {
  std::set<std::string> described;
  for (const std::string& path : keys_under({"paths"}))
    for (const std::string& method : keys_under({"paths", path}))
      described.insert((method == "get" ? "GET " : method == "post" ? "POST " : method + " ") + path);
  EXPECT_EQ(described, endpoints_of_header());
  EXPECT_EQ(described.size(), 13U);
}

TEST(OpenApi, Paths_AreTheConstants) {
  const std::set<std::string> constants{kHealth, kOrganisation, kInvitations, kEnrolments, kRoster,
                                        kWraps,  kEntries,      kSent,        kCheckpoint, kLeaves};
  EXPECT_EQ(keys_under({"paths"}), constants);
}

TEST(OpenApi, Schemas_HaveTheMembersThatMessagesHave) {
  for (const Sample& sample : samples()) {
    std::set<std::string> members;
    const json::value body = boost::json::parse(sample.text);
    for (const auto& member : body.as_object()) members.emplace(member.key());
    EXPECT_EQ(keys_under({"components", "schemas", sample.name, "properties"}), members) << sample.name;
  }
}

TEST(OpenApi, EveryEndpoint_TellsItsAnswersAndTheBootId) {
  for (const std::string& path : keys_under({"paths"}))
    for (const std::string& method : keys_under({"paths", path})) {
      const auto answers = keys_under({"paths", path, method, "responses"});
      EXPECT_TRUE(answers.contains("\"200\"")) << path;
      EXPECT_TRUE(answers.contains("\"400\"")) << path;
      EXPECT_TRUE(answers.contains("\"503\"")) << path;
      EXPECT_EQ(answers.contains("\"401\""), path != kHealth) << path;
    }
  for (const std::string& response : keys_under({"components", "responses"}))
    EXPECT_TRUE(keys_under({"components", "responses", response, "headers"}).contains("Tacit-Boot")) << response;
}

TEST(OpenApi, Limits_AreThoseOfTheCode) {
  std::set<std::string> numbers;
  for (const std::string& line : lines_of("schema/openapi.yaml")) {
    const std::string key = key_of(line);
    if (key == "maxItems" || key == "maxLength") numbers.insert(line.substr(line.find(':') + 2));
  }
  const auto base64_length = [](std::size_t bytes) { return std::to_string((bytes * 4 + 2) / 3); };
  for (const std::string& expected :
       {std::to_string(limits::kEntryJws), std::to_string(limits::kRosterLink), std::to_string(limits::kJoin),
        std::to_string(limits::kPendingEnrolments), std::to_string(limits::kBatchEntries),
        std::to_string(2 * limits::kAddresses), base64_length(limits::kBlob), base64_length(limits::kSealedCopy)})
    EXPECT_TRUE(numbers.contains(expected)) << expected;
}

}  // namespace
}  // namespace tacit::api

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "record_samples.hpp"
#include "tests/support/golden.hpp"

// tests/golden/faces/<kind>-v1.json: bodies as they lie in sealed faces for ever, one a line. Never regenerated: a
// change of form is a new version with a file of its own.
namespace tacit {
namespace {

const std::map<std::string, std::string_view> kFiles{
    {"client", "59c57afa4801489ee161f9f60e9ddb7c1e6606d7792a8f85f065ee3485f2016c"},
    {"consent", "d316db106c3819e2180928924b677b2188e937673f69ea2282858d29dda7de83"},
    {"contact", "6ceef645dada34df4caa51cfcbf9aaab16f00a60920fd567c7da510122ef3c24"},
    {"correct", "e2e05c857b7997627a9359da44338e8e6828efa7647593b37a670bc7c49e0ed3"},
    {"group", "f55192f8fe49d126929bae9d8f489762c34cf092583260bddf5590510efbe96b"},
    {"label", "54e6ec50f7798d88d4ac91625697bdaeee05ce386f100fdec8625aabac1a561a"},
    {"outing", "f2fad4191285dd5cb77892a96eded2668d1fdd28d5bada42bb8e9d5570f8a16d"},
    {"referral", "e56567c3169f522861c5c27c539db71eb92b1c92c37909a4f27f2a73e6f60598"},
    {"statement", "cd1e165e5f3bef178ffc8d451462190dfb3393c981ff43e19e832134be7ae439"},
    {"stock", "9dd46cf691e880f6dcb0140ae43efae315cf945b6cf2a76d326a90e50a2cf4e9"},
    {"void", "12ff857f2fa64afe69494266a9c9129ec35a56838dc69bdb61128760bef28d99"},
};
const std::vector<std::string> kTeamKinds{"client", "consent",  "label", "outing",    "contact", "group",
                                          "stock",  "referral", "void",  "statement", "correct"};
const std::vector<std::string> kAuditKinds{"client", "outing",    "contact", "group",
                                           "stock",  "statement", "void",    "correct"};

// Every kind the code knows, from the variants themselves: a new one without a golden file fails here.
template <class Record, std::size_t... I>
std::set<std::string> kinds_of(std::index_sequence<I...>, std::string_view (*kind_of)(const Record&)) {
  return {std::string(kind_of(Record(std::in_place_index<I>)))...};
}
template <class Record>
std::set<std::string> kinds_of(std::string_view (*kind_of)(const Record&)) {
  return kinds_of<Record>(std::make_index_sequence<std::variant_size_v<Record>>(), kind_of);
}
std::set<std::string> set_of(const std::vector<std::string>& kinds) { return {kinds.begin(), kinds.end()}; }

std::string golden_text(const std::string& kind) { return test::frozen("faces/" + kind + "-v1.json", kFiles.at(kind)); }

json::array golden(const std::string& kind, const char* face) {
  const auto file = json::parse(golden_text(kind), 1'000'000);
  if (!file) throw std::runtime_error("golden file is not strict JSON");
  return file->as_object().at(face).as_array();
}

std::vector<std::string> lines(const json::array& bodies) {
  std::vector<std::string> out;
  for (const json::value& body : bodies) out.push_back(json::serialize(body));
  return out;
}

TEST(RecordGolden, TeamFaces_AreReadAndWrittenIdentically) {
  for (const std::string& kind : kTeamKinds) {
    const json::array bodies = golden(kind, "team");
    EXPECT_FALSE(bodies.empty()) << kind;
    for (const json::value& body : bodies) {
      const auto decoded = record::decode(kind, 1, body);
      ASSERT_TRUE(decoded) << body;
      EXPECT_EQ(record::kind_of(*decoded), kind);
      const std::string again = json::serialize(record::encode(*decoded));
      EXPECT_NE(golden_text(kind).find("    " + again), std::string::npos) << again;
    }
  }
}

TEST(RecordGolden, AuditFaces_AreReadAndWrittenIdentically) {
  for (const std::string& kind : kAuditKinds) {
    const json::array bodies = golden(kind, "audit");
    EXPECT_FALSE(bodies.empty()) << kind;
    for (const json::value& body : bodies) {
      const auto decoded = audit::decode(kind, 1, body);
      ASSERT_TRUE(decoded) << body;
      EXPECT_EQ(audit::kind_of(*decoded), kind);
      const std::string again = json::serialize(audit::encode(*decoded));
      EXPECT_NE(golden_text(kind).find("    " + again), std::string::npos) << again;
    }
  }
}

TEST(RecordGolden, EveryKind_HasItsFile) {
  EXPECT_EQ(kinds_of<record::Record>(record::kind_of), set_of(kTeamKinds));
  EXPECT_EQ(kinds_of<audit::Record>(audit::kind_of), set_of(kAuditKinds));
  std::set<std::string> files;
  for (const auto& file : std::filesystem::directory_iterator(test::source_file("tests/golden/faces")))
    files.insert(file.path().filename().string());
  for (const auto& [kind, digest] : kFiles) {
    EXPECT_EQ(files.erase(kind + "-v1.json"), 1U) << kind;
    EXPECT_TRUE(set_of(kTeamKinds).contains(kind)) << kind;
  }
  EXPECT_EQ(files, std::set<std::string>()) << "files that no test reads";
}

// One kind can have several forms, told apart by `op`: each of them is in its file.
TEST(RecordGolden, EveryForm_IsInAFile) {
  std::set<std::size_t> team, audit;
  for (const std::string& kind : kTeamKinds)
    for (const json::value& body : golden(kind, "team")) team.insert(record::decode(kind, 1, body).value().index());
  for (const std::string& kind : kAuditKinds)
    for (const json::value& body : golden(kind, "audit")) audit.insert(audit::decode(kind, 1, body).value().index());
  EXPECT_EQ(team.size(), std::variant_size_v<record::Record>);
  EXPECT_EQ(audit.size(), std::variant_size_v<audit::Record>);
}

// So that a field cannot change its meaning while its name stays.
TEST(RecordGolden, Samples_AreWrittenAsTheFilesSay) {
  for (const std::string& kind : kTeamKinds) {
    std::vector<std::string> written;
    for (const auto& sample : tacit::testing::sample_records())
      if (record::kind_of(sample) == kind) written.push_back(json::serialize(record::encode(sample)));
    EXPECT_EQ(written, lines(golden(kind, "team")));
  }
  for (const std::string& kind : kAuditKinds) {
    std::vector<std::string> written;
    for (const auto& sample : tacit::testing::sample_audit_records())
      if (audit::kind_of(sample) == kind) written.push_back(json::serialize(audit::encode(sample)));
    EXPECT_EQ(written, lines(golden(kind, "audit")));
  }
}

}  // namespace
}  // namespace tacit

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <utility>

#include "record_samples.hpp"
#include "tests/support/golden.hpp"

// tests/golden/faces/<kind>-v<version>.json: bodies as they lie in sealed faces for ever, one a line. Never
// regenerated: a change of form is a new version with a file of its own.
namespace tacit {
namespace {

// A kind in one of its versions, and the digest of its file.
struct File {
  std::string kind;
  int version;
  std::string_view digest;

  std::string name() const { return kind + "-v" + std::to_string(version) + ".json"; }
  std::string text() const { return test::frozen("faces/" + name(), digest); }
};
const std::vector<File> kFiles{
    {"appointment", 1, "8fbee1c615d42bc27e80cfb9f8705591c8518ba95e41daa04d3c48e81a6a0a5e"},
    {"case", 1, "51f1b3b0ff0bbe209a9b38a9150dd912c783533418e1118f4d3a4043eacd7d4e"},
    {"client", 1, "59c57afa4801489ee161f9f60e9ddb7c1e6606d7792a8f85f065ee3485f2016c"},
    {"closing", 1, "a4032c6d22ba7620eb993db1964982100c66a665a45b2e9e80936cf6ee54824b"},
    {"consent", 1, "d316db106c3819e2180928924b677b2188e937673f69ea2282858d29dda7de83"},
    {"consent", 2, "8d5b61d54d8a0404872d6d7510bbbbdcab3d5c612d90853892300231ac9d817b"},
    {"contact", 1, "6ceef645dada34df4caa51cfcbf9aaab16f00a60920fd567c7da510122ef3c24"},
    {"contact", 2, "37396450b8628384848ce1ecc40caee298a87e044e2b0088ba2c2041243fc1ac"},
    {"correct", 1, "e2e05c857b7997627a9359da44338e8e6828efa7647593b37a670bc7c49e0ed3"},
    {"followup", 1, "9183e930ac0931972d6744b4033e16334eca1defcb2b97dce7276f2edba28cfc"},
    {"group", 1, "f55192f8fe49d126929bae9d8f489762c34cf092583260bddf5590510efbe96b"},
    {"household", 1, "3d5752ecb2337abbdd5acb20a7e5e73c4013bce98ae049b14b8a0f40d6ee4c0a"},
    {"incident", 1, "3d3e64cacedcc2388b650a8fcfb39f794a14f1476c5a58a50508eb3fc37a6872"},
    {"intake", 1, "323ff39ba011bd44274f8b8687679d0ed6865b78ab3ba79697e1f528c190bc85"},
    {"label", 1, "54e6ec50f7798d88d4ac91625697bdaeee05ce386f100fdec8625aabac1a561a"},
    {"outing", 1, "f2fad4191285dd5cb77892a96eded2668d1fdd28d5bada42bb8e9d5570f8a16d"},
    {"referral", 1, "e56567c3169f522861c5c27c539db71eb92b1c92c37909a4f27f2a73e6f60598"},
    {"statement", 1, "cd1e165e5f3bef178ffc8d451462190dfb3393c981ff43e19e832134be7ae439"},
    {"stay", 1, "a491fa92dd2cb6293741c18287885e9125aa46b3ab29ea1ccdd3576fb7a80540"},
    {"stock", 1, "9dd46cf691e880f6dcb0140ae43efae315cf945b6cf2a76d326a90e50a2cf4e9"},
    {"stock", 2, "cdc5b5c8e056a8614da81940ece197666720bb1426ccc864927ad3be3226bda3"},
    {"stock", 3, "0c441f3600594341252a49aa28ed2de4b5dbb224242bb802e82a7e1fb4b11016"},
    {"void", 1, "12ff857f2fa64afe69494266a9c9129ec35a56838dc69bdb61128760bef28d99"},
};
// Every kind the code knows, from the variants themselves: a new one without a golden file fails here.
template <class Record, std::size_t... I>
std::set<std::string> kinds_of(std::index_sequence<I...>, std::string_view (*kind_of)(const Record&)) {
  return {std::string(kind_of(Record(std::in_place_index<I>)))...};
}
template <class Record>
std::set<std::string> kinds_of(std::string_view (*kind_of)(const Record&)) {
  return kinds_of<Record>(std::make_index_sequence<std::variant_size_v<Record>>(), kind_of);
}

// The bodies under `face`; a kind without that face has none.
json::array golden(const File& file, const char* face) {
  const auto text = json::parse(file.text(), 1'000'000);
  if (!text) throw std::runtime_error("golden file is not strict JSON");
  const json::value* bodies = text->as_object().if_contains(face);
  return bodies == nullptr ? json::array() : bodies->as_array();
}

std::vector<std::string> lines(const json::array& bodies) {
  std::vector<std::string> out;
  for (const json::value& body : bodies) out.push_back(json::serialize(body));
  return out;
}

template <class Record>
void reads_and_writes(const File& file, const Result<Record>& decoded, const json::value& body,
                      std::string_view (*kind_of)(const Record&), int (*version_of)(const Record&),
                      json::value (*encode)(const Record&)) {
  ASSERT_TRUE(decoded) << body;
  EXPECT_EQ(kind_of(*decoded), file.kind);
  EXPECT_EQ(version_of(*decoded), file.version);
  const std::string again = json::serialize(encode(*decoded));
  EXPECT_NE(file.text().find("    " + again), std::string::npos) << again;
}

TEST(RecordGolden, BothFaces_AreReadAndWrittenIdentically) {
  for (const File& file : kFiles) {
    const json::array team = golden(file, "team"), audit = golden(file, "audit");
    EXPECT_FALSE(team.empty()) << file.name();
    for (const json::value& body : team)
      reads_and_writes(file, record::decode(file.kind, file.version, body), body, record::kind_of, record::version_of,
                       record::encode);
    for (const json::value& body : audit)
      reads_and_writes(file, audit::decode(file.kind, file.version, body), body, audit::kind_of, audit::version_of,
                       audit::encode);
  }
}

TEST(RecordGolden, EveryKind_HasItsFile) {
  std::set<std::string> team, audit, files;
  for (const File& file : kFiles) {
    team.insert(file.kind);
    if (!golden(file, "audit").empty()) audit.insert(file.kind);
  }
  EXPECT_EQ(kinds_of<record::Record>(record::kind_of), team);
  EXPECT_EQ(kinds_of<audit::Record>(audit::kind_of), audit);
  for (const auto& file : std::filesystem::directory_iterator(test::source_file("tests/golden/faces")))
    files.insert(file.path().filename().string());
  for (const File& file : kFiles) EXPECT_EQ(files.erase(file.name()), 1U) << file.name();
  EXPECT_EQ(files, std::set<std::string>()) << "files that no test reads";
}

// One kind can have several forms, told apart by `op`: each of them is in its file.
TEST(RecordGolden, EveryForm_IsInAFile) {
  std::set<std::size_t> team, audit;
  for (const File& file : kFiles) {
    for (const json::value& body : golden(file, "team"))
      team.insert(record::decode(file.kind, file.version, body).value().index());
    for (const json::value& body : golden(file, "audit"))
      audit.insert(audit::decode(file.kind, file.version, body).value().index());
  }
  EXPECT_EQ(team.size(), std::variant_size_v<record::Record>);
  EXPECT_EQ(audit.size(), std::variant_size_v<audit::Record>);
}

// So that a field cannot change its meaning while its name stays.
TEST(RecordGolden, Samples_AreWrittenAsTheFilesSay) {
  for (const File& file : kFiles) {
    std::vector<std::string> team, audit;
    for (const auto& sample : tacit::testing::sample_records())
      if (record::kind_of(sample) == file.kind && record::version_of(sample) == file.version)
        team.push_back(json::serialize(record::encode(sample)));
    for (const auto& sample : tacit::testing::sample_audit_records())
      if (audit::kind_of(sample) == file.kind && audit::version_of(sample) == file.version)
        audit.push_back(json::serialize(audit::encode(sample)));
    EXPECT_EQ(team, lines(golden(file, "team"))) << file.name();
    EXPECT_EQ(audit, lines(golden(file, "audit"))) << file.name();
  }
}

}  // namespace
}  // namespace tacit

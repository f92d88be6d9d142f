#include <gtest/gtest.h>

#include "record_samples.hpp"
#include "tests/support/source_tree.hpp"

// tests/golden/faces/<kind>-v1.json: bodies as they lie in sealed faces for ever, one a line. Never regenerated: a
// change of form is a new version with a file of its own.
namespace tacit {
namespace {

const std::vector<std::string> kTeamKinds{"client", "consent",  "label", "outing",    "contact", "group",
                                          "stock",  "referral", "void",  "statement", "correct"};
const std::vector<std::string> kAuditKinds{"client", "outing",    "contact", "group",
                                           "stock",  "statement", "void",    "correct"};

std::string golden_text(const std::string& kind) {
  return tacit::testing::read_file(tacit::test::source_file("tests/golden/faces/" + kind + "-v1.json"));
}

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

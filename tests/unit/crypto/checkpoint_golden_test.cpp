#include "crypto/checkpoint.hpp"
#include "tests/support/golden.hpp"

namespace tacit {
namespace {

using test::Golden;

const Golden& golden() {
  static const Golden kGolden("checkpoint-v1.txt", "e818fb36428411b35584d2a8c1d6e3491ddca977f1ed5e9aee1f9857084880cb");
  return kGolden;
}

SigningKey key_named(std::string_view name) {
  return SigningKey::from_seed(SigningSeed::copy_from(sha256(as_bytes(name)).view()));
}

std::string golden_note() {
  std::string note;
  for (const std::string& line : golden().all("line")) note += (line == "-" ? "" : line) + "\n";
  return note;
}

TEST(CheckpointGolden, VersionOne_OpensToTheSameState) {
  const OrgId org = *parse_b64<OrgId>(golden().one("org"));
  const auto opened = open_checkpoint(golden_note(), org, *parse_b64<VerifyKey>(golden().one("log_pk")));
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->org, org);
  EXPECT_EQ(std::to_string(opened->generation), golden().one("generation"));
  EXPECT_EQ(std::to_string(opened->size), golden().one("size"));
  EXPECT_EQ(b64(opened->root), golden().one("root"));
  EXPECT_EQ(std::to_string(opened->roster_seq), golden().one("roster_seq"));
  EXPECT_EQ(b64(opened->roster_hash), golden().one("roster_hash"));
}

TEST(CheckpointGolden, SameStateAndKeys_MakeTheSameNote) {
  const auto parsed = parse_note(golden_note(), kMaxCheckpointBytes);
  ASSERT_TRUE(parsed);
  const auto state = parse_checkpoint_text(parsed->text);
  ASSERT_TRUE(state);
  const std::uint64_t time = std::stoull(golden().one("witness_time"));
  EXPECT_EQ(sign_checkpoint(*state, key_named("golden log/sign")) +
                cosignature_line(parsed->text, "witness.example", key_named("golden witness/sign"), time),
            golden_note());
}

TEST(CheckpointGolden, VersionOneSignatures_VerifyUnderTheirFrozenKeys) {
  const auto parsed = parse_note(golden_note(), kMaxCheckpointBytes);
  ASSERT_TRUE(parsed);
  const auto log = parse_vkey(golden().one("log_vkey")), witness = parse_vkey(golden().one("witness_vkey"));
  ASSERT_TRUE(log && witness);
  EXPECT_TRUE(verify_note(*parsed, *log));
  const auto time = verify_cosignature(*parsed, *witness);
  ASSERT_TRUE(time);
  EXPECT_EQ(std::to_string(*time), golden().one("witness_time"));
}

}  // namespace
}  // namespace tacit

#include "crypto/checkpoint.hpp"

#include <gtest/gtest.h>

#include "crypto/random.hpp"
#include "vectors.hpp"

namespace tacit {
namespace {

class CheckpointNote : public ::testing::Test {
 protected:
  const SigningKey key_ = SigningKey::from_seed(SigningSeed::random());
  const Checkpoint checkpoint_{random_id<OrgId>(), 3, 4242, random_id<Hash>(), 17, random_id<Hash>()};
  const std::string good_ = sign_checkpoint(checkpoint_, key_);
};

TEST_F(CheckpointNote, Signed_Opens) {
  EXPECT_EQ(open_checkpoint(good_, checkpoint_.org, key_.sign_public()).value(), checkpoint_);
}

TEST_F(CheckpointNote, Text_HasTheFourLines) {
  EXPECT_EQ(checkpoint_text(checkpoint_), "tacit/" + b64(checkpoint_.org) + "/3\n4242\n" +
                                              crypto::to_base64(checkpoint_.root.view()) + "\nroster 17 " +
                                              b64(checkpoint_.roster_hash) + "\n");
  EXPECT_EQ(parse_checkpoint_text(checkpoint_text(checkpoint_)).value(), checkpoint_);
}

TEST_F(CheckpointNote, LargestNumbers_ComeBack) {
  Checkpoint large = checkpoint_;
  large.generation = large.size = large.roster_seq = (1ull << 53) - 1;
  EXPECT_EQ(parse_checkpoint_text(checkpoint_text(large)).value(), large);
  large.size += 1;
  EXPECT_FALSE(parse_checkpoint_text(checkpoint_text(large)));
}

TEST_F(CheckpointNote, EveryFlippedBitAndTruncation_IsRefused) {
  for (std::size_t bit = 0; bit < good_.size() * 8; ++bit)
    EXPECT_FALSE(open_checkpoint(as_text(vectors::flipped(as_bytes(good_), bit)), checkpoint_.org, key_.sign_public()))
        << bit;
  for (std::size_t size = 0; size < good_.size(); ++size)
    EXPECT_FALSE(open_checkpoint(std::string_view(good_).substr(0, size), checkpoint_.org, key_.sign_public())) << size;
}

TEST_F(CheckpointNote, AnotherOrganisation_IsNamed) {
  EXPECT_EQ(open_checkpoint(good_, random_id<OrgId>(), key_.sign_public()).error().code, Code::wrong_organisation);
}

TEST_F(CheckpointNote, AnotherLogKey_IsRefused) {
  const auto other = SigningKey::from_seed(SigningSeed::random());
  EXPECT_EQ(open_checkpoint(good_, checkpoint_.org, other.sign_public()).error().code, Code::bad_signature);
}

TEST_F(CheckpointNote, SignedUnderAnotherName_IsRefused) {
  const std::string note = sign_note(checkpoint_text(checkpoint_), checkpoint_origin(checkpoint_.org, 4), key_);
  EXPECT_EQ(open_checkpoint(note, checkpoint_.org, key_.sign_public()).error().code, Code::bad_signature);
}

TEST_F(CheckpointNote, CosignaturesOfOthers_DoNotDisturb) {
  const auto witness = SigningKey::from_seed(SigningSeed::random());
  const std::string cosigned = good_ + cosignature_line(checkpoint_text(checkpoint_), "witness", witness, 1700000000);
  EXPECT_TRUE(open_checkpoint(cosigned, checkpoint_.org, key_.sign_public()));
}

TEST_F(CheckpointNote, OtherText_IsMalformedEvenIfSigned) {
  const std::string org = b64(checkpoint_.org);
  const std::string root = crypto::to_base64(checkpoint_.root.view());
  const std::string roster = "roster 17 " + b64(checkpoint_.roster_hash);
  const std::string bad[] = {
      "tacit/" + org + "/3\n4242\n" + root + "\n",
      "tacit/" + org + "/3\n4242\n" + root + "\n" + roster + "\nmore\n",
      "tacit/" + org + "/03\n4242\n" + root + "\n" + roster + "\n",
      "tacit/" + org + "/3\n04242\n" + root + "\n" + roster + "\n",
      "tacit/" + org + "/3\n+4242\n" + root + "\n" + roster + "\n",
      "tacit/" + org + "/3\n-1\n" + root + "\n" + roster + "\n",
      "tacit/" + org + "/3\n\n" + root + "\n" + roster + "\n",
      "tacit/" + org + "/3\n4242 \n" + root + "\n" + roster + "\n",
      "tacit/" + org + "/3\n18446744073709551616\n" + root + "\n" + roster + "\n",
      "tacit/" + org + "\n4242\n" + root + "\n" + roster + "\n",
      "tacit/" + org + "/\n4242\n" + root + "\n" + roster + "\n",
      "other/" + org + "/3\n4242\n" + root + "\n" + roster + "\n",
      "tacit/" + org.substr(1) + "/3\n4242\n" + root + "\n" + roster + "\n",
      "tacit/" + org + "/3\n4242\n" + b64(checkpoint_.root) + "\n" + roster + "\n",
      "tacit/" + org + "/3\n4242\n" + root.substr(4) + "\n" + roster + "\n",
      "tacit/" + org + "/3\n4242\n" + root + "\nroster 17\n",
      "tacit/" + org + "/3\n4242\n" + root + "\nroster  17 " + b64(checkpoint_.roster_hash) + "\n",
      "tacit/" + org + "/3\n4242\n" + root + "\nRoster 17 " + b64(checkpoint_.roster_hash) + "\n",
  };
  for (const std::string& text : bad) {
    const auto opened =
        open_checkpoint(sign_note(text, "tacit/" + org + "/3", key_), checkpoint_.org, key_.sign_public());
    ASSERT_FALSE(opened) << text;
    EXPECT_EQ(opened.error().code, Code::malformed) << text;
  }
}

}  // namespace
}  // namespace tacit

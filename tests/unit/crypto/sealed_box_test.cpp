#include "crypto/sealed_box.hpp"

#include <gtest/gtest.h>

#include <set>

#include "crypto/random.hpp"
#include "vectors.hpp"

namespace tacit {
namespace {

BoxKeyPair fresh_pair() { return BoxKeyPair::from_seed(BoxSeed::random()); }

TEST(SealedBox, OnlyTheRecipient_OpensIt) {
  const auto pair = fresh_pair();
  const Bytes message = to_bytes(as_bytes("sealed words"));
  const Bytes box = seal_to(pair.box_public(), message).value();
  EXPECT_EQ(box.size(), message.size() + kSealOverhead);
  EXPECT_EQ(open_sealed(pair, box).value(), message);
  const auto other = open_sealed(fresh_pair(), box);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, Code::decryption_failed);
}

TEST(SealedBox, Empty_Works) {
  const auto pair = fresh_pair();
  EXPECT_TRUE(open_sealed(pair, seal_to(pair.box_public(), {}).value()).value().empty());
}

TEST(SealedBox, SameMessageTwice_LooksDifferent) {
  const auto pair = fresh_pair();
  EXPECT_NE(seal_to(pair.box_public(), as_bytes("m")).value(), seal_to(pair.box_public(), as_bytes("m")).value());
}

TEST(SealedBox, EveryFlippedBitAndTruncation_IsRefused) {
  const auto pair = fresh_pair();
  const Bytes box = seal_to(pair.box_public(), as_bytes("words")).value();
  for (std::size_t bit = 0; bit < box.size() * 8; ++bit) {
    // X25519 ignores the top bit of the ephemeral key; the nonce, which hashes it, does not.
    const auto opened = open_sealed(pair, vectors::flipped(box, bit));
    ASSERT_FALSE(opened) << bit;
    EXPECT_EQ(opened.error().code, Code::decryption_failed);
  }
  for (std::size_t size = 0; size < box.size(); ++size)
    EXPECT_FALSE(open_sealed(pair, ByteView(box).first(size))) << size;
  Bytes longer = box;
  longer.push_back(0);
  EXPECT_FALSE(open_sealed(pair, longer));
}

TEST(SealedBox, SmallOrderAndNonCanonicalKeys_AreRefused) {
  const json::value file = vectors::load("wycheproof-x25519-refused.json");
  std::set<std::string> reasons;
  for (const auto& test : file.at("tests").as_array()) {
    const auto key = vectors::hex_as<BoxPublicKey>(test, "public");
    EXPECT_FALSE(check_box_public_key(key)) << serialize(test);
    const auto box = seal_to(key, as_bytes("m"));
    ASSERT_FALSE(box) << serialize(test);
    EXPECT_EQ(box.error().code, Code::malformed);
    reasons.insert(vectors::text(test, "why"));
  }
  EXPECT_EQ(reasons.size(), 2u);
  EXPECT_TRUE(check_box_public_key(fresh_pair().box_public()));
}

TEST(SealedBox, EphemeralKeyOfSmallOrder_IsRefused) {
  const auto pair = fresh_pair();
  Bytes box = seal_to(pair.box_public(), as_bytes("m")).value();
  std::fill_n(box.begin(), 32, std::uint8_t{0});
  EXPECT_FALSE(open_sealed(pair, box));
}

TEST(SealedBox, Secret_ComesBackOnlyInItsSize) {
  const auto pair = fresh_pair();
  const auto seed = EpochSeed::random();
  const Bytes box = seal_secret(pair.box_public(), seed).value();
  EXPECT_TRUE(open_sealed_secret<EpochSeed>(pair, box).value().equals(seed));
  EXPECT_FALSE(open_sealed_secret<InvitationSecret>(pair, box));
  EXPECT_FALSE(open_sealed_secret<EpochSeed>(fresh_pair(), box));
}

TEST(Padding, EverySize_GetsTheSmallestLongerBucket) {
  const std::pair<std::size_t, std::size_t> cases[] = {{0, 512},      {1, 512},        {511, 512},      {512, 1024},
                                                       {1023, 1024},  {1024, 2048},    {4096, 8192},    {8191, 8192},
                                                       {8192, 16384}, {65536, 131072}, {131071, 131072}};
  for (const auto& [size, bucket] : cases) {
    const Bytes message = random_bytes(size);
    const Bytes padded = pad_to_bucket(message).value();
    EXPECT_EQ(padded.size(), bucket) << size;
    EXPECT_EQ(unpad_bucket(padded).value(), message) << size;
  }
}

TEST(Padding, TooLong_IsRefused) { EXPECT_EQ(pad_to_bucket(Bytes(131072)).error().code, Code::too_large); }

TEST(Padding, MessageEndingLikePadding_ComesBack) {
  const Bytes message{0x80, 0x00, 0x00};
  EXPECT_EQ(unpad_bucket(pad_to_bucket(message).value()).value(), message);
}

TEST(Padding, AnythingElse_IsRefused) {
  const Bytes padded = pad_to_bucket(as_bytes("words")).value();
  Bytes all_zero(512), no_mark(512, 0x11), wrong_mark = padded, tail = padded, too_roomy(1024);
  wrong_mark[5] = 0x81;
  tail[400] = 0x01;
  std::copy_n(padded.begin(), 512, too_roomy.begin());
  Bytes odd = padded;
  odd.push_back(0);
  Bytes huge(262144);
  huge[131072] = 0x80;
  for (const Bytes& bad : {Bytes{}, Bytes{0x80}, all_zero, no_mark, wrong_mark, tail, too_roomy, odd, huge,
                           Bytes(padded.begin(), padded.end() - 1)}) {
    const auto read = unpad_bucket(bad);
    ASSERT_FALSE(read) << bad.size();
    EXPECT_EQ(read.error().code, Code::malformed);
  }
}

}  // namespace
}  // namespace tacit

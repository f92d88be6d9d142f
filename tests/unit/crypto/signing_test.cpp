#include "crypto/signing.hpp"

#include <gtest/gtest.h>

#include "vectors.hpp"

namespace tacit {
namespace {

using vectors::hex;
using vectors::hex_as;

TEST(Signing, Rfc8032_IsMet) {
  const json::value file = vectors::load("rfc8032-ed25519.json");
  for (const auto& test : file.at("tests").as_array()) {
    const auto key = SigningKey::from_seed(SigningSeed::copy_from(hex(test, "seed")));
    EXPECT_EQ(key.sign_public(), hex_as<VerifyKey>(test, "public"));
    const Signature signature = key.sign(hex(test, "message"));
    EXPECT_EQ(signature, hex_as<Signature>(test, "signature"));
    EXPECT_TRUE(verify_signature(key.sign_public(), hex(test, "message"), signature));
  }
}

TEST(Signing, Wycheproof_IsMet) {
  const json::value file = vectors::load("wycheproof-ed25519.json");
  int refused = 0;
  for (const auto& test : file.at("tests").as_array()) {
    const Bytes signature = hex(test, "signature");
    const bool valid = test.at("valid").as_bool();
    // A signature of another length cannot even be expressed; parsers refuse it.
    const bool holds =
        signature.size() == Signature::kSize &&
        verify_signature(hex_as<VerifyKey>(test, "public"), hex(test, "message"), Signature::from(signature))
            .has_value();
    EXPECT_EQ(holds, valid) << serialize(test);
    refused += valid ? 0 : 1;
  }
  EXPECT_GT(refused, 40);
}

TEST(Signing, EveryFlippedBit_IsRefused) {
  const auto key = SigningKey::from_seed(SigningSeed::random());
  const Bytes message = to_bytes(as_bytes("a message"));
  const Signature signature = key.sign(message);
  for (std::size_t bit = 0; bit < 512; ++bit) {
    const auto bad =
        verify_signature(key.sign_public(), message, Signature::from(vectors::flipped(signature.view(), bit)));
    ASSERT_FALSE(bad) << bit;
    EXPECT_EQ(bad.error().code, Code::bad_signature);
  }
  for (std::size_t bit = 0; bit < message.size() * 8; ++bit)
    EXPECT_FALSE(verify_signature(key.sign_public(), vectors::flipped(message, bit), signature)) << bit;
  for (std::size_t bit = 0; bit < 256; ++bit)
    EXPECT_FALSE(verify_signature(VerifyKey::from(vectors::flipped(key.sign_public().view(), bit)), message, signature))
        << bit;
}

TEST(Signing, SmallOrderKeys_AreRefused) {
  // For the identity, a signature (R = identity, S = 0) holds for every message in a careless verifier.
  VerifyKey identity;
  identity.bytes[0] = 1;
  Signature forged;
  forged.bytes[0] = 1;
  EXPECT_FALSE(verify_signature(identity, as_bytes("anything"), forged));
  EXPECT_FALSE(verify_signature(VerifyKey{}, as_bytes("anything"), Signature{}));
}

TEST(Signing, DeviceId_IsTheStartOfTheKeysHash) {
  const auto key = SigningKey::from_seed(SigningSeed::random());
  EXPECT_EQ(key.device_id(), device_id_of(key.sign_public()));
  EXPECT_EQ(crypto::to_hex(device_id_of(VerifyKey{}).view()), "66687aadf862bd776c8fc18b8e9f8e20");  // of 32 zeros
}

}  // namespace
}  // namespace tacit

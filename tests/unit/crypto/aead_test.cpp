#include "crypto/aead.hpp"

#include <gtest/gtest.h>

#include "vectors.hpp"

namespace tacit {
namespace {

using vectors::hex;

Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes out;
  for (const Bytes& part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

TEST(Aead, DraftVector_Opens) {
  const json::value test = vectors::load("xchacha20poly1305-draft.json");
  const auto key = PackKey::copy_from(hex(test, "key"));
  const Bytes box = joined({hex(test, "nonce"), hex(test, "ciphertext"), hex(test, "tag")});
  const Bytes aad = hex(test, "aad");
  EXPECT_EQ(as_text(aead_decrypt(key, AssociatedData(aad), box).value()), vectors::text(test, "plaintext"));
}

TEST(Aead, Wycheproof_IsMet) {
  const json::value file = vectors::load("wycheproof-xchacha20poly1305.json");
  int refused = 0;
  for (const auto& test : file.at("tests").as_array()) {
    const auto key = PackKey::copy_from(hex(test, "key"));
    const Bytes aad = hex(test, "aad");
    const auto opened =
        aead_decrypt(key, AssociatedData(aad), joined({hex(test, "nonce"), hex(test, "ciphertext"), hex(test, "tag")}));
    ASSERT_EQ(opened.has_value(), test.at("valid").as_bool()) << serialize(test);
    if (opened) {
      EXPECT_EQ(*opened, hex(test, "plaintext"));
    }
    refused += opened ? 0 : 1;
  }
  EXPECT_GT(refused, 40);
}

TEST(Aead, RoundTrip_NeedsKeyAndContext) {
  const auto key = PackKey::random();
  const AssociatedData context(as_bytes("context"));
  const Bytes box = aead_encrypt(key, context, as_bytes("words"));
  EXPECT_EQ(box.size(), 5 + kAeadOverhead);
  EXPECT_EQ(as_text(aead_decrypt(key, context, box).value()), "words");
  EXPECT_NE(aead_encrypt(key, context, as_bytes("words")), box);
  EXPECT_FALSE(aead_decrypt(key, AssociatedData(as_bytes("Context")), box));
  EXPECT_FALSE(aead_decrypt(key, AssociatedData({}), box));
  const auto other = aead_decrypt(PackKey::random(), context, box);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, Code::decryption_failed);
}

TEST(Aead, EveryFlippedBitAndTruncation_IsRefused) {
  const auto key = PackKey::random();
  const AssociatedData context(as_bytes("context"));
  const Bytes box = aead_encrypt(key, context, as_bytes("words"));
  for (std::size_t bit = 0; bit < box.size() * 8; ++bit)
    EXPECT_FALSE(aead_decrypt(key, context, vectors::flipped(box, bit))) << bit;
  for (std::size_t size = 0; size < box.size(); ++size) {
    const auto opened = aead_decrypt(key, context, ByteView(box).first(size));
    ASSERT_FALSE(opened) << size;
    EXPECT_EQ(opened.error().code, Code::decryption_failed);
  }
}

}  // namespace
}  // namespace tacit

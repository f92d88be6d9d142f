#include "crypto/hash.hpp"

#include <gtest/gtest.h>

#include "vectors.hpp"

namespace tacit {
namespace {

using vectors::hex;

std::string hex_of(ByteView bytes) { return crypto::to_hex(bytes); }

TEST(Sha256, PublishedExamples_AreMet) {
  // FIPS 180-4 examples and the empty message.
  EXPECT_EQ(hex_of(sha256(ByteView()).view()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex_of(sha256(as_bytes("abc")).view()), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex_of(sha256(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")).view()),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, Parts_AreOneMessage) {
  const Hash whole = sha256(as_bytes("abc"));
  EXPECT_EQ(sha256({as_bytes("a"), as_bytes(""), as_bytes("bc")}), whole);
  EXPECT_EQ(Sha256().add(as_bytes("ab")).add(as_bytes("c")).finish(), whole);
}

TEST(Sha256DeathTest, AfterFinish_Aborts) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Sha256 hasher;
  hasher.finish();
  EXPECT_DEATH(hasher.add(as_bytes("x")), "internal error");
}

TEST(Sha512, PublishedExample_IsMet) {
  EXPECT_EQ(hex_of(sha512(as_bytes("abc"))),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

TEST(HmacSha256, Wycheproof_IsMet) {
  const json::value file = vectors::load("wycheproof-hmac-sha256.json");
  int count = 0;
  for (const auto& test : file.at("tests").as_array()) {
    EXPECT_EQ(hex_of(crypto::hmac_sha256_raw(hex(test, "key"), hex(test, "message")).view()),
              vectors::text(test, "tag"));
    ++count;
  }
  EXPECT_GT(count, 20);
}

TEST(HmacSha256, OtherKeyOrMessage_GivesAnotherTag) {
  const auto key = JoinMacKey::copy_from(Bytes(32, 1));
  const Hash tag = hmac_sha256(key, as_bytes("m"));
  EXPECT_TRUE(equal_macs(tag, hmac_sha256(key, as_bytes("m"))));
  EXPECT_FALSE(equal_macs(tag, hmac_sha256(key, as_bytes("n"))));
  EXPECT_FALSE(equal_macs(tag, hmac_sha256(JoinMacKey::copy_from(Bytes(32, 2)), as_bytes("m"))));
}

TEST(Framing, LengthPrefix_IsBigEndian) {
  Bytes out;
  append_lp(out, "abc");
  append_u32(out, 0x01020304);
  append_u64(out, 0x05060708090a0b0c);
  EXPECT_EQ(hex_of(out), "000000036162630102030405060708090a0b0c");
  EXPECT_EQ(read_u32(ByteView(out)), 3u);
  EXPECT_EQ(read_u32(ByteView(out).subspan(7)), 0x01020304u);
  EXPECT_EQ(read_u64(ByteView(out).subspan(11)), 0x05060708090a0b0cu);
}

TEST(Framing, MovedBorder_GivesOtherBytes) {
  Bytes one, other;
  append_lp(one, "ab");
  append_lp(one, "c");
  append_lp(other, "a");
  append_lp(other, "bc");
  EXPECT_NE(one, other);
}

}  // namespace
}  // namespace tacit

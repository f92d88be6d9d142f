#include "crypto/encoding.hpp"

#include <gtest/gtest.h>

#include "common/base/ids.hpp"
#include "crypto/random.hpp"

namespace tacit {
namespace {

using namespace crypto;

template <class R>
void expect_malformed(const R& result, std::string_view input) {
  ASSERT_FALSE(result) << input;
  EXPECT_EQ(result.error().code, Code::malformed) << input;
}

TEST(Base64, Rfc4648Examples_AreMet) {
  const std::pair<std::string_view, std::string_view> examples[] = {{"", ""},
                                                                    {"f", "Zg=="},
                                                                    {"fo", "Zm8="},
                                                                    {"foo", "Zm9v"},
                                                                    {"foob", "Zm9vYg=="},
                                                                    {"fooba", "Zm9vYmE="},
                                                                    {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, padded] : examples) {
    const std::string bare(padded.substr(0, padded.find('=')));
    EXPECT_EQ(to_base64(as_bytes(plain)), padded);
    EXPECT_EQ(to_base64url(as_bytes(plain)), bare);
    EXPECT_EQ(as_text(from_base64(padded).value()), plain);
    EXPECT_EQ(as_text(from_base64url(bare).value()), plain);
  }
}

TEST(Base64, Alphabets_AreNotMixed) {
  const Bytes bytes{0xfb, 0xff, 0xbf};
  EXPECT_EQ(to_base64(bytes), "+/+/");
  EXPECT_EQ(to_base64url(bytes), "-_-_");
  expect_malformed(from_base64("-_-_"), "-_-_");
  expect_malformed(from_base64url("+/+/"), "+/+/");
}

TEST(Base64, OtherTextsOfTheSameBytes_AreRefused) {
  for (const std::string_view bad :
       {"Zg==", "Zh", "Zm9", "Z", "Zg=", " Zg", "Zg ", "Zg\n", "Z-g=", "Zm9v=", "Zm9vY", "Zm\0v"})
    expect_malformed(from_base64url(bad), bad);
  for (const std::string_view bad :
       {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm9v====", "=", "====", "Z===", "Zm9vZg", " Zg=="})
    expect_malformed(from_base64(bad), bad);
  expect_malformed(from_base64url(std::string_view("Zm9\0", 4)), "with a zero");
}

TEST(Base64, EveryLength_ComesBackAndNothingElseReadsAlike) {
  constexpr std::string_view kUrlAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  for (std::size_t size = 0; size < 40; ++size) {
    const Bytes bytes = random_bytes(size);
    const std::string text = to_base64url(bytes);
    EXPECT_EQ(from_base64url(text).value(), bytes);
    if (size == 0) continue;
    int same = 0;
    std::string other = text;
    for (const char last : kUrlAlphabet) {
      other.back() = last;
      const auto read = from_base64url(other);
      same += read && *read == bytes ? 1 : 0;
    }
    EXPECT_EQ(same, 1) << size;
  }
}

// Catches decoders that fold foreign bytes onto digits (libsodium 1.0.18 does).
TEST(Encodings, EveryForeignByteInEveryPlace_IsRefused) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  int accepted = 0;
  for (std::size_t at = 0; at < 8; ++at)
    for (int byte = 0; byte < 256; ++byte) {
      std::string text = "AAAAAAAA";
      text[at] = static_cast<char>(byte);
      const bool letter = kLetters.find(static_cast<char>(byte)) != std::string_view::npos;
      EXPECT_EQ(from_base64url(text).has_value(), letter || byte == '-' || byte == '_') << at << ' ' << byte;
      EXPECT_EQ(from_base64(text).has_value(), letter || byte == '+' || byte == '/' || (byte == '=' && at == 7))
          << at << ' ' << byte;
      std::string digits = "00000000";
      digits[at] = static_cast<char>(byte);
      const bool hex = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f');
      EXPECT_EQ(from_hex(digits).has_value(), hex) << at << ' ' << byte;
      accepted += letter ? 1 : 0;
    }
  EXPECT_EQ(accepted, 8 * 62);
}

TEST(Crockford, EveryForeignByte_IsRefused) {
  constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
  for (std::size_t at = 0; at < 25; ++at)
    for (int byte = 0; byte < 256; ++byte) {
      std::string text(26, '0');
      text[at] = static_cast<char>(byte);
      EXPECT_EQ(from_crockford(text).has_value(), kDigits.find(static_cast<char>(byte)) != std::string_view::npos)
          << at << ' ' << byte;
    }
}

TEST(Hex, OnlyLowerCaseWholeBytes_AreRead) {
  EXPECT_EQ(to_hex(Bytes{0x00, 0xab, 0xff}), "00abff");
  EXPECT_EQ(from_hex("00abff").value(), (Bytes{0x00, 0xab, 0xff}));
  EXPECT_TRUE(from_hex("").value().empty());
  for (const std::string_view bad : {"00ABff", "0", "0g", "00 ", "0x00", "00:ab"}) expect_malformed(from_hex(bad), bad);
}

TEST(Crockford, Id_IsMostSignificantBitFirst) {
  ByteArray<16> bytes{};
  EXPECT_EQ(to_crockford(bytes), std::string(26, '0'));
  bytes[0] = 0x80;
  EXPECT_EQ(to_crockford(bytes), "g" + std::string(25, '0'));
  bytes[0] = 0;
  bytes[15] = 1;
  EXPECT_EQ(to_crockford(bytes), std::string(25, '0') + "4");
  bytes.fill(0xff);
  EXPECT_EQ(to_crockford(bytes), std::string(25, 'z') + "w");
}

TEST(Crockford, RandomIds_ComeBack) {
  for (int i = 0; i < 500; ++i) {
    const auto id = random_id<RecordId>();
    EXPECT_EQ(parse_id<RecordId>(id_text(id)).value(), id);
  }
}

TEST(Crockford, OtherForms_AreRefused) {
  const std::string good = id_text(RecordId{});
  for (const char bad : {'u', 'i', 'l', 'o', 'O', 'A', ' ', '-', '\0', '~'}) {
    std::string text = good;
    text[3] = bad;
    expect_malformed(parse_id<RecordId>(text), text);
  }
  for (const char spare : {'1', '2', '3'}) {
    std::string text = good;
    text.back() = spare;
    expect_malformed(parse_id<RecordId>(text), text);
  }
  expect_malformed(parse_id<RecordId>(good.substr(1)), "short");
  expect_malformed(parse_id<RecordId>(good + "0"), "long");
  expect_malformed(parse_id<RecordId>(""), "");
}

TEST(Fixed, Base64url_DemandsTheExactLength) {
  const auto hash = random_id<Hash>();
  EXPECT_EQ(parse_b64<Hash>(b64(hash)).value(), hash);
  expect_malformed(parse_b64<Hash>(to_base64url(random_bytes(31))), "31 bytes");
  expect_malformed(parse_b64<Hash>(to_base64url(random_bytes(33))), "33 bytes");
  expect_malformed(parse_b64<Hash>(""), "");
}

}  // namespace
}  // namespace tacit

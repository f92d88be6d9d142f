#include "crypto/client_code.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "vectors.hpp"

namespace tacit {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

TEST(ClientCode, IndependentVectors_AreMet) {
  const json::value file = vectors::load("client-codes.json");
  for (const auto& test : file.at("tests").as_array()) {
    const ClientCode code{test.at("bits").to_number<std::uint64_t>()};
    EXPECT_EQ(code.to_text(), vectors::text(test, "text"));
    EXPECT_EQ(ClientCode::parse(vectors::text(test, "text")).value(), code);
  }
}

TEST(ClientCode, Random_HasFiftyBitsAndDiffers) {
  std::set<ClientCode> seen;
  std::uint64_t any = 0;
  for (int i = 0; i < 500; ++i) {
    const ClientCode code = ClientCode::random();
    EXPECT_EQ(code.bits >> 50, 0u);
    EXPECT_EQ(ClientCode::parse(code.to_text()).value(), code);
    seen.insert(code);
    any |= code.bits;
  }
  EXPECT_EQ(seen.size(), 500u);
  EXPECT_EQ(any, (1ull << 50) - 1);
}

TEST(ClientCode, HandWrittenForms_AreAccepted) {
  // 1, 0 and a letter in it.
  const ClientCode code{(1ull << 45) | 17};
  const std::string text = code.to_text();
  ASSERT_EQ(text.substr(0, 9), "10000-000");
  std::string lower = text;
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  std::string bare = text;
  std::erase(bare, '-');
  std::string letters = text;
  std::ranges::replace(letters, '0', 'O');
  std::string small_l = letters;
  small_l[0] = 'l';
  std::string big_i = text;
  big_i[0] = 'I';
  for (const std::string& form : {text, lower, bare, letters, small_l, big_i, "  " + text + "\n"})
    EXPECT_EQ(ClientCode::parse(form).value(), code) << form;
}

TEST(ClientCode, EverySingleError_IsRefused) {
  std::string text = ClientCode{0x2a5f3c9d71b04}.to_text();
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '-') continue;
    const char right = text[at];
    for (const char wrong : kAlphabet) {
      if (wrong == right) continue;
      text[at] = wrong;
      EXPECT_FALSE(ClientCode::parse(text)) << text;
    }
    text[at] = right;
  }
}

TEST(ClientCode, EveryTransposition_IsRefused) {
  for (int round = 0; round < 20; ++round) {
    std::string text = ClientCode::random().to_text();
    std::erase(text, '-');
    for (std::size_t a = 0; a < text.size(); ++a)
      for (std::size_t b = a + 1; b < text.size(); ++b) {
        if (text[a] == text[b]) continue;
        std::swap(text[a], text[b]);
        EXPECT_FALSE(ClientCode::parse(text)) << text;
        std::swap(text[a], text[b]);
      }
  }
}

// Whatever a foreign character is taken for, one of the check characters fits it.
TEST(ClientCode, ForeignCharacterWithAnyCheckCharacter_IsMalformed) {
  for (const char foreign : {'U', 'u', '.', '*', '\0', '\xff'})
    for (std::size_t at = 0; at < 10; ++at)
      for (const char check : kAlphabet) {
        std::string text(11, '0');
        text[at] = foreign;
        text[10] = check;
        EXPECT_FALSE(ClientCode::parse(text)) << at << check;
      }
}

TEST(ClientCode, WrongLengthOrCharacter_IsMalformed) {
  const std::string text = ClientCode{12345}.to_text();
  for (const std::string& bad :
       {std::string(), std::string("-"), text.substr(1), text.substr(0, text.size() - 1), text + "0",
        "U" + text.substr(1), text.substr(0, 5) + " " + text.substr(6), std::string(1000, '0')}) {
    const auto read = ClientCode::parse(bad);
    ASSERT_FALSE(read) << bad;
    EXPECT_EQ(read.error().code, Code::malformed);
  }
}

}  // namespace
}  // namespace tacit

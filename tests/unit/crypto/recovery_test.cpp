#include "crypto/recovery.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "common/base/bytes.hpp"
#include "crypto/crockford.hpp"
#include "crypto/hash.hpp"
#include "tests/support/cases.hpp"

namespace tacit {
namespace {

std::string printed(const RecoverySheet& sheet) { return std::string(as_text(sheet.to_text().expose(Expose()))); }

Result<RecoverySheet> typed(std::string_view text) { return RecoverySheet::parse(SecretText(text)); }

class Recovery : public ::testing::Test {
 protected:
  const RecoverySeed seed_ = RecoverySeed::random();
  const std::array<RecoverySheet, 3> sheets_ = split_recovery_seed(seed_);
};

TEST_F(Recovery, AnyTwoInAnyOrder_GiveTheSeed) {
  for (const auto& one : sheets_)
    for (const auto& other : sheets_) {
      if (one.number() == other.number()) continue;
      EXPECT_TRUE(combine_sheets(one, other).value().equals(seed_)) << int{one.number()} << int{other.number()};
    }
}

TEST_F(Recovery, PrintedAndTypedAgain_GiveTheSeed) {
  const auto first = typed(printed(sheets_[2]));
  const auto second = typed(printed(sheets_[0]));
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->number(), 3);
  EXPECT_TRUE(combine_sheets(*first, *second).value().equals(seed_));
}

TEST_F(Recovery, SheetText_IsSevenLinesOfGroups) {
  const std::string text = printed(sheets_[0]);
  EXPECT_EQ(std::ranges::count(text, '\n'), 7);
  EXPECT_EQ(text.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ \n"), std::string::npos);
  EXPECT_EQ(text.substr(0, text.find('\n')).size(), 4 * 4 + 3u);
}

TEST_F(Recovery, TheSameSheetTwice_IsRefused) {
  EXPECT_EQ(combine_sheets(sheets_[1], sheets_[1]).error().code, Code::invalid_argument);
  EXPECT_FALSE(combine_sheets(sheets_[1], typed(printed(sheets_[1])).value()));
}

TEST_F(Recovery, SheetsOfTwoSplits_AreRefused) {
  // Also of the same seed: a mixture would restore something else.
  const auto again = split_recovery_seed(seed_);
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) {
      const auto result = combine_sheets(sheets_[i], again[j]);
      ASSERT_FALSE(result) << i << j;
      EXPECT_EQ(result.error().code, Code::invalid_argument);
    }
}

TEST_F(Recovery, OneSheet_DiffersBetweenSplitsOfOneSeed) {
  EXPECT_NE(printed(sheets_[0]), printed(split_recovery_seed(seed_)[0]));
}

TEST_F(Recovery, EverySingleWrongCharacter_IsRefused) {
  test::Cases cases("wrong characters");
  const std::string text = printed(sheets_[0]);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == ' ' || text[at] == '\n') continue;
    for (const char wrong : std::string_view("0123456789ABCDEFGHJKMNPQRSTVWXYZ!U")) {
      if (wrong == text[at]) continue;
      ++cases;
      std::string changed = text;
      changed[at] = wrong;
      const auto read = typed(changed);
      ASSERT_FALSE(read) << at << wrong;
      ASSERT_EQ(read.error().code, Code::malformed);
    }
  }
}

TEST_F(Recovery, HandWrittenForms_AreAccepted) {
  std::string text = printed(sheets_[1]);
  std::string loose;
  for (const char c : text) {
    if (c == '\n')
      loose += "\r\n\t";
    else if (c == ' ')
      loose += " - ";
    else if (c == '0')
      loose += 'o';
    else if (c == '1')
      loose += 'l';
    else
      loose += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  EXPECT_TRUE(combine_sheets(typed(loose).value(), sheets_[0]).value().equals(seed_));
}

// A sheet whose checksum is right, whatever its first byte says.
std::string sheet_that_begins_with(std::uint8_t first) {
  Bytes sheet(65, 7);
  sheet[0] = first;
  const Hash check = sha256({as_bytes("tacit/v1/recovery/sheet"), sheet});
  append(sheet, check.view().first(5));
  std::string out(crypto::crockford_length(sheet.size()), ' ');
  crypto::encode_crockford(sheet, out);
  return out;
}

TEST_F(Recovery, SheetOfAnotherVersionOrNumber_IsRefusedThoughItsChecksumIsRight) {
  for (int first = 0; first < 256; ++first) {
    const auto sheet = typed(sheet_that_begins_with(static_cast<std::uint8_t>(first)));
    if (first >> 4 != 1)
      EXPECT_EQ(sheet.error().code, Code::update_needed) << first;
    else if (const int number = first & 0x0f; number < 1 || number > 3)
      EXPECT_EQ(sheet.error().code, Code::malformed) << first;
    else
      EXPECT_EQ(int{sheet->number()}, number);
  }
}

// Not by chance alone: here the two halves fit each other.
TEST_F(Recovery, TheSameSheetTwice_IsRefusedThoughItsSharesAreEqual) {
  const auto sheet = typed(sheet_that_begins_with(0x11)).value();
  EXPECT_EQ(combine_sheets(sheet, sheet).error().code, Code::invalid_argument);
}

TEST_F(Recovery, MissingOrSurplusCharacters_AreRefused) {
  const std::string text = printed(sheets_[0]);
  for (const std::string& bad :
       {std::string(), std::string(" \n"), text.substr(1), text + "0", text + text, text + "."})
    EXPECT_EQ(typed(bad).error().code, Code::malformed);
}

}  // namespace
}  // namespace tacit

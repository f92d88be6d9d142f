#include "common/base/csv.hpp"

#include <gtest/gtest.h>

namespace tacit::csv {
namespace {

using Lines = std::vector<std::vector<std::string>>;

Lines cells(const Table& table) {
  Lines out;
  for (const Row& row : table.rows) {
    out.emplace_back();
    for (const auto& field : row.fields) out.back().push_back(field.expose(Disclose()));
  }
  return out;
}

struct Wrong {
  const char* name;
  std::string text;
  Code code;
  std::size_t line, column;
};
void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.name; }

TEST(Csv, OrdinaryTable_IsReadWithItsLines) {
  const auto table = read(
      "\xEF\xBB\xBF"
      "Code, Name \r\n1,Anna\r\n\r\n2,\"Ж, \"\"Ё\"\"\nz\"\r\n3,end");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->header, (std::vector<std::string>{"Code", "Name"}));
  EXPECT_EQ(cells(*table), (Lines{{"1", "Anna"}, {"2", "Ж, \"Ё\"\nz"}, {"3", "end"}}));
  EXPECT_EQ(table->rows[0].line, 2u);
  EXPECT_EQ(table->rows[1].line, 4u);
  EXPECT_EQ(table->rows[2].line, 6u) << "the quoted line end counts";
}

TEST(Csv, Separator_IsSeenInTheHeaderOrSaid) {
  for (const char one : {',', ';', '\t'}) {
    const std::string text = std::string("a") + one + "\"b,;\tb\"\n1" + one + "2\n";
    const auto seen = read(text);
    ASSERT_TRUE(seen) << one;
    EXPECT_EQ(seen->separator, one);
    EXPECT_EQ(seen->header.size(), 2u);
  }
  const auto said = read("a,b;c\n1;2", ';');
  ASSERT_TRUE(said);
  EXPECT_EQ(said->header, (std::vector<std::string>{"a,b", "c"}));
  EXPECT_EQ(read("a,b;c\n1;2").error().code, Code::malformed);
  EXPECT_EQ(read("a|b", '|').error().code, Code::invalid_argument);
  EXPECT_EQ(read("alone\n1\n")->header.size(), 1u);
}

TEST(Csv, BlankRows_AreLeftOutAndOthersKeepTheirLength) {
  const auto table = read("a,b,c\n,,\n \t,,\n1\n1,2,3,4\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(cells(*table), (Lines{{"1"}, {"1", "2", "3", "4"}}));
}

class CsvRefusal : public testing::TestWithParam<Wrong> {};

TEST_P(CsvRefusal, WrongFile_IsToldByPlaceAlone) {
  Place place;
  const auto table = read(GetParam().text, {}, &place);
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, GetParam().code);
  EXPECT_EQ(place.line, GetParam().line);
  EXPECT_EQ(place.column, GetParam().column);
}

std::string many(std::size_t count, const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

INSTANTIATE_TEST_SUITE_P(
    Set, CsvRefusal,
    testing::Values(Wrong{"empty", "", Code::malformed, 0, 0},
                    Wrong{"mark_alone", "\xEF\xBB\xBF", Code::malformed, 0, 0},
                    Wrong{"quote_inside", "a,b\n1,x\"y\n", Code::malformed, 2, 2},
                    Wrong{"behind_quote", "a,b\n\"1\"x,2\n", Code::malformed, 2, 1},
                    Wrong{"blank_behind_quote", "a,b\n\"1\" ,2\n", Code::malformed, 2, 1},
                    Wrong{"unclosed", "a,b\n1,\"2\n3,4\n", Code::malformed, 2, 2},
                    Wrong{"unclosed_header", "\"a,b\n1,2\n", Code::malformed, 1, 1},
                    Wrong{"lone_return", "a,b\n1,2\r3,4\n", Code::malformed, 2, 2},
                    Wrong{"nul", std::string("a,b\n1,\0\n", 8), Code::malformed, 2, 2},
                    Wrong{"escape", "a,b\n\x1b[2J,2\n", Code::malformed, 2, 1},
                    Wrong{"latin1", "a,b\n1,\xE9t\xE9\n", Code::malformed, 2, 2},
                    Wrong{"overlong", "a,b\n1,\xC0\xAF\n", Code::malformed, 2, 2},
                    Wrong{"overlong_three", "a,b\n1,\xE0\x80\xAF\n", Code::malformed, 2, 2},
                    Wrong{"surrogate", "a,b\n1,\xED\xA0\x80\n", Code::malformed, 2, 2},
                    Wrong{"beyond", "a,b\n1,\xF4\x90\x80\x80\n", Code::malformed, 2, 2},
                    Wrong{"cut", "a,b\n1,\xD0", Code::malformed, 2, 2},
                    Wrong{"no_name", "a,,c\n1,2,3\n", Code::malformed, 1, 2},
                    Wrong{"same_name", "a,b, a\n1,2,3\n", Code::malformed, 1, 3},
                    Wrong{"long_field", "a,b\n1," + many(kField + 1, "x") + "\n", Code::too_large, 2, 2},
                    Wrong{"many_columns", "a,b\n" + many(kColumns, "1,") + "1\n", Code::too_large, 2, kColumns + 1},
                    Wrong{"many_rows", "a\n" + many(kRows + 1, "1\n"), Code::too_large, kRows + 2, 1}),
    [](const auto& of) { return std::string(of.param.name); });

TEST(Csv, AtItsLimits_IsRead) {
  EXPECT_TRUE(read("a,b\n1," + many(kField, "x") + "\n"));
  EXPECT_TRUE(read("a\n" + many(kRows, "1\n")));
  EXPECT_TRUE(read("a,b\n" + many(kColumns - 1, "1,") + "1\n"));
  EXPECT_EQ(read(many(kBytes + 1, "x")).error().code, Code::too_large);
}

TEST(Csv, Written_IsReadAgainAndIsNoFormula) {
  EXPECT_EQ(written({"a", "", "1"}), "a,,1\r\n");
  EXPECT_EQ(written({"a,b", "say \"x\"", "two\nlines", " blank"}),
            "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\" blank\"\r\n");
  EXPECT_EQ(written({"=1+1", "+7", "-x", "@a", "\tx", "\rx", "a=1"}), "'=1+1,'+7,'-x,'@a,\"'\tx\",\"'\rx\",a=1\r\n");
}

}  // namespace
}  // namespace tacit::csv

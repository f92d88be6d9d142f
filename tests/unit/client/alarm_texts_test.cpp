#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "client/i18n/alarms.hpp"
#include "tests/support/source_tree.hpp"

namespace tacit::i18n {
namespace {

std::vector<Code> all_alarms() {
  std::vector<Code> out;
  for (int i = 0; i < 1'000; ++i)
    if (is_alarm(static_cast<Code>(i)) && code_named(name_of(static_cast<Code>(i)).view()) == static_cast<Code>(i))
      out.push_back(static_cast<Code>(i));
  return out;
}

std::string page() {
  std::ifstream in(test::source_file("docs/alarms.md"));
  std::stringstream text;
  text << in.rdbuf();
  // Lines are broken for people who read the source.
  return std::regex_replace(text.str(), std::regex("\\s+"), " ");
}

TEST(AlarmTexts, EveryAlarm_HasOneRowThatSaysAllThree) {
  const auto table = english_alarms();
  const auto alarms = all_alarms();
  ASSERT_EQ(alarms.size(), 10u);
  ASSERT_EQ(table.size(), alarms.size());
  std::set<std::string_view> texts;
  for (std::size_t i = 0; i < alarms.size(); ++i) {
    EXPECT_EQ(table[i].alarm, alarms[i]) << name_of(alarms[i]).view();
    EXPECT_EQ(&text_of(alarms[i]), &table[i]);
    for (const Literal& text : {table[i].what, table[i].safe, table[i].todo}) {
      EXPECT_GT(text.view().size(), 20u);
      EXPECT_NE(text.view().back(), '.');
    }
    EXPECT_TRUE(texts.insert(table[i].what.view()).second);
  }
}

TEST(AlarmTexts, Page_ListsEveryAlarmWithTheSameWords) {
  const std::string text = page();
  for (const AlarmText& row : english_alarms()) {
    const std::string section = "## " + std::string(name_of(row.alarm).view()) + " ";
    const auto from = text.find(section);
    ASSERT_NE(from, std::string::npos) << section;
    const std::string own = text.substr(from, text.find(" ## ", from + 1) - from);
    for (const Literal& said : {row.what, row.safe, row.todo})
      EXPECT_NE(own.find(said.view()), std::string::npos) << section << said.view();
  }
}

TEST(AlarmTexts, Page_ListsNoOtherAlarm) {
  const std::string text = page();
  const std::regex heading("## (alarm-[a-z-]+)");
  std::size_t found = 0;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), heading); at != std::sregex_iterator(); ++at, ++found)
    EXPECT_TRUE(code_named((*at)[1].str())) << (*at)[1];
  EXPECT_EQ(found, english_alarms().size());
}

}  // namespace
}  // namespace tacit::i18n

#include <gtest/gtest.h>

#include <algorithm>

#include "client/usecases/indicator.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/sanitizer.hpp"
#include "tests/unit/client/indicator_history.hpp"
#include "tests/unit/client/indicator_pack.hpp"

// Random histories, counted by the engine and by a model that shares nothing with it (docs/indicators.md, "How it is
// known to be right").
namespace tacit::usecases {
namespace {

using model::calendar;
using model::Days;
using test::Dice;

constexpr int kShards = 8, kWorldsOfShard = test::some_of(5);

struct Question {
  std::string text;
  Days days;
  Period period() const { return parse_period(text).value(); }
};

using Name = std::string (model::Calendar::*)(int) const;

// All that is called like the day.
Question around(int day, Name name) {
  const std::string text = (calendar().*name)(day);
  int from = day, until = day;
  while ((calendar().*name)(from - 1) == text) --from;
  while ((calendar().*name)(until) == text) ++until;
  return {text, {from, until}};
}

Question range(int first, int last) {
  return {calendar().text(first) + ".." + calendar().text(last), {first, last + 1}};
}
Question range(const char* first, const char* last) { return range(calendar().number(first), calendar().number(last)); }

std::vector<Question> some_periods(Dice& dice) {
  const int first = calendar().number(2023, 11, 1), days = calendar().number(2024, 12, 31) - first + 1;
  const auto any_day = [&] { return first + dice.below(days); };
  const std::vector<Question> odd{range("2023-12-15", "2024-03-01"), range("2024-02-29", "2024-02-29"),
                                  range("2023-11-30", "2024-02-29"), range("2024-01-31", "2024-03-30"),
                                  range("2024-02-28", "2024-08-31"), range("2023-12-01", "2024-02-29"),
                                  range("2024-03-02", "2024-12-30"), range("2023-11-01", "2024-10-31")};
  std::vector<Question> out{{"2024", range("2024-01-01", "2024-12-31").days}, dice.any(odd), dice.any(odd)};
  for (int i = 0; i < 2; ++i) {
    out.push_back(around(any_day(), &model::Calendar::quarter));
    out.push_back(around(any_day(), &model::Calendar::month));
  }
  out.push_back(around(any_day(), &model::Calendar::week));
  const int one = any_day(), other = any_day();
  out.push_back(range(std::min(one, other), std::max(one, other)));
  return out;
}

std::string in_words(std::int64_t value, const std::optional<std::int64_t>& of) {
  return std::to_string(value) + (of ? " of " + std::to_string(*of) : "");
}

// One organisation, asked by engine and model.
class Comparison {
 public:
  explicit Comparison(std::uint32_t seed)
      : seed_(seed), dice_(seed), world_(seed), history_(world_.told()), pack_(*world_.vault().pack()) {}

  void ask_some() {
    for (const Question& asked : some_periods(dice_)) {
      ASSERT_EQ(asked.period(), (Period{test::day_of_number(asked.days.from), test::day_of_number(asked.days.until)}));
      for (const model::Indicator& one : model::indicators()) ask(one, asked);
    }
  }
  std::size_t histories() const { return history_.people.size(); }
  const std::set<std::string>& found() const { return found_; }

 private:
  void ask(const model::Indicator& one, const Question& asked) {
    if (dice_.chance(60)) ask_whole(one, asked);
    if (dice_.chance(12)) ask_parts(one, asked, dice_.any(one.by));
    if (dice_.chance(2)) ask_times(one, asked, "month", &model::Calendar::month);
    if (dice_.chance(2)) ask_times(one, asked, "quarter", &model::Calendar::quarter);
  }
  std::vector<Figure> figures(const model::Indicator& one, const Question& asked, const By& by = {}) const {
    return counter().figures(*pack_.indicator(one.id), asked.period(), by);
  }
  Counter counter() const { return {world_.vault(), pack_, domain::Face::team}; }

  void ask_whole(const model::Indicator& one, const Question& asked);
  void ask_parts(const model::Indicator& one, const Question& asked, const std::string& by);
  void ask_times(const model::Indicator& one, const Question& asked, const std::string& by, Name name);
  void ask_behind(const model::Indicator& one, const Question& asked, const By& by, const Figure& figure);
  // An empty figure may be left out of parts.
  void compare(const std::string& what, const Figure* engine, const model::Answer& model) {
    const bool same =
        engine == nullptr ? model.value == 0 : in_words(engine->value, engine->of) == in_words(model.value, model.of);
    if (same) return;
    const std::string counted = engine == nullptr ? "nothing" : in_words(engine->value, engine->of);
    ADD_FAILURE() << "seed " << seed_ << ", " << what << ": the engine says " << counted << ", the model "
                  << in_words(model.value, model.of);
  }

  std::uint32_t seed_;
  Dice dice_;
  test::RandomHistory world_;
  model::History history_;
  Pack pack_;
  std::set<std::string> found_;
};

void Comparison::ask_whole(const model::Indicator& one, const Question& asked) {
  const std::string what = one.id + " " + asked.text;
  const auto counted = figures(one, asked);
  const model::Answer answer = one.answer(history_, {asked.days});
  if (answer.said != (counted.size() == 1) || counted.size() > 1) {
    ADD_FAILURE() << "seed " << seed_ << ", " << what << ": the engine says " << counted.size() << " figures";
    return;
  }
  if (!answer.said) return;
  EXPECT_EQ(counted.front().key, "") << what;
  compare(what, &counted.front(), answer);
  if (answer.value > 0) found_.insert(one.id);
  if (dice_.chance(25)) ask_behind(one, asked, {}, counted.front());
}

const Figure* figure_of(const std::vector<Figure>& figures, const std::string& key) {
  const auto found = std::ranges::find(figures, key, &Figure::key);
  return found == figures.end() ? nullptr : &*found;
}

void Comparison::ask_parts(const model::Indicator& one, const Question& asked, const std::string& name) {
  const By by = parse_by(name, pack_).value();
  const auto counted = figures(one, asked, by);
  auto keys = model::keys_of(history_, name);
  for (const Figure& figure : counted) EXPECT_TRUE(keys.contains(figure.key)) << one.id << " by " << name;
  for (const std::string& key : keys) {
    const model::Answer answer = one.answer(history_, {asked.days, {name, key}});
    const Figure* figure = figure_of(counted, key);
    if (!answer.said) {
      EXPECT_TRUE(counted.empty()) << one.id << " " << asked.text;
      return;
    }
    compare(one.id + " " + asked.text + " by " + name + " \"" + key + "\"", figure, answer);
    if (figure != nullptr && dice_.chance(25)) ask_behind(one, asked, by, *figure);
  }
}

void Comparison::ask_times(const model::Indicator& one, const Question& asked, const std::string& name, Name label) {
  if (!one.answer(history_, {asked.days}).said) return;
  const auto counted = figures(one, asked, parse_by(name, pack_).value());
  EXPECT_TRUE(std::ranges::is_sorted(counted, {}, &Figure::key)) << one.id << " by " << name;
  for (int from = asked.days.from; from < asked.days.until;) {
    const std::string key = (calendar().*label)(from);
    int until = from;
    while (until < asked.days.until && (calendar().*label)(until) == key) ++until;
    const model::Answer answer = one.answer(history_, {.days = {from, until}, .part = {}, .one_of_several = true});
    compare(one.id + " " + asked.text + " by " + name + " " + key, figure_of(counted, key), answer);
    from = until;
  }
}

void Comparison::ask_behind(const model::Indicator& one, const Question& asked, const By& by, const Figure& figure) {
  std::int64_t sum = 0;
  std::set<ByteArray<16>> people;
  for (const Behind& row : counter().behind(*pack_.indicator(one.id), asked.period(), by, figure.key)) {
    sum += row.quantity;
    if (row.person) people.insert(*row.person);
  }
  const auto behind = one.counts == model::Counts::sum ? sum : static_cast<std::int64_t>(people.size());
  if (behind == figure.value) return;
  ADD_FAILURE() << "seed " << seed_ << ", " << one.id << " " << asked.text << " \"" << figure.key << "\": " << behind
                << " behind a figure of " << figure.value;
}

// ------------------------------------------------------------

class IndicatorHistories : public ::testing::TestWithParam<int> {};

TEST_P(IndicatorHistories, EveryFigure_IsWhatTheModelCounts) {
  test::Cases histories("random personal histories counted by the engine and by a model");
  std::set<std::string> found;
  for (int world = 0; world < kWorldsOfShard && !HasFailure(); ++world) {
    Comparison comparison(static_cast<std::uint32_t>(GetParam() * 100 + world));
    comparison.ask_some();
    histories += comparison.histories();
    found.insert(comparison.found().begin(), comparison.found().end());
  }
  if (HasFailure()) return;
  for (const model::Indicator& one : model::indicators()) EXPECT_TRUE(found.contains(one.id)) << one.id;
}

INSTANTIATE_TEST_SUITE_P(Shards, IndicatorHistories, ::testing::Range(0, kShards));

TEST(IndicatorModel, PackWithItsIndicators_IsAccepted) {
  std::string problem;
  const auto pack = read_pack(test::pack_with_indicators(), &problem);
  ASSERT_TRUE(pack) << problem;
  const Pack before = read_pack(*built_in_pack("msm-outreach")).value();
  EXPECT_GT(pack->version, before.version);
  EXPECT_TRUE(obstacles_to_upgrade(before, *pack).empty());
  for (const model::Indicator& one : model::indicators()) {
    EXPECT_NE(pack->indicator(one.id), nullptr) << one.id;
    for (const std::string& by : one.by) EXPECT_TRUE(parse_by(by, *pack)) << by;
  }
}

TEST(IndicatorModel, ItsCalendar_IsThatOfThePrograms) {
  for (int day = 1; day < calendar().size() - 7; ++day) {
    const Day same = test::day_of_number(day);
    EXPECT_EQ(calendar().text(day), to_text(same));
    EXPECT_EQ(calendar().month(day), month_of(same));
    EXPECT_EQ(calendar().quarter(day), quarter_of(same));
    EXPECT_EQ(calendar().week(day), iso_week_of(same));
  }
}

}  // namespace
}  // namespace tacit::usecases

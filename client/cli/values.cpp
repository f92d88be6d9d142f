#include "client/cli/values.hpp"

#include <charconv>
#include <utility>

namespace tacit::cli {

Result<std::optional<std::string>> optional_text(const std::string& flag) {
  if (flag.empty()) return std::optional<std::string>();
  return std::optional<std::string>(flag);
}

Result<std::optional<Day>> optional_day(const std::string& flag) {
  if (flag.empty()) return std::optional<Day>();
  auto day = parse_day(flag);
  if (!day) return fail(Code::invalid_argument, day.error().text);
  return std::optional<Day>(*day);
}

Result<record::Counted> parse_counted(std::string_view text) {
  record::Counted counted{std::string(text.substr(0, text.find(':'))), 1};
  if (const auto colon = text.find(':'); colon != std::string_view::npos) {
    const std::string_view digits = text.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), counted.count);
    if (error != std::errc{} || end != digits.data() + digits.size() || counted.count < 1)
      return fail(Code::invalid_argument, "a count is written like condoms:10");
  }
  return counted;
}

Result<std::vector<record::Counted>> parse_counts(const std::vector<std::string>& texts) {
  std::vector<record::Counted> out;
  for (const auto& text : texts) {
    TRY(auto counted, parse_counted(text));
    out.push_back(std::move(counted));
  }
  return out;
}

Result<record::TimeOfDay> parse_time(std::string_view text) {
  if (text == "day") return record::TimeOfDay::day;
  if (text == "night") return record::TimeOfDay::night;
  return fail(Code::invalid_argument, "the time is day or night");
}

namespace {

std::optional<record::TestResult> result_named(std::string_view word) {
  if (word == "reactive") return record::TestResult::reactive;
  if (word == "non-reactive") return record::TestResult::non_reactive;
  if (word == "invalid") return record::TestResult::invalid;
  return std::nullopt;
}

// Whether the word is one of those, and was not there before.
bool add_word(record::Test& test, std::string_view word) {
  bool* const said = word == "told"     ? &test.told
                     : word == "before" ? &test.counselled_before
                     : word == "after"  ? &test.counselled_after
                                        : nullptr;
  return said != nullptr && !std::exchange(*said, true);
}

}  // namespace

Result<record::Test> parse_test(std::string_view text) {
  constexpr Literal kForm = "a test is written like rapid-hiv=non-reactive,told,before,after";
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) return fail(Code::invalid_argument, kForm);
  record::Test test{.test = std::string(text.substr(0, equals)),
                    .result = {},
                    .told = false,
                    .counselled_before = false,
                    .counselled_after = false};
  std::string_view words = text.substr(equals + 1);
  const auto result = result_named(words.substr(0, words.find(',')));
  if (!result) return fail(Code::invalid_argument, kForm);
  test.result = *result;
  for (auto comma = words.find(','); comma != std::string_view::npos; comma = words.find(',')) {
    words.remove_prefix(comma + 1);
    if (!add_word(test, words.substr(0, words.find(',')))) return fail(Code::invalid_argument, kForm);
  }
  return test;
}

Result<record::Case::Step> parse_step(std::string_view text) {
  using Step = record::Case::Step;
  for (const Step step : {Step::application, Step::agreement, Step::plan, Step::closed})
    if (record::to_text(step) == text) return step;
  return fail(Code::invalid_argument, "a step is application, agreement, plan or closed");
}

Result<record::Outcome::What> parse_outcome(std::string_view text) {
  using What = record::Outcome::What;
  for (const What what : {What::seen, What::declined, What::no_show, What::refused, What::result, What::linked})
    if (record::to_text(what) == text) return what;
  return fail(Code::invalid_argument, "an outcome is seen, declined, no-show, refused, result or linked");
}

Result<record::Attributes> parse_attributes(const std::vector<std::string>& texts) {
  record::Attributes out;
  for (const auto& text : texts) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) return fail(Code::invalid_argument, "an attribute is written like sex=f");
    if (!out.emplace(text.substr(0, equals), text.substr(equals + 1)).second)
      return fail(Code::invalid_argument, "an attribute is given once");
  }
  return out;
}

}  // namespace tacit::cli

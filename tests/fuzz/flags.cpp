#include "client/cli/values.hpp"
#include "schema/limits.hpp"
#include "tests/fuzz/harness.hpp"

// What somebody writes as the value of a flag.
namespace tacit::fuzz {
namespace {

std::string written(const record::Counted& counted) { return counted.code + ':' + std::to_string(counted.count); }

std::string written(const record::Test& test) {
  const std::string result = test.result == record::TestResult::reactive       ? "reactive"
                             : test.result == record::TestResult::non_reactive ? "non-reactive"
                                                                               : "invalid";
  return test.test + '=' + result + (test.told ? ",told" : "") + (test.counselled_before ? ",before" : "") +
         (test.counselled_after ? ",after" : "");
}

template <class Value>
void is_read_alike_when_written(const Result<Value>& read, Result<Value> (*parse)(std::string_view)) {
  if (!read) {
    ASSERT_INVARIANT(read.error().code == Code::invalid_argument);
    return;
  }
  const auto again = parse(written(*read));
  ASSERT_INVARIANT(again && written(*again) == written(*read));
}

std::vector<std::string> lines_of(Input& input) {
  std::vector<std::string> out;
  while (!input.empty()) out.emplace_back(input.line());
  return out;
}

void attributes(Input& input) {
  const auto lines = lines_of(input);
  const auto read = cli::parse_attributes(lines);
  if (!read) return;
  ASSERT_INVARIANT(read->size() == lines.size());  // none was lost
  for (const std::string& line : lines) {
    const auto equals = line.find('=');
    ASSERT_INVARIANT(read->at(line.substr(0, equals)) == line.substr(equals + 1));
  }
}

// The first letter says of which kind.
FUZZ_TARGET(flag_value) {
  Input input(bytes);
  switch (input.letter()) {
    case 'a': return attributes(input);
    case 'c':
      if (const auto counted = cli::parse_counted(input.rest())) {
        ASSERT_INVARIANT(counted->count >= 1 && input.rest().starts_with(counted->code));
        ASSERT_INVARIANT(counted->code.find(':') == std::string::npos);
      }
      return is_read_alike_when_written(cli::parse_counted(input.rest()), cli::parse_counted);
    case 't': return is_read_alike_when_written(cli::parse_test(input.rest()), cli::parse_test);
    case 'd':
      if (const auto day = cli::optional_day(std::string(input.rest())))
        ASSERT_INVARIANT(*day ? to_text(**day) == input.rest() : input.rest().empty());
      return;
    default:
      if (const auto time = cli::parse_time(input.rest()))
        ASSERT_INVARIANT(input.rest() == (*time == record::TimeOfDay::day ? "day" : "night"));
  }
}

}  // namespace
}  // namespace tacit::fuzz

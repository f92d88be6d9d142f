#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/day.hpp"
#include "schema/record.hpp"

// What people write as values of flags. A value that is not of the form is `invalid_argument`, with a text that shows
// the form and never repeats what was written. Whether a code exists is the pack's business, not decided here.
namespace tacit::cli {

// An empty flag was not given.
Result<std::optional<std::string>> optional_text(const std::string& flag);
Result<std::optional<Day>> optional_day(const std::string& flag);

// "code" or "code:count", as used for services and goods; a count is at least 1.
Result<record::Counted> parse_counted(std::string_view text);
Result<std::vector<record::Counted>> parse_counts(const std::vector<std::string>& texts);
// "day" or "night".
Result<record::TimeOfDay> parse_time(std::string_view text);
// "code=reactive|non-reactive|invalid", then any of ",told", ",before", ",after", each once.
Result<record::Test> parse_test(std::string_view text);
// "application", "agreement", "plan" or "closed".
Result<record::Case::Step> parse_step(std::string_view text);
// "seen", "declined", "no-show", "refused", "result" or "linked".
Result<record::Outcome::What> parse_outcome(std::string_view text);
// "code=value" each; a code given twice is refused, since one of the two would be lost.
Result<record::Attributes> parse_attributes(const std::vector<std::string>& texts);

}  // namespace tacit::cli

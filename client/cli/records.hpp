#pragma once
#include "client/cli/context.hpp"
#include "client/usecases/recording.hpp"
#include "client/usecases/verify.hpp"

// What several commands share: optional flags, how a history looks, what stands, what a check of the log found.
namespace tacit::cli {

Result<std::optional<std::string>> optional_text(const std::string& flag);
Result<std::optional<Day>> optional_day(const std::string& flag);
Result<std::vector<record::Counted>> parse_counts(const std::vector<std::string>& texts);

json::object history_json(const domain::History& history);
json::object log_json(const sync::LogReport& audited);
void print_alarms(Context& context, const std::vector<Vault::Alarm>& alarms);
void print_problems(Context& context, const sync::LogReport& audited);
void print_histories(Context& context, const Vault& vault, const std::vector<domain::History>& histories);

}  // namespace tacit::cli

#pragma once
#include "client/cli/context.hpp"
#include "client/usecases/recording.hpp"

// What the recording commands share: optional flags, and how a history looks.
namespace tacit::cli {

Result<std::optional<std::string>> optional_text(const std::string& flag);
Result<std::optional<Day>> optional_day(const std::string& flag);
Result<std::vector<record::Counted>> parse_counts(const std::vector<std::string>& texts);

json::object history_json(const domain::History& history);
void print_histories(Context& context, const Vault& vault, const std::vector<domain::History>& histories);

}  // namespace tacit::cli

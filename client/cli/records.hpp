#pragma once
#include "client/cli/context.hpp"
#include "client/usecases/recording.hpp"
#include "client/usecases/verify.hpp"

// What several commands share: how a history looks, what stands, what a check of the log found.
namespace tacit::cli {

void print_alarms(Context& context, const std::vector<Vault::Alarm>& alarms);
void print_problems(Context& context, const sync::LogReport& audited);
void print_histories(Context& context, const Vault& vault, const std::vector<domain::History>& histories);

}  // namespace tacit::cli

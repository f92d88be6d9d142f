#pragma once
#include <string>
#include <vector>

#include "client/cli/context.hpp"

// How a person looks, and the commands about what is kept of people, apart from registering and finding them.
namespace tacit::cli {

std::vector<std::string> person_row(const Vault::Person& person);
// One each line until an empty one.
Result<Personal<std::string>> ask_other_codes(Context& context);

void add_identifier_commands(CLI::App& person, Context& context);  // edit, duplicates, distinct, hand-over, accept

}  // namespace tacit::cli

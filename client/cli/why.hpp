#pragma once
#include "client/cli/context.hpp"

namespace tacit::cli {

void add_why_command(CLI::App& app, Context& context);

}  // namespace tacit::cli

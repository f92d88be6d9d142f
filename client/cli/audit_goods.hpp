#pragma once
#include "client/cli/context.hpp"

namespace tacit::cli {

void add_audit_goods(CLI::App& audit, Context& context);  // audit goods

}  // namespace tacit::cli

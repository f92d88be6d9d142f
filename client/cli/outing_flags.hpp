#pragma once
#include <string>
#include <vector>

#include "client/usecases/activity.hpp"

namespace CLI {
class App;
}

namespace tacit::cli {

// What is said of an outing, by whichever verb records one.
struct OutingFlags {
  std::string day, kind, site, route, time = "day", team;
  std::vector<std::string> crew, grants;
};
// The flags outlive the command.
void add_outing_options(CLI::App& command, OutingFlags& flags);
Result<usecases::NewOuting> outing_of(const OutingFlags& flags);

}  // namespace tacit::cli

#include "client/cli/outing_flags.hpp"

#include <CLI/CLI.hpp>

#include "client/cli/values.hpp"
#include "crypto/encoding.hpp"

namespace tacit::cli {

void add_outing_options(CLI::App& command, OutingFlags& flags) {
  command.add_option("--kind", flags.kind, "Outing kind of the pack")->required();
  command.add_option("--site", flags.site, "Site of the pack")->required();
  command.add_option("--time", flags.time, "day or night")->capture_default_str();
  command.add_option("--day", flags.day, "Day, if not today");
  command.add_option("--route", flags.route, "Route, in the team's own words");
  command.add_option("--crew", flags.crew, "Device of a crew member; may be repeated; default: this device");
  command.add_option("--grant", flags.grants, "Who pays, as `tacit grant list` names it; may be repeated");
  command.add_option("--team", flags.team, "Team, if this device belongs to several");
}

Result<usecases::NewOuting> outing_of(const OutingFlags& flags) {
  usecases::NewOuting outing{.day = {},
                             .kind = flags.kind,
                             .site = flags.site,
                             .route = flags.route,
                             .time = {},
                             .crew = {},
                             .team = {},
                             .grants = flags.grants};
  TRY(outing.day, optional_day(flags.day));
  TRY(outing.team, optional_text(flags.team));
  TRY(outing.time, parse_time(flags.time));
  for (const auto& text : flags.crew) {
    TRY(const DeviceId dev, parse_id<DeviceId>(text));
    outing.crew.push_back(dev);
  }
  return outing;
}

}  // namespace tacit::cli

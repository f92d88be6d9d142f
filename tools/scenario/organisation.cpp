#include "tools/scenario/organisation.hpp"

#include "client/usecases/found.hpp"
#include "client/usecases/join.hpp"
#include "client/usecases/member.hpp"
#include "client/usecases/team.hpp"
#include "tools/scenario/failure.hpp"

namespace tacit::scenario {

Device found_organisation(const std::filesystem::path& run, const Plan& plan, const std::string& invitation,
                          const Clock& clock) {
  Device office = Device::create(run, plan.devices[kOffice].name, clock);
  const auto pack = built_in_pack(plan.pack);
  if (!pack) throw Failure("the pack " + plan.pack + " is not built in");
  const auto founded = must(usecases::found(office.online(), {.invitation = invitation,
                                                              .name = "Demonstration foundation",
                                                              .device_name = office.name(),
                                                              .pack = std::string(*pack)}),
                            "found");
  must(usecases::require_complete(founded.sync), "found");
  for (const TeamPlan& team : plan.teams)
    must(usecases::add_team(office.online(), {.name = team.name, .join = true}), "team add");
  return office;
}

Device bring_in(const std::filesystem::path& run, Device& steward, const usecases::NewInvitation& newcomer,
                const Clock& clock) {
  const auto invited = must(usecases::invite(steward.online(), newcomer), "invite");
  Device device = Device::create(run, newcomer.name, clock);
  const auto joined = must(usecases::join(device.online(), invited.text), newcomer.name + ": join");
  const auto admitted = must(usecases::admit(steward.online(), joined.fingerprint), newcomer.name + ": admit");
  must(usecases::require_complete(admitted.sync), newcomer.name + ": admit");
  device.synchronise();
  return device;
}

}  // namespace tacit::scenario

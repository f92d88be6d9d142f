#pragma once
#include "client/usecases/invite.hpp"
#include "tools/scenario/device.hpp"
#include "tools/scenario/plan.hpp"

namespace tacit::scenario {

// The verbs by which an organisation comes about, each as people would do them one after the other. Failures throw.

// Founds it on a new device, with its teams; the device is a member of each.
Device found_organisation(const std::filesystem::path& run, const Plan& plan, const std::string& invitation,
                          const Clock& clock);

// The steward invites, the newcomer joins on a new device, the steward compares digits and admits, the newcomer syncs.
Device bring_in(const std::filesystem::path& run, Device& steward, const usecases::NewInvitation& newcomer,
                const Clock& clock);

}  // namespace tacit::scenario

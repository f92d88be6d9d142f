#include <array>

#include "server/api/handlers.hpp"

namespace tacit::server {

std::span<const Endpoint> endpoints() {
  static constexpr std::array kTable{
      Endpoint{"GET", api::kHealth, Who::anyone, tell_health},
      Endpoint{"POST", api::kOrganisation, Who::founder, found_organisation},
      Endpoint{"POST", api::kInvitations, Who::steward, announce_invitation},
      Endpoint{"POST", api::kEnrolments, Who::joiner, enrol_device},
      Endpoint{"GET", api::kEnrolments, Who::steward, list_enrolments},
      Endpoint{"GET", api::kRoster, Who::device, read_roster},
      Endpoint{"POST", api::kRoster, Who::device, extend_roster},
      Endpoint{"GET", api::kWraps, Who::device, read_wraps},
      Endpoint{"POST", api::kEntries, Who::device, add_entries},
      Endpoint{"GET", api::kEntries, Who::device, read_entries},
      Endpoint{"GET", api::kSent, Who::device, read_sent},
      Endpoint{"GET", api::kCheckpoint, Who::device, read_checkpoint},
      Endpoint{"GET", api::kLeaves, Who::device, read_leaves},
  };
  return kTable;
}

}  // namespace tacit::server

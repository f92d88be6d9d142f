#pragma once
#include <array>

#include "client/usecases/sync.hpp"
#include "crypto/secret.hpp"

namespace tacit::usecases {

struct NewOrganisation {
  std::string invitation;   // text that `tacitd init` printed
  std::string name;         // of the organisation; a label, never in the clear for the server
  std::string device_name;  // of this device
  std::string pack;         // JSON text of the programme pack
  bool newcomers_see_history = true;
};
struct Founded {
  OrgId org;
  DeviceId device;
  std::array<SecretText, 3> recovery_sheets;  // to be printed now; kept only until sheets_were_printed
  sync::Outcome sync;                         // if it stopped early, syncing again does the rest
};
// Founds the organisation with this device as its first steward, publishes the pack, and makes the first keys. Called
// again after an interruption it goes on where it stopped, with the same keys, and gives the recovery sheets again, as
// a new set that does not fit the earlier one, until sheets_were_printed. already_done if this vault belongs to an
// organisation or the server has another one. unavailable: no answer came; call again.
Result<Founded> found(const Online& online, const NewOrganisation& organisation);

// The recovery sheets are on paper: the vault forgets them.
Result<void> sheets_were_printed(Vault& vault);

}  // namespace tacit::usecases

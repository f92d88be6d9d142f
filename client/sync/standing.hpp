#pragma once
#include <map>
#include <vector>

#include "client/sync/effects.hpp"

namespace tacit::sync {

// Which role and teams a device had at a place in the log. Roster knows only the newest ones; this is read from the
// links, once a run.
class Standing {
 public:
  Standing(const Memory& memory, const Roster& roster);

  // The device is in the roster.
  Signer at(const Roster::Device& device, std::uint64_t index) const;

 private:
  struct Change {
    std::uint64_t index;
    Role role;
    std::set<TeamId> teams;
  };
  std::map<DeviceId, std::vector<Change>> changes_;  // ascending index
};

}  // namespace tacit::sync

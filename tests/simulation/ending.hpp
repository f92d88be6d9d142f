#pragma once
#include <set>
#include <string>
#include <vector>

#include "crypto/checkpoint.hpp"
#include "schema/record.hpp"
#include "schema/roster_ops.hpp"
#include "tests/simulation/device.hpp"
#include "tests/simulation/network.hpp"

namespace tacit::simulation {

// What the steward decided about a device, whether the roster says so yet or not.
struct Member {
  enum class Standing { invited, admitted, revoked };
  std::string name;
  Role role = Role::worker;
  std::set<TeamId> teams;
  std::set<TeamId> grants = {};  // of an auditor: those alone
  Standing standing = Standing::invited;
};

// What a person saved on a device.
struct Written {
  std::size_t author;  // index of the device
  RecordId rid;
  record::Record record;
  std::vector<Scope> scopes;
  bool audit_face;
  std::vector<Scope> grants;
  bool stolen = false;  // goes by the record id of another device's record
};

// All there is to judge by when the network has healed and everybody has synced.
struct Ending {
  struct One {
    Member member;
    const Device* device;
  };
  roster::HistoryPolicy policy;
  std::vector<One> devices;  // the first is the founder's
  std::vector<TeamId> teams, grants;
  std::vector<Written> written;     // in the order of saving
  std::vector<std::string> leaves;  // of the server's log
  Checkpoint checkpoint;            // signed, after the server was started anew
  Network::Counts network;
};

}  // namespace tacit::simulation

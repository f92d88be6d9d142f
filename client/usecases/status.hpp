#pragma once
#include "client/usecases/backup.hpp"

namespace tacit::usecases {

struct Status {
  bool founded_or_joined = false;
  bool admitted = false;
  std::string device;        // 26 characters
  std::string name;          // its label, if the organisation gave one
  std::string organisation;  // label, or empty
  std::optional<Role> role;
  bool steward = false;
  std::vector<std::string> teams;  // labels, or ids without one
  std::string pack;
  std::uint64_t unsent = 0, unopened = 0, log_size = 0, roster_seq = 0;
  std::uint64_t faces_differ = 0;      // records of which what counts tells auditors something else than the team
  std::uint64_t faces_not_judged = 0;  // of which this device cannot say
  std::uint64_t contents_missing = 0;  // entries whose content never came or did not fit, whatever was settled
  BackupState backup;
  std::vector<Vault::Alarm> alarms;
};
Status status_of(const Session& session);

}  // namespace tacit::usecases

#pragma once
#include "client/usecases/session.hpp"

namespace tacit::usecases {

// What one worker did, for pay: counted from the team faces this device opens, with corrections and voids respected.
// A record is the worker's whose device made it, also when somebody else corrected it.
struct WorkLine {
  Day day;
  std::string kind;  // of outing; of a group session its own
  std::string label;
  std::int64_t outings = 0, contacts = 0, services = 0, tests = 0, groups = 0, participants = 0;
};
struct WorkSheet {
  DeviceId device;
  std::string name;  // the device's label
  std::string period;
  std::vector<WorkLine> lines;  // by day, then kind
  WorkLine total;
};
// `device`: its label or 26-character id; none: this device. not_found | malformed (the period)
Result<WorkSheet> work_sheet(const Session& session, const std::string& period,
                             const std::optional<std::string>& device, std::string_view language);

}  // namespace tacit::usecases

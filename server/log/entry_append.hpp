#pragma once
#include <string>
#include <vector>

#include "schema/api.hpp"
#include "server/log/log.hpp"

namespace tacit::server {

// An entry that is well-formed, signed by its device, and whose copies are the ones it names.
struct CheckedEntry {
  std::string jws;
  Entry entry;
  Hash hash;
  Hash leaf;
  std::vector<Bytes> copies;
};

// Everything that does not depend on what was stored before. The entries must be the device's own, of this
// organisation, with consecutive seqs. Errors: malformed, too_large, bad_signature, wrong_kind, wrong_organisation,
// not_allowed (another device's). Any thread.
Result<std::vector<CheckedEntry>> check_entries(api::EntriesRequest request, const Roster::Device& device,
                                                const OrgId& org);

// The rest, and the rows: all of them or, on an error, none. Entries that are there already keep their index.
// Returns the indexes in the order of `entries`. Errors: not_admitted, mischained, scope_closed. Writer thread, inside
// its job.
Result<std::vector<std::uint64_t>> append_entries(Database& database, Log& log, const DeviceId& dev,
                                                  const std::vector<CheckedEntry>& entries);

}  // namespace tacit::server

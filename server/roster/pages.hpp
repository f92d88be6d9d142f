#pragma once
#include "schema/api.hpp"
#include "server/log/log.hpp"
#include "server/store/read_pool.hpp"

namespace tacit::server {

// Bounded answers about one snapshot. Rights are the caller's matter. Any thread; throws StorageFailure.

// Links from `from` on.
api::RosterPage roster_page(ReadPool& readers, const Log& log, const Snapshot& snapshot, std::uint64_t from,
                            std::uint64_t follows);
// What the device may open of the blobs of links from `from` on: its own, its scopes', everybody's.
api::WrapsPage wraps_page(ReadPool& readers, const Snapshot& snapshot, const Roster::Device& device,
                          std::uint64_t from);
// Join requests whose invitation has not expired.
api::Enrolments waiting_joins(ReadPool& readers, Day today);

}  // namespace tacit::server

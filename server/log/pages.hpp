#pragma once
#include "schema/api.hpp"
#include "server/log/log.hpp"
#include "server/store/read_pool.hpp"

namespace tacit::server {

// Bounded answers about one snapshot, with their proofs, also that it continues the log of size `follows`. Rights are
// the caller's matter. Any thread; throws StorageFailure.

// Entries addressed to the scope at an index greater than `after`.
api::EntriesPage entries_page(ReadPool& readers, const Log& log, const Snapshot& snapshot, const Scope& scope,
                              std::uint64_t after, std::uint64_t follows);
// The device's own with a seq greater than `after`.
api::SentPage sent_page(ReadPool& readers, const Log& log, const Snapshot& snapshot, const DeviceId& dev,
                        std::uint64_t after, std::uint64_t follows);
api::LeavesPage leaves_page(ReadPool& readers, const Snapshot& snapshot, std::uint64_t from);
api::CheckpointAnswer checkpoint_answer(const Log& log, const Snapshot& snapshot, std::uint64_t from,
                                        std::uint64_t follows);

}  // namespace tacit::server

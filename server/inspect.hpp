#pragma once
#include <cstdint>

#include "server/data_directory.hpp"

namespace tacit::server {

// What an administrator may know, in counts. Read from the database beside a running server.
struct Inspection {
  bool founded = false;
  std::uint64_t leaves = 0;
  std::uint64_t roster_links = 0;
  std::uint64_t devices = 0;  // active
  std::uint64_t teams = 0;
  std::uint64_t waiting = 0;  // join requests
};

// Recomputes the log's root as a start does: storage_damaged on a mismatch. Other errors as Database::open.
Result<Inspection> inspect(const DataDirectory& directory, const RootKey& root, Day today);

// A consistent encrypted copy while a server runs, verified as by inspect: `to`, and the seal file as
// `to`.seal.json; the same passphrase opens it. already_done: one of the two exists.
Result<Inspection> back_up(const DataDirectory& directory, const RootKey& root, const std::filesystem::path& to,
                           Day today);

}  // namespace tacit::server

#pragma once
#include "schema/api.hpp"
#include "server/log/log.hpp"

namespace tacit::server {

// A genesis link that is valid in itself and names this server's keys.
struct CheckedGenesis {
  std::string jws;
  InvitationId inv;
  Hash mac;
  std::shared_ptr<const Roster> roster;
  const Roster::Device& founder() const { return *roster->devices().front(); }
};

// Any thread. Errors: those of Roster::found; malformed when the link names blobs, which could not come along.
Result<CheckedGenesis> read_genesis(api::FoundRequest request);
// invalid_argument: the genesis names other service keys than this server's.
Result<void> check_service(const CheckedGenesis& genesis, const roster::ServiceKeys& own);

// Founds, once: the holder of the founding invitation, if there is no organisation yet. Its secret is deleted.
// Sent again, the same genesis gives the same answer. Errors: already_done, not_allowed (another invitation or secret).
// Writer thread, inside its job.
Result<std::uint64_t> found(Database& database, Log& log, const CheckedGenesis& genesis);

}  // namespace tacit::server

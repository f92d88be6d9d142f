#pragma once
#include "schema/api.hpp"
#include "server/log/log.hpp"

namespace tacit::server {

// Invitations and join requests before their `admit`. Both functions: writer thread, inside its job; the same request
// again changes nothing and succeeds.

// expired: its last day is over. already_done: a device was admitted by it. conflict: announced with another day.
Result<void> announce(Database& database, const Log& log, const api::Announce& announcement, Day today);

// `join` is what read_join made of the request. not_found: not announced, used up, or forgotten since it expired;
// expired; conflict: another join came first; busy: kPendingEnrolments wait.
Result<void> enrol(Database& database, const api::EnrolRequest& request, const Join& join, Day today);

}  // namespace tacit::server

#pragma once
#include "schema/api.hpp"
#include "server/log/log.hpp"

namespace tacit::server {

// A signed link, taken apart, with exactly the blobs it names.
struct CheckedLink {
  std::string jws;
  roster::Link link;
  std::vector<Bytes> blobs;
};

// Form, signer and blobs: all that can be said without the chain. The link must be `device`'s own. Any thread.
// Errors: malformed, too_large, update_needed, wrong_kind, not_allowed, bad_signature.
Result<CheckedLink> check_link(api::LinkRequest request, const Roster::Device& device);

// Applies the roster's rules, then stores link and blobs; invitations it admits by are used up. Returns the leaf index.
// conflict when another link came first; else the errors of Roster::append. Writer thread, inside its job.
Result<std::uint64_t> append_link(Database& database, Log& log, const CheckedLink& link);

}  // namespace tacit::server

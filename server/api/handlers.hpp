#pragma once
#include "server/api/endpoint.hpp"

// One function an endpoint: read the request, check the right the table cannot express, ask the layer below, encode.
// No SQL, no status codes.
namespace tacit::server {

Result<Answer> tell_health(const Context& context, const Call& call);
Result<Answer> found_organisation(const Context& context, const Call& call);
Result<Answer> announce_invitation(const Context& context, const Call& call);
Result<Answer> enrol_device(const Context& context, const Call& call);
Result<Answer> list_enrolments(const Context& context, const Call& call);
Result<Answer> read_roster(const Context& context, const Call& call);
Result<Answer> extend_roster(const Context& context, const Call& call);
Result<Answer> read_wraps(const Context& context, const Call& call);
Result<Answer> add_entries(const Context& context, const Call& call);
Result<Answer> read_entries(const Context& context, const Call& call);
Result<Answer> read_sent(const Context& context, const Call& call);
Result<Answer> read_checkpoint(const Context& context, const Call& call);
Result<Answer> read_leaves(const Context& context, const Call& call);

}  // namespace tacit::server

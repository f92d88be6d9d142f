#pragma once
#include <string>

#include "common/base/literal.hpp"
#include "common/base/result.hpp"
#include "common/net/http.hpp"

namespace tacit::net {

// An error answer (RFC 9457, application/problem+json). Only literals go in, so it cannot echo input. `type` is a
// stable relative reference "/problems/<name>", the name being that of a Code or one of the server's own.
HttpResponse problem(int status, Literal type, Literal title, Literal detail);

// The one place where error codes become statuses and types. A 503 tells to come back after two seconds.
HttpResponse problem(const Error& error);
int status_of(Code code);

// What an answer with status >= 400 means to a client: the code its problem type names, else one that fits the
// status. A server cannot raise an alarm about itself: those become `unavailable`. The text is ours.
Error error_of(const HttpResponse& response);

}  // namespace tacit::net

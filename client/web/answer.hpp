#pragma once
#include <string_view>

#include "client/web/gate.hpp"
#include "common/base/json.hpp"

// The answers of the web face, each with what a browser must be told.
namespace tacit::web {

// For every answer, the server's own refusals too: nothing is kept, loaded from elsewhere, framed or run that is not
// ours.
std::vector<net::Header> guard_headers();

net::HttpResponse json_answer(const json::object& body);
// RFC 9457, with the stable name of the code as `code`.
net::HttpResponse problem_answer(const Error& error);
net::HttpResponse refusal_answer(const Gate::Refusal& refusal);
// A file of the page: "/" is index.html. not_found.
net::HttpResponse page_answer(std::string_view path);
// Sets the cookie and leads to the page by a navigation of our own, since a cookie that is SameSite=Strict would not go
// along with one that began elsewhere.
net::HttpResponse entry_answer(const Gate& gate);

}  // namespace tacit::web

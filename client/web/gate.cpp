#include "client/web/gate.hpp"

#include "crypto/encoding.hpp"

namespace tacit::web {
namespace {

constexpr std::string_view kCookie = "desk=";
constexpr std::string_view kForm = "entry=";
constexpr Gate::Refusal kForeign{403, "this comes from another site"};

template <class Token>
bool is_token(std::string_view text, const Token& token) {
  return crypto::equal_constant_time(as_bytes(text), as_bytes(crypto::to_base64url(token.expose(Expose()))));
}

bool is_ours(const std::optional<std::string_view>& field, std::string_view wanted) {
  return !field || *field == wanted;
}

}  // namespace

Gate::Gate() : entry_(Token::random()), session_(Token::random()), key_(Token::random()), mark_(Token::random()) {}

std::string Gate::answer_mark() const { return crypto::to_base64url(mark_.expose(Expose())); }
std::string Gate::origin() const { return "http://127.0.0.1:" + std::to_string(port_.load()); }
std::string Gate::entry_token() const { return crypto::to_base64url(entry_.expose(Expose())); }
std::string Gate::cookie() const { return std::string(kCookie) + crypto::to_base64url(session_.expose(Expose())); }
std::string Gate::call_key() const { return crypto::to_base64url(key_.expose(Expose())); }

std::variant<Gate::Way, Gate::Refusal> Gate::look_at(const net::HttpRequest& request) const {
  const std::string home = origin();
  // A name that leads to this machine is not enough: it may be somebody else's.
  if (port_ == 0 || request.authority != std::string_view(home).substr(7)) return Refusal{421, "this is another host"};
  const auto came_from = request.header("origin");
  const auto site = request.header("sec-fetch-site");
  if (request.path == "/enter" && request.method == "POST")
    // A file has the origin "null"; what lets it in is the token.
    return came_from && (*came_from == "null" || *came_from == home) ? std::variant<Way, Refusal>(Way::entry)
                                                                     : std::variant<Way, Refusal>(kForeign);
  if (!is_ours(came_from, home) || (site && *site != "same-origin" && *site != "none")) return kForeign;
  if (!has_cookie(request)) return Refusal{403, "this page was opened by nobody we know: use `tacit open`"};
  if (request.path.starts_with("/api/")) return look_at_call(request);
  if (request.method != "GET") return Refusal{405, "pages are only read"};
  return Way::page;
}

std::variant<Gate::Way, Gate::Refusal> Gate::look_at_call(const net::HttpRequest& request) const {
  if (request.method != "POST") return Refusal{405, "calls are posted"};
  if (!request.header("origin")) return kForeign;
  if (request.header("content-type").value_or("") != "application/json") return Refusal{415, "calls are JSON"};
  if (request.path == "/api/hello") return Way::hello;
  if (!is_token(request.header("x-tacit-key").value_or(""), key_)) return Refusal{403, "this call lacks its key"};
  return Way::call;
}

// Other programs on this machine may have left cookies of their own beside it.
bool Gate::has_cookie(const net::HttpRequest& request) const {
  std::string_view rest = request.header("cookie").value_or("");
  bool found = false;
  while (!rest.empty()) {
    const std::size_t end = rest.find("; ");
    const std::string_view one = rest.substr(0, end);
    if (one.starts_with(kCookie) && is_token(one.substr(kCookie.size()), session_)) found = true;
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 2);
  }
  return found;
}

bool Gate::enter(std::string_view form_body) {
  if (!form_body.starts_with(kForm) || !is_token(form_body.substr(kForm.size()), entry_)) return false;
  return !entered_.exchange(true);
}

}  // namespace tacit::web

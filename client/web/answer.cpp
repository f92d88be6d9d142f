#include "client/web/answer.hpp"

#include <algorithm>

#include "client/web/embedded.hpp"
#include "common/net/problem.hpp"

namespace tacit::web {
namespace {

constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

std::string_view type_of(std::string_view name) {
  if (name.ends_with(".html")) return "text/html; charset=utf-8";
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  return "application/octet-stream";
}

}  // namespace

std::vector<net::Header> guard_headers() {
  return {{"cache-control", "no-store"},
          {"content-security-policy", std::string(kPolicy)},
          {"cross-origin-opener-policy", "same-origin"},
          {"cross-origin-embedder-policy", "require-corp"},
          {"cross-origin-resource-policy", "same-origin"},
          {"permissions-policy", "camera=(), geolocation=(), microphone=(), usb=()"},
          {"referrer-policy", "no-referrer"},
          {"x-content-type-options", "nosniff"},
          {"x-frame-options", "DENY"}};
}

net::HttpResponse json_answer(const json::object& body) {
  return {.status = 200, .content_type = "application/json", .body = json::serialize(body)};
}

net::HttpResponse problem_answer(const Error& error) {
  const json::object body{{"type", std::string("/problems/") + name_of(error.code).c_str()},
                          {"title", error.text.c_str()},
                          {"status", net::status_of(error.code)},
                          {"code", name_of(error.code).c_str()},
                          {"detail", error.text.c_str()}};
  return {
      .status = net::status_of(error.code), .content_type = "application/problem+json", .body = json::serialize(body)};
}

net::HttpResponse refusal_answer(const Gate::Refusal& refusal) {
  return {.status = refusal.status, .content_type = "text/plain; charset=utf-8", .body = refusal.text.c_str()};
}

net::HttpResponse page_answer(std::string_view path) {
  // Browsers ask for it unasked; the page has none.
  if (path == "/favicon.ico") return {.status = 204, .content_type = {}, .body = {}};
  const std::string_view name = path == "/" ? "index.html" : path.substr(1);
  const auto files = embedded::web_page();
  const auto found = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.first == name; });
  if (found == files.end()) return refusal_answer({404, "there is no such page"});
  return {.status = 200, .content_type = std::string(type_of(name)), .body = std::string(found->second)};
}

net::HttpResponse entry_answer(const Gate& gate) {
  net::HttpResponse out{.status = 200,
                        .content_type = "text/html; charset=utf-8",
                        .body = "<!doctype html><meta http-equiv=refresh content=\"0;url=/\"><title>…</title>"};
  out.set_header("set-cookie", gate.cookie() + "; HttpOnly; SameSite=Strict; Path=/");
  return out;
}

}  // namespace tacit::web

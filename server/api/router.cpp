#include "server/api/router.hpp"

#include <string>

#include "common/base/log.hpp"
#include "common/net/problem.hpp"
#include "server/api/authentication.hpp"

namespace tacit::server {
namespace {

net::HttpResponse json_response(std::string body) {
  return {.status = 200, .content_type = "application/json", .body = std::move(body), .headers = {}};
}

net::HttpResponse refusal(const Error& error) {
  // Not above debug: whoever can connect can cause it, and must not be able to fill the disk.
  log_event(LogLevel::debug, "request-refused", {{"code", error.code}});
  return net::problem(error);
}

std::string methods_of(std::string_view path) {
  std::string out;
  for (const Endpoint& endpoint : endpoints()) {
    if (endpoint.path != path) continue;
    if (!out.empty()) out += ", ";
    out += endpoint.method;
  }
  return out;
}

net::HttpResponse no_endpoint(const std::string& allowed) {
  if (allowed.empty()) return refusal({Code::not_found, "there is nothing at this path"});
  net::HttpResponse response =
      net::problem(405, "method-not-allowed", "The method is not allowed here", "the Allow field names those that are");
  response.set_header("allow", allowed);
  return response;
}

}  // namespace

void Router::handle(const net::HttpRequest& request, Reply reply) const {
  for (const Endpoint& endpoint : endpoints()) {
    if (endpoint.method != request.method || endpoint.path != request.path) continue;
    answer(endpoint, request, std::move(reply));
    return;
  }
  reply(no_endpoint(methods_of(request.path)));
}

void Router::answer(const Endpoint& endpoint, const net::HttpRequest& request, Reply reply) const {
  Result<Answer> outcome = [&]() -> Result<Answer> {
    try {
      if (endpoint.method == "GET" && !request.body.empty()) return fail(Code::malformed, "a GET has no body");
      if (endpoint.method == "POST" && !request.query.empty()) return fail(Code::malformed, "a POST has no query");
      TRY(const Call call, authenticate(context_, endpoint.who, request));
      return endpoint.handle(context_, call);
    } catch (const StorageFailure& failure) {
      log_event(LogLevel::error, "storage-failed", {{"code", failure.code()}, {"system", failure.system_code()}});
      return fail(Code::unavailable, "the storage does not work");
    }
  }();
  if (!outcome) return reply(refusal(outcome.error()));
  if (auto* body = std::get_if<std::string>(&*outcome)) return reply(json_response(std::move(*body)));
  Work& work = std::get<Work>(*outcome);
  writer_.submit(std::move(work.job), [reply = std::move(reply), body = std::move(work.answer)](Result<void> done) {
    reply(done ? json_response(body()) : refusal(done.error()));
  });
}

}  // namespace tacit::server

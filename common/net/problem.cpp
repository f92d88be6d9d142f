#include "common/net/problem.hpp"

#include "common/base/json.hpp"

namespace tacit::net {
namespace {

constexpr std::string_view kPrefix = "/problems/";
constexpr std::size_t kMaxProblemBytes = 4096;

struct Description {
  int status;
  Literal title;
};

Description describe(Code code) {
  switch (code) {
    case Code::malformed: return {400, "The request is not of the required form"};
    case Code::too_large: return {413, "The request is too large"};
    case Code::update_needed: return {400, "The other side speaks another version"};
    case Code::invalid_argument: return {422, "The request makes no sense"};
    case Code::bad_signature: return {401, "A signature is not valid"};
    case Code::wrong_kind: return {422, "The object is of another kind"};
    case Code::wrong_organisation: return {403, "The object belongs to another organisation"};
    case Code::decryption_failed: return {422, "The object cannot be opened"};
    case Code::expired: return {401, "The time allowed for this has passed"};
    case Code::not_admitted: return {403, "The device is not an active member"};
    case Code::not_allowed: return {403, "The device has no right to do this"};
    case Code::scope_closed: return {409, "The scope is closed"};
    case Code::not_found: return {404, "There is no such thing here"};
    case Code::conflict: return {409, "Somebody else was first"};
    case Code::mischained: return {409, "The object does not fit its chain"};
    case Code::already_done: return {409, "This was done before"};
    case Code::not_ready: return {409, "Something else has to happen first"};
    case Code::out_of_stock: return {409, "There is not enough of it"};
    case Code::busy: return {503, "The server is busy"};
    case Code::unavailable: return {503, "The service is not available"};
    case Code::timed_out: return {503, "It took too long"};
    case Code::storage_damaged: return {500, "The server's storage is damaged"};
    case Code::wrong_passphrase: return {403, "The passphrase is not right"};
    case Code::alarm_fork:
    case Code::alarm_rollback:
    case Code::alarm_entry_missing:
    case Code::alarm_entry_withheld:
    case Code::alarm_roster_withheld:
    case Code::alarm_face_missing:
    case Code::alarm_key_mismatch:
    case Code::alarm_recipients_mismatch:
    case Code::alarm_roster_invalid:
    case Code::alarm_entry_invalid: return {500, "The server found its own data inconsistent"};
  }
  return {500, "Something went wrong inside the server"};
}

Code code_for_status(int status) {
  switch (status) {
    case 401: return Code::bad_signature;
    case 403: return Code::not_allowed;
    case 404: return Code::not_found;
    case 409: return Code::conflict;
    case 413:
    case 431: return Code::too_large;
    case 429:
    case 503: return Code::busy;
    default: return status >= 500 ? Code::unavailable : Code::malformed;
  }
}

Code code_for_type(std::string_view type, int status) {
  if (!type.starts_with(kPrefix)) return code_for_status(status);
  type.remove_prefix(kPrefix.size());
  for (int i = 0; i < static_cast<int>(Code::alarm_fork); ++i) {
    if (name_of(static_cast<Code>(i)).view() == type) return static_cast<Code>(i);
  }
  return code_for_status(status);
}

}  // namespace

HttpResponse problem(int status, Literal type, Literal title, Literal detail) {
  const json::object body{{"type", std::string(kPrefix) + type.c_str()},
                          {"title", title.c_str()},
                          {"status", status},
                          {"detail", detail.c_str()}};
  HttpResponse out{.status = status, .content_type = "application/problem+json", .body = json::serialize(body)};
  if (status == 503) out.set_header("retry-after", "2");
  return out;
}

HttpResponse problem(const Error& error) {
  const auto [status, title] = describe(error.code);
  return problem(status, name_of(error.code), title, error.text);
}

int status_of(Code code) { return describe(code).status; }

Error error_of(const HttpResponse& response) {
  Code code = code_for_status(response.status);
  if (response.content_type == "application/problem+json") {
    const auto body = json::parse(response.body, kMaxProblemBytes);
    if (body && body->is_object()) {
      const auto* type = body->as_object().if_contains("type");
      if (type != nullptr && type->is_string()) code = code_for_type(type->as_string(), response.status);
    }
  }
  return {code, describe(code).title};
}

}  // namespace tacit::net

#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"

namespace tacit::net {

// A field of a message. Names are lower case here, whatever was on the wire.
struct Header {
  std::string name;
  std::string value;
};

// Whether a request may be sent a second time when a kept connection turns out to have been closed. Uploads are
// idempotent by hash, reads always.
enum class Repeat { never, idempotent };

// A request in the one form the server accepts (RFC 9112, origin-form). No field name occurs twice.
struct HttpRequest {
  std::string method{};     // GET, POST, PUT or DELETE
  std::string path{};       // "/v1/entries": no escapes, no empty, "." or ".." segments
  std::string query{};      // without the "?"; empty when there is none
  std::string authority{};  // Host in lower case, without the default port
  std::vector<Header> headers{};
  std::string body{};
  Repeat repeat = Repeat::never;  // used by the client only

  std::optional<std::string_view> header(std::string_view lower_case_name) const;
  void set_header(std::string_view lower_case_name, std::string value);  // replaces
};

// An answer. Built from our own data: never put anything into it that the peer sent unverified.
struct HttpResponse {
  int status = 200;
  std::string content_type{};  // empty: no such field
  std::string body{};
  std::vector<Header> headers{};  // without framing fields, which the server and the client own

  std::optional<std::string_view> header(std::string_view lower_case_name) const;
  void set_header(std::string_view lower_case_name, std::string value);
};

// IMF-fixdate (RFC 9110 §5.6.7), e.g. "Tue, 20 Apr 2021 02:07:55 GMT". Every answer carries it, so a client can
// learn the offset of its clock. The obsolete forms are malformed.
std::string http_date(std::chrono::sys_seconds time);
Result<std::chrono::sys_seconds> parse_http_date(std::string_view text);

// Something that carries one request to the server and brings its answer back. HttpClient is the real one; tests
// and simulations put in their own. One caller at a time.
class Transport {
 public:
  virtual ~Transport() = default;
  // Any answer of the server is a value, whatever its status. Errors: unavailable, timed_out, malformed, too_large,
  // alarm_key_mismatch.
  virtual Result<HttpResponse> send(const HttpRequest& request) = 0;
  // Ends every call, present and future, with `unavailable`. From any thread. Those that wait for nobody need not.
  virtual void cancel() {}
};

}  // namespace tacit::net

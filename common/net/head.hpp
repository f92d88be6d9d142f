#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/result.hpp"
#include "common/net/http.hpp"

namespace tacit::net {

// The only grammar of HTTP heads there is here, for both directions: a strict subset of RFC 9112 and RFC 9110 with
// one reading. Lenient parsers disagree about where a message ends, and request smuggling lives off that. Pure.

// Watches a head arrive, so that what can never become one is refused at once and not after a timeout.
class HeadScanner {
 public:
  enum class State { incomplete, complete, malformed, too_large };
  explicit HeadScanner(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  // `received` is everything so far, each time. Lines end with CR LF, an empty one ends the head; before that only
  // visible ASCII, space and tab may occur.
  State scan(std::string_view received);
  // Of a complete head, with its final empty line.
  std::size_t size() const { return at_; }

 private:
  std::size_t max_bytes_;
  std::size_t at_ = 0;
};

enum class After { keep_open, close };

struct RequestHead {
  HttpRequest request;  // without body
  std::size_t content_length = 0;
  After after = After::keep_open;
};
struct ResponseHead {
  HttpResponse response;  // without body
  std::size_t content_length = 0;
  After after = After::keep_open;
};

// `head` is what a complete scan found. `default_port` is left out of the authority. malformed, or too_large when
// there are more than max_fields.
Result<RequestHead> parse_request_head(std::string_view head, std::size_t max_fields, std::uint16_t default_port);
// Interim answers (1xx) are malformed too; every answer but 204 and 304 announces its length.
Result<ResponseHead> parse_response_head(std::string_view head, std::size_t max_fields);

// Add the framing fields. invalid_argument if anything in it would not be read back as what it is: the peer's
// parser must never see a field we did not mean.
Result<std::string> format_request_head(const HttpRequest& request, std::string_view authority);
Result<std::string> format_response_head(const HttpResponse& response, After after);

}  // namespace tacit::net

#include <algorithm>

#include "common/net/client.hpp"
#include "common/net/head.hpp"
#include "common/net/message_signature.hpp"
#include "common/net/nonce.hpp"
#include "common/net/problem.hpp"
#include "common/net/socks.hpp"
#include "crypto/encoding.hpp"
#include "tests/fuzz/harness.hpp"
#include "tests/fuzz/keys.hpp"

// What arrives from the network before anybody is known.
namespace tacit::fuzz {
namespace {

using net::HeadScanner;

constexpr std::size_t kMaxHead = 2048, kMaxFields = 16;

// A head that comes in two parts is found, or refused, as when it comes at once.
HeadScanner::State scan(std::string_view bytes, std::size_t border, std::size_t& size) {
  HeadScanner whole(kMaxHead), parts(kMaxHead);
  const auto state = whole.scan(bytes);
  const auto early = parts.scan(bytes.substr(0, border));
  if (early == HeadScanner::State::incomplete) {
    ASSERT_INVARIANT(parts.scan(bytes) == state);
  } else {
    ASSERT_INVARIANT(early == state);
  }
  ASSERT_INVARIANT(parts.size() == whole.size());
  if (state == HeadScanner::State::complete) ASSERT_INVARIANT(whole.size() <= std::min(kMaxHead, bytes.size()));
  size = whole.size();
  return state;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

// Whether a line begins with exactly this name, whatever stands between it and its colon.
bool names_field(std::string_view text, std::string_view name) {
  constexpr std::string_view kInNames =
      "abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~";  // RFC 9110 section 5.6.2
  const std::string line = "\r\n" + std::string(name);
  for (auto at = text.find(line); at != std::string_view::npos; at = text.find(line, at + 1)) {
    const std::size_t end = at + line.size();
    if (end == text.size() || kInNames.find(text[end]) == std::string_view::npos) return true;
  }
  return false;
}

// What makes two readers disagree about where a message ends is not in an accepted head, looked for without a parser.
void has_one_reading(std::string_view head, std::size_t content_length) {
  const std::string text = lower(head);
  for (const std::string_view hostile : {"\r\n ", "\r\n\t", "\n\n", "\r\r"}) {
    ASSERT_INVARIANT(text.find(hostile) == std::string::npos);
  }
  for (const std::string_view hostile : {"transfer-encoding", "expect", "upgrade", "trailer", "content-encoding"}) {
    ASSERT_INVARIANT(!names_field(text, hostile));
  }
  ASSERT_INVARIANT(text.find('\0') == std::string::npos);
  ASSERT_INVARIANT(text.find("\r\n\r\n") == text.size() - 4);
  constexpr std::string_view kLength = "\r\ncontent-length:";
  const auto at = text.find(kLength);
  if (at == std::string::npos) {
    ASSERT_INVARIANT(content_length == 0);
    return;
  }
  ASSERT_INVARIANT(text.find(kLength, at + 1) == std::string::npos);
  const auto digits = text.find_first_not_of(" \t", at + kLength.size());
  const std::string written = std::to_string(content_length);
  ASSERT_INVARIANT(text.compare(digits, written.size(), written) == 0);
  ASSERT_INVARIANT(text.find_first_not_of(" \t", digits + written.size()) ==
                   text.find("\r\n", digits + written.size()));
}

void has_no_field_twice(const std::vector<net::Header>& headers) {
  for (std::size_t i = 0; i < headers.size(); ++i) {
    ASSERT_INVARIANT(headers[i].name == lower(headers[i].name));
    for (std::size_t j = 0; j < i; ++j) ASSERT_INVARIANT(headers[i].name != headers[j].name);
  }
}

bool same_fields(const std::vector<net::Header>& one, const std::vector<net::Header>& other) {
  return std::ranges::equal(one, other,
                            [](const auto& a, const auto& b) { return a.name == b.name && a.value == b.value; });
}

FUZZ_TARGET(http_request) {
  Input input(bytes);
  const std::size_t border = input.byte();
  std::size_t size = 0;
  if (scan(input.rest(), border, size) != HeadScanner::State::complete) return;
  const std::string_view head = input.rest().substr(0, size);
  const auto read = net::parse_request_head(head, kMaxFields, 443);
  if (!read) return;
  has_one_reading(head, read->content_length);
  const net::HttpRequest& request = read->request;
  has_no_field_twice(request.headers);
  ASSERT_INVARIANT(!request.header("host") && !request.header("content-length") && !request.header("connection"));
  ASSERT_INVARIANT(request.authority == lower(request.authority) && !request.authority.empty());
  ASSERT_INVARIANT(request.path.starts_with('/'));
  for (const std::string_view hostile : {"//", "/./", "/../", "%", "\\"}) {
    ASSERT_INVARIANT((request.path + '/').find(hostile) == std::string::npos || request.path == "/");
  }
  const auto written = net::format_request_head(request, request.authority);
  ASSERT_INVARIANT(written.has_value());
  const auto again = net::parse_request_head(*written, kMaxFields + 1, 443);
  ASSERT_INVARIANT(again && again->request.method == request.method && again->request.path == request.path);
  ASSERT_INVARIANT(again->request.query == request.query && again->request.authority == request.authority);
  ASSERT_INVARIANT(same_fields(again->request.headers, request.headers));
}

// The body behind the head is what an error answer would be read from.
FUZZ_TARGET(http_response) {
  Input input(bytes);
  const std::size_t border = input.byte();
  std::size_t size = 0;
  if (scan(input.rest(), border, size) != HeadScanner::State::complete) return;
  const std::string_view head = input.rest().substr(0, size);
  auto read = net::parse_response_head(head, kMaxFields);
  if (!read) return;
  ASSERT_INVARIANT(read->response.status >= 200 && read->response.status <= 599);
  const bool has_body = read->response.status != 204 && read->response.status != 304;
  if (has_body) has_one_reading(head, read->content_length);
  has_no_field_twice(read->response.headers);
  read->response.body = input.rest().substr(size);
  ASSERT_INVARIANT(!is_alarm(net::error_of(read->response).code));
  if (!has_body) return;
  std::erase_if(read->response.headers, [](const auto& header) { return header.name == "host"; });
  const auto written = net::format_response_head(read->response, read->after);
  ASSERT_INVARIANT(written.has_value());
  const auto again = net::parse_response_head(*written, kMaxFields + 3);
  ASSERT_INVARIANT(again && again->response.status == read->response.status && again->after == read->after);
  ASSERT_INVARIANT(again->response.content_type == read->response.content_type);
  ASSERT_INVARIANT(same_fields(again->response.headers, read->response.headers));
}

// Ed25519 is deterministic: what verifies is, byte for byte, what the key would sign now.
void verifies_only_if_signed(const net::HttpRequest& request) {
  const auto claims = net::read_claims(request);
  if (!claims) return;
  const auto verified = net::verify_request(request, *claims, key_of('a').sign_public());
  ASSERT_INVARIANT(!net::verify_request(request, *claims, key_of('x').sign_public()));
  net::HttpRequest ours = request;
  net::sign_request(ours, key_of('a'), claims->created, claims->nonce);
  bool equal = true;
  for (const std::string_view name : {"content-digest", "signature-input", "signature"}) {
    equal = equal && ours.header(name) == request.header(name);
  }
  ASSERT_INVARIANT(verified.has_value() == equal);
}

// Lines: method, path, query, authority, the three fields; then the body. With `s` in front they are signed first, and
// the fields that are not empty replace what was signed.
FUZZ_TARGET(http_signature) {
  Input input(bytes);
  const bool sign = input.letter() == 's';
  net::HttpRequest request{.method = std::string(input.line()),
                           .path = std::string(input.line()),
                           .query = std::string(input.line()),
                           .authority = std::string(input.line())};
  const std::string_view digest = input.line(), claims = input.line(), signature = input.line();
  request.body = input.rest();
  if (sign) net::sign_request(request, key_of('a'), std::chrono::sys_seconds(std::chrono::seconds(1'614'816'000)), {});
  if (!sign || !digest.empty()) request.set_header("content-digest", std::string(digest));
  if (!sign || !claims.empty()) request.set_header("signature-input", std::string(claims));
  if (!sign || !signature.empty()) request.set_header("signature", std::string(signature));
  verifies_only_if_signed(request);
  if (const auto nonce = net::parse_nonce(claims)) ASSERT_INVARIANT(to_text(*nonce) == claims);
  if (const auto boot = net::parse_boot_id(digest)) ASSERT_INVARIANT(to_text(*boot) == digest);
}

// The client's Host is the server's @authority, or no signature would hold.
void is_read_alike_by_the_server(const net::Endpoint& endpoint) {
  const auto head = net::format_request_head({.method = "GET", .path = "/"}, endpoint.authority());
  ASSERT_INVARIANT(head.has_value());
  const auto read = net::parse_request_head(*head, kMaxFields, 443);
  ASSERT_INVARIANT(read && read->request.authority == endpoint.authority());
}

FUZZ_TARGET(endpoint) {
  const std::string_view text = as_text(bytes);
  if (const auto endpoint = net::parse_endpoint(text)) {
    ASSERT_INVARIANT(endpoint->port != 0 && endpoint->host == lower(endpoint->host) && !endpoint->host.empty());
    ASSERT_INVARIANT(net::parse_endpoint(endpoint->url()) == *endpoint);
    is_read_alike_by_the_server(*endpoint);
  }
  if (const auto proxy = net::parse_proxy(text)) {
    ASSERT_INVARIANT(proxy->port != 0 && !proxy->host.empty());
    ASSERT_INVARIANT(text.ends_with(std::to_string(proxy->port)));
    const auto request = net::socks_connect(proxy->host, proxy->port);
    ASSERT_INVARIANT(request && request->size() == 7 + proxy->host.size());
  }
}

FUZZ_TARGET(socks) {
  const bool choice = net::check_socks_choice(bytes).has_value();
  ASSERT_INVARIANT(choice == (bytes.size() == net::kSocksChoiceSize && bytes[0] == 5 && bytes[1] == 0));
  if (const auto more = net::check_socks_reply(bytes)) {
    ASSERT_INVARIANT(bytes.size() == net::kSocksReplyStart && bytes[0] == 5 && bytes[1] == 0 && bytes[2] == 0);
    ASSERT_INVARIANT(*more >= 2 && *more <= 257);
  }
  const auto request = net::socks_connect(as_text(bytes), 443);
  ASSERT_INVARIANT(request.has_value() == (!bytes.empty() && bytes.size() <= 255));
}

}  // namespace
}  // namespace tacit::fuzz

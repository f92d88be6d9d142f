#include "common/net/head.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace tacit::net {
namespace {

constexpr std::string_view kEnd = "\r\n\r\n";
constexpr std::size_t kMaxLengthDigits = 15;

bool is_visible(char c) { return c > ' ' && c < '\x7f'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }
bool is_token_char(char c) { return is_letter(c) || is_digit(c) || is_one_of(c, "!#$%&'*+-.^_`|~"); }
// RFC 3986 pchar without escapes.
bool is_path_char(char c) { return is_letter(c) || is_digit(c) || is_one_of(c, "-._~!$&'()*+,;=:@"); }

template <class Predicate>
bool all(std::string_view text, Predicate predicate) {
  return std::all_of(text.begin(), text.end(), predicate);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
std::string to_lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool is_method(std::string_view text) { return text == "GET" || text == "POST" || text == "PUT" || text == "DELETE"; }

bool is_path(std::string_view path) {
  if (path == "/") return true;
  if (!path.starts_with('/')) return false;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto segment = path.substr(0, path.find('/'));
    if (segment.empty() || segment == "." || segment == ".." || !all(segment, is_path_char)) return false;
    path.remove_prefix(segment.size());
  }
  return true;
}

bool is_query(std::string_view query) {
  for (std::size_t i = 0; i < query.size(); ++i) {
    if (query[i] == '%') {
      if (i + 2 >= query.size() || !is_hex(query[i + 1]) || !is_hex(query[i + 2])) return false;
      i += 2;
    } else if (!is_path_char(query[i]) && !is_one_of(query[i], "/?")) {
      return false;
    }
  }
  return true;
}

// host [":" port]: a name or IPv4 address, or an IPv6 address in brackets.
bool is_authority(std::string_view text) {
  const auto colon = text.rfind(':');
  const bool has_port = colon != std::string_view::npos && !text.ends_with(']');
  const auto host = has_port ? text.substr(0, colon) : text;
  const auto port = has_port ? text.substr(colon + 1) : std::string_view("1");
  if (host.empty() || port.empty() || port.size() > 5 || !all(port, is_digit)) return false;
  if (host.front() == '[') {
    if (host.size() < 4 || host.back() != ']') return false;
    return all(host.substr(1, host.size() - 2), [](char c) { return is_hex(c) || is_one_of(c, ":."); });
  }
  return all(host, [](char c) { return is_letter(c) || is_digit(c) || is_one_of(c, "-._"); });
}

std::string_view take_line(std::string_view& rest) {
  const auto end = rest.find("\r\n");
  const auto line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
  return line;
}

std::string_view trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

Result<std::vector<Header>> parse_fields(std::string_view lines, std::size_t max_fields) {
  std::vector<Header> out;
  while (!lines.empty()) {
    const auto line = take_line(lines);
    if (line.empty()) break;
    if (out.size() == max_fields) return fail(Code::too_large, "too many header fields");
    // A folded line starts with a blank, so its name is no token.
    const auto colon = line.find(':');
    const auto name = line.substr(0, colon);
    if (colon == std::string_view::npos || name.empty() || !all(name, is_token_char)) {
      return fail(Code::malformed, "a header line is not of the form name: value");
    }
    out.push_back({to_lower(name), std::string(trim(line.substr(colon + 1)))});
    const auto same = [&](const Header& h) { return h.name == out.back().name; };
    if (std::find_if(out.begin(), out.end() - 1, same) != out.end() - 1) {
      return fail(Code::malformed, "a header field occurs twice");
    }
  }
  if (!lines.empty()) return fail(Code::malformed, "a header is followed by more than its body");
  return out;
}

std::optional<std::string> take(std::vector<Header>& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Header& h) { return h.name == name; });
  if (found == fields.end()) return std::nullopt;
  std::string value = std::move(found->value);
  fields.erase(found);
  return value;
}

struct Framing {
  std::optional<std::size_t> content_length;
  After after = After::keep_open;
};

Result<std::size_t> parse_length(std::string_view text) {
  const auto bad = [] { return fail(Code::malformed, "Content-Length is not a plain number"); };
  if (text.empty() || text.size() > kMaxLengthDigits || !all(text, is_digit)) return bad();
  if (text.size() > 1 && text.front() == '0') return bad();
  std::size_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

// Takes the fields that say where the message ends; handlers never see them.
Result<Framing> take_framing(std::vector<Header>& fields) {
  for (const std::string_view refused : {"transfer-encoding", "content-encoding", "trailer", "upgrade", "expect"}) {
    if (take(fields, refused)) return fail(Code::malformed, "a header field is not accepted here");
  }
  Framing out;
  if (const auto length = take(fields, "content-length")) {
    TRY(out.content_length, parse_length(*length));
  }
  if (const auto connection = take(fields, "connection")) {
    const std::string option = to_lower(*connection);
    if (option != "close" && option != "keep-alive")
      return fail(Code::malformed, "the Connection field is not accepted");
    if (option == "close") out.after = After::close;
  }
  return out;
}

Result<std::string> take_authority(std::vector<Header>& fields, std::uint16_t default_port) {
  const auto host = take(fields, "host");
  if (!host || !is_authority(*host)) return fail(Code::malformed, "the Host field is missing or not a host");
  std::string authority = to_lower(*host);
  const std::string suffix = ':' + std::to_string(default_port);
  if (authority.ends_with(suffix)) authority.resize(authority.size() - suffix.size());
  return authority;
}

// method SP origin-form SP HTTP/1.1
Result<HttpRequest> parse_request_line(std::string_view line) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return fail(Code::malformed, "not a request line");
  if (line.substr(last + 1) != "HTTP/1.1") return fail(Code::malformed, "only HTTP/1.1 is spoken here");
  const auto target = line.substr(first + 1, last - first - 1);
  const auto mark = target.find('?');
  HttpRequest out{.method = std::string(line.substr(0, first)),
                  .path = std::string(target.substr(0, mark)),
                  .query = mark == std::string_view::npos ? std::string() : std::string(target.substr(mark + 1))};
  if (!is_method(out.method)) return fail(Code::malformed, "the method is not one of GET, POST, PUT, DELETE");
  if (!is_path(out.path) || !is_query(out.query)) return fail(Code::malformed, "the request target is not accepted");
  return out;
}

// HTTP/1.1 SP three digits SP reason
Result<int> parse_status_line(std::string_view line) {
  constexpr std::string_view kVersion = "HTTP/1.1 ";
  const auto bad = [] { return fail(Code::malformed, "not a status line"); };
  if (!line.starts_with(kVersion) || line.size() < kVersion.size() + 4) return bad();
  const auto digits = line.substr(kVersion.size(), 3);
  if (!all(digits, is_digit) || line[kVersion.size() + 3] != ' ') return bad();
  int status = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), status);
  if (status < 200 || status > 599) return bad();
  return status;
}

bool has_body(int status) { return status != 204 && status != 304; }

// Whether the fields can be written as they are, and none is one we own.
bool are_writable(const std::vector<Header>& fields) {
  return std::all_of(fields.begin(), fields.end(), [](const Header& h) {
    const bool ours =
        h.name == "content-length" || h.name == "connection" || h.name == "transfer-encoding" || h.name == "host";
    return !ours && !h.name.empty() && all(h.name, is_token_char) && trim(h.value) == h.value &&
           all(h.value, [](char c) { return is_visible(c) || c == ' ' || c == '\t'; });
  });
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

}  // namespace

HeadScanner::State HeadScanner::scan(std::string_view received) {
  for (; at_ < received.size(); ++at_) {
    if (at_ >= max_bytes_) return State::too_large;
    const char c = received[at_];
    const bool after_cr = at_ > 0 && received[at_ - 1] == '\r';
    if (after_cr != (c == '\n')) return State::malformed;
    if (!is_visible(c) && !is_one_of(c, " \t\r\n")) return State::malformed;
    if (c == '\n' && at_ == 1) return State::malformed;  // an empty first line
    if (c == '\n' && received.substr(0, at_ + 1).ends_with(kEnd)) {
      ++at_;
      return State::complete;
    }
  }
  return State::incomplete;
}

Result<RequestHead> parse_request_head(std::string_view head, std::size_t max_fields, std::uint16_t default_port) {
  RequestHead out;
  TRY(out.request, parse_request_line(take_line(head)));
  TRY(out.request.headers, parse_fields(head, max_fields));
  TRY(out.request.authority, take_authority(out.request.headers, default_port));
  TRY(const Framing framing, take_framing(out.request.headers));
  out.after = framing.after;
  out.content_length = framing.content_length.value_or(0);
  const bool may_have_body = out.request.method == "POST" || out.request.method == "PUT";
  if (may_have_body && !framing.content_length) return fail(Code::malformed, "Content-Length is missing");
  if (!may_have_body && out.content_length > 0) return fail(Code::malformed, "this method carries no body");
  return out;
}

Result<ResponseHead> parse_response_head(std::string_view head, std::size_t max_fields) {
  ResponseHead out;
  TRY(out.response.status, parse_status_line(take_line(head)));
  TRY(out.response.headers, parse_fields(head, max_fields));
  TRY(const Framing framing, take_framing(out.response.headers));
  out.after = framing.after;
  if (has_body(out.response.status)) {
    if (!framing.content_length) return fail(Code::malformed, "the answer has no Content-Length");
    out.content_length = *framing.content_length;
  }
  out.response.content_type = take(out.response.headers, "content-type").value_or(std::string());
  return out;
}

Result<std::string> format_request_head(const HttpRequest& request, std::string_view authority) {
  if (!is_method(request.method) || !is_path(request.path) || !is_query(request.query) || !is_authority(authority) ||
      !are_writable(request.headers)) {
    return fail(Code::invalid_argument, "the request cannot be written as HTTP");
  }
  std::string out = request.method + ' ' + request.path;
  if (!request.query.empty()) out += '?' + request.query;
  out += " HTTP/1.1\r\n";
  append_field(out, "host", authority);
  for (const auto& [name, value] : request.headers) append_field(out, name, value);
  if (request.method == "POST" || request.method == "PUT") {
    append_field(out, "content-length", std::to_string(request.body.size()));
  } else if (!request.body.empty()) {
    return fail(Code::invalid_argument, "this method carries no body");
  }
  return out += "\r\n";
}

Result<std::string> format_response_head(const HttpResponse& response, After after) {
  const bool body_fits = has_body(response.status) || response.body.empty();
  if (response.status < 200 || response.status > 599 || !body_fits || !are_writable(response.headers) ||
      response.header("content-type") || !are_writable({{"x", response.content_type}})) {
    return fail(Code::invalid_argument, "the answer cannot be written as HTTP");
  }
  std::string out = "HTTP/1.1 " + std::to_string(response.status) + " \r\n";
  if (!response.content_type.empty()) append_field(out, "content-type", response.content_type);
  for (const auto& [name, value] : response.headers) append_field(out, name, value);
  if (has_body(response.status)) append_field(out, "content-length", std::to_string(response.body.size()));
  if (after == After::close) append_field(out, "connection", "close");
  return out += "\r\n";
}

}  // namespace tacit::net

#include <boost/url.hpp>

#include "common/net/client.hpp"

namespace tacit::net {
namespace {

constexpr std::uint16_t kHttpsPort = 443;

bool is_plain_host(const boost::urls::url_view& url) {
  using boost::urls::host_type;
  if (url.host_type() == host_type::ipvfuture || url.host_type() == host_type::none) return false;
  if (url.host_type() != host_type::name) return true;
  const std::string host(url.encoded_host());
  return !host.empty() && host.size() <= 253 &&
         host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._") ==
             std::string::npos;
}

Result<Endpoint> endpoint_of(const boost::urls::url_view& url, std::uint16_t default_port) {
  const auto bad = [] { return fail(Code::invalid_argument, "not an address of the form https://host:port"); };
  if (url.has_userinfo() || url.has_query() || url.has_fragment()) return bad();
  if (!url.encoded_path().empty() && url.encoded_path() != "/") return bad();
  if (!is_plain_host(url)) return bad();
  Endpoint out{.host = url.host_address(), .port = default_port};
  for (char& c : out.host) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (url.has_port()) out.port = url.port_number();
  // Boost.URL takes a port over 65535 modulo 2^16; and one address has one text.
  if (out.port == 0 || (url.has_port() && url.port() != std::to_string(out.port))) return bad();
  return out;
}

}  // namespace

std::string Endpoint::authority() const {
  const bool is_v6 = host.find(':') != std::string::npos;
  const std::string name = is_v6 ? '[' + host + ']' : host;
  return port == kHttpsPort ? name : name + ':' + std::to_string(port);
}

std::string Endpoint::url() const {
  const std::string name = authority();
  return "https://" + (port == kHttpsPort ? name + ":443" : name);
}

Result<Endpoint> parse_endpoint(std::string_view text) {
  const auto url = boost::urls::parse_uri(text);
  if (!url || url->scheme() != "https") {
    return fail(Code::invalid_argument, "not an address of the form https://host:port");
  }
  return endpoint_of(*url, kHttpsPort);
}

Result<Endpoint> parse_proxy(std::string_view text) {
  const std::string as_url = "socks5://" + std::string(text);
  const auto url = boost::urls::parse_uri(as_url);
  if (!url || !url->has_port() || !url->encoded_path().empty()) {
    return fail(Code::invalid_argument, "not a proxy address of the form host:port");
  }
  return endpoint_of(*url, 0);
}

}  // namespace tacit::net

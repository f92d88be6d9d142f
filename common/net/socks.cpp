#include "common/net/socks.hpp"

namespace tacit::net {
namespace {
constexpr std::uint8_t kVersion = 5;
constexpr std::uint8_t kConnect = 1;
constexpr std::uint8_t kAddressV4 = 1, kAddressName = 3, kAddressV6 = 4;
constexpr std::size_t kPortSize = 2;
}  // namespace

Result<void> check_socks_choice(ByteView choice) {
  if (choice.size() != kSocksChoiceSize || choice[0] != kVersion) {
    return fail(Code::malformed, "the proxy does not speak SOCKS5");
  }
  if (choice[1] != 0) return fail(Code::unavailable, "the proxy wants authentication");
  return {};
}

Result<Bytes> socks_connect(std::string_view host, std::uint16_t port) {
  if (host.empty() || host.size() > 255) return fail(Code::invalid_argument, "the host name is too long for SOCKS5");
  Bytes out{kVersion, kConnect, 0, kAddressName, static_cast<std::uint8_t>(host.size())};
  out.insert(out.end(), host.begin(), host.end());
  out.push_back(static_cast<std::uint8_t>(port >> 8));
  out.push_back(static_cast<std::uint8_t>(port & 0xff));
  return out;
}

Result<std::size_t> check_socks_reply(ByteView start) {
  if (start.size() != kSocksReplyStart || start[0] != kVersion || start[2] != 0) {
    return fail(Code::malformed, "the proxy's reply is not SOCKS5");
  }
  if (start[1] != 0) return fail(Code::unavailable, "the proxy could not reach the server");
  // One byte of the address is among the five already.
  switch (start[3]) {
    case kAddressV4: return 4 - 1 + kPortSize;
    case kAddressV6: return 16 - 1 + kPortSize;
    case kAddressName: return start[4] + kPortSize;
    default: return fail(Code::malformed, "the proxy's reply is not SOCKS5");
  }
}

}  // namespace tacit::net

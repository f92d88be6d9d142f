#pragma once
#include <string_view>

#include "common/base/bytes.hpp"
#include "common/base/result.hpp"

namespace tacit::net {

// The client's half of SOCKS5 (RFC 1928): no authentication, CONNECT, the name resolved by the proxy. Pure.
//   send kSocksGreeting → read 2 bytes, check → send socks_connect() → read 5 bytes → read as many more as it says
inline constexpr ByteArray<3> kSocksGreeting{5, 1, 0};
inline constexpr std::size_t kSocksChoiceSize = 2;
inline constexpr std::size_t kSocksReplyStart = 5;

Result<void> check_socks_choice(ByteView choice);
// invalid_argument: the name is empty or over 255 bytes.
Result<Bytes> socks_connect(std::string_view host, std::uint16_t port);
// How many bytes follow these five; they hold the address the proxy bound and mean nothing to us. unavailable: the
// proxy refused.
Result<std::size_t> check_socks_reply(ByteView start);

}  // namespace tacit::net

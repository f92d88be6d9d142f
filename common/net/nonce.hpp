#pragma once
#include <string>
#include <string_view>

#include "common/base/bytes.hpp"
#include "common/base/result.hpp"

namespace tacit::net {

// Random, chosen by a server at each start and told in every answer: nonces of an earlier run are void.
using BootId = Fixed<struct BootTag, 16>;

// Field that carries the boot id, and its text form (base64url).
inline constexpr std::string_view kBootHeader = "tacit-boot";
std::string to_text(const BootId& boot);
Result<BootId> parse_boot_id(std::string_view text);

// What makes a request unique: the server's boot id and 16 random bytes. As text: base64url of both, 43 characters.
struct Nonce {
  BootId boot{};
  ByteArray<16> random{};
  bool operator==(const Nonce&) const = default;
};
std::string to_text(const Nonce& nonce);
Result<Nonce> parse_nonce(std::string_view text);

}  // namespace tacit::net

#include "common/net/nonce.hpp"

#include <algorithm>

#include "crypto/encoding.hpp"

namespace tacit::net {
namespace {
using NonceBytes = Fixed<struct NonceBytesTag, 32>;
}

std::string to_text(const BootId& boot) { return b64(boot); }
Result<BootId> parse_boot_id(std::string_view text) { return parse_b64<BootId>(text); }

std::string to_text(const Nonce& nonce) {
  NonceBytes all;
  const auto rest = std::copy(nonce.boot.bytes.begin(), nonce.boot.bytes.end(), all.bytes.begin());
  std::copy(nonce.random.begin(), nonce.random.end(), rest);
  return b64(all);
}

Result<Nonce> parse_nonce(std::string_view text) {
  TRY(const NonceBytes all, parse_b64<NonceBytes>(text));
  Nonce nonce{.boot = BootId::from(all.view().first(BootId::kSize))};
  std::copy(all.bytes.begin() + BootId::kSize, all.bytes.end(), nonce.random.begin());
  return nonce;
}

}  // namespace tacit::net

#pragma once
#include <string>
#include <string_view>

#include "common/base/bytes.hpp"
#include "common/base/result.hpp"

namespace tacit {

// Strict: exactly one text per byte string, everything else is `malformed`. Not constant time: for public bytes only.
namespace crypto {
// RFC 4648 §5 without padding ("b64" in the protocol).
std::string to_base64url(ByteView bytes);
Result<Bytes> from_base64url(std::string_view text);
// RFC 4648 §4 with padding (signed notes, Content-Digest).
std::string to_base64(ByteView bytes);
Result<Bytes> from_base64(std::string_view text);
// Lower case.
std::string to_hex(ByteView bytes);
Result<Bytes> from_hex(std::string_view text);
// 16 bytes as 26 lower-case Crockford characters, most significant bit first, the last two bits zero (protocol §1).
std::string to_crockford(const ByteArray<16>& bytes);
Result<ByteArray<16>> from_crockford(std::string_view text);
}  // namespace crypto

// base64url of a Fixed: hashes, keys, signatures.
template <class F>
std::string b64(const F& value) {
  return crypto::to_base64url(value.view());
}
template <class F>
Result<F> parse_b64(std::string_view text) {
  TRY(const Bytes bytes, crypto::from_base64url(text));
  if (bytes.size() != F::kSize) return fail(Code::malformed, "base64url of the wrong length");
  return F::from(bytes);
}

// The 16-byte ids.
template <class Id>
requires(Id::kSize == 16) std::string id_text(const Id& id) { return crypto::to_crockford(id.bytes); }
template <class Id>
requires(Id::kSize == 16) Result<Id> parse_id(std::string_view text) {
  TRY(const ByteArray<16> bytes, crypto::from_crockford(text));
  return Id{bytes};
}

}  // namespace tacit

#pragma once
#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tacit {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
template <std::size_t N>
using ByteArray = std::array<std::uint8_t, N>;

inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
inline Bytes to_bytes(ByteView view) { return Bytes(view.begin(), view.end()); }

// Fixed-size public bytes with a purpose: ids, hashes, public keys. Ordered, hashable, never secret.
template <class Tag, std::size_t N>
struct Fixed {
  static constexpr std::size_t kSize = N;
  ByteArray<N> bytes{};
  auto operator<=>(const Fixed&) const = default;
  ByteView view() const { return bytes; }
  // The caller has checked the size.
  static Fixed from(ByteView view) {
    Fixed out;
    std::copy_n(view.begin(), N, out.bytes.begin());
    return out;
  }
};

}  // namespace tacit

template <class Tag, std::size_t N>
struct std::hash<tacit::Fixed<Tag, N>> {
  // Ids and digests are uniformly random, so their first bytes are a good hash.
  std::size_t operator()(const tacit::Fixed<Tag, N>& value) const noexcept {
    std::size_t out = 0;
    std::memcpy(&out, value.bytes.data(), sizeof out);
    return out;
  }
};

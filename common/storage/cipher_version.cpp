#include "common/storage/cipher_version.hpp"

#include <charconv>

namespace tacit::detail {

bool is_recent_cipher(std::string_view version) {
  int major = 0, minor = 0;
  const char* const end = version.data() + version.size();
  const auto first = std::from_chars(version.data(), end, major);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '.') return false;
  const auto second = std::from_chars(first.ptr + 1, end, minor);
  if (second.ec != std::errc()) return false;
  return major > 4 || (major == 4 && minor >= 6);
}

}  // namespace tacit::detail
